from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from desk import acts, views
from desk.finding.finder import Finder
from desk.rows import Touched
from desk.screens import customer_search
from desk.screens import place as place_module
from desk.screens.customers import Customers
from desk.screens.inbox import Inbox
from desk.screens.where import Where
from desk.widgets.customer_list import matched
from desk.words import Thing
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, line, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    desk = made.desk
    desk.customer(
        "Kraus & Söhne [/red] GmbH",
        grade="C",
        first_name="Petra",
        last_name="[@click=app.quit]Kraus",
        phone="0201 5551",
        email="petra@kraus.example",
        street="Am Ring 1",
        postcode="45127",
        city="Essen",
    )
    # The hits stand in another order as soon as the index is there: no story may see it come.
    finder = Finder.open(desk.path)
    assert finder.wait(30)
    yield made
    finder.close()
    desk.close()


def card(day: Morning, number: str) -> Any:
    (hit,) = (each for each in day.desk.read(views.customers.find, number) if each.number == number)
    return day.desk.read(views.customers.card, hit.id)


async def found(here: Sitting, text: str) -> Customers:
    await here.type("f3", *text)
    place = here.screen
    assert isinstance(place, Customers)
    await here.until(lambda: place._shown_query == text and (place.card.card is not None or not place.hits.rows))
    return place


async def test_four_letters_and_enter_open_the_first_hits_card(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "moeb")
        assert place.hits.rows[0].name == "Moebel Kraus KG"
        await here.type("enter")
        assert place.has_class("-card")
        assert line(here.app, 2).startswith("── Moebel Kraus KG · K2 · A")
        assert f"#{day.late}" in here.text


async def test_enter_that_comes_before_the_hits_opens_what_was_typed_not_what_stood_there(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "auto")
        store, waited = here.app.store, []
        read = store.read
        store.read = lambda view, **more: (waited.append(1), __import__("time").sleep(0.1), read(view, **more))[2]  # type: ignore[method-assign]
        await here.pilot.press("f3", *"vogt", "enter")
        await here.until(lambda: place.has_class("-card") and place.card.card is not None)
        store.read = read  # type: ignore[method-assign]
        await here.until(lambda: place.card.card.company == "Elektro Vogt")


async def test_down_goes_to_the_second_hit_and_up_comes_back_to_the_field(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "kraus")
        assert len(place.hits.rows) == 2
        await here.type("down")
        assert place.hits.has_focus
        assert place.hits.cursor == 1
        second = place.hits.rows[1].id
        await here.until(lambda: place.card.card.id == second)
        await here.type("up", "up")
        assert not place.hits.has_focus
        assert place.hits.cursor == 0


async def test_esc_goes_back_layer_by_layer_and_keeps_what_was_typed(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "kraus")
        await here.type("down", "enter", "escape")
        assert not place.has_class("-card")
        assert (place.hits.has_focus, place.hits.cursor) == (True, 1)
        await here.type("escape", "enter", "escape")
        assert place.field.has_focus_within
        assert here.screen is place
        await here.type("escape")
        assert isinstance(here.screen, Inbox)
        assert place.query_text == "kraus"


async def test_letters_typed_ahead_of_the_key_pressed_twice_lead_to_the_trace_and_letters_between_do_not(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a burst the field tells of its letters only after the key that was typed behind them."""
    monkeypatch.setattr(place_module, "TWICE", 600.0)
    async with sitting(day.desk.store) as here:
        place = await found(here, "vogt")
        typed = place.query_one("#find", Input)
        for late, wanted in ((False, Customers), (True, Where)):
            place.pressed_twice("")
            told = [Input.Changed(typed, "vogt")] if late else []
            await here.type("f3")
            place._between(*told or [Input.Changed(typed, "vogt")])
            await here.type("f3")
            assert type(here.screen) is wanted


async def test_coming_again_begins_anew(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await found(here, "kraus")
        await here.type("enter", "1")
        place = await found(here, "vogt")
        assert not place.has_class("-card")
        assert place.query_text == "vogt"
        await here.type("down", "f3", *"auto")
        assert place.query_text == "auto"


async def test_a_customer_is_found_from_within_a_note_and_esc_leads_back_to_the_letter(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("i", *"ab", "left")
        note = here.screen
        await found(here, "moeb")
        await here.type("enter", "escape", "escape")
        assert here.screen is note
        await here.type("x")
        assert note.query_one(TextArea).text == "axb"
        await here.type("f2")
        await here.until(lambda: day.desk.acts_of(day.late)[-1] == "note")


async def test_what_customers_are_called_is_shown_literally(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "petra")
        assert "Kraus & Söhne [/red] GmbH" in here.text
        await here.type("enter")
        assert "Petra [@click=app.quit]Kraus" in here.text
        assert place.card.card is not None


async def test_why_a_customer_was_found_stands_beside_it(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await found(here, "moeb")
        assert "begins with" in line(here.app, 5)


async def test_nothing_found_says_what_enter_does(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await found(here, "qqqq")
        assert "Nobody is found for “qqqq”." in here.text
        await here.type("enter")
        assert "New customer" in here.text


async def test_what_a_colleague_changes_is_seen_on_the_card(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "vogt")
        day.desk.do(acts.customers.edit, "K3", {"company": "Elektro Vogt & Co"}, rep="mia")
        await here.until(lambda: place.card.card.company == "Elektro Vogt & Co")
        await here.until_shown("── Elektro Vogt & Co")


async def test_beside_an_import_the_hits_are_looked_for_again_now_and_then(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    batch = frozenset(Touched(Thing.CUSTOMER, 1000 + place) for place in range(customer_search.MANY + 1))
    monkeypatch.setattr(customer_search, "SELDOM", 0.01)
    async with sitting(day.desk.store) as here:
        place = await found(here, "vogt")
        monkeypatch.setattr(place, "search", lambda: searched.append(place.query_text))
        for _ in range(3):
            place.store_changed(batch)
        assert searched == []
        await here.until(lambda: searched == ["vogt"])
        place.store_changed(frozenset(list(batch)[:2]))
        assert searched == ["vogt", "vogt"]


async def test_a_card_that_is_read_stays_when_its_customer_is_renamed(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "vogt")
        await here.type("enter")
        day.desk.do(acts.customers.edit, "K3", {"company": "Zander"}, rep="mia")
        await here.until_shown("── Zander")
        await here.type("escape")
        await here.until(lambda: all(hit.name != "Elektro Vogt" for hit in place.hits.rows))


def test_the_letters_that_match_are_marked_through_umlauts() -> None:
    assert matched("Möbel Kraus KG", "moebel") == ((0, 5),)
    assert matched("Moebel Kraus KG", "krau möb") == ((0, 4), (7, 11))
    assert matched("Straßenbau", "strasse") == ((0, 6),)
    assert matched("Anna", "") == ()
