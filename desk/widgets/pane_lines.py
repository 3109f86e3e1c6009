"""The lines of the reading pane, laid out for its width; short when the pane is, everything when it is open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from desk import keys, sentences
from desk.clean import SHOWN
from desk.language import _, n_
from desk.rows import InquiryDetail, MessageRow, TrailLine
from desk.rules.wording import Sought, places
from desk.sentences import asked
from desk.text import fit, pieces, plain
from desk.widgets import pane_custody, pane_facts, pane_trace
from desk.widgets.look import Look
from desk.widgets.terms import called

Parts = list[str | tuple[str, str]]

_BRIEF = 400
"""Characters of a text that the smallest pane looks at; a larger one as many as it has cells."""

_BESIDE = 64
"""From this width on, what comes next stands beside the trail."""


class Sheet(NamedTuple):
    """What the pane shows, and how much text is left for "more"."""

    lines: tuple[Content, ...]
    left: int = 0


def brief(detail: InquiryDetail, look: Look, width: int, height: int, *, traced: bool = True) -> Sheet:
    """Lay an inquiry out on so many lines: what it is about, how to reach whom, the trail's end, why it stands here.

    Where there is room, also what a caller is told, and the stations; unless they are `traced` elsewhere.
    """
    lead = pane_facts.lead(detail, look)
    above, below = _above(detail, look, width), _below(detail, look, lead, width, pane_custody.BRIEF)
    beside = width >= _BESIDE
    after = _why(detail, look, width)
    if not beside:
        after = [_line([pane_facts.next_step(detail.row, look)]), _line(pane_facts.presses(detail, look)), *after]
    body = _body(detail, look, width, max(_BRIEF, width * height))
    room = max(2, height - len(above) - len(below) - len(after) - 1)
    if traced:
        told = pane_trace.that_fit(detail, look, width, room, len(body))
        below, room = [*below, *told], room - len(told)
    last = min(len(detail.trail) + 1, 3, room - 1)
    shown = max(1, min(len(body), room - last))
    last = max(1, min(len(detail.trail) + 1, room - shown))
    if len(body) > shown:
        body = [*body[: shown - 1], _with_more(body[shown - 1], width)]
    trail = [_rule(_trail_title(detail, last), width), *_trail_end(detail, look, width, last, beside=beside)]
    return Sheet((*above, *body, *below, *trail, *after))


def whole(detail: InquiryDetail, look: Look, width: int, limit: int = SHOWN, *, traced: bool = True) -> Sheet:
    """Lay everything out, the texts up to `limit` characters."""
    step, style = pane_facts.next_step(detail.row, look)
    lines = _above(detail, look, width)
    texts = [*detail.messages]
    if not any(message.text == detail.body for message in texts):
        texts.insert(0, _as_message(detail))
    left = limit
    for message in texts:
        if left > 0:
            lines += [
                *_heading(detail, message, look, width),
                *_wrapped(message.text[:left], width),
                plain(""),
            ]
            lines += [
                _line([_("attached: {name}, {size} bytes").format(name=a[0], size=a[2])]) for a in message.attachments
            ]
        left -= len(message.text)
    if left < 0:
        more = n_("{count} character more", "{count} characters more", -left).format(count=-left)
        lines += [
            _line([(_("… {more}: {key}").format(more=more, key=keys.press("open")), "bold $text-accent")]),
            plain(""),
        ]
    lead = pane_facts.lead(detail, look)
    told = [*pane_trace.told(detail, look, width), *pane_trace.been(detail, look, width)] if traced else []
    lines += [*_below(detail, look, lead, width), *told, _rule(_("Trail"), width)]
    lines += [_entry(entry, look) for entry in detail.trail]
    lines += [_now(detail, look), _line([(step, style)]), *_why(detail, look, width)]
    return Sheet(tuple(lines), max(0, -left))


def message(title: str, lines: list[str], width: int) -> Sheet:
    """Lay out a word to whoever looks at an empty place."""
    return Sheet((_rule(title, width), plain(""), *(part for line in lines for part in _folded([line], width))))


def with_readers(sheet: Sheet, readers: str, width: int) -> Sheet:
    """Say at the right of the head who else reads this, on half of it at most; the head gives way part by part."""
    said = pieces((fit(readers, min(cell_len(readers), width // 2)), "bold $text-warning"))
    room = width - cell_len(said.plain) - 4
    head = _by_parts(sheet.lines[0], room)
    rule = Content.assemble(" ", ("─" * (room - head.cell_length - 1), "$border")) if head.cell_length < room else ""
    return sheet._replace(lines=(Content.assemble(head, rule, " ", said, (" ──", "$border")), *sheet.lines[1:]))


def with_words(sheet: Sheet, wanted: Sequence[Sought]) -> Sheet:
    """Mark the words in all lines by which the inquiry was searched for."""
    return sheet._replace(lines=tuple(_marked(line, wanted) for line in sheet.lines))


def _marked(line: Content, wanted: Sequence[Sought]) -> Content:
    for start, end in places(line.plain, wanted):
        line = line.stylize("bold underline", start, end)
    return line


def _by_parts(head: Content, room: int) -> Content:
    """Shorten a head to a room by whole parts: first whom the customer sees, then by which model, then the grade."""
    text = head.plain.rstrip("─ ")
    ends = [len(text), *sorted((at.start() for at in re.finditer(" · |: ", text)), reverse=True)]
    fitting = next((end for end in ends if cell_len(text[:end]) <= room), None)
    return head.truncate(room, ellipsis=True) if fitting is None else head[:fitting]


def _as_message(detail: InquiryDetail) -> MessageRow:
    return MessageRow(None, detail.row.sender, detail.row.about, detail.body, (), True)


def _body(detail: InquiryDetail, look: Look, width: int, limit: int) -> list[Content]:
    latest = _as_message(detail)
    text = "\n".join(line for line in (detail.body or "")[:limit].splitlines() if line.strip())
    heading = _heading(detail, latest, look, width)
    return [*(heading if width < _BESIDE else [_line(_head(detail, latest, look))]), *_wrapped(text, width)]


def _heading(detail: InquiryDetail, message: MessageRow, look: Look, width: int) -> list[Content]:
    return _folded(_head(detail, message, look), width)


def _head(detail: InquiryDetail, message: MessageRow, look: Look) -> Parts:
    at = look.time(message.sent_at or detail.row.received_at)
    where = _("{channel} {at}, {sender}:").format(
        channel=called(detail.row.channel), at=at, sender=asked.named(message.sender)
    )
    return [(where[:1].upper() + where[1:], "$text-muted"), " ", (message.about or detail.row.about, "bold")]


def _wrapped(text: str, width: int) -> list[Content]:
    if not text.strip():
        return []
    lines = plain(text.rstrip(), lines=True).wrap(max(10, width - 2))
    return [Content.assemble(" ", line) for line in lines]


def _folded(parts: Parts, width: int) -> list[Content]:
    """Wrap one line: an address that is cut is no address."""
    return [Content.assemble(" ", part) for part in pieces(*parts).wrap(max(10, width - 2))]


def _below(detail: InquiryDetail, look: Look, lead: str, width: int, most: int | None = None) -> list[Content]:
    """Give how to reach whom, what is known of the lead, and who has what to answer or to keep."""
    custody = [_line(parts) for parts in pane_custody.lines(detail, look, most)]
    return [*_folded(pane_facts.reach(detail), width), *(_folded([lead], width) if lead else []), *custody]


def _with_more(line: Content, width: int) -> Content:
    hint = _("… {key} shows all").format(key=keys.press("open"))
    cut = line.truncate(max(4, width - cell_len(hint) - 3))
    return Content.assemble(cut, "  ", (hint, "$text-muted"))


def _trail_title(detail: InquiryDetail, shown: int) -> str:
    hidden = len(detail.trail) + 1 - shown
    return _("Trail, {count} earlier").format(count=hidden) if hidden > 0 else _("Trail")


def _trail_end(detail: InquiryDetail, look: Look, width: int, count: int, *, beside: bool) -> list[Content]:
    """Give the trail's last lines with what comes next beside them."""
    left = [*(_entry(entry, look) for entry in detail.trail[len(detail.trail) + 1 - count :]), _now(detail, look)]
    if not beside:
        return left
    step, style = pane_facts.next_step(detail.row, look)
    right: list[Parts] = [
        [(step, style)],
        pane_facts.presses(detail, look),
        [(pane_facts.waits(detail.row, look), "$text-muted")],
    ]
    if len(left) < 2:
        right = [[(step, style), "   ", *right[1]]]
    half = max(20, min(44, width // 2 - 1))
    found = [_beside(line, right[n] if n < len(right) else [], half, width) for n, line in enumerate(left[:-1])]
    # Who has it and since when is read out to callers: that line is never cut for the sake of what stands beside it.
    whole = min(max(half, left[-1].cell_length + 2), width - 2)
    return [*found, _beside(left[-1], right[len(found)] if len(found) < len(right) else [], whole, width)]


def _beside(left: Content, right: Parts, half: int, width: int) -> Content:
    cut = left.truncate(half - 1, ellipsis=True)
    return Content.assemble(
        cut, " " * (half - cell_len(cut.plain)), pieces(*right).truncate(width - half - 1, ellipsis=True)
    )


def _entry(entry: TrailLine, look: Look) -> Content:
    sentence = sentences.trail(entry, look.names)
    if entry.rep is not None:
        sentence = _("{who}: {what}").format(who=look.name(entry.rep), what=sentence)
    return pieces(
        " ", (look.time(entry.at), "$text-muted"), " ", (sentence, "strike $text-muted" if entry.undone else "")
    )


def _now(detail: InquiryDetail, look: Look) -> Content:
    return pieces(" ", (look.time(look.now), "$text-muted"), " ", (pane_facts.custody(detail, look), "bold"))


def _above(detail: InquiryDetail, look: Look, width: int) -> list[Content]:
    """Give the title with the customer's faces, on a line of their own where both don't fit on one."""
    title, care = pane_facts.title(detail), pane_facts.care(detail, look)
    both = f"{title} · {care}" if care else title
    if not care or cell_len(both) <= width - 6:
        return [_rule(both, width)]
    return [_rule(title, width), _line([care])]


def _why(detail: InquiryDetail, look: Look, width: int) -> list[Content]:
    reason = _("Why me? {reason}").format(reason=pane_facts.why(detail, look))
    return [Content.assemble(" ", line.stylize("$text-muted")) for line in plain(reason).wrap(max(10, width - 2))]


def _line(parts: Parts) -> Content:
    return pieces(" ", *parts)


def _rule(title: str, width: int) -> Content:
    shown = fit(title, min(cell_len(title), max(1, width - 6)))
    after = " " + "─" * max(0, width - cell_len(shown) - 4)
    return Content.assemble(("── ", "$border"), pieces((shown, "bold")), (after, "$border"))
