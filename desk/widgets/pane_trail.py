"""The trail in the pane: each entry hung below its time, the last ones with what comes next beside them."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from desk import sentences
from desk.language import _
from desk.rows import InquiryDetail, TrailLine
from desk.text import hanging, pieces
from desk.widgets import pane_facts
from desk.widgets.look import Look

_INDENT = 7
"""Cells that the second line of an entry is moved in: as many as a time of day takes, ` 10:06 `."""


def title(detail: InquiryDetail, shown: int) -> str:
    """Name the trail, and how many of its entries are not among the `shown` ones."""
    hidden = len(detail.trail) + 1 - shown
    return _("Trail, {count} earlier").format(count=hidden) if hidden > 0 else _("Trail")


def whole(detail: InquiryDetail, look: Look, width: int) -> list[Content]:
    """Give all of it, each entry in full, and with whom it is now."""
    entries = (*(_entry(entry, look) for entry in detail.trail), now(detail, look))
    return [line for entry in entries for line in hanging(entry, _INDENT, width)]


def end(detail: InquiryDetail, look: Look, width: int, count: int, spare: int, *, beside: bool) -> list[Content]:
    """Give the last `count` entries with what comes next beside them, or without it.

    Each takes a line; what is longer goes on in up to `spare` further ones, the newest entry first.
    """
    shown = detail.trail[len(detail.trail) + 1 - count :]
    entries = [*(_entry(entry, look) for entry in shown), now(detail, look)]
    if not beside:
        return _spread(entries, width, spare)
    half = max(20, min(44, width // 2 - 1))
    # Who has it and since when is read out to callers: that line is never cut for the sake of what stands beside it.
    left, last = _spread(entries[:-1], half - 1, spare), entries[-1]
    right = _next(detail, look, short=len(entries) < 2)
    right += [Content("")] * (len(left) + 1 - len(right))
    ends = min(max(half, last.cell_length + 2), width - 2)
    rows = [_beside(line, right[n], half, width) for n, line in enumerate(left)]
    return [*rows, _beside(last, right[len(left)], ends, width)]


def now(detail: InquiryDetail, look: Look) -> Content:
    """Say with whom it is now."""
    return pieces(" ", (look.time(look.now), "$text-muted"), " ", (pane_facts.custody(detail, look), "bold"))


def _entry(entry: TrailLine, look: Look) -> Content:
    sentence = sentences.trail(entry, look.names)
    if entry.rep is not None:
        sentence = _("{who}: {what}").format(who=look.name(entry.rep), what=sentence)
    return pieces(
        " ", (look.time(entry.at), "$text-muted"), " ", (sentence, "strike $text-muted" if entry.undone else "")
    )


def _spread(entries: list[Content], width: int, spare: int) -> list[Content]:
    lines: list[Content] = []
    for entry in reversed(entries):
        if spare < 1 or entry.cell_length <= width:
            shown = [entry.truncate(width, ellipsis=True)]
        else:
            hung = hanging(entry, _INDENT, width)
            shown = hung[: 1 + spare]
            if len(shown) < len(hung):
                shown[-1] = Content.assemble(shown[-1].truncate(width - 2), " …")
        spare -= len(shown) - 1
        lines[:0] = shown
    return lines


def _next(detail: InquiryDetail, look: Look, *, short: bool) -> list[Content]:
    step, style = pane_facts.next_step(detail.row, look)
    presses = pane_facts.presses(detail, look)
    if short:
        return [pieces((step, style), "   ", *presses), pieces((pane_facts.waits(detail.row, look), "$text-muted"))]
    return [pieces((step, style)), pieces(*presses), pieces((pane_facts.waits(detail.row, look), "$text-muted"))]


def _beside(left: Content, right: Content, half: int, width: int) -> Content:
    cut = left.truncate(half - 1, ellipsis=True)
    return Content.assemble(cut, " " * (half - cell_len(cut.plain)), right.truncate(width - half - 1, ellipsis=True))
