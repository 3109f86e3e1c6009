"""Colleagues: can they take work now, how much have they got, and from when on are they free."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.message import Message

from desk.language import _
from desk.rows import FreeRow
from desk.text import fit, pieces
from desk.widgets.look import Look
from desk.widgets.short_list import ShortList
from desk.widgets.terms import called
from desk.words import AbsenceKind, Presence

_NAME: Final = 15
_SIDE: Final = 12
_HAS: Final = 4
_PROMISES: Final = 9
_FROM: Final = 10
_LEAST: Final = 8
_BLINK: Final = timedelta(minutes=1)
"""What is shown is up to a minute old."""

_STYLES: Final = {
    Presence.FREE: "$text-success",
    Presence.PHONE: "$text-warning",
    Presence.VISIT: "$text-warning",
    Presence.AWAY: "$text-muted",
}


class ColleagueList(ShortList[FreeRow]):
    """One line for each colleague; `look` says when it is and what the others are called."""

    class Clicked(Message):
        """A row was chosen with the mouse."""

    def __init__(self, look: Look, *, steered: bool = False, most: int = 8, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.can_focus = not steered
        self._most, self._needed = most, 1

    def let_choose(self, chosen: bool) -> None:
        """Say whether the one under the cursor is chosen."""
        if chosen != self.marks_cursor:
            self.marks_cursor = chosen
            self._repaint(self.cursor)

    def show(self, rows: tuple[FreeRow, ...], *, keep: bool = True) -> None:
        """Show other colleagues, on as many lines as were ever needed: nothing jumps while letters narrow them down."""
        super().show(rows, keep=keep)
        self._needed = max(self._needed, min(self._most, len(rows)))
        self.styles.height = self._needed

    def name_of(self, row: FreeRow) -> object:
        """A colleague is themselves by the handle."""
        return row.handle

    def drawn(self, row: FreeRow, width: int, cursor: bool) -> Content:
        """Draw name, side, presence, what they have got, and from when on they are free."""
        return pieces(
            ("▌ " if cursor else "  ", "$accent"),
            (fit(row.name, _NAME - 1) + " ", "bold"),
            (fit(called(row.side), _SIDE - 1) + " ", "$secondary"),
            (fit(self._now(row, _room(width) - 1), _room(width) - 1) + " ", _STYLES[row.presence]),
            str(row.held or "-").rjust(3).ljust(_HAS),
            str(row.promised or "-").rjust(4).ljust(_PROMISES),
            (fit(free_from(row, self.look), _FROM), "$secondary"),
        )

    def _now(self, row: FreeRow, width: int) -> str:
        """Say it with the sign of those whom urgent calls reach, where there is room to explain it."""
        sign = "!" if row.urgent and self.can_focus else ""
        return sign + presence(row, self.look, width - len(sign))

    def on_click(self, event: Click) -> None:
        """Put the cursor where the pointer is."""
        super().on_click(event)
        self.post_message(self.Clicked())


def head(width: int) -> Content:
    """Give the titles of the columns."""
    parts = (
        "  ", fit(_("Colleague"), _NAME), fit(_("Side"), _SIDE), fit(_("Now"), _room(width)),
        fit(_("Has"), _HAS), fit(_("Promises"), _PROMISES), fit(_("Free from"), _FROM),
    )  # fmt: skip
    return pieces(("".join(parts), "$text-muted"))


def presence(row: FreeRow, look: Look, width: int) -> str:
    """Say whether somebody can take work now; who is away, who stands in and, with room, until when.

    When they are back stands in a column of its own, so the deputy goes first.
    """
    if row.until is None:
        free = row.presence is Presence.FREE and row.partner
        return _("free, your tandem") if free else called(row.presence)
    until = look.day_or_time(row.until)
    if row.presence is Presence.VISIT:
        return _("visit until {until}").format(until=until)
    away = called(row.kind) if row.kind not in (None, AbsenceKind.LEAVE) else called(row.presence)
    if row.stands_in is None:
        return _("{away} until {until}").format(away=away, until=until)
    facts = {"away": away, "until": until, "deputy": look.name(row.stands_in)}
    whole = _("{away} until {until}, {deputy} stands in").format(**facts)
    return whole if cell_len(whole) <= width else _("{away}, {deputy} stands in").format(**facts)


def free_from(row: FreeRow, look: Look) -> str:
    """Say when somebody next has a quarter of an hour."""
    if row.free_at is None:
        return "?"
    return _("now") if row.free_at <= look.now + _BLINK else look.day_or_time(row.free_at)


def _room(width: int) -> int:
    return max(_LEAST, width - 2 - _NAME - _SIDE - _HAS - _PROMISES - _FROM)
