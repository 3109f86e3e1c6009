"""Absences: what goes where when one begins, what waits, and what is offered back on return."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts, views
from desk.clock import micros
from desk.keeping.check import check
from desk.words import AbsenceKind, FirstContact, Outcome, Presence, Thing
from tests.kit.builders import local

AWAY, BACK = acts.absences.away, acts.absences.back
FRIDAY = local("2026-11-27 08:00")


def offer(desk, number: int, to: str, by: str, **more: object) -> None:
    told = {"note": "please", "contact": FirstContact.NONE, "why": "late"} | more
    desk.do(acts.offers.offer, number, to, rep=by, **told)


@pytest.fixture
def busy(desk):
    """Mia holds 1001 and lets 1002 sleep, is offered 1003 by anna, has promised on anna's 1004, and is to call."""
    for holder in ("mia", "mia", "anna", "anna"):
        desk.inquiry(holder=holder)
    desk.do(acts.time.snooze, 1002, local("2026-11-24 09:00"), rep="mia")
    offer(desk, 1003, "mia", "anna")
    desk.do(acts.promises.promise, 1004, "prices", FRIDAY, rep="mia")
    desk.callback(rep="mia", at=FRIDAY)
    return desk


def stands(desk) -> list[object]:
    holders = [(desk.row(number).holder, desk.row(number).offered_to) for number in range(1001, 1005)]
    ((promised,),) = desk.sql("SELECT handle FROM promise JOIN rep ON rep.id = rep_id")
    return [*holders, promised, desk.read(views.callbacks.one, 1).owner]


def test_all_that_somebody_has_goes_to_the_deputy_in_one_act_with_an_entry_each(busy):
    assert busy.read(views.team.burden, "mia") == ((1001, 1002), (1003,), (1004,), (1,), (), ())
    done = busy.do(AWAY, "mia", FRIDAY, deputy="joerg", kind=AbsenceKind.SICK)
    held, asleep, offered, promised, kept, call = stands(busy)
    assert (held, asleep) == (("joerg", None), ("joerg", None))
    assert (offered, promised, kept, call) == (("anna", "joerg"), ("anna", None), "joerg", "joerg")
    assert busy.row(1002).state == "snoozed"
    assert {(each.thing, each.id) for each in done.touched} == {
        (Thing.REP, 2),
        *((Thing.INQUIRY, number) for number in range(1001, 1005)),
        (Thing.CALLBACK, 1),
    }
    assert busy.read(views.team.burden, "mia") == ((), (), (), (), (), ())
    assert check(busy.path).sound


def test_without_a_deputy_the_tandem_partner_stands_in_and_without_one_the_inbox(busy):
    busy.do(AWAY, "mia", FRIDAY)
    assert stands(busy) == [(None, None), (None, None), ("anna", "mia"), ("anna", None), "anna", "side:inside"]
    assert busy.row(1002).next_at == min(busy.row(1002).due_at, local("2026-11-24 09:00"))
    busy.do(acts.undoing.undo)
    busy.do(acts.tandems.pair, "mia", "joerg")
    busy.do(AWAY, "mia", FRIDAY)
    assert stands(busy)[0] == ("joerg", None)


def test_deputies_who_are_away_themselves_are_passed_over_and_circles_end(busy):
    busy.do(AWAY, "joerg", FRIDAY, deputy="mia")
    busy.do(AWAY, "mia", FRIDAY, deputy="joerg")
    assert stands(busy)[0] == (None, None)


def test_what_is_planned_begins_and_ends_by_itself_at_its_instant_also_when_nobody_looks(busy):
    busy.do(AWAY, "mia", FRIDAY, since=local("2026-11-25 08:00"), deputy="joerg")
    assert stands(busy)[0] == ("mia", None)
    busy.clock.move(local("2026-11-25 15:00"))
    assert stands(busy)[0] == ("joerg", None)
    busy.clock.move(local("2026-11-27 08:30"))
    assert stands(busy)[0] == ("joerg", "mia")
    told = dict(busy.sql("SELECT name, at FROM act WHERE name IN ('away_begins', 'back')"))
    assert told == {
        "away_begins": int(local("2026-11-25 08:00").timestamp() * 1_000_000),
        "back": int(FRIDAY.timestamp() * 1_000_000),
    }


def test_what_follows_from_what_was_due_is_settled_with_it_each_at_its_own_instant_in_their_order(desk):
    number = desk.callback(rep="anna", at=desk.now)  # anna's until 10:45, then anyone's
    for who, since, until in (("anna", 20, 30), ("mia", 25, 35)):
        desk.do(AWAY, who, desk.now + timedelta(minutes=until), since=desk.now + timedelta(minutes=since))
    begun = desk.now
    desk.later(minutes=180)
    assert desk.read(views.callbacks.one, number).owner == "anyone"
    assert desk.sql("SELECT count(*) FROM absence WHERE state <> 'over'") == [(0,)]
    settled = desk.sql("SELECT name, (at - ?) / 60000000 FROM act WHERE at > ?", 2 * (micros(begun),))
    assert settled == [("away_begins", 20), ("away_begins", 25), ("back", 30), ("back", 35), ("widen", 45)]


