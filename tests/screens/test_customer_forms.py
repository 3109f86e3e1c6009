from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import acts, views
from desk.screens.customer_form import ChangeForm
from desk.screens.customers import Customers
from desk.screens.questions.call import CallQuestion
from desk.widgets.field import Field
from desk.words import Thing
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, sitting


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
    yield made
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


async def test_a_new_customer_is_made_of_what_was_typed(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "qqqq")
        await here.type("enter", "tab", *"Eva", "f2")
        await here.until(lambda: place.card.card is not None and place.card.card.company == "qqqq")
        made = place.card.card
        assert made.contacts[0].first_name == "Eva"
        assert day.desk.acts_of(made.id, Thing.CUSTOMER) == ["customer_add"]
        assert made.number in here.said


async def test_a_number_that_was_typed_goes_to_the_number(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await found(here, "0231 4455")
        await here.type("enter", *"Firma", "f2")
        await here.until(lambda: day.desk.read(views.customers.find, "Firma"))
        (hit,) = day.desk.read(views.customers.find, "Firma")
        assert day.desk.read(views.customers.card, hit.id).phones == ("+492314455",)


async def test_similar_customers_are_shown_before_a_new_one_is_made_and_can_be_taken(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "moebel kraus")
        await here.type("down", "n")
        await here.until_shown("Perhaps one of these?")
        before = day.desk.sql("SELECT count(*) FROM customer")
        await here.type("down", "enter")
        await here.until(lambda: place.query_text == "K2")
        assert day.desk.sql("SELECT count(*) FROM customer") == before


async def test_a_refusal_keeps_the_form_and_what_was_typed(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await found(here, "qqqq")
        await here.type("enter", "tab", "tab", "tab", "tab", *"nonsense", "f2")
        await here.until(lambda: " ! " in here.text)
        assert "nonsense" in here.text
        assert "New customer" in here.text


async def test_a_change_is_written_with_two_keys_before_the_text(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "vogt")
        await here.type("enter", "x", "1", "tab", *"Elektro", "f2")
        await here.until(lambda: place.card.card is not None and place.card.card.sectors == ("Elektro",))
        assert day.desk.acts_of(place.card.card.id, Thing.CUSTOMER)[-1] == "customer_edit"

        await here.type("x", "1")
        await here.until(lambda: isinstance(here.screen, ChangeForm))
        why = here.screen.query_one("#field-why")
        assert not why.display, "no reason is asked for while the care model stays"
        here.screen.query_one("#field-care_model", Field).take_focus()
        await here.type(*"one_team")
        await here.until(lambda: why.display)
        await here.type("f2")
        await here.until_shown("Overriding the care model needs a reason.")
        assert here.app.focused is why.query_one("#why")
        await here.type(*"Ms Huber", "escape", "x", "1")
        await here.until(lambda: isinstance(here.screen, ChangeForm) and here.screen.query_one("#field-why").display)
        assert "Ms Huber" in here.text
        await here.type("f2")
        await here.until(lambda: place.card.card is not None and place.card.card.care_why == "Ms Huber")
        assert "one team (Ms Huber)" in here.text


async def test_a_person_is_added_to_a_customer(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "vogt")
        await here.type("enter", "x", "2", *"Udo", "tab", *"Vogt", "f2")
        await here.until(lambda: place.card.card is not None and place.card.card.contacts)
        assert place.card.card.contacts[0].name == "Udo Vogt"


async def test_two_who_change_one_field_see_both_texts_and_nothing_is_overwritten(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "vogt")
        await here.type("enter", "x", "1", "end", *" AG")
        day.desk.do(acts.customers.edit, "K3", {"company": "Vogt Elektro", "website": "vogt.example"}, rep="mia")
        await here.type("f2")
        await here.until_shown("Mia changed the same fields meanwhile. What is to stay?")
        for text in ("Elektro Vogt AG", "Vogt Elektro", "Elektro Vogt "):
            assert text in here.text
        assert day.desk.sql("SELECT company FROM customer WHERE number = 'K3'") == [("Vogt Elektro",)]
        await here.type("1", "f2")
        await here.until(lambda: card(day, "K3").company == "Elektro Vogt AG")
        assert card(day, "K3").website == "vogt.example"
        await here.until(lambda: here.screen is place)


async def test_theirs_can_stay_and_going_back_loses_nothing(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await found(here, "vogt")
        await here.type("enter", "x", "1", "end", *" AG", "tab", *"Handel")
        day.desk.do(acts.customers.edit, "K3", {"company": "Vogt Elektro und Haustechnik Essen"}, rep="mia")
        await here.type("f2")
        await here.until_shown("What is to stay?")
        await here.until_shown("theirs        Vogt Elektro und Haustechnik Essen")  # its column would cut it
        await here.type("escape")
        await here.until_shown("Not saved yet: Mia changed the same fields. F2 compares again.")
        assert "Elektro Vogt AG" in here.text
        await here.type("f2")
        await here.until_shown("What is to stay?")
        await here.type("2", "f2")
        await here.until(lambda: card(day, "K3").sectors == ("Handel",))
        assert card(day, "K3").company == "Vogt Elektro und Haustechnik Essen"


async def test_changes_to_different_fields_both_stay_without_a_question(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await found(here, "vogt")
        await here.type("enter", "x", "1", "tab", *"Handel")
        day.desk.do(acts.customers.edit, "K3", {"website": "vogt.example"}, rep="mia")
        await here.type("f2")
        await here.until(lambda: card(day, "K3").sectors == ("Handel",))
        assert card(day, "K3").website == "vogt.example"

        await here.type("x", "1", "end", *" AG")
        day.desk.do(acts.customers.edit, "K3", {"company": "Elektro Vogt AG"}, rep="mia")
        await here.type("f2")
        await here.until_said("Mia has saved the same already.")
        assert day.desk.acts_of(3, Thing.CUSTOMER).count("customer_edit") == 3, "and not once more"


async def test_a_draft_holds_only_what_was_typed_so_that_it_overwrites_nobody(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "vogt")
        await here.type("enter", "x", "1", "tab", *"Handel", "escape")
        day.desk.do(acts.customers.edit, "K3", {"website": "vogt.example"}, rep="mia")
        await here.until(lambda: place.card.card.website == "vogt.example")
        await here.type("x", "1")
        assert "Handel" in here.text
        assert "vogt.example" in here.text
        await here.type("f2")
        await here.until(lambda: card(day, "K3").sectors == ("Handel",))
        assert card(day, "K3").website == "vogt.example"


async def test_a_draft_over_a_text_that_was_changed_meanwhile_says_so(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await found(here, "vogt")
        await here.type("enter", "x", "1", "end", *" AG", "escape")
        day.desk.do(acts.customers.edit, "K3", {"company": "Vogt Elektro"}, rep="mia")
        await here.until(lambda: place.card.card.company == "Vogt Elektro")
        await here.type("x", "1")
        await here.until_shown("This was changed meanwhile; what you had typed stands here.")
        assert "Elektro Vogt AG" in here.text


async def test_calling_a_customer_asks_for_the_result(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await found(here, "petra")
        await here.type("enter", "c")
        await here.until(lambda: isinstance(here.screen, CallQuestion))
        assert "0201 5551" in here.text
        number = here.screen.callback.number
        await here.type("1", *"all well", "f2")
        await here.until(lambda: "callback_result" in day.desk.acts_of(number, Thing.CALLBACK))


async def test_with_several_numbers_calling_asks_which(day: Morning) -> None:
    day.desk.do(acts.customer_parts.contact_add, "K4", {"first_name": "Udo", "phone": "0201 5552"})
    async with sitting(day.desk.store) as here:
        await found(here, "petra")
        await here.type("enter", "c", "2")
        await here.until(lambda: isinstance(here.screen, CallQuestion))
        assert "0201 5552" in here.text
