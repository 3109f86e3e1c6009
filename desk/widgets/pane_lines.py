"""The lines of the reading pane, laid out for its width; short when the pane is, everything when it is open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from desk import keys
from desk.clean import SHOWN
from desk.language import _, n_
from desk.rows import InquiryDetail, MessageRow
from desk.rules.wording import Sought, places
from desk.sentences import asked
from desk.text import fit, pieces, plain
from desk.widgets import pane_custody, pane_facts, pane_trace, pane_trail
from desk.widgets.look import Look
from desk.widgets.terms import called

Parts = list[str | tuple[str, str]]

_BRIEF = 400
"""Characters of a text that the smallest pane looks at; a larger one as many as it has cells."""

_TEXT = 2
"""Lines of heading and text that come before a third entry of the trail."""

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
    limit = max(_BRIEF, width * height)
    body = _body(detail, look, width, limit)
    room = max(2, height - len(above) - len(below) - len(after) - 1)
    if traced:
        told = pane_trace.that_fit(detail, look, width, room, len(body))
        below, room = [*below, *told], room - len(told)
    last = min(len(detail.trail) + 1, 3, max(1, room - min(len(body), _TEXT)))
    shown = max(1, min(len(body), room - last))
    last = max(1, min(len(detail.trail) + 1, room - shown))
    if len(body) > shown:
        body = _cut(_body(detail, look, width, width * (shown + 1), flowing=True), shown, width)
    spare = max(0, height - len(above) - len(body) - len(below) - len(after) - 1 - last)
    trail = pane_trail.end(detail, look, width, last, spare, beside=beside)
    return Sheet((*above, *body, *below, _rule(pane_trail.title(detail, last), width), *trail, *after))


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
    lines += [*pane_trail.whole(detail, look, width), *_folded([(step, style)], width), *_why(detail, look, width)]
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


def _body(detail: InquiryDetail, look: Look, width: int, limit: int, *, flowing: bool = False) -> list[Content]:
    """Give the beginning of the text; a flowing one takes no new line for a greeting, where there are few."""
    latest = _as_message(detail)
    written = [line.strip() for line in (detail.body or "")[:limit].splitlines() if line.strip()]
    text = (" " if flowing else "\n").join(written)
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
    line = pieces(*parts)
    if line.cell_length <= width - 2 and "\n" not in line.plain:
        return [Content.assemble(" ", line)]
    return [Content.assemble(" ", part) for part in line.wrap(max(10, width - 2))]


def _below(detail: InquiryDetail, look: Look, lead: str, width: int, most: int | None = None) -> list[Content]:
    """Give how to reach whom, what is known of the lead, and who has what to answer or to keep."""
    said = pane_custody.lines(detail, look, most)
    cut = most is not None and width >= _BESIDE
    custody = [line for parts in said for line in ([_line(parts)] if cut else _folded(parts, width))]
    return [*_folded(pane_facts.reach(detail), width), *(_folded([lead], width) if lead else []), *custody]


def _cut(lines: list[Content], shown: int, width: int) -> list[Content]:
    """Cut a text to so many lines, the last one after a word and with the key that shows all."""
    if len(lines) <= shown:
        return lines
    hint = _("… {key} shows all").format(key=keys.press("open"))
    last = lines[shown - 1]
    cut = last.truncate(max(4, width - cell_len(hint) - 3))
    if cut.plain != last.plain:
        cut = cut[: cut.plain.rstrip().rfind(" ")] if " " in cut.plain.strip() else cut
    return [*lines[: shown - 1], Content.assemble(cut, "  ", (hint, "$text-muted"))]


def _above(detail: InquiryDetail, look: Look, width: int) -> list[Content]:
    """Give the title with the customer's faces, on a line of their own where both don't fit on one."""
    title, care = pane_facts.title(detail), pane_facts.care(detail, look)
    both = f"{title} · {care}" if care else title
    if not care or cell_len(both) <= width - 6:
        return [_rule(both, width)]
    return [_rule(title, width), *_folded([care], width)]


def _why(detail: InquiryDetail, look: Look, width: int) -> list[Content]:
    reason = _("Why me? {reason}").format(reason=pane_facts.why(detail, look))
    return [Content.assemble(" ", line.stylize("$text-muted")) for line in plain(reason).wrap(max(10, width - 2))]


def _line(parts: Parts) -> Content:
    return pieces(" ", *parts)


def _rule(title: str, width: int) -> Content:
    shown = fit(title, min(cell_len(title), max(1, width - 6)))
    after = " " + "─" * max(0, width - cell_len(shown) - 4)
    return Content.assemble(("── ", "$border"), pieces((shown, "bold")), (after, "$border"))
