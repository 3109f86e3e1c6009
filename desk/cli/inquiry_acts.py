"""Who holds an inquiry and what is done on it: claim, release, assign, reply, qualify, quote, visit, note, edit, …"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import acting
from desk.cli.table import Command, option, pairs, place
from desk.language import N_

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell

NUMBER = place("N", N_("the inquiry's number"))
OUTCOMES = ("won", "lost", "answered", "no_need", "duplicate", "spam", "wrong_number")


def claim(shell: Shell, call: Call) -> int:
    """Take an inquiry that nobody holds."""
    from desk import acts

    n = call.number("n")
    return acting.do(shell, lambda tx: acts.custody.claim(tx, n), acting.of_inquiry(n))


def release(shell: Shell, call: Call) -> int:
    """Bring an inquiry back into the inbox."""
    from desk import acts

    n = call.number("n")
    return acting.do(shell, lambda tx: acts.custody.release(tx, n), acting.of_inquiry(n))


def assign(shell: Shell, call: Call) -> int:
    """Give an inquiry to a rep; a lead does that."""
    from desk import acts

    n, to = call.number("n"), call.text("to")
    return acting.do(shell, lambda tx: acts.custody.assign(tx, n, to), acting.of_inquiry(n))


def reopen(shell: Shell, call: Call) -> int:
    """Open a closed inquiry again."""
    from desk import acts

    n = call.number("n")
    return acting.do(shell, lambda tx: acts.custody.reopen(tx, n), acting.of_inquiry(n))


def reply(shell: Shell, call: Call) -> int:
    """Record that somebody spoke with the sender or wrote."""
    from desk import acts
    from desk.words import ReplyHow

    n, how = call.number("n"), call.word("how", ReplyHow)
    return acting.do(shell, lambda tx: acts.work.reply(tx, n, how, call.text("note")), acting.of_inquiry(n))


def qualify(shell: Shell, call: Call) -> int:
    """Record what is known of a lead."""
    from desk import acts
    from desk.words import Fit

    n, budget = call.number("n"), call.amount("budget")
    return acting.do(
        shell,
        lambda tx: acts.work.qualify(
            tx,
            n,
            what=call.maybe("what"),
            wanted_by=call.maybe("by"),
            budget_cents=budget,
            area=call.maybe("area"),
            fit=call.maybe_word("fit", Fit),
        ),
        acting.of_inquiry(n),
    )


def quote(shell: Shell, call: Call) -> int:
    """Record a price that was quoted."""
    from desk import acts

    n, amount = call.number("n"), call.amount("amount")
    assert amount is not None, "a required option"
    return acting.do(shell, lambda tx: acts.work.quote(tx, n, amount), acting.of_inquiry(n))


def note(shell: Shell, call: Call) -> int:
    """Write something down about an inquiry."""
    from desk import acts

    n, text = call.number("n"), call.joined("text")
    return acting.do(shell, lambda tx: acts.work.note(tx, n, text), acting.of_inquiry(n))


def correct(shell: Shell, call: Call) -> int:
    """Correct an entry of the trail by a further one; a lead does that."""
    from desk import acts

    n, entry, text = call.number("n"), call.number("entry"), call.joined("text")
    return acting.do(shell, lambda tx: acts.work.correct(tx, n, entry, text), acting.of_inquiry(n))


def attach(shell: Shell, call: Call) -> int:
    """Add what the same person said when asking once more."""
    from desk import acts

    n, text = call.number("n"), call.text("text")
    return acting.do(shell, lambda tx: acts.work.attach(tx, n, text), acting.of_inquiry(n))


def edit(shell: Shell, call: Call) -> int:
    """Correct what was taken down."""
    from desk import acts

    n, values = call.number("n"), call.pairs("set")
    return acting.do(shell, lambda tx: acts.work.edit(tx, n, values), acting.of_inquiry(n))


def priority(shell: Shell, call: Call) -> int:
    """Say what goes first among what is due together."""
    from desk import acts
    from desk.words import Priority

    n, level = call.number("n"), call.rank("level", Priority)
    return acting.do(shell, lambda tx: acts.work.priority(tx, n, level), acting.of_inquiry(n))


def link(shell: Shell, call: Call) -> int:
    """Say which customer an inquiry belongs to."""
    from desk import acts

    n, customer = call.number("n"), call.customer("customer")
    return acting.do(shell, lambda tx: acts.work.link(tx, n, customer), acting.of_inquiry(n))


COMMANDS = (
    Command(("inquiry", "claim"), N_("Take an inquiry that nobody holds; the first one wins."), (NUMBER,), claim),
    Command(("inquiry", "release"), N_("Bring an inquiry back into the inbox."), (NUMBER,), release),
    Command(
        ("inquiry", "assign"),
        N_("Give an inquiry to a rep; a lead does that."),
        (NUMBER, option("--to", "HANDLE", N_("the rep who gets it"), required=True)),
        assign,
    ),
    Command(
        ("inquiry", "reply"),
        N_("Record a conversation with the sender or a written answer."),
        (
            NUMBER,
            option("--how", "HOW", N_("how the contact was made"), required=True, words=("spoken", "written")),
            option("--note", "TEXT", N_("what was said, in a few words"), required=True),
        ),
        reply,
    ),
    Command(
        ("inquiry", "qualify"),
        N_("Record what is known of a lead; what is not given stays as it was."),
        (
            NUMBER,
            option("--what", "TEXT", N_("what is wanted")),
            option("--by", "TEXT", N_("by when")),
            option("--budget", "EUR", N_("the budget, like 1234,56")),
            option("--area", "TEXT", N_("where")),
            option("--fit", "FIT", N_("how promising it sounds"), words=("hot", "warm", "cold")),
        ),
        qualify,
    ),
    Command(
        ("inquiry", "quote"),
        N_("Record a price that was quoted."),
        (NUMBER, option("--amount", "EUR", N_("the price, like 1234,56"), required=True)),
        quote,
    ),
    Command(
        ("inquiry", "note"),
        N_("Write a note into the trail, whatever the state."),
        (NUMBER, place("TEXT", N_("the note"), many=True)),
        note,
    ),
    Command(
        ("inquiry", "correct"),
        N_("Correct an entry of the trail by a further one; a lead does that."),
        (NUMBER, place("ENTRY", N_("which entry: 1 is the oldest")), place("TEXT", N_("what is right"), many=True)),
        correct,
    ),
    Command(
        ("inquiry", "attach"),
        N_("Add what the same person said when asking once more."),
        (NUMBER, option("--text", "TEXT", N_("what was said"), required=True)),
        attach,
    ),
    Command(
        ("inquiry", "edit"),
        N_("Correct what was taken down: about, body, sender, sender_email, sender_phone, channel."),
        (NUMBER, pairs("--set", N_("a field and its right value"), required=True)),
        edit,
    ),
    Command(
        ("inquiry", "priority"),
        N_("Say what goes first among what is due together."),
        (NUMBER, place("LEVEL", N_("the priority"), words=("normal", "high", "low"))),
        priority,
    ),
    Command(
        ("inquiry", "link"),
        N_("Say which customer an inquiry belongs to."),
        (NUMBER, place("CUSTOMER", N_("the customer's number"))),
        link,
    ),
)
