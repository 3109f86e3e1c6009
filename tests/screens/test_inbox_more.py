from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from desk import acts
from desk.rows import Touched
from desk.screens import inbox
from desk.screens.callbacks import Callbacks
from desk.screens.card import CardScreen
from desk.screens.customers import Customers
from desk.screens.questions.call import CallQuestion
from desk.screens.questions.link import LinkQuestion
from desk.words import Fit, Outcome, State, Thing
from tests.kit.morning import Morning, morning
from tests.kit.screen import line, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_the_customers_card_is_one_key_away_and_esc_comes_back(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "o")
        await here.until(lambda: isinstance(here.screen, CardScreen))
        await here.type("escape")
        assert here.screen is here.inbox


async def test_an_inquiry_of_nobody_known_asks_whose_it_is(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "j", "o")
        await here.until(lambda: isinstance(here.screen, LinkQuestion))
        here.screen.query_one(Input).value = ""
        await here.type(*"vogt")
        await here.until_shown("Elektro Vogt  ")
        await here.type("enter")
        await here.until(lambda: day.desk.row(day.calm).customer == "Elektro Vogt")
        assert day.desk.acts_of(day.calm)[-1] == "link"


async def test_calling_about_an_inquiry_uses_its_callback_and_notes_the_result(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "j", "j", "c")
        await here.until(lambda: isinstance(here.screen, CallQuestion))
        number = here.screen.callback.number
        await here.type("2")
        await here.until(lambda: day.desk.acts_of(number, Thing.CALLBACK)[-2:] == ["callback_call", "callback_result"])
        assert here.screen is here.inbox


