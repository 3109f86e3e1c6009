"""Every act that can be taken back, each with what has to be there before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desk import acts
from desk.words import AbsenceKind, CallResult, FirstContact, Fit, Outcome, Priority, ReplyHow
from tests.kit.builders import local

PARTS = acts.customer_parts
TUESDAY = local("2026-11-24 09:00")


def held(desk, **values) -> int:
    return desk.inquiry(holder="anna", **values)


def replied(desk) -> int:
    number = held(desk)
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke")
    return number


def asked_again(desk) -> int:
    number = replied(desk)
    desk.do(acts.work.attach, number, "asks again")
    return number


def snoozed(desk) -> int:
    number = replied(desk)
    desk.do(acts.time.snooze, number, TUESDAY)
    return number


def offered(desk, by: str = "anna", to: str = "mia") -> int:
    number = desk.inquiry(phone="0211 5")
    desk.do(acts.offers.offer, number, to, note="please", contact=FirstContact.PARALLEL, rep=by)
    return number


def offered_to_me(desk) -> int:
    return offered(desk, "mia", "anna")


def promised(desk) -> int:
    number = snoozed(desk)
    desk.do(acts.promises.promise, number, "prices", TUESDAY)
    return number


def promised_and_merged(desk) -> int:
    number = promised(desk)
    desk.do(acts.merging.merge, number, offered(desk))
    return number


def closed(desk) -> int:
    number = replied(desk)
    desk.do(acts.work.close, number, Outcome.WON, amount_cents=5)
    return number


def merged(desk) -> int:
    number = snoozed(desk)
    desk.callback(inquiry=number)
    desk.do(acts.merging.merge, number, snoozed(desk))
    return number


def called_for(desk) -> int:
    number = replied(desk)
    return desk.callback(inquiry=number, phone="0211 1")


def firm(desk) -> str:
    return desk.customer(
        "Kraus KG", first_name="Eva", last_name="Kraus", city="Köln", phone="0211 1", email="a@x.example", sector="A, B"
    )


def twice(desk) -> str:
    """Two customers that are one, each with everything; give the second."""
    firm(desk)
    desk.inquiry(customer="K1")
    second = desk.customer("Kraus", last_name="Kraus", city="Bonn", phone="0228 1", email="b@y.example", sector="C")
    held(desk, customer=second)
    desk.callback(customer=second)
    return second


def made_one(desk) -> str:
    second = twice(desk)
    desk.do(acts.customer_merging.merge, second, "K1")
    desk.inquiry(customer="K1")
    return second


def shared(desk) -> str:
    """Everything that one can have, shared by mia and joerg."""
    desk.do(acts.tandems.pair, "mia", "joerg", main=True)
    desk.customer("Vogt", grade="B", inside="mia", field="joerg", stand_in="mia")
    desk.callback(owner="tandem:mia")
    desk.callback(rep="mia")
    offered(desk, "mia", "joerg")
    offered(desk, "joerg", "mia")
    asleep = desk.inquiry(holder="mia", customer="K1")
    desk.do(acts.time.snooze, asleep, TUESDAY, rep="mia")
    desk.do(acts.promises.promise, held(desk), "prices", TUESDAY, rep="mia")
    desk.do(acts.absences.away, "joerg", local("2026-11-23 12:00"), kind=AbsenceKind.VISIT)
    return "mia"


def away(desk) -> str:
    shared(desk)
    return desk.do(acts.absences.away, "mia", TUESDAY, deputy="anna").value


def told(desk) -> int:
    desk.customer("Vogt", grade="B", inside="mia", field="anna")
    number = desk.inquiry(customer="K1", phone="0211 5")
    desk.do(acts.offers.offer, number, "joerg", note="please", contact=FirstContact.PARALLEL, rep="mia")
    return number


Setup = Callable[[Any], Any]
CASES: dict[str, tuple[Setup, Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = {
    "claim": (lambda desk: desk.inquiry(), acts.custody.claim, (), {}),
    "offer": (
        snoozed,
        acts.offers.offer,
        ("mia",),
        {"note": "x", "what": "spots", "promise": "prices", "promise_due": TUESDAY},
    ),
    "offer what nobody holds": (
        lambda desk: desk.inquiry(phone="0211 1"),
        acts.offers.offer,
        ("mia",),
        {"note": "x", "contact": FirstContact.PARALLEL},
    ),
    "accept": (offered_to_me, acts.offers.accept, (), {}),
    "decline": (offered_to_me, acts.offers.decline, ("full",), {}),
    "take back": (offered, acts.offers.takeback, (), {}),
    "promise": (snoozed, acts.promises.promise, ("prices", local("2026-11-23 12:00")), {}),
    "keep a promise": (promised, acts.promises.kept, (1, "sent"), {}),
    "move a promise": (promised, acts.promises.moved, (1, local("2026-11-23 11:00")), {}),
    "break a promise": (promised, acts.promises.broken, (1, "forgotten"), {}),
    "close what is promised": (promised, acts.work.close, (Outcome.NO_NEED,), {}),
    "close what is offered": (offered, acts.work.close, (Outcome.NO_NEED,), {}),
    "merge what is offered": (
        lambda desk: (snoozed(desk), offered(desk))[1],
        acts.merging.merge,
        (1001,),
        {},
    ),
    "merge what is promised": (lambda desk: (offered(desk), promised(desk))[1], acts.merging.merge, (1001,), {}),
    "unmerge what was promised": (promised_and_merged, acts.merging.unmerge, (), {}),
    "release": (held, acts.custody.release, (), {}),
    "release what sleeps": (snoozed, acts.custody.release, (), {}),
    "assign": (held, acts.custody.assign, ("mia",), {}),
    "reopen": (closed, acts.custody.reopen, (), {}),
    "reply": (held, acts.work.reply, (ReplyHow.SPOKEN, "spoke"), {}),
    "a second reply": (asked_again, acts.work.reply, (ReplyHow.WRITTEN, "sent"), {}),
    "reply on what nobody holds": (lambda desk: desk.inquiry(), acts.work.reply, (ReplyHow.SPOKEN, "spoke"), {}),
    "qualify": (held, acts.work.qualify, (), {"what": "spots", "budget_cents": 1, "fit": Fit.COLD}),
    "quote": (lambda desk: desk.inquiry(), acts.work.quote, (100,), {}),
    "visit": (held, acts.work.visit, (TUESDAY,), {}),
    "note": (held, acts.work.note, ("seen",), {}),
    "note on what is closed": (closed, acts.work.note, ("seen",), {}),
    "edit": (held, acts.work.edit, ({"about": "new", "channel": "email", "sender_phone": "0211 9"},), {}),
    "priority": (held, acts.work.priority, (Priority.LOW,), {}),
    "link": (lambda desk: (firm(desk), held(desk))[1], acts.work.link, ("K1",), {}),
    "attach": (snoozed, acts.work.attach, ("again",), {}),
    "attach to what is closed": (closed, acts.work.attach, ("again",), {}),
    "snooze": (replied, acts.time.snooze, (TUESDAY,), {}),
    "wake": (snoozed, acts.time.wake, (), {}),
    "follow up": (replied, acts.time.follow_up, (TUESDAY,), {}),
    "close": (held, acts.work.close, (Outcome.LOST,), {"why": "too dear"}),
    "close what sleeps": (snoozed, acts.work.close, (Outcome.SPAM,), {}),
    "merge": (lambda desk: (snoozed(desk), snoozed(desk))[1], acts.merging.merge, (1001,), {}),
    "unmerge": (merged, acts.merging.unmerge, (), {}),
    "add a customer": (lambda desk: {"company": "New", "city": "Bonn"}, acts.customers.add, (), {}),
    "edit a customer": (
        firm,
        acts.customers.edit,
        ({"company": "Vogt", "grade": "A", "sector": "B, C", "phone": "0211 2", "note": "x"},),
        {},
    ),
    "merge customers": (twice, acts.customer_merging.merge, ("K1",), {}),
    "unmerge customers": (made_one, acts.customer_merging.unmerge, (), {}),
    "add a contact": (firm, PARTS.contact_add, ({"last_name": "Vogt", "phone": "0211 3"},), {}),
    "edit a contact": (lambda desk: firm(desk) and 1, PARTS.contact_edit, ({"last_name": "Vogt"},), {}),
    "add a site": (firm, PARTS.site_add, ({"city": "Bonn"},), {}),
    "edit a site": (lambda desk: firm(desk) and 1, PARTS.site_edit, ({"city": "Bonn"},), {}),
    "take a number away": (firm, PARTS.phone_remove, ("0211 1",), {}),
    "take an address away": (firm, PARTS.email_remove, ("a@x.example",), {}),
    "move a callback": (called_for, acts.callbacks.move, (TUESDAY,), {}),
    "not reached": (called_for, acts.callbacks.result, (CallResult.NO_ANSWER,), {}),
    "reached": (called_for, acts.callbacks.result, (CallResult.REACHED, "spoke"), {}),
    "pair": (lambda desk: "mia", acts.tandems.pair, ("joerg",), {"main": True}),
    "part": (shared, acts.tandems.part, ("joerg",), {"to": "anna"}),
    "away": (shared, acts.absences.away, (TUESDAY,), {}),
    "away with a deputy": (shared, acts.absences.away, (TUESDAY,), {"deputy": "anna"}),
    "at a visit": (shared, acts.absences.away, (TUESDAY,), {"kind": AbsenceKind.VISIT}),
    "back": (away, acts.absences.back, (), {}),
    "leave": (shared, acts.leaving.leave, (), {"successor": "anna"}),
    "object": (told, acts.objecting.object_to, ("mine",), {}),
    "say who does what": (firm, acts.customers.edit, ({"care_model": "one_team", "quote": "mia"},), {"why": "agreed"}),
    "set hours": (lambda desk: (held(desk), "hours")[1], acts.team.change, ("Mo-Sa 10:02-20:00",), {}),
    "set what was never set": (lambda desk: (held(desk), "reply.phone")[1], acts.team.change, ("99",), {}),
    "set a region": (lambda desk: (held(desk), "region")[1], acts.team.change, ("CH-ZH",), {}),
}
