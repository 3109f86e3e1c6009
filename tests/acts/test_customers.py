"""Customers and their parts: add, edit, contacts, sites, numbers, addresses, sectors."""

from __future__ import annotations

import pytest

from desk import acts, sentences, views
from desk.acts import undoing
from desk.words import CareModel, Grade, Thing
from tests.kit.builders import local

PARTS = acts.customer_parts
NEEDED = "care_model_why_needed"


def card(desk, number):
    ((key,),) = desk.sql("SELECT id FROM customer WHERE number = ?", (number,))
    return desk.read(views.customers.card, key)


def test_a_customer_is_added_with_its_first_contact_site_number_and_address_in_one_act(desk):
    number = desk.do(
        acts.customers.add,
        {
            "company": " Möbel  Kraus KG ",
            "first_name": "Jörg",
            "last_name": "Kraus",
            "street": "Am Ring 1",
            "postcode": "50667",
            "city": "Köln",
            "country": "DE",
            "phone": "0221/123456",
            "email": "Info@Kraus.example",
            "sector": "Möbel, Küchen",
            "grade": "b",
            "care_model": "two-faces",
            "inside": "Mia",
            "field": "joerg",
            "call_times": "Mo-Fr 8-10",
            "website": "kraus.example",
            "note": "rings twice",
        },
        "agreed with Mr Kraus",
    ).value
    found = card(desk, number)
    assert (number, found.company, found.grade, found.care_model) == (
        "K1",
        "Möbel Kraus KG",
        Grade.B,
        CareModel.TWO_FACES,
    )
    assert desk.sql("SELECT first_name, last_name FROM contact") == [("Jörg", "Kraus")]
    assert desk.sql("SELECT street, postcode, city, country FROM site") == [("Am Ring 1", "50667", "Köln", "DE")]
    assert desk.sql("SELECT number, backwards, contact_id FROM phone") == [("+49221123456", "65432112294", 1)]
    assert desk.sql("SELECT address, domain, contact_id FROM email") == [("info@kraus.example", "kraus.example", 1)]
    assert desk.sql("SELECT name FROM sector ORDER BY id") == [("Möbel",), ("Küchen",)]
    assert desk.acts_of(1, Thing.CUSTOMER) == ["customer_add"]


def test_numbers_count_from_k1_pass_over_those_taken_and_a_given_one_is_kept(desk):
    assert desk.do(acts.customers.add, {"company": "A", "number": "K2"}).value == "K2"
    assert [desk.customer() for _ in range(3)] == ["K3", "K4", "K5"]
    assert desk.do(acts.customers.add, {"company": "B", "number": "4711"}).value == "4711"


def test_a_person_alone_is_a_customer_too(desk):
    number = desk.do(acts.customers.add, {"first_name": "Eva", "last_name": "Vogt"}).value
    assert card(desk, number).company == "Eva Vogt"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "company_or_person_needed"),
        ({"company": " \u200b "}, "company_or_person_needed"),
        ({"city": "Köln"}, "company_or_person_needed"),
        ({"company": "A", "number": "X1"}, "customer_exists"),
        ({"company": "A", "turnover": "1"}, "field_unknown"),
        ({"company": "A", "grade": "D"}, "grade_unknown"),
        ({"company": "A", "care_model": "nobody"}, "care_model_unknown"),
        ({"company": "A", "inside": "stranger"}, "no_such_rep"),
        ({"company": "A", "call_times": "often"}, "setting_hours"),
        ({"company": "A", "phone": "none"}, "phone_not_understood"),
        ({"company": "A", "email": "none"}, "email_not_understood"),
        ({"company": "A", "email": "a b@c.example"}, "email_not_understood"),
        ({"company": "A", "sector": "a, b, c"}, "too_many_sectors"),
    ],
)
def test_a_customer_that_can_not_be_is_refused_whole(desk, values, reason):
    desk.do(acts.customers.add, {"company": "There already", "number": "X1"})
    assert desk.refused(acts.customers.add, values).reason == reason


@pytest.mark.parametrize("field", ["grade", "care_model"])
def test_grade_and_care_model_are_a_leads_to_set(desk, field):
    value = "A" if field == "grade" else "one_team"
    number = desk.customer(rep="mia")
    assert desk.refused(acts.customers.add, {"company": "A", field: value}, rep="mia").reason == "only_lead"
    assert desk.refused(acts.customers.edit, number, {field: value}, rep="mia").reason == "only_lead"
    desk.do(acts.customers.edit, number, {field: value}, why="agreed")
    assert getattr(card(desk, number), field) == value


