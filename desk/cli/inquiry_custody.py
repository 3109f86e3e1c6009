"""Forwarding and promising: offer, accept, decline, takeback, promise, promise-kept, promise-moved, promise-broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import acting
from desk.cli.inquiry_acts import NUMBER
from desk.cli.table import Command, option, place
from desk.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.done import Done
    from desk.keeping.tx import Tx
    from desk.rows import Offered, Promised

PROMISE = place("P", N_("the promise's number"))
CONTACTS = ("spoken", "written", "parallel", "none")


def offer(shell: Shell, call: Call) -> int:
    """Offer an inquiry to a colleague, who has to accept it."""
    from desk import acts
    from desk.words import FirstContact

    n, within, budget = call.number("n"), call.maybe("within"), call.amount("budget")

    def act(tx: Tx) -> Offered:
        return acts.offers.offer(
            tx,
            n,
            call.text("to"),
            note=call.text("note"),
            within_minutes=None if within is None else _minutes(tx, within),
            contact=call.maybe_word("contact", FirstContact),
            why=call.maybe("why"),
            what=call.maybe("what"),
            wanted_by=call.maybe("by"),
            budget_cents=budget,
            area=call.maybe("area"),
            promise=call.maybe("promise"),
            promise_due=_due(tx, call),
        )

    return acting.do(shell, act, _offered(n))


def accept(shell: Shell, call: Call) -> int:
    """Take over an inquiry that is offered to one."""
    from desk import acts

    n = call.number("n")
    return acting.do(shell, lambda tx: acts.offers.accept(tx, n), acting.of_inquiry(n))


def decline(shell: Shell, call: Call) -> int:
    """Say why one does not take an inquiry over."""
    from desk import acts

    n, why = call.number("n"), call.text("why")
    return acting.do(shell, lambda tx: acts.offers.decline(tx, n, why), acting.of_inquiry(n))


def takeback(shell: Shell, call: Call) -> int:
    """Take back what one has offered."""
    from desk import acts

    n = call.number("n")
    return acting.do(shell, lambda tx: acts.offers.takeback(tx, n), acting.of_inquiry(n))


def object_to(shell: Shell, call: Call) -> int:
    """Object to who has an inquiry, as the other of the customer's two faces."""
    from desk import acts

    n, why = call.number("n"), call.text("why")
    return acting.do(shell, lambda tx: acts.objecting.object_to(tx, n, why), acting.of_inquiry(n))


def promise(shell: Shell, call: Call) -> int:
    """Promise something to whoever asked."""
    from desk import acts
    from desk.cli.times import meant

    n, text = call.number("n"), call.joined("text")

    def act(tx: Tx) -> Promised:
        return acts.promises.promise(tx, n, text, meant(tx, call.text("due")))

    return acting.do(shell, act, _promised(n))


def kept(shell: Shell, call: Call) -> int:
    """Record that a promise was kept."""
    from desk import acts

    n, p, note = call.number("n"), call.number("p"), call.text("note")
    return acting.do(shell, lambda tx: acts.promises.kept(tx, n, p, note), acting.of_inquiry(n))


def moved(shell: Shell, call: Call) -> int:
    """Promise the same for another time."""
    from desk import acts
    from desk.cli.times import meant

    n, p, why = call.number("n"), call.number("p"), call.text("why")

    def act(tx: Tx) -> datetime:
        to = meant(tx, call.text("to"))
        acts.promises.moved(tx, n, p, to, why)
        return to

    return acting.do(shell, act, acting.of_inquiry(n, until=True))


def broken(shell: Shell, call: Call) -> int:
    """Record that a promise was not kept, and why."""
    from desk import acts

    n, p, why = call.number("n"), call.number("p"), call.text("why")
    return acting.do(shell, lambda tx: acts.promises.broken(tx, n, p, why), acting.of_inquiry(n))