def test_on_return_all_is_offered_back_but_what_was_closed_or_moved_on(busy):
    busy.inquiry(holder="mia")
    busy.inquiry(holder="mia")
    busy.do(AWAY, "mia", FRIDAY, deputy="joerg")
    busy.do(acts.work.close, 1005, Outcome.NO_NEED, rep="joerg")
    busy.do(acts.custody.assign, 1006, "anna")
    busy.later(hours=1)
    busy.do(BACK, "mia", rep="mia")
    assert stands(busy)[:2] == [("joerg", "mia"), ("joerg", "mia")]
    assert stands(busy)[4:] == ["mia", "mia"]
    assert busy.row(1005).state == "closed"
    assert (busy.row(1006).holder, busy.row(1006).offered_to) == ("anna", None)
    busy.do(acts.offers.accept, 1001, rep="mia")
    busy.later(hours=2)
    assert (busy.row(1002).holder, busy.row(1002).state) == ("joerg", "held"), "not accepted, so it stays where it is"
    assert busy.sql("SELECT count(*) FROM handed") == [(0,)]
    assert busy.refused(BACK, "mia").reason == "not_away"


def test_what_nobody_took_from_the_inbox_stands_before_its_rep_again(busy):
    busy.do(AWAY, "mia", FRIDAY)
    busy.do(acts.custody.claim, 1002, rep="joerg")
    busy.do(BACK, "mia")
    assert stands(busy)[:2] == [("mia", None), ("joerg", None)]
    assert "returned" in busy.row(1001).marks


def test_an_offer_that_ends_while_its_sender_is_away_goes_before_the_deputy_and_back_on_return(desk):
    number = desk.inquiry(holder="mia")
    offer(desk, number, "anna", "mia")
    desk.do(AWAY, "mia", FRIDAY, deputy="joerg")
    assert (desk.row(number).holder, desk.row(number).offered_to) == ("mia", "anna")
    desk.do(acts.offers.decline, number, "full", rep="anna")
    assert (desk.row(number).holder, desk.row(number).state) == ("joerg", "held")
    desk.do(BACK, "mia")
    assert (desk.row(number).holder, desk.row(number).offered_to) == ("joerg", "mia")


def test_a_visit_moves_nothing_and_lets_the_deadlines_of_offers_wait(busy):
    before = busy.row(1003).offered_until
    busy.do(AWAY, "mia", busy.now + timedelta(hours=2), kind=AbsenceKind.VISIT)
    assert stands(busy)[0] == ("mia", None)
    assert busy.row(1003).offered_until == before + timedelta(hours=2)
    busy.later(hours=1)
    busy.do(BACK, "mia")
    assert busy.row(1003).offered_until == before + timedelta(hours=1)


def test_a_friday_evening_offer_to_somebody_absent_on_monday_expires_when_it_should(desk):
    desk.clock.move(local("2026-11-27 17:00"))
    desk.do(AWAY, "mia", local("2026-12-01 08:00"), since=local("2026-11-30 08:00"))
    desk.clock.move(local("2026-11-27 17:30"))
    number = desk.inquiry(holder="anna")
    offer(desk, number, "mia", "anna")
    assert desk.row(number).offered_until == local("2026-12-01 08:30")
    desk.clock.move(local("2026-12-01 08:29"))
    assert desk.row(number).state == "offered"
    desk.later(minutes=1)
    assert (desk.row(number).state, desk.acts_of(number)[-1]) == ("held", "expire")


@pytest.mark.parametrize(
    ("until", "more", "reason"),
    [
        (local("2026-11-23 09:00"), {}, "absence_ends_before"),
        (FRIDAY, {"since": FRIDAY}, "absence_ends_before"),
        (FRIDAY, {"deputy": "mia"}, "deputy_is_absent"),
        (FRIDAY, {"deputy": "lea"}, "no_such_rep"),
    ],
)
def test_an_absence_that_can_not_be_is_refused(desk, until, more, reason):
    assert desk.refused(AWAY, "mia", until, **more).reason == reason


def test_who_is_free_says_where_everybody_is_how_much_they_have_and_when_they_can(busy):
    busy.do(acts.tandems.pair, "mia", "joerg")
    busy.do(AWAY, "joerg", busy.now + timedelta(hours=3), kind=AbsenceKind.VISIT, urgent=True)
    busy.do(AWAY, "mia", FRIDAY, rep="mia", deputy="joerg")
    first, second = busy.read(views.team.free, "anna")
    assert (first.handle, first.presence, first.until, first.urgent) == (
        "joerg", Presence.VISIT, busy.now + timedelta(hours=3), True,
    )  # fmt: skip
    assert (first.held, first.offered, first.free_at) == (1, 1, busy.now + timedelta(hours=3))
    assert (second.handle, second.presence, second.stands_in, second.free_at) == (
        "mia", Presence.AWAY, "joerg", FRIDAY,
    )  # fmt: skip
    partner, lead = busy.read(views.team.free, "mia")
    assert (partner.handle, partner.main, lead.partner) == ("joerg", True, False)
