from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk import acts, views
from desk.rows import Qualification
from desk.screens.questions.answers import QualifyAnswer
from desk.screens.questions.base import Incomplete
from desk.screens.questions.fits import parse_owner, parse_yes
from desk.screens.questions.qualify import QualifyQuestion
from desk.words import Fit, Outcome, State, Thing
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting
from tests.screens.host import CALENDAR, CLOCK, Host


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_what_the_rules_refuse_is_refused_before_anything_is_asked(day: Morning) -> None:
    day.desk.do(acts.work.close, day.free, Outcome.ANSWERED)
    async with sitting(day.desk.store) as here:
        here.inbox.show_number(day.free)
        await here.until(lambda: here.inbox.listing.current.number == day.free)
        for verb in "terlm":
            here.inbox.say("")
            await here.type(verb)
            await here.until_said(f"#{day.free} is closed; reopen it first.")
            assert len(here.app.screen_stack) == 1, verb
        await here.type("i")
        assert len(here.app.screen_stack) == 2, "a note is allowed on a closed one"


async def test_a_rest_for_what_nobody_holds_is_refused_when_it_is_chosen_and_sets_nothing(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "t")
        assert "Take it first" not in here.text
        await here.type("t")
        await here.until_shown(f"#{day.free} is in the inbox; nobody holds it. Take it first: a Accept.")
        await here.type("3")
        await here.until_shown("Take it first")
        await here.type("t", "3")
        await here.until_said(f"#{day.free} to be taken up again Tue 24 Nov 09:00")
        assert day.desk.row(day.free).state is State.HELD
        assert day.desk.acts_of(day.free)[-1] == "follow_up"


async def test_not_reached_works_wherever_the_row_has_an_open_callback(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("-")
        await here.until_said("No callback is open here")
        await here.type("G", "-")
        await here.until_said("result noted")
        assert day.desk.acts_of(1, Thing.CALLBACK)[-1] == "callback_result"
        await here.type("u")
        await here.until_said("taken back")
        assert day.desk.read(views.callbacks.one, 1).tried == 0


async def test_a_new_callback_takes_its_window_its_promise_and_whose_it_is(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("3", "n", *"0211 4711", "tab", *"tomorrow 9:00", "tab", *"spots", "tab", *"10:30", "tab", "y")
        await here.type("tab", *"mi")
        assert "= Tuesday, 24 November 2026, 10:30" in here.text
        await here.type("f2")
        await here.until_said("planned")
        row = day.desk.read(views.callbacks.waiting, "mia")[0]
        assert (row.topic, row.promised, row.owner) == ("spots", True, "mia")
        assert row.until_at is not None
        assert row.until_at - row.from_at == timedelta(minutes=90)


async def test_what_was_known_of_a_lead_can_be_emptied() -> None:
    known = Qualification(what="spots", budget_cents=100_00, fit=Fit.HOT)
    async with Host(QualifyQuestion("#1", CALENDAR, CLOCK, known)).run_test(size=(80, 24)) as pilot:
        for _field in range(7):
            await pilot.press("ctrl+u", "tab")
        await pilot.press("f2")
        await pilot.pause()
        assert pilot.app.answered == QualifyAnswer(what="", clear=("budget_cents", "fit"))


def test_what_is_emptied_of_a_lead_comes_back_with_one_undo(day: Morning) -> None:
    day.desk.do(acts.work.qualify, day.late, what="spots", budget_cents=100_00, fit=Fit.HOT)
    day.desk.do(acts.work.qualify, day.late, what="", clear=("budget_cents", "fit"))
    assert day.desk.detail(day.late).qualification == Qualification()
    day.desk.do(acts.undoing.undo)
    assert day.desk.detail(day.late).qualification == Qualification(what="spots", budget_cents=100_00, fit=Fit.HOT)


def test_yes_and_owners_are_read_from_their_first_letters_on(day: Morning) -> None:
    reps = day.desk.read(views.team.reps)
    assert [parse_yes(text) for text in ("", "y", "Yes", "j", "n", "nein")] == [False, True, True, True, False, False]
    told = [parse_owner(text, reps) for text in ("", "mi", "ANNA", "inside", "f")]
    assert told == [None, "mia", "anna", "side:inside", "side:field"]
    for text in ("nobody", "perhaps"):
        with pytest.raises(Incomplete):
            parse_owner(text, reps)
        with pytest.raises(Incomplete):
            parse_yes("perhaps")
