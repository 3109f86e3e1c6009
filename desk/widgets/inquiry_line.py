"""One line of the list of inquiries: which columns there are at a width, and what stands in them."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from desk.language import _
from desk.rows import InquiryRow
from desk.rules.clocks import Stage
from desk.sentences import asked
from desk.text import fit
from desk.text import width as cells
from desk.widgets.look import Look
from desk.widgets.sharing import LEAST, shared
from desk.widgets.terms import called
from desk.words import Channel, Mark, Priority, State, Step

CHANNELS: Final = {
    Channel.PHONE: "P",
    Channel.EMAIL: "M",
    Channel.WEB: "W",
    Channel.RECEPTION: "R",
    Channel.FIELD: "F",
    Channel.REFERRAL: "E",
}
"""The letter of each channel; M is mail, E is for Empfehlung, as R is taken by the reception."""

MARKS: Final = {Mark.RETURNED: "<", Mark.UNREADABLE: "?", Mark.PROBABLE: "~"}
"""The sign of each mark; a late one has its sign in the time."""

PRIORITIES: Final = {Priority.HIGH: "^", Priority.LOW: "v", Priority.NORMAL: " "}

_FIXED = 19
"""Cells of sign, time, priority, channel, marks and grade, and the blanks between all columns and after the last."""

_NARROW = 56
"""Cells below which a row has no room for its state."""

_TIMED: Final = {Step.CALLBACK: "T", Step.SNOOZE: "T", Step.FOLLOW_UP: "T", Step.PROMISE: "P"}
"""Steps with an appointed time, and the sign before it: P for what was promised."""

Piece = tuple[str, str]
"""A text of exact width and the kind of thing it is, for its style."""


class Columns(NamedTuple):
    """How wide the columns are that give way."""

    customer: int
    about: int
    holder: int
    state: int


class Wants(NamedTuple):
    """The most cells that anything in a column takes; 0 where that is not known."""

    customer: int = 0
    about: int = 0
    holder: int = 0


UNKNOWN: Final = Wants()


def wants(rows: Iterable[InquiryRow], look: Look) -> Wants:
    """Measure what is to be shown; for holders the two longest names of the team, so that no offer moves a column."""
    customer = about = 0
    for row in rows:
        customer, about = max(customer, cells(asked.who(row))), max(about, cells(asked.what(row)))
    names = sorted(map(cells, look.names.values()))[-2:]
    return Wants(customer, about, sum(names) + len(" > ") if len(names) > 1 else 0)


def columns(width: int, wants: Wants = UNKNOWN) -> Columns:
    """Share a width out: customer and subject have a half each, and what one of them doesn't need is the other's."""
    holder, state = (14, 12) if width >= 80 else (11, min(9, max(cells(called(each)) for each in State)))
    if width >= 100:
        holder, state = 16, 18
    if wants.holder:
        holder = max(LEAST, min(holder, wants.holder))
    if width < _NARROW:  # who has it says more than how it stands
        holder, state = 6, 0
    free = max(10, width - _FIXED - holder - state)
    customer = shared(free, min(34, max(5, free // 2)), wants.customer, wants.about)
    return Columns(customer, free - customer, holder, state)


def head(width: int, wants: Wants = UNKNOWN) -> str:
    """Give the titles of the columns."""
    of = columns(width, wants)
    parts = (
        " ", _("Due").rjust(6)[:6], "  ", fit(_("Ch"), 4), fit(_("Customer"), of.customer), " ", fit(_("G"), 2),
        fit(_("About"), of.about), " ", fit(_("With"), of.holder), " ", fit(_("State"), of.state), " ",
    )  # fmt: skip
    return "".join(parts)


def pieces_of(
    row: InquiryRow, look: Look, width: int, wants: Wants = UNKNOWN, *, cursor: bool, marked: bool
) -> list[Piece]:
    """Give a row as pieces that fill the width exactly."""
    of = columns(width, wants)
    stage = look.stage(row)
    marks = "".join(MARKS[mark] for mark in row.marks if mark in MARKS)
    due = "late" if stage is Stage.LATE else "near" if stage is Stage.NEAR else "due"
    held = "nobody" if row.holder is None else "mine" if look.rep in (row.holder, row.offered_to) else "other"
    return [
        ("▌" if cursor else "+" if marked else " ", "sign"),
        (look.left(row).rjust(6)[:6], due),
        (f"{PRIORITIES[row.priority]} ", "near" if row.priority is Priority.HIGH else "muted"),
        (f"{CHANNELS[row.channel]}{marks:<2.2} ", "muted"),
        (fit(asked.who(row), of.customer) + " ", "customer"),
        (f"{row.grade or ' '} ", "muted"),
        (fit(asked.what(row), of.about) + " ", "about"),
        (fit(look.holder(row), of.holder) + " ", held),
        (fit(state_of(row, look, of.state), of.state) + " ", "state"),
    ]


def state_of(row: InquiryRow, look: Look, width: int) -> str:
    """Say how a row stands; with room, also when it is taken up again."""
    row, state = look.seen(row), called(row.state)
    if width < 12 or row.next_at is None or row.next_step not in _TIMED or row.state is State.CLOSED:
        return state
    time = f"{_TIMED[row.next_step]} {look.day_or_time(row.next_at)}"
    both = f"{state} {time}"
    return both if len(both) <= width else time