def test_another_care_model_needs_a_reason_and_the_grades_own_or_the_same_again_needs_none(desk):
    assert desk.refused(acts.customers.add, {"company": "A", "care_model": "one_team"}).reason == NEEDED
    number = desk.customer(care_model="one_team", why="as they wished")
    assert desk.refused(acts.customers.edit, number, {"care_model": "two_faces"}, why=" \u200b ").reason == NEEDED
    desk.do(acts.customers.edit, number, {"care_model": "one-team", "note": "n"})
    assert (card(desk, number).care_model, card(desk, number).care_why) == (CareModel.ONE_TEAM, "as they wished")
    desk.do(acts.customers.edit, number, {"care_model": ""})
    assert (card(desk, number).care_model, card(desk, number).care_why) == (None, None)


def test_the_reason_of_a_care_model_stands_in_the_trail_and_undo_brings_back_the_one_before(desk):
    number = desk.customer(care_model="one_team", why="as they wished")
    desk.do(acts.customers.edit, number, {"care_model": "two_faces"}, why="agreed \n with Ms Huber")
    told = [sentences.trail(line) for line in card(desk, number).trail]
    assert told == [
        "added, care model one team: as they wished",
        "changed, care model two faces: agreed with Ms Huber",
    ]
    for act, why in ((undoing.undo, "as they wished"), (undoing.redo, "agreed with Ms Huber")):
        desk.do(act)
        assert card(desk, number).care_why == why
    desk.do(acts.customers.edit, number, {"company": "New name"}, why="they were bought")
    assert card(desk, number).care_why == "agreed with Ms Huber"
    assert sentences.trail(card(desk, number).trail[-1]) == "changed, they were bought"


def test_editing_changes_what_is_named_and_an_empty_value_clears_it(desk):
    number = desk.customer("Kraus", website="a.example", grade="A", inside="mia")
    desk.do(acts.customers.edit, number, {"company": "Kraus KG", "website": "", "grade": "", "inside": "", "field": ""})
    assert desk.sql("SELECT company, website, grade, inside_id FROM customer") == [("Kraus KG", None, None, None)]
    desk.do(acts.customers.edit, number, {"phone": "0211 123456", "email": "a@kraus.example", "sector": "Möbel"})
    assert (len(card(desk, number).phones), len(card(desk, number).emails)) == (1, 1)


@pytest.mark.parametrize(
    ("act", "other", "known"),
    [
        ("edit", {"sector": "Möbel", "first_reply": "mia"}, {"sector": "Küchen, Möbel", "first_reply": "joerg"}),
        ("edit", {"company": "Kraus", "phone": "0211 2"}, {"company": "Kraus KG", "phone": "0211 1", "note": ""}),
        ("contact_edit", {"last_name": "Vogt"}, {"last_name": "Kraus", "phone": "0211 1"}),
        ("site_edit", {"city": "Bonn"}, {"city": "Köln", "street": ""}),
    ],
)
def test_saying_what_is_known_already_writes_nothing_and_something_else_does(desk, act, other, known):
    whole = {"company": "Kraus KG", "last_name": "Kraus", "city": "Köln", "phone": "0211 1", "sector": "Möbel, Küchen"}
    number = desk.customer(**whole, first_reply="joerg")
    edit, which = (acts.customers.edit, number) if act == "edit" else (getattr(PARTS, act), 1)
    before = desk.everything()
    assert desk.do(edit, which, known).act_id is None
    assert desk.everything() == before
    assert desk.do(edit, which, other).act_id is not None
    assert desk.acts_of(1, Thing.CUSTOMER) == ["customer_add", "customer_edit"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "nothing_to_record"),
        ({"number": "K9"}, "field_unknown"),
        ({"company": ""}, "company_or_person_needed"),
        ({"grade": "Z"}, "grade_unknown"),
        ({"company": "New", "call_times": "never"}, "setting_hours"),
    ],
)
def test_an_edit_that_can_not_be_is_refused_whole(desk, values, reason):
    assert desk.refused(acts.customers.edit, desk.customer(), values).reason == reason


def test_nobody_overwrites_what_a_colleague_has_changed_meanwhile(desk):
    number = desk.customer()
    version = card(desk, number).version
    desk.do(acts.customers.edit, number, {"company": "Mia's words"}, rep="mia")
    refused = desk.refused(acts.customers.edit, number, {"company": "Anna's words"}, version)
    assert (refused.reason, refused.facts["version"]) == ("customer_changed", card(desk, number).version)
    desk.do(acts.customers.edit, number, {"company": "Anna's words"}, card(desk, number).version)
    assert card(desk, number).company == "Anna's words"


