"""The stations of one inquiry on a line: with whom it was, in which state, and how long in business time."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from desk import format
from desk.language import _
from desk.rows.trace import TraceRow
from desk.text import pieces
from desk.widgets.terms import called
from desk.words import Link, State


def told_stations(one: TraceRow | None, name: Callable[[str], str]) -> Content:
    """Write the stations, oldest first; `name` gives the short name of a handle. Nothing where there is none."""
    if one is None:
        return pieces("")
    parts: list[str | tuple[str, str]] = []
    if one.match is Link.PROBABLE:
        parts += [(_("? probable"), "bold $text-warning"), "  "]
    for stay in one.stations:
        if parts and parts[-1] != "  ":
            parts.append(" → ")
        who = name(stay.rep) if stay.rep else _("inbox")
        parts.append(f"{who} {called(stay.state)}")
        if stay.state is not State.CLOSED:
            parts += [" ", (format.duration(stay.minutes), "bold" if stay.until is None else "")]
    return pieces(*parts)