def _offered(number: int) -> Callable[[Shell, Done[Offered]], acting.Said]:
    def say(shell: Shell, done: Done[Offered]) -> acting.Said:
        from desk.format import iso_utc

        more = {"offered_to": done.value.to, "offered_until": iso_utc(done.value.until)}
        return acting.of_inquiry(number)(shell, done)._replace(more=more)

    return say


def _promised(number: int) -> Callable[[Shell, Done[Promised]], acting.Said]:
    def say(shell: Shell, done: Done[Promised]) -> acting.Said:
        from desk.format import iso_utc

        more = {"promise": done.value.number, "due": iso_utc(done.value.due)}
        return acting.of_inquiry(number)(shell, done)._replace(more=more)

    return say


def _minutes(tx: Tx, text: str) -> int:
    """Read a length of business time; a day is the team's longest one."""
    from desk.format import parse_duration

    longest = max(sum(end - start for start, end in day) for day in tx.calendar.hours)
    return parse_duration(text, longest)


def _due(tx: Tx, call: Call) -> datetime | None:
    from desk.cli.times import meant

    due = call.maybe("due")
    return None if due is None else meant(tx, due)


COMMANDS = (
    Command(
        ("inquiry", "offer"),
        N_("Forward an inquiry: you hold it until the other one accepts."),
        (
            NUMBER,
            option("--to", "HANDLE", N_("the rep who may accept"), required=True),
            option("--note", "TEXT", N_("what it is about, in one line"), required=True),
            option("--within", "DURATION", N_("business time to accept, like 90min, 2h or 1d")),
            option("--contact", "HOW", N_("how whoever asked gets a first reply, if none was given"), words=CONTACTS),
            option("--why", "TEXT", N_("why there is no first reply")),
            option("--what", "TEXT", N_("what is wanted")),
            option("--by", "TEXT", N_("by when")),
            option("--budget", "EUR", N_("the budget, like 1234,56")),
            option("--area", "TEXT", N_("where")),
            option("--promise", "TEXT", N_("what was promised")),
            option("--due", "TIME", N_("when the promise is due, like fri 14:30 or +7d")),
        ),
        offer,
    ),
    Command(("inquiry", "accept"), N_("Take over an inquiry that is offered to you."), (NUMBER,), accept),
    Command(
        ("inquiry", "decline"),
        N_("Decline what is offered to you: it stands before its holder again, marked returned."),
        (NUMBER, option("--why", "TEXT", N_("the reason"), required=True)),
        decline,
    ),
    Command(("inquiry", "takeback"), N_("Take back an offer that nobody has answered."), (NUMBER,), takeback),
    Command(
        ("inquiry", "object"),
        N_("Object, as the other of the customer's two faces, within four business hours."),
        (NUMBER, option("--why", "TEXT", N_("the reason"), required=True)),
        object_to,
    ),
    Command(
        ("inquiry", "promise"),
        N_("Note what was promised to whoever asked, and by when."),
        (
            NUMBER,
            place("TEXT", N_("what was promised"), many=True),
            option("--due", "TIME", N_("when it is due, like fri 14:30 or +7d"), required=True),
        ),
        promise,
    ),
    Command(
        ("inquiry", "promise-kept"),
        N_("Record that a promise was kept."),
        (NUMBER, PROMISE, option("--note", "TEXT", N_("what was done"))),
        kept,
    ),
    Command(
        ("inquiry", "promise-moved"),
        N_("Promise the same for another time."),
        (
            NUMBER,
            PROMISE,
            option("--to", "TIME", N_("the new time, like fri 14:30 or +7d"), required=True, aliases=("--due",)),
            option("--why", "TEXT", N_("why it was moved")),
        ),
        moved,
    ),
    Command(
        ("inquiry", "promise-broken"),
        N_("Record that a promise was not kept, and why."),
        (NUMBER, PROMISE, option("--why", "TEXT", N_("the reason"), required=True)),
        broken,
    ),
)
