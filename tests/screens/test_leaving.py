"""What comes when a place is being left concerns nobody, and nothing of it is told as a failure."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from textual.css.query import NoMatches
from textual.events import Callback

from desk import acts
from desk.screens.asking import is_left
from desk.screens.where import Where
from desk.views import team
from desk.words import StoreRefused
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_what_comes_too_late_is_given_to_nobody_and_an_act_is_said_where_one_is_by_then(day: Morning) -> None:
    given: list[object] = []
    go_on = threading.Event()

    def slowly(_reader: Any) -> bool:
        return go_on.wait(5)

    def noted(tx: Any) -> Any:
        go_on.wait(5)
        return acts.work.note(tx, day.late, "rang again")

    async with sitting(day.desk.store) as here:
        await here.app.push_screen(place := Where())
        asks_again = Callback(callback=place.see)
        place.read(slowly, given.append)
        place.write(noted, given.append)
        left = here.app.pop_screen()
        await here.until(lambda: is_left(place))
        place.wait("")
        place.refuse("too late")
        go_on.set()
        await here.until_said(f"#{day.late} noted")
        assert day.desk.acts_of(day.late)[-1] == "note"
        await left
        assert not given
        with pytest.raises(NoMatches):
            place.see()
        await place._dispatch_message(asks_again)
        with pytest.raises(NoMatches):  # the control: in a place that stays, a part that is missing is a failure
            await here.inbox._dispatch_message(Callback(callback=lambda: here.inbox.query_one("#nothing")))


async def test_keys_typed_for_a_question_that_the_store_refuses_do_nothing_to_the_place_below(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: Any, **_more: Any) -> Any:
        raise StoreRefused("busy")

    before = day.desk.acts_of(day.late)
    async with sitting(day.desk.store) as here:
        monkeypatch.setattr(team, "free", refused)
        for key in "fe1":
            here.app.simulate_key(key)
        await here.until(lambda: here.said != "")
        await here.pilot.pause()
        assert here.screen is here.inbox
        assert day.desk.acts_of(day.late) == before
        await here.type("e", "1")
        await here.until_said(f"#{day.late} closed")


async def test_a_desk_that_is_left_while_it_loads_ends_that_before_its_store_is_closed(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, over = threading.Event(), threading.Event()

    def warm() -> None:
        begun.set()
        sleep(0.1)
        day.desk.store.settings()
        over.set()

    monkeypatch.setattr(day.desk.store, "warm", warm)
    async with sitting(day.desk.store) as here:
        await here.until(begun.is_set)
    assert over.is_set()
