"""Leaving for good: everything finds a new home, nothing comes back to somebody who has left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from desk import acts, views
from desk.acts import leaving
from desk.keeping.check import check
from desk.tables import Rep
from desk.words import FirstContact, Outcome, Role, Side, Thing
from tests.kit.builders import local

LEAVE = acts.leaving.leave
FRIDAY = local("2026-11-27 08:00")


@pytest.fixture
def full(desk):
    """Mia has one of everything: 1001 held, 1002 offered by her, 1003 to her, a promise, calls, K1 and some of K2."""
    desk.do(acts.tandems.pair, "mia", "joerg", main=True)
    desk.customer("Vogt", inside="mia", field="joerg")
    desk.customer("Kraus", care_model="one_team", quote="mia")
    for holder in ("mia", "mia", "anna"):
        desk.inquiry(holder=holder)
    for number, to, by in ((1002, "joerg", "mia"), (1003, "mia", "anna")):
        desk.do(acts.offers.offer, number, to, note="please", contact=FirstContact.NONE, why="late", rep=by)
    desk.do(acts.promises.promise, 1003, "prices", FRIDAY, rep="mia")
    desk.callback(rep="mia")
    desk.callback(owner="tandem:mia")
    return desk


def test_everything_goes_to_the_successor_in_one_act_and_the_handle_stays_taken(full):
    full.do(LEAVE, "mia", successor="joerg")
    assert full.sql("SELECT inside_id, field_id FROM customer WHERE id = 1") == [(3, 3)]
    assert full.sql("SELECT rep_id FROM customer_part") == [(3,)]
    assert [full.row(number).holder for number in (1001, 1002, 1003)] == ["joerg", "joerg", "anna"]
    assert (full.row(1002).state, full.row(1003).offered_to) == ("held", "joerg")
    assert {full.read(views.callbacks.one, number).owner for number in (1, 2)} == {"joerg"}
    assert full.read(views.team.tandems) == ()
    assert [rep.handle for rep in full.read(views.team.reps)] == ["anna", "joerg"]
    assert full.refused(acts.team.add, "Mia Neu", Side.INSIDE, handle="mia").reason == "handle_taken"
    assert full.refused(acts.custody.release, 1001, rep="mia").reason == "no_such_rep"
    assert check(full.path).sound


def test_a_successor_of_the_same_side_goes_on_with_the_partner(full):
    full.do(LEAVE, "mia", successor="anna")
    assert full.read(views.team.partner, "joerg") == "anna"
    full.do(acts.undoing.undo)
    assert full.read(views.team.partner, "joerg") == "mia"
    assert full.sql("SELECT rep_id FROM customer_part") == [(2,)]


def test_without_a_successor_inquiries_go_to_the_partner_but_customers_need_one(full):
    refused = full.refused(LEAVE, "mia")
    assert (refused.reason, refused.facts["customers"], refused.facts["tandems"]) == ("successor_needed", 1, 1)
    for number, field in (("K1", "inside"), ("K2", "quote")):
        full.do(acts.customers.edit, number, {field: ""})
    full.do(acts.callbacks.result, 2, acts.callbacks.CallResult.REACHED)
    full.do(LEAVE, "mia")
    assert full.row(1001).holder == "joerg"


def test_with_nobody_to_stand_in_what_is_open_comes_into_the_inbox(desk):
    number, call = desk.inquiry(holder="mia"), desk.callback(rep="mia")
    desk.do(LEAVE, "mia")
    assert (desk.row(number).state, desk.read(views.callbacks.one, call).owner) == ("new", "side:inside")


@pytest.mark.parametrize(
    ("rep", "who", "more", "reason"),
    [
        ("mia", "joerg", {}, "only_lead"),
        ("anna", "anna", {"successor": "mia"}, "last_lead"),
        ("anna", "mia", {"successor": "mia"}, "successor_leaves"),
        ("anna", "lea", {}, "no_such_rep"),
    ],
)
def test_who_may_not_end_a_rep_and_who_can_not_be_ended(desk, rep, who, more, reason):
    assert desk.refused(LEAVE, who, rep=rep, **more).reason == reason


def test_a_lead_leaves_while_there_is_another_one(desk):
    desk.do(acts.team.add, "Lina Lorenz", Side.INSIDE, Role.LEAD)
    desk.do(LEAVE, "anna", rep="lina")
    assert desk.refused(LEAVE, "lina", rep="lina").reason == "last_lead"


def test_nothing_comes_back_to_somebody_who_has_left(desk):
    closed, given = desk.inquiry(holder="mia", email="k@x.example"), desk.inquiry(holder="mia")
    desk.do(acts.work.close, closed, Outcome.NO_NEED, rep="mia")
    desk.do(acts.custody.assign, given, "joerg")
    desk.do(LEAVE, "mia")
    desk.do(acts.work.attach, closed, "asks again", rep="joerg")
    assert desk.row(closed).state == "new"
    desk.later(minutes=1)
    assert desk.refused(acts.undoing.undo, given).reason == "has_left"


def test_whoever_leaves_while_away_is_offered_nothing_back(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.absences.away, "mia", desk.now + timedelta(hours=2), deputy="joerg")
    desk.do(LEAVE, "mia")
    desk.later(hours=3)
    assert (desk.row(number).holder, desk.row(number).state) == ("joerg", "held")
    assert desk.acts_of(2, Thing.REP)[-1] == "leave"


def test_the_database_itself_lets_nobody_leave_with_anything(full, monkeypatch):
    monkeypatch.setattr(leaving, "_customers_go", lambda *_: None)
    with pytest.raises(IntegrityError, match="nobody leaves while anything is theirs"):
        full.do(LEAVE, "mia", successor="joerg")
    assert full.store.write(lambda tx: tx.session.get_one(Rep, 2).ended_at, "anna").value is None
