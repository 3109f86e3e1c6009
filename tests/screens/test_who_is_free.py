"""Who is free, from every place that has an inquiry, without a moment in which the screen stands still."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from desk import acts
from desk.screens.customers import Customers
from desk.screens.questions.forward import ForwardQuestion
from desk.screens.where import Where
from desk.views import team
from desk.words import AbsenceKind
from tests.kit.builders import local
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_it_forwards_from_card_trace_and_callbacks_and_says_why_where_it_can_not(day: Morning) -> None:
    desk = day.desk
    async with sitting(desk.store) as here:
        await here.type("f3", *"K1", "enter")
        await here.until(lambda: here.screen.has_class("-card"))
        await here.type("w")
        await here.until_shown(f"Enter forwards #{day.free} Autohaus Sued GmbH to")
        await here.type("j", "enter")
        await here.until(lambda: isinstance(here.screen, ForwardQuestion))
        await here.type("enter")
        await here.until(lambda: desk.row(day.free).offered_to is not None)
        assert isinstance(here.screen, Customers), "one stays where one was"
        await here.type("w", "enter")
        await here.until_said("offered to Mia; the offer has to end first")
        desk.inquiry(customer="K1", about="one more")
        await here.until_shown("one more")
        await here.type("w", "enter")
        await here.until_shown("Autohaus Sued GmbH has 2 open inquiries")
        await here.type("escape", "escape", "escape", "3", "j", "w")
        await here.until_shown(f"Enter forwards #{day.free} Autohaus Sued GmbH")
        await here.type("escape", "f3", "f3", *"kraus", "enter")
        assert isinstance(here.screen, Where)
        await here.until(lambda: here.screen.listing.current is not None)
        await here.type("w")
        await here.until_shown(f"Enter forwards #{day.late} Moebel Kraus KG")


async def test_who_is_away_and_still_reached_by_urgent_calls_is_marked(day: Morning) -> None:
    until = local("2026-11-25 08:00")
    day.desk.do(acts.absences.away, "mia", until, kind=AbsenceKind.TRAVEL, urgent=True, deputy="anna")
    day.desk.do(acts.absences.away, "joerg", until, deputy="anna")
    async with sitting(day.desk.store) as here:
        await here.type("w")
        await here.until_shown("! away, but urgent calls reach them")
        lines = here.text.split("\n")
        assert "!travel, Anna stands in" in next(each for each in lines if "Mia Maier" in each)
        assert " away, Anna stands in" in next(each for each in lines if "Joerg Janssen" in each)


async def test_the_team_is_read_in_a_thread_and_what_is_typed_ahead_reaches_the_question(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, threads = team.free, []

    def slow(*args: Any, **more: Any) -> Any:
        threads.append(threading.current_thread())
        sleep(0.05)
        return free(*args, **more)

    monkeypatch.setattr(team, "free", slow)
    async with sitting(day.desk.store) as here:
        await here.type("f")
        await here.until(lambda: isinstance(here.screen, ForwardQuestion))
        await here.type("escape")  # the question's module is loaded: hands wait for the reading alone
        await here.pilot.press("f", "m", "i", "enter")
        await here.until_said(f"#{day.late} offered to Mia")
        await here.type("w")
        await here.until_shown("Who is free?" if here.inbox.listing.current is None else "Enter forwards")
    assert len(threads) == 3
    assert threading.main_thread() not in threads
    assert day.desk.acts_of(day.late)[-1] == "offer"
