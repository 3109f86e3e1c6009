"""`desk callback`: promised and planned calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import acting, output
from desk.cli.errors import Usage
from desk.cli.table import Command, flag, option, place
from desk.language import N_, _

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.keeping.tx import Tx

NUMBER = place("N", N_("the callback's number"))
RESULTS = (
    *("reached", "no_answer", "busy", "voicemail"),
    *("wrong_number", "call_again", "not_interested", "do_not_call"),
)


def add(shell: Shell, call: Call) -> int:
    """Plan a call for an inquiry, a customer or a bare number."""
    from desk import acts
    from desk.cli.times import meant

    inquiry, customer = call.maybe_number("inquiry"), call.customer("customer") or None
    if inquiry is not None and customer is not None:
        raise Usage(_("Name an inquiry or a customer, not both."))
    until = call.maybe("until")

    def act(tx: Tx) -> int:
        return acts.callbacks.add(
            tx,
            at=meant(tx, call.text("at")),
            inquiry=inquiry,
            customer=customer,
            phone=call.maybe("phone"),
            person=call.maybe("person"),
            until=None if until is None else meant(tx, until),
            topic=call.text("topic"),
            promised=call.flag("promised"),
            owner=call.maybe("owner"),
        )

    return acting.do(shell, act, acting.of_callback())


def move(shell: Shell, call: Call) -> int:
    """Put a callback to another time."""
    from desk import acts
    from desk.cli.times import meant

    n, until = call.number("n"), call.maybe("until")

    def act(tx: Tx) -> None:
        acts.callbacks.move(tx, n, meant(tx, call.text("to")), None if until is None else meant(tx, until))

    return acting.do(shell, act, acting.of_callback(n))


def dial(shell: Shell, call: Call) -> int:
    """Record that the number is being called; the result is noted afterwards."""
    from desk import acts

    n = call.number("n")
    return acting.do(shell, lambda tx: acts.callbacks.call(tx, n), acting.of_callback(n))


def result(shell: Shell, call: Call) -> int:
    """Record what came of a call."""
    from desk import acts
    from desk.cli.times import meant
    from desk.words import CallResult

    n, found, again = call.number("n"), call.word("result", CallResult), call.maybe("at")

    def act(tx: Tx) -> None:
        at = None if again is None else meant(tx, again)
        acts.callbacks.result(tx, n, found, call.text("note"), at)

    return acting.do(shell, act, acting.of_callback(n))


def show_list(shell: Shell, call: Call) -> int:
    """Print the callbacks: broken promises, overdue, now, today, ahead."""
    from desk import views

    everything = call.flag("all")
    rows = shell.read(lambda r: views.callbacks.waiting(r, all_states=everything))
    if shell.json:
        from desk.cli import documents

        output.json([documents.callback(row) for row in rows])
    else:
        from desk.cli import printed

        output.table(printed.callbacks(rows, shell.clock.now()))
    return 0


COMMANDS = (
    Command(
        ("callback", "add"),
        N_("Plan a call; topic, customer and number come from the inquiry unless given."),
        (
            option("--inquiry", "N", N_("the inquiry that it is about")),
            option("--customer", "N", N_("the customer's number")),
            option("--phone", "PHONE", N_("the number to call")),
            option("--person", "NAME", N_("whom to ask for")),
            option("--at", "TIME", N_("when, like fri 14:30 or in 2h"), required=True),
            option("--until", "TIME", N_("the end of the window")),
            option("--topic", "TEXT", N_("what the call is about")),
            flag("--promised", N_("it was promised to the customer")),
            option("--owner", "WHO", N_("a handle, tandem:HANDLE, side:inside or anyone; you when not given")),
        ),
        add,
    ),
    Command(
        ("callback", "list"),
        N_("List open callbacks in the order of the day."),
        (flag("--all", N_("those that are done as well")),),
        show_list,
    ),
    Command(
        ("callback", "move"),
        N_("Put a callback to another time."),
        (
            NUMBER,
            option("--to", "TIME", N_("when, like fri 14:30 or in 2h"), required=True),
            option("--until", "TIME", N_("the end of the window")),
        ),
        move,
    ),
    Command(("callback", "call"), N_("Record that the number is being called; then note the result."), (NUMBER,), dial),
    Command(
        ("callback", "result"),
        N_("Record what came of a call; without an answer the next try plans itself."),
        (
            NUMBER,
            place("RESULT", N_("what came of it"), words=RESULTS),
            option("--note", "TEXT", N_("what was said")),
            option("--at", "TIME", N_("when to call again")),
        ),
        result,
    ),
)
