"""Where an inquiry is, said in the pane without a key: the sentence to read out to a caller, and its stations."""

from __future__ import annotations

from textual.content import Content

from desk.language import _
from desk.rows import InquiryDetail
from desk.sentences import trace as telling
from desk.text import pieces
from desk.widgets.look import Look
from desk.widgets.stations import told_stations

_BODY, _TRAIL = 3, 2
"""Lines of the text and of the trail that are shown before anything is read out."""


def told(detail: InquiryDetail, look: Look, width: int) -> list[Content]:
    """Give what a caller is told who asks for it now."""
    if detail.trace is None:
        return []
    said = _("To the caller: {sentence}").format(sentence=telling.trace(detail.trace, look.now))
    return _wrapped(pieces((said, "italic")), width)


def been(detail: InquiryDetail, look: Look, width: int) -> list[Content]:
    """Give with whom it was, and how long in business time."""
    if detail.trace is None:
        return []
    return _wrapped(told_stations(detail.trace.rows[0], look.name), width)


def that_fit(detail: InquiryDetail, look: Look, width: int, room: int, body: int) -> list[Content]:
    """Give as much of both as there is room for on `room` lines beside the beginning of a text of `body` lines.

    Who has it since when comes first in what a caller is told, so a sentence that is cut still says that.
    """
    free = room - min(body, _BODY) - min(len(detail.trail) + 1, _TRAIL)
    said, stays = told(detail, look, width), been(detail, look, width)
    if len(said) > free:
        return [*said[: free - 1], Content.assemble(said[free - 1], " …")] if free > 0 else []
    return said + stays if len(said) + len(stays) <= free else said


def _wrapped(line: Content, width: int) -> list[Content]:
    return [Content.assemble(" ", part) for part in line.wrap(max(10, width - 2))]
