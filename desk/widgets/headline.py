"""The lines above the list: whose inquiries these are, how many, by which filter; and the titles of the columns."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult

from desk.language import _, n_
from desk.rows import InboxCounts
from desk.text import fit, pieces
from desk.widgets import marks
from desk.widgets.inquiry_line import UNKNOWN, Wants, head
from desk.widgets.line import Line

_FILTER = 30
"""Cells of a filter that are shown in any case."""

_AROUND = 14
"""Cells for the title of the filter and the blanks around it."""


class Headline(Line):
    """` mine + nobody's    12 open, 3 without holder, 1 late   +3 new    Filter: -`."""

    def __init__(self) -> None:
        super().__init__(id="headline")

    def tell(self, counts: InboxCounts, text: str, arrived: int = 0, marked: int = 0, *, closed: bool = False) -> None:
        """Say what the list shows; a filter takes the place of the first view's name, `closed` ones are not open."""
        parts: list[str | tuple[str, str]] = [
            " ",
            (_("mine + nobody's") if not text else _("filtered"), "bold"),
            "    ",
        ]
        if closed:
            parts += [n_("{count} found", "{count} found", counts.open).format(count=counts.open)]
        else:
            parts += [_("{open} open, {free} without holder").format(open=counts.open, free=counts.without_holder)]
        late = n_("{count} late", "{count} late", counts.late).format(count=counts.late)
        parts += [", ", (late, "bold $text-error" if counts.late else "")]
        if arrived:
            parts += ["   ", (n_("+{count} new", "+{count} new", arrived).format(count=arrived), "bold $text-accent")]
        if marked:
            parts += ["   ", (marks.said(marked), "bold $text-warning")]
        left = pieces(*parts)
        room = max(_FILTER, self.size.width - left.cell_length - _AROUND)
        filter_shown = _("Filter: {text}").format(text=fit(text, min(cell_len(text), room)) if text else "-")
        self.put(left, pieces((filter_shown, "" if text else "$text-muted"), " "))


class ListHead(Line):
    """The titles of the columns, laid out as the rows below are; and which rows of a long list are in sight."""

    def __init__(self) -> None:
        super().__init__(id="list-head")
        self._position, self._wants = "", UNKNOWN

    def tell(self, position: str, wants: Wants = UNKNOWN) -> None:
        """Say which rows are in sight, and what their columns want."""
        if (position, wants) != (self._position, self._wants):
            self._position, self._wants = position, wants
            self.refresh()

    def render(self) -> RenderResult:
        """Lay the titles out while painting: told of its width by an event, the line would be painted twice."""
        position, titles, width = self._position, head(self.size.width, self._wants), self.size.width
        if not position:
            self.take(pieces(titles), pieces())
        else:
            tail = f" {position} " if not titles[width - len(position) - 2 :].strip() else f" {position}"
            shown = titles[: max(0, width - len(tail))]
            if not titles[len(shown) - 1 :].startswith(" ") and not titles[len(shown) :].startswith(" "):
                shown = shown[: shown.rfind(" ") + 1]  # a title is there as a whole or not at all
            self.take(pieces(shown.ljust(width - len(tail)), (tail, "bold")), pieces())
        return super().render()
