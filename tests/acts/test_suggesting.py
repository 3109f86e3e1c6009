"""Why me: who is suggested by which rule, that it stays so, and the objection of the other of two faces."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts, sentences, views
from desk.acts import suggesting
from desk.sentences import care
from desk.words import FirstContact, Thing, Why
from tests.kit.builders import local

OBJECT = acts.objecting.object_to


@pytest.fixture
def two(desk):
    """K1 is cared for by two faces, mia and joerg; 1001 is its inquiry, mia's by now."""
    desk.customer("Vogt", grade="B", inside="mia", field="joerg")
    desk.inquiry(customer="K1", holder="mia")
    return desk


def test_four_customers_and_an_unknown_caller_are_routed_five_ways_each_with_its_reason(desk):
    for grade in "ABC":
        desk.customer(grade=grade, inside="mia", field="joerg")
    desk.customer(care_model="one_team", inside="mia", field="joerg", first_reply="anna")
    numbers = [desk.inquiry(customer=f"K{place}") for place in range(1, 5)]
    rows = [desk.detail(number).why for number in (*numbers, desk.inquiry())]
    assert [care.why(row) for row in rows] == [
        "One field face: mia gives the first reply and offers it to joerg.",
        "Two faces: mia has less to do, joerg is told.",
        "One inside face: the customer sees mia.",
        "One team: as agreed, anna replies first.",
        "Nobody knows the caller yet, so whoever of inside is first takes it.",
    ]
    assert [row.rep for row in rows] == ["mia", "mia", "mia", "anna", None]
    assert [row.kept for row in rows] == [True] * 4 + [False]
    assert {desk.row(number).holder for number in numbers} == {None}, "a suggestion, never an assignment"


def test_whoever_is_away_is_named_with_whoever_stands_in(two):
    two.do(acts.absences.away, "mia", two.now + timedelta(days=2), deputy="anna")
    two.do(acts.customers.edit, "K1", {"grade": "C"})
    row = two.detail(two.inquiry(customer="K1")).why
    assert care.why(row, {"mia": "Mia"}) == "One inside face: the customer sees Mia. Mia is away, anna stands in."


def test_no_later_change_of_the_customer_switches_an_inquiry_in_flight_another_customer_does(two):
    two.do(acts.customers.edit, "K1", {"grade": "A", "inside": "anna"})
    assert two.detail(1001).why.why is Why.TWO_FACES_LESS_LOAD
    assert two.detail(two.inquiry(customer="K1")).why.rep == "anna"
    assert two.read(views.care.of_customer, 1).why is Why.FIELD_FACE
    two.customer("Kraus", grade="C", inside="anna")
    two.do(acts.work.link, 1001, "K2")
    assert (two.detail(1001).why.why, two.detail(1001).why.told) == (Why.INSIDE_FACE, None)


def test_a_mail_of_a_known_customer_is_suggested_too(two):
    two.do(acts.customers.edit, "K1", {"email": "vogt@vogt.example"})
    assert two.detail(two.mail(sender_email="vogt@vogt.example").number).why.told == "mia"


def test_the_other_face_objects_and_it_stands_before_its_holder_marked_with_the_reason(two):
    two.do(acts.offers.offer, 1001, "anna", note="x", contact=FirstContact.NONE, why="late", rep="mia")
    two.do(OBJECT, 1001, "my customer", rep="joerg")
    row = two.row(1001)
    assert (row.state, row.holder, "returned" in row.marks) == ("held", "mia", True)
    why = two.detail(1001).why
    assert (why.told, why.objection, why.objected_at) == ("joerg", "my customer", two.now)
    assert care.why(why).endswith("joerg objects: my customer")
    assert sentences.trail(two.trail(1001)[-1]) == "objected: my customer"
    two.do(acts.undoing.undo, rep="joerg")
    assert (two.row(1001).offered_to, two.detail(1001).why.objection) == ("anna", None)


def test_it_can_be_objected_to_for_four_business_hours_by_the_other_face_alone_and_once(two):
    assert two.detail(1001).why.object_until == local("2026-11-23 14:00")
    assert two.refused(OBJECT, 1001, "x", rep="mia").reason == "only_other_face"
    assert two.refused(OBJECT, 1001, " ", rep="joerg").reason == "object_why_needed"
    assert two.refused(OBJECT, two.inquiry(), "x", rep="joerg").reason == "no_objection"
    two.do(OBJECT, 1001, "mine", rep="joerg")
    assert two.refused(OBJECT, 1001, "mine", rep="joerg").reason == "objected_already"
    mine = two.inquiry(customer="K1")
    told = two.detail(mine).why.told
    two.do(acts.custody.claim, mine, rep=told)
    assert two.refused(OBJECT, mine, "mine", rep=told).reason == "held_by_you"
    later = two.inquiry(customer="K1", holder="anna")
    two.clock.move(local("2026-11-23 14:00"))
    assert two.refused(OBJECT, later, "x", rep=two.detail(later).why.told).reason == "object_too_late"


def test_only_a_lead_says_who_does_what_and_corrects_a_trail_by_a_further_entry(two):
    assert two.refused(acts.customers.edit, "K1", {"stand_in": "mia"}, rep="mia").reason == "only_lead"
    assert two.refused(acts.work.correct, 1001, 1, "x", rep="mia").reason == "only_lead"
    assert two.refused(acts.work.correct, 1001, 3, "x").reason == "no_such_entry"
    before = two.trail(1001)
    two.do(acts.work.correct, 1001, 2, "joerg took it, by mia's desk")
    assert two.trail(1001)[:2] == before
    assert sentences.trail(two.trail(1001)[-1]) == "correction: [2] joerg took it, by mia's desk"
    two.do(acts.customers.edit, "K1", {"stand_in": "joerg"})
    two.do(acts.customers.edit, "K1", {"stand_in": "anna"})
    two.do(acts.customers.edit, "K1", {"stand_in": ""})
    assert two.sql("SELECT count(*) FROM customer_part") == [(0,)]
    assert two.acts_of(1, Thing.CUSTOMER) == ["customer_add"] + ["customer_edit"] * 3


def test_who_has_less_to_do_is_counted_in_the_index_of_the_open_ones(two):
    """Counting by the index of all inquiries by holder takes fifty times as long at 100,000 of them."""
    plan = [step for *_, step in two.sql(f"EXPLAIN QUERY PLAN {suggesting._LOADS}")]
    assert plan[0] == "SCAN inquiry USING COVERING INDEX inquiry_in_order"
    assert two.sql(suggesting._LOADS.replace("+", "")) == two.sql(suggesting._LOADS)