def test_sectors_are_replaced_as_a_whole_so_they_too_count_as_changed(desk):
    number = desk.customer(sector="Möbel")
    version = card(desk, number).version
    desk.do(acts.customers.edit, number, {"sector": "Möbel, Küchen"}, version, rep="mia")
    refused = desk.refused(acts.customers.edit, number, {"sector": "Autos"}, version)
    assert refused.reason == "customer_changed"
    assert desk.sql("SELECT name FROM sector ORDER BY id") == [("Möbel",), ("Küchen",)]


def test_a_contact_is_added_and_changed_with_its_own_number_and_address(desk):
    number = desk.customer()
    key = desk.do(PARTS.contact_add, number, {"last_name": "Vogt", "role": "purchasing", "phone": "0211 77"}).value
    desk.do(PARTS.contact_edit, key, {"first_name": "Eva", "role": "", "email": "eva@x.example"})
    assert desk.sql("SELECT first_name, last_name, role FROM contact") == [("Eva", "Vogt", None)]
    assert desk.sql("SELECT contact_id FROM phone UNION ALL SELECT contact_id FROM email") == [(key,), (key,)]
    assert desk.acts_of(1, Thing.CUSTOMER) == ["customer_add", "customer_edit", "customer_edit"]


def test_a_site_is_added_and_changed(desk):
    number = desk.customer()
    key = desk.do(PARTS.site_add, number, {"name": "Altona", "city": "Hamburg"}).value
    desk.do(PARTS.site_edit, key, {"street": "Markt 1", "name": ""})
    assert desk.sql("SELECT name, street, city FROM site") == [(None, "Markt 1", "Hamburg")]


def test_a_number_and_an_address_stand_once_and_can_be_taken_away(desk):
    number = desk.customer(phone="0211 123456", email="a@x.example")
    desk.do(acts.customers.edit, number, {"phone": "+49 211 123456", "email": "A@X.example"})
    assert desk.sql("SELECT count(*) FROM phone UNION ALL SELECT count(*) FROM email") == [(1,), (1,)]
    desk.do(PARTS.phone_remove, number, "0211/123456")
    desk.do(PARTS.email_remove, number, "A@x.example ")
    assert desk.sql("SELECT count(*) FROM phone UNION ALL SELECT count(*) FROM email") == [(0,), (0,)]


def test_parts_that_can_not_be_are_refused(desk):
    number = desk.customer()
    contact = desk.do(PARTS.contact_add, number, {"last_name": "Vogt"}).value
    site = desk.do(PARTS.site_add, number, {"city": "Köln"}).value
    for act, args, reason in (
        (PARTS.contact_add, (number, {"role": "x"}), "name_needed"),
        (PARTS.contact_add, (number, {}), "nothing_to_record"),
        (PARTS.contact_add, ("K99", {"last_name": "x"}), "no_such_customer"),
        (PARTS.contact_add, (number, {"last_name": "x", "age": "9"}), "field_unknown"),
        (PARTS.contact_add, (number, {"last_name": "x", "phone": "none"}), "phone_not_understood"),
        (PARTS.contact_edit, (99, {"last_name": "x"}), "no_such_contact"),
        (PARTS.contact_edit, (2**63, {"last_name": "x"}), "no_such_contact"),
        (PARTS.contact_edit, (contact, {"last_name": ""}), "name_needed"),
        (PARTS.contact_edit, (contact, {"last_name": "x"}, 99), "customer_changed"),
        (PARTS.site_add, (number, {"city": " "}), "nothing_to_record"),
        (PARTS.site_edit, (99, {"city": "x"}), "no_such_site"),
        (PARTS.site_edit, (2**63, {"city": "x"}), "no_such_site"),
        (PARTS.site_edit, (site, {"city": ""}), "nothing_to_record"),
        (PARTS.site_edit, (site, {"city": "x"}, 99), "customer_changed"),
        (PARTS.phone_remove, (number, "0211 1"), "no_such_phone"),
        (PARTS.email_remove, (number, "a@b.example"), "no_such_email"),
    ):
        assert desk.refused(act, *args).reason == reason, (act, args)


def test_the_words_by_which_a_customer_is_found_follow_every_change(desk):
    def words():
        return {word for (word,) in desk.sql("SELECT word FROM customer_word")}

    number = desk.customer("Möbel Kraus", email="info@ring.example")
    assert {"moebel", "kraus", "ring", "info"} <= words()
    desk.do(acts.customers.edit, number, {"company": "Autohaus Vogt"})
    assert "kraus" not in words()
    desk.do(PARTS.email_remove, number, "info@ring.example")
    assert words() == {"autohaus", "vogt", "k1"}
    desk.do(acts.undoing.undo)
    assert {"ring", "info"} <= words()


def test_when_a_customer_was_added_is_kept(desk):
    desk.customer()
    assert desk.sql("SELECT added_at FROM customer") == [(int(local("2026-11-23 10:00").timestamp()) * 1_000_000,)]
