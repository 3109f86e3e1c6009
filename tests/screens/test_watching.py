"""A desk looks what others did; a machine so slow that there is nothing yet to tell it to costs nobody a sentence."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from desk.done import Polled
from desk.screens import watching
from desk.screens.inbox import Inbox
from desk.store import Store
from tests.kit.morning import morning
from tests.kit.screen import sitting


async def test_a_change_that_is_seen_before_the_screen_stands_fails_nothing_and_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each turn of the event loop looks and finds a change, from before there is a screen until it stands."""
    failed: list[Exception] = []
    told: list[Inbox] = []
    show = Inbox.store_changed
    monkeypatch.setattr(watching, "FIRST_LOOK", 0.0)
    monkeypatch.setattr(watching, "POLL", 0.0)
    monkeypatch.setattr(Store, "poll", lambda store: Polled(len(told) < 3, frozenset()))
    monkeypatch.setattr(Inbox, "store_changed", lambda inbox, touched: (told.append(inbox), show(inbox, touched))[1])
    day = morning(tmp_path)
    async with sitting(day.desk.store) as here:
        monkeypatch.setattr(here.app, "say_failed", failed.append)
        await here.until(lambda: len(told) == 3)
        assert "Something went wrong" not in here.text
        assert failed == []
    day.desk.close()


def test_what_nobody_needs_is_looked_for_while_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look through everything takes as long as three frames: never between two keys, and not for nothing."""
    collected: list[float] = []
    for quiet_for, young, wanted in ((0.1, 500, False), (60.0, 500, True), (60.0, 3, False)):
        collector = SimpleNamespace(
            get_threshold=lambda: (700, 10, watching.SELDOM),
            get_count=lambda young=young: (0, 0, young),
            collect=lambda quiet_for=quiet_for: collected.append(quiet_for),
        )
        monkeypatch.setattr(watching, "gc", collector)
        watch = watching.Watching(SimpleNamespace(), SimpleNamespace(quiet_for=quiet_for))  # type: ignore[arg-type]
        collected.clear()
        watch._clear_away()
        assert bool(collected) is wanted
