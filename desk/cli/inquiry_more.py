"""When an inquiry is taken up again, how it ends, and regret: snooze, wake, visit, close, merge, undo, redo, …"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import acting
from desk.cli.inquiry_acts import NUMBER, OUTCOMES, reopen
from desk.cli.table import Command, option, place
from desk.language import N_

if TYPE_CHECKING:
    from datetime import datetime

    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.keeping.tx import Tx


def snooze(shell: Shell, call: Call) -> int:
    """Let an inquiry sleep until a time."""
    from desk import acts
    from desk.cli.times import meant

    n = call.number("n")

    def act(tx: Tx) -> datetime:
        until = meant(tx, call.text("until"))
        acts.time.snooze(tx, n, until)
        return until

    return acting.do(shell, act, acting.of_inquiry(n, until=True))


def wake(shell: Shell, call: Call) -> int:
    """Let a snoozed inquiry stand before its holder again."""
    from desk import acts

    n = call.number("n")
    return acting.do(shell, lambda tx: acts.time.wake(tx, n), acting.of_inquiry(n))


def follow_up(shell: Shell, call: Call) -> int:
    """Set when an inquiry is taken up again."""
    from desk import acts
    from desk.cli.times import meant

    n = call.number("n")

    def act(tx: Tx) -> datetime:
        at = meant(tx, call.text("at"))
        acts.time.follow_up(tx, n, at)
        return at

    return acting.do(shell, act, acting.of_inquiry(n, until=True))


def visit(shell: Shell, call: Call) -> int:
    """Record a visit, agreed or made."""
    from desk import acts
    from desk.cli.times import meant_or_past

    n = call.number("n")

    def act(tx: Tx) -> datetime:
        at = meant_or_past(tx, call.text("on"))
        acts.work.visit(tx, n, at)
        return at

    return acting.do(shell, act, acting.of_inquiry(n, until=True))


def close(shell: Shell, call: Call) -> int:
    """Close an inquiry with its outcome."""
    from desk import acts
    from desk.words import Outcome

    n, outcome, amount = call.number("n"), call.word("outcome", Outcome), call.amount("amount")
    of = call.maybe_number("of")
    return acting.do(
        shell,
        lambda tx: acts.work.close(tx, n, outcome, amount_cents=amount, why=call.maybe("why"), of=of),
        acting.of_inquiry(n),
    )


def merge(shell: Shell, call: Call) -> int:
    """Close an inquiry as a duplicate of another one."""
    from desk import acts

    n, into = call.number("n"), call.number("into")
    return acting.do(shell, lambda tx: acts.merging.merge(tx, n, into), acting.of_inquiry(n))


def unmerge(shell: Shell, call: Call) -> int:
    """Make a merged inquiry one of its own again."""
    from desk import acts

    n = call.number("n")
    return acting.do(shell, lambda tx: acts.merging.unmerge(tx, n), acting.of_inquiry(n))


def undo(shell: Shell, call: Call) -> int:
    """Take back one's last act, or one's last act on an inquiry."""
    from desk import acts

    n = call.maybe_number("n")
    say = acting.of_anything if n is None else acting.of_inquiry(n)
    return acting.do(shell, lambda tx: acts.undoing.undo(tx, n), say)


def redo(shell: Shell, call: Call) -> int:
    """Bring back what one's last undo took back."""
    from desk import acts

    return acting.do(shell, acts.undoing.redo, acting.of_anything)


COMMANDS = (
    Command(
        ("inquiry", "snooze"),
        N_("Let an inquiry that you hold sleep until a time."),
        (NUMBER, option("--until", "TIME", N_("when it wakes, like fri 14:30 or +7d"), required=True)),
        snooze,
    ),
    Command(("inquiry", "wake"), N_("Let a snoozed inquiry stand before its holder again."), (NUMBER,), wake),
    Command(
        ("inquiry", "follow-up"),
        N_("Set when an inquiry is taken up again."),
        (NUMBER, option("--at", "TIME", N_("when, like fri 14:30 or +7d"), required=True, aliases=("--on",))),
        follow_up,
    ),
    Command(
        ("inquiry", "visit"),
        N_("Record a visit, agreed or made."),
        (NUMBER, option("--on", "TIME", N_("when, like fri 14:30 or 2026-11-27"), required=True, aliases=("--at",))),
        visit,
    ),
    Command(
        ("inquiry", "close"),
        N_("Close an inquiry: won needs --amount, lost needs --why, duplicate needs --of."),
        (
            NUMBER,
            option("--outcome", "OUTCOME", N_("how it ended"), required=True, words=OUTCOMES),
            option("--amount", "EUR", N_("for how much it was won, like 1234,56")),
            option("--why", "TEXT", N_("why it was lost")),
            option("--of", "N", N_("the number of the inquiry that it repeats")),
        ),
        close,
    ),
    Command(("inquiry", "reopen"), N_("Open a closed inquiry again; you hold it then."), (NUMBER,), reopen),
    Command(
        ("inquiry", "merge"),
        N_("Close an inquiry as a duplicate of another one, which finds its messages."),
        (NUMBER, place("INTO", N_("the number of the other one"))),
        merge,
    ),
    Command(("inquiry", "unmerge"), N_("Make a merged inquiry one of its own again."), (NUMBER,), unmerge),
    Command(
        ("inquiry", "undo"),
        N_("Take back your last act, or your last act on an inquiry."),
        (place("N", N_("the inquiry's number"), required=False),),
        undo,
    ),
    Command(("inquiry", "redo"), N_("Bring back what your last undo took back."), (), redo),
)
