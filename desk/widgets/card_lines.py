"""What the card of a customer says, line by line: most needed first, on one screen, and below it what was cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from desk import phone
from desk.language import _
from desk.rows import CustomerCard
from desk.sentences import trace as telling
from desk.text import fit, pieces, plain
from desk.text import width as cells
from desk.widgets import card_rows
from desk.widgets.card_blocks import GOES_ON, LABEL, Block, Kind, Line, by_sentence, fitted, labelled
from desk.widgets.card_rows import Name as Name
from desk.widgets.card_rows import Sight
from desk.widgets.terms import called
from desk.words import State

_EASY = 108
"""Cells up to which the eye finds from what an entry is about to its day."""
_RULE = 7
"""Cells that a heading's rule takes at the least."""


def card_lines(
    card: CustomerCard, width: int, height: int, now: datetime, zone: str, name: Name, *, whole: bool = False
) -> list[Content]:
    """Write a card, `width` cells wide; `name` gives the short name of a handle.

    On few lines those kinds that matter less give way first. What was cut stands below when the card is read as a
    `whole`.
    """
    wide = max(20, min(_EASY, width - LABEL - 2))
    blocks = [Block(kind, wide) for kind in _kinds(card, Sight(now, zone, name)) if kind.items]
    rooms = fitted([block.height for block in blocks], [block.kind.keeps for block in blocks], height - 1)
    lines = [pieces(*_heading(card, width, name))]
    for block, room in zip(blocks, rooms, strict=True):
        lines += labelled(block.kind.label, block.shown(room))
    below: list[Content] = []
    for block, room in zip(blocks, rooms, strict=True) if whole else ():
        below += labelled(block.kind.label, block.cut(room))
    return [*lines, plain(""), pieces(*_ruled(_("The rest"), "", width)), *below] if below else lines


def faces(card: CustomerCard, name: Name) -> str:
    """Say which faces of the team the customer sees."""
    model = called(card.care_model) if card.care_model else ""
    model = f"{model} ({card.care_why})" if model and card.care_why else model
    return ": ".join(each for each in (model, card_rows.of_the_team(card.inside, card.field, name)) if each)


def _kinds(card: CustomerCard, sight: Sight) -> Iterator[Kind]:
    """Give what a card tells, most needed first."""
    rows = card.trace.rows if card.trace is not None else ()
    since = {each.row.number: each.here_since for each in rows}
    still = [row for row in card.inquiries if row.state is not State.CLOSED]
    ended = [row for row in card.inquiries if row.state is State.CLOSED]
    told = [telling.trace(card.trace, sight.now)] if card.trace is not None and rows else []
    newest_first = card.trail[::-1]
    ways = ", ".join((*map(phone.shown, card.phones), *card.emails))
    reach = (ways, "bold") if ways else None if _reachable(card) else (_("no number and no address yet"), "$secondary")
    yield Kind(_("Reach"), [reach] if reach else [], lambda said, _wide: [[said]], keeps=True)
    yield Kind(_("Best times"), [card.call_times] if card.call_times else [], _as_it_is, keeps=True)
    yield Kind(_("To say"), told, _to_say, keeps=True)
    yield Kind(_("Inquiries"), still, card_rows.inquiries(still, since, sight), keeps=True)
    yield Kind(_("Calls"), card.callbacks, card_rows.calls(card.callbacks, sight))
    yield Kind(_("Contacts"), card.contacts, card_rows.contacts(card.contacts))
    yield Kind(_("Recently"), card.spoken, card_rows.entries(card.spoken, sight))
    yield Kind(_("Sector"), [", ".join(card.sectors)] if card.sectors else [], _as_it_is)
    yield Kind(_("Remark"), [card.remark] if card.remark else [], _as_it_is)
    yield Kind(_("Sites"), [said for said in map(card_rows.site, card.sites) if said], _as_it_is)
    yield Kind(_("Website"), [card.website] if card.website else [], _as_it_is)
    yield Kind(_("Part of it"), card.merged, lambda part, _wide: card_rows.part(part, sight.name))
    yield Kind(_("Before"), ended, card_rows.closed(sight))
    yield Kind(_("Trail"), newest_first, card_rows.entries(newest_first, sight))


def _reachable(card: CustomerCard) -> bool:
    return any(each.phones or each.emails for each in card.contacts)


def _to_say(text: str, width: int) -> list[Line]:
    return [[(line, "bold")] for line in by_sentence(text, width - GOES_ON)]


def _as_it_is(text: str, _wide: int) -> list[Line]:
    return [[text]]


def _heading(card: CustomerCard, width: int, name: Name) -> Line:
    known = f"{card.number} · {card.grade or _('prospect')}"
    with_why, without = (
        " · ".join(each for each in (known, faces(told, name)) if each) for told in (card, card._replace(care_why=None))
    )
    has_room = cells(card.company) + cells(with_why) + _RULE <= width
    return _ruled(card.company, with_why if has_room else without, width, least=cells(known) + 2)


def _ruled(title: str, rest: str, width: int, least: int = 0) -> Line:
    """Write a rule with a title and more; of both the title gives way first, until `least` cells of the rest remain."""
    title = fit(title, max(10, min(cells(title), width - _RULE - least))).rstrip()
    room = max(0, width - cells(title) - _RULE)
    shown = f" · {fit(rest, min(cells(rest), room)).rstrip()} " if rest else " "
    line = "─" * max(0, width - cells(title) - cells(shown) - 3)
    return [("── ", "$accent"), (title, "bold $accent"), shown, (line, "$accent")]
