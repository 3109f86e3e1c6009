"""A desk looks what others did; a machine so slow that there is nothing yet to tell it to costs nobody a sentence."""

from __future__ import annotations

from pathlib import Path

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
