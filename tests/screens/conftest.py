"""What every test of a screen gets without asking."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let drafts and log lie in the test's own folder, also those of the processes that it starts."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def slow_hands_press_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two presses of a key be twice also where a busy machine takes seconds for the first."""
    monkeypatch.setattr("desk.screens.place.TWICE", 60.0)
