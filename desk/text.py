"""From text to what a screen shows: the only place that builds Textual Content from data.

A plain `str` is markup in Textual, and what came from outside may hold anything. So a template is a literal of ours,
what fills it is cleaned here, and a last belt stands before the terminal.
"""

from __future__ import annotations

import re
from typing import LiteralString

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.content import Content, Span
from textual.filter import LineFilter

from desk import clean

_BAD = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e0fff\ufeff]"
_HIDDEN = "\U000e0000"
"""From here on signs are printable and show nothing; below it, whatever is printable may leave."""

_ELLIPSIS = "…"


def content(template: LiteralString, /, *, lines: bool = False, **values: object) -> Content:
    """Fill a literal template (`"[b]$who[/b] $about"`) with cleaned values; `lines` keeps the line ends within them."""
    cleaned = {name: _cleaned(str(value), lines) for name, value in values.items()}
    # Without a variable Textual would take "$" in the template for itself in another way than with one.
    return Content.from_markup(template, **(cleaned or {"_": ""}))


def plain(text: str, *, lines: bool = False) -> Content:
    """Show a text literally, cleaned; `lines` keeps its line ends."""
    return Content(_cleaned(text, lines))


def pieces(*parts: str | tuple[str, str]) -> Content:
    """Join texts, each literally and cleaned, some with a style: `pieces("by ", (who, "bold"))`; the fast way."""
    whole: list[str] = []
    spans: list[Span] = []
    at = 0
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        text = _cleaned(text, lines=True)
        if style and text:
            spans.append(Span(at, at + len(text), style))
        whole.append(text)
        at += len(text)
    return Content("".join(whole), spans)


def fit(text: str, width: int) -> str:
    """Give `text` as one clean line of exactly `width` cells, cut with an ellipsis or filled with blanks."""
    if _is_plain(text) and width > 1:
        text = text.strip()
        return text.ljust(width) if len(text) <= width else (text[: width - 1].rstrip() + _ELLIPSIS).ljust(width)
    text = clean.line(text, max(width, 1) * 4)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(0, width - 1)).rstrip() + _ELLIPSIS, width)


def hanging(content: Content, indent: int, width: int) -> list[Content]:
    """Wrap a line to a width in cells; the second line and all further ones begin `indent` cells in."""
    room = width - indent
    if room < 1 or content.cell_length <= width:
        return content.wrap(max(1, width))
    first, blank = content[:indent], Content(" " * indent)
    lines = content[indent:].wrap(room)
    return [Content("").join((first if not at else blank, line)) for at, line in enumerate(lines)]


def width(text: str) -> int:
    """Say how many cells of the screen a text takes."""
    return cell_len(text)


def _is_plain(text: str) -> bool:
    """Say whether a text is what most are, visible ASCII of one line: nothing to clean, one cell a sign."""
    return len(text) <= clean.SHOWN and text.isascii() and text.isprintable() and "  " not in text


def _cleaned(text: str, lines: bool) -> str:
    if _is_plain(text):
        return text if lines else text.strip()
    return clean.lines(text) if lines else clean.line(text, clean.SHOWN)


class Belt(LineFilter):
    """The last belt: nothing that acts on a terminal leaves in a rendered line, whatever came before."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Replace what must never reach a terminal by a replacement sign."""
        text = "".join([segment.text for segment in segments])
        if text.isprintable() and (text.isascii() or max(text) < _HIDDEN):
            return segments  # most lines are known at once, and a pattern that none needs is never compiled
        return [
            segment if segment.control else Segment(re.sub(_BAD, "\ufffd", segment.text), segment.style)
            for segment in segments
        ]
