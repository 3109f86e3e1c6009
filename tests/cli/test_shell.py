"""What a command runs in."""

from __future__ import annotations

import pytest

from desk.cli.call import Call
from desk.cli.shell import Shell
from desk.store import Store


def test_who_acts_is_told_without_settling_what_is_due(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settling loads all that acts need, and a desk is opened in the morning, when most is due."""
    settled: list[object] = []
    monkeypatch.setattr(Store, "_settle_due", lambda store, *_how, **_more: settled.append(store))
    shell = Shell(Call({"store": desk.path, "as": "anna"}))
    assert shell.rep() == "anna"
    assert shell.system_rep() is None
    assert settled == []
    shell.read(lambda _reader: None)
    assert settled == [shell.store]
    shell.close()
