"""Tandems: who pairs and parts them, what they share, and to whom an overdue callback goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts, views
from desk.words import FirstContact, Side, Thing
from tests.kit.builders import local

PAIR, PART = acts.tandems.pair, acts.tandems.part


@pytest.mark.parametrize(
    ("rep", "two", "reason"),
    [
        ("mia", ("mia", "joerg"), "only_lead"),
        ("anna", ("mia", "anna"), "tandem_sides"),
        ("anna", ("joerg", "mia"), "tandem_exists"),
        ("anna", ("joerg", "lea"), "no_such_rep"),
    ],
)
def test_only_a_lead_pairs_and_only_an_inside_with_a_field_rep_once(desk, rep, two, reason):
    assert desk.do(PAIR, "joerg", "mia").value == "mia + joerg"
    assert desk.refused(PAIR, *two, rep=rep).reason == reason
    assert desk.refused(PART, "mia", "joerg", rep="mia").reason == "only_lead"
    assert desk.refused(PART, "anna", "joerg").reason == "no_such_tandem"
    assert desk.acts_of(2, Thing.REP)[-1] == desk.acts_of(3, Thing.REP)[-1] == "pair"


def test_each_rep_has_one_main_tandem_the_one_that_was_made_so_last(desk):
    desk.do(acts.team.add, "Lea Lang", Side.FIELD)
    desk.do(PAIR, "mia", "joerg")
    desk.later(minutes=1)
    desk.do(PAIR, "mia", "lea")
    assert desk.read(views.team.partner, "mia") == "joerg"
    desk.later(minutes=1)
    desk.do(PAIR, "lea", "mia", main=True)
    assert [desk.read(views.team.partner, rep) for rep in ("mia", "lea", "joerg", "anna")] == [
        "lea",
        "mia",
        "mia",
        None,
    ]
    rows = desk.read(views.team.tandems, "mia")
    assert [(row.field, row.main_of_inside, row.main_of_field) for row in rows] == [
        ("lea", True, True),
        ("joerg", False, True),
    ]
    desk.do(acts.undoing.undo)
    assert desk.read(views.team.partner, "mia") == "joerg"


def test_parting_says_first_what_must_find_a_home_and_gives_it_to_whom_it_is_told(desk):
    desk.do(PAIR, "mia", "joerg")
    customer = desk.customer("Vogt", inside="mia", field="joerg")
    call = desk.callback(owner="tandem:joerg")
    number = desk.inquiry()
    desk.do(acts.offers.offer, number, "joerg", note="please", contact=FirstContact.NONE, why="late", rep="mia")
    refused = desk.refused(PART, "joerg", "mia")
    assert (refused.reason, refused.facts["customers"], refused.facts["callbacks"], refused.facts["offers"]) == (
        "tandem_leaves", customer, str(call), f"#{number}",
    )  # fmt: skip
    assert desk.read(views.team.parting, "mia", "joerg") == ((customer,), (call,), (number,))
    desk.do(PART, "joerg", "mia", to="anna")
    assert desk.read(views.team.tandems) == ()
    assert desk.sql("SELECT inside_id, field_id FROM customer") == [(1, 3)]
    assert desk.read(views.callbacks.one, call).owner == "anna"
    row = desk.row(number)
    assert (row.state, row.holder, "returned" in row.marks) == ("held", "mia", True)


def test_an_overdue_callback_is_for_the_tandem_then_for_anyone_each_after_half_an_open_hour(desk):
    desk.do(PAIR, "mia", "joerg")
    desk.clock.move(local("2026-11-23 17:10"))
    number = desk.callback(rep="mia", at=local("2026-11-23 17:20"))
    alone = desk.callback(rep="anna", at=local("2026-11-23 17:20"))

    def owners() -> tuple[str, str]:
        return desk.read(views.callbacks.one, number).owner, desk.read(views.callbacks.one, alone).owner

    desk.clock.move(local("2026-11-24 08:04"))  # 17:35 it was overdue; 25 minutes of that evening, 5 of this morning
    assert owners() == ("mia", "anna")
    desk.later(minutes=1)
    assert owners() == ("tandem:mia+joerg", "anyone")
    assert number in [row.number for row in desk.read(views.callbacks.waiting, "joerg")]
    desk.clock.move(local("2026-11-24 12:00"))
    assert owners() == ("anyone", "anyone")
    assert desk.acts_of(number, Thing.CALLBACK)[-2:] == ["widen", "widen"]
    assert desk.sql("SELECT at FROM act WHERE name = 'widen' ORDER BY id DESC LIMIT 1") == [
        (int(local("2026-11-24 08:35").timestamp() * 1_000_000),)
    ]


def test_how_long_an_owner_has_is_the_teams_to_say_and_moving_begins_anew(desk):
    desk.do(acts.team.change, "widen", "60")
    number = desk.callback(rep="mia", at=desk.now)
    desk.later(minutes=74)
    assert desk.read(views.callbacks.one, number).owner == "mia"
    desk.do(acts.callbacks.move, number, desk.now + timedelta(minutes=5), rep="mia")
    desk.later(minutes=70)
    assert desk.read(views.callbacks.one, number).owner == "mia"
    desk.later(minutes=10)
    assert desk.read(views.callbacks.one, number).owner == "anyone"


def test_a_callback_is_a_tandems_only_where_there_is_one(desk):
    assert desk.refused(acts.callbacks.add, at=desk.now, phone="1", topic="x", owner="tandem:mia").reason == "no_tandem"
