"""One line of the list of inquiries: which columns there are at a width, and what stands in them."""

from typing import Final, NamedTuple

from desk.language import _
from desk.rows import InquiryRow
from desk.rules.clocks import Stage
from desk.sentences import asked
from desk.text import fit
from desk.widgets.look import Look
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

_FIXED = 18
"""Cells of sign, time, priority, channel, marks and grade, and the blanks between all columns."""

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


def columns(width: int) -> Columns:
    """Share a width out: 80 cells as the design draws them, more goes to customer and subject."""
    holder, state = (14, 12) if width >= 80 else (11, 9)
    if width >= 100:
        holder, state = 16, 18
    free = max(10, width - _FIXED - holder - state)
    customer = min(34, max(5, free // 2))
    return Columns(customer, free - customer, holder, state)


def head(width: int) -> str:
    """Give the titles of the columns."""
    of = columns(width)
    parts = (
        " ", _("Due").rjust(6)[:6], "  ", fit(_("Ch"), 4), fit(_("Customer"), of.customer), " ", fit(_("G"), 2),
        fit(_("About"), of.about), " ", fit(_("With"), of.holder), " ", fit(_("State"), of.state),
    )  # fmt: skip
    return "".join(parts)


def pieces_of(row: InquiryRow, look: Look, width: int, *, cursor: bool, marked: bool) -> list[Piece]:
    """Give a row as pieces that fill the width exactly."""
    of = columns(width)
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
        (fit(state_of(row, look, of.state), of.state), "state"),
    ]


def state_of(row: InquiryRow, look: Look, width: int) -> str:
    """Say how a row stands; with room, also when it is taken up again."""
    row, state = look.seen(row), called(row.state)
    if width < 12 or row.next_at is None or row.next_step not in _TIMED or row.state is State.CLOSED:
        return state
    time = f"{_TIMED[row.next_step]} {look.day_or_time(row.next_at)}"
    both = f"{state} {time}"
    return both if len(both) <= width else time