async def test_calling_where_no_callback_is_planned_makes_one(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("c")
        await here.until(lambda: isinstance(here.screen, CallQuestion))
        assert here.screen.callback.calling_since is not None
        await here.type("escape")
        await here.until_shown("waits for its result")


async def test_a_lead_is_qualified_in_one_form(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("l")
        await here.until(lambda: here.screen is not here.inbox)
        await here.type(*"spots", "f2")
        await here.until(lambda: day.desk.detail(day.late).qualification.what == "spots")
        assert day.desk.detail(day.late).qualification.fit in (None, Fit.HOT)
        await here.until_shown("Lead: spots")


async def test_what_is_written_about_an_inquiry_can_be_changed(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("x")
        await here.until(lambda: here.screen is not here.inbox)
        for field in here.screen.query(Input):
            if field.value == "Quote missing":
                field.value = "Quote missing since May"
        await here.type("f2")
        await here.until(lambda: day.desk.row(day.late).about == "Quote missing since May")


@pytest.mark.parametrize("key", ["n", "f4"])
async def test_a_new_inquiry_is_one_key_away(day: Morning, key: str) -> None:
    async with sitting(day.desk.store) as here:
        await here.type(key)
        await here.until_shown("New inquiry")


async def test_the_digits_lead_to_the_places_and_q_back(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("3")
        await here.until(lambda: isinstance(here.screen, Callbacks))
        await here.type("1")
        await here.until(lambda: here.screen is here.inbox)
        await here.type("2")
        await here.until(lambda: isinstance(here.screen, Customers))
        await here.type("escape")
        await here.until(lambda: here.screen is here.inbox)
        await here.type("3", "q")
        await here.until(lambda: here.screen is here.inbox)
        assert here.app.is_running


async def test_f3_finds_a_customer_even_from_within_a_note_and_loses_nothing(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("i", *"half a no", "f3")
        await here.until(lambda: isinstance(here.screen, Customers))
        await here.type("escape")
        await here.until_shown("half a no")


async def test_what_happened_while_another_place_was_shown_is_shown_on_return(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("3")
        await here.until(lambda: isinstance(here.screen, Callbacks))
        day.desk.do(acts.custody.claim, day.free, rep="mia")
        await here.until(lambda: here.inbox.stale)
        await here.type("1")
        await here.until(lambda: day.free not in here.inbox.listing.numbers)


async def test_a_minute_later_every_age_is_drawn_anew(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        assert ".0:04" in line(here.app, 5)
        day.desk.later(minutes=1)
        await here.until(lambda: "*0:03" in line(here.app, 5))
        assert "clock stopped at 11:01" in line(here.app, 1)
        assert here.inbox.listing.cursor == 0


async def test_going_to_the_first_row_brings_the_arrivals_in(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j")
        new = day.desk.inquiry(rep="mia")
        await here.until_shown("+1 new")
        await here.type("g")
        await here.until(lambda: new in here.inbox.listing.numbers)
        assert "+1 new" not in here.text
        assert here.inbox.listing.cursor == 0


async def test_a_snooze_sends_it_to_the_end_of_the_list(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("t", "t", "3")
        await here.until(lambda: day.desk.row(day.late).state == "snoozed")
        await here.until(lambda: here.inbox.listing.numbers[-1] == day.late)


async def test_a_long_text_is_shown_in_parts(day: Morning) -> None:
    text = "\n".join(f"line {n} " + "x" * 50 for n in range(800))
    number = day.desk.inquiry(text=text, channel="web")
    async with sitting(day.desk.store) as here:
        await here.until(lambda: number in here.inbox.listing.numbers)
        await here.inbox.run_action("search")
        await here.type(*f"#{number}", "enter")
        await here.until(lambda: list(here.inbox.listing.numbers) == [number])
        await here.type("enter", "G")
        assert "characters more: Enter" in "\n".join(each.plain for each in here.inbox.pane._sheet.lines)
        await here.type("enter", "enter")
        assert any("line 799" in each.plain for each in here.inbox.pane._sheet.lines)


async def test_wide_and_narrow_change_while_it_is_open(day: Morning) -> None:
    async with sitting(day.desk.store, size=(80, 24)) as here:
        await here.pilot.resize_terminal(130, 40)
        await here.until(lambda: "│── #" in line(here.app, 3))
        await here.pilot.resize_terminal(80, 24)
        await here.until(lambda: line(here.app, 3).startswith("    Due"))


async def test_what_rests_for_days_is_shown_in_days_and_by_its_date(day: Morning) -> None:
    day.desk.do(acts.time.snooze, day.late, day.desk.now + timedelta(days=9))
    async with sitting(day.desk.store) as here:
        await here.until_shown("9 d")
        assert "T Wed 2 Dec" in here.text


async def test_a_wakes_ones_own_that_rests_and_opens_a_closed_one_again(day: Morning) -> None:
    day.desk.do(acts.time.snooze, day.late, day.desk.now + timedelta(days=1))
    day.desk.do(acts.work.close, day.asks, Outcome.ANSWERED)
    async with sitting(day.desk.store) as here:
        for number, verb in ((day.late, "wake"), (day.asks, "reopen")):
            here.inbox.show_number(number)
            await here.until(lambda number=number: list(here.inbox.listing.numbers) == [number])
            await here.type("a")
            await here.until(lambda number=number: day.desk.row(number).state is State.HELD)
            assert day.desk.acts_of(number)[-1] == verb


async def test_a_refuses_what_a_colleague_let_rest(day: Morning) -> None:
    day.desk.do(acts.time.snooze, day.other, day.desk.now + timedelta(days=1), rep="mia")
    async with sitting(day.desk.store) as here:
        here.inbox.show_number(day.other)
        await here.until(lambda: list(here.inbox.listing.numbers) == [day.other])
        await here.type("a")
        await here.until_said("Mia")
        assert day.desk.row(day.other).state is State.SNOOZED


async def test_the_last_act_stands_in_every_place_so_that_u_surprises_nobody(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "a")
        await here.until_said(f"#{day.free} taken")
        await here.type("3")
        assert here.said == f"#{day.free} taken"
        await here.until(lambda: here.screen.list.rows)
        await here.type("-")
        await here.until_said("Callback 2")
        told = here.said
        await here.type("1")
        assert here.said == told
        assert "u takes it back" in here.text


async def test_the_hints_in_a_field_name_no_letters(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f3")
        assert line(here.app, 24) == " F4 New inquiry  Esc Back  F1 Help"
        await here.type(*"vogt")
        await here.until(lambda: here.screen.hits.rows)
        await here.until(lambda: line(here.app, 24) == " Enter Open  ↓ Down  F4 New inquiry  Esc Back  F1 Help")
        await here.type("down")
        assert line(here.app, 24).startswith(" Enter Open  n New")
        await here.type("enter")
        await here.until(lambda: line(here.app, 24).startswith(" x Edit"))


async def test_beside_an_import_the_inbox_is_counted_now_and_then(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    batch = frozenset(Touched(Thing.CUSTOMER, 1000 + place) for place in range(inbox.MANY + 1))
    monkeypatch.setattr(inbox, "SELDOM", 0.01)
    async with sitting(day.desk.store) as here:
        place = here.app.place
        monkeypatch.setattr(place, "read", lambda view, then, group="": counted.append(group))
        for _ in range(3):
            place.store_changed(batch)
        assert "list" not in counted
        await here.until(lambda: counted.count("list") == 1)
        place.store_changed(frozenset(list(batch)[:2]))
        assert counted.count("list") == 2
