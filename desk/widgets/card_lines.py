"""What the card of a customer says, line by line: most needed first, on one screen, and below it what was cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from textual.content import Content

from desk import format, phone
from desk.language import _, language, n_
from desk.rows import CallbackRow, ContactRow, CustomerCard, InquiryRow, MergedCustomer, SiteRow, TrailLine
from desk.sentences import trace as telling
from desk.sentences import trail
from desk.text import fit, pieces, plain
from desk.widgets.terms import called
from desk.words import State

Part = str | tuple[str, str]
Line = list[Part]
Name = Callable[[str], str]

_LABEL = 11
_MOST, _ALL = 8, 100
"""Entries of one kind that a card shows at first, and below."""
_ROOMY, _WIDE = 42, 58
"""Cells from which a line has room for since when and for the day of the week; for the state of an inquiry as well."""
_EASY = 108
"""Cells up to which the eye finds from what an entry is about to its day."""
_RULE = 7
"""Cells that a heading's rule takes at the least."""
_DAY, _OUTCOME = 15, 12
"""Cells of a day with its year, and of how an inquiry ended."""


class Kind(NamedTuple):
    """What a card says of one kind: `write` makes the lines of one of `items`; some kinds keep their lines."""

    label: str
    items: Sequence[Any]
    write: Callable[[Any], list[Line]]
    keeps: bool = False


class Block(NamedTuple):
    """One kind written out: the lines of each entry, and how many entries more there are."""

    label: str
    entries: list[list[Content]]
    hidden: int

    @property
    def height(self) -> int:
        """Lines of all there is."""
        return sum(map(len, self.entries)) + bool(self.hidden)


def card_lines(
    card: CustomerCard, width: int, height: int, now: datetime, zone: str, name: Name, *, whole: bool = False
) -> list[Content]:
    """Write a card, `width` cells wide; `name` gives the short name of a handle.

    On few lines those kinds that matter less give way first. What was cut stands below when the card is read as a
    `whole`.
    """
    wide = max(20, min(_EASY, width - _LABEL - 2))
    kinds = [kind for kind in _kinds(card, wide, now, zone, name) if kind.items]
    blocks = [_block(kind, wide, _MOST) for kind in kinds]
    rooms = fitted([block.height for block in blocks], [kind.keeps for kind in kinds], height - 1)
    lines = [pieces(*_heading(card, width, name))]
    for block, room in zip(blocks, rooms, strict=True):
        lines += _labelled(block.label, _cut(block, room))
    cut = [kind for kind, block, room in zip(kinds, blocks, rooms, strict=True) if block.hidden or room < block.height]
    if whole and cut:
        lines += [plain(""), pieces(*_ruled(_("All of it"), "", width))]
        for block in (_block(kind, wide, _ALL) for kind in cut):
            lines += _labelled(block.label, _cut(block, block.height))
    return lines


def fitted(heights: Sequence[int], keep: Sequence[bool], room: int) -> list[int]:
    """Give each of some kinds, the most needed first, its lines, 1 to its height, so that all fit if that can be.

    What matters less gives way first, but has three lines, then two, as long as others have more than that; those that
    `keep` theirs have three at last.
    """
    rooms = list(heights)
    steps = [(3, False), (2, False), (1, False), (3, True)]
    for least, kept in steps:
        for at in reversed(range(len(rooms))):
            if keep[at] is kept:
                rooms[at] -= max(0, min(rooms[at] - least, sum(rooms) - room))
    return rooms


def _block(kind: Kind, wide: int, most: int) -> Block:
    written = [[part for line in kind.write(item) for part in pieces(*line).wrap(wide)] for item in kind.items[:most]]
    return Block(kind.label, written, max(0, len(kind.items) - most))


def _cut(block: Block, room: int) -> list[Content]:
    """Give the entries that fit on `room` lines, and how many more there are."""
    whole = [line for entry in block.entries for line in entry]
    if room >= block.height and not block.hidden:
        return whole
    if room == 1:
        more = block.hidden + len(block.entries) - 1
        return [Content.assemble(whole[0], "  ", (f"+{more}", "$secondary"))] if more else whole[:1]
    shown: list[Content] = []
    hidden = block.hidden + len(block.entries)
    for entry in block.entries:
        if len(shown) + len(entry) > room - 1:
            break
        shown += entry
        hidden -= 1
    if not shown:  # one entry that is longer than its room
        return whole[:room]
    said = n_("and {count} more", "and {count} more", hidden).format(count=hidden)
    return [*shown, pieces((said, "$secondary"))]


def _labelled(label: str, lines: list[Content]) -> Iterator[Content]:
    for at, line in enumerate(lines):
        yield pieces(" ", (fit(label if at == 0 else "", _LABEL), "$secondary")) + line


def _kinds(card: CustomerCard, wide: int, now: datetime, zone: str, name: Name) -> Iterator[Kind]:
    """Give what a card tells, most needed first."""
    reach = ", ".join((*map(phone.shown, card.phones), *card.emails))
    rows = card.trace.rows if card.trace is not None else ()
    closed = [row for row in card.inquiries if row.state is State.CLOSED]
    since = {each.row.number: each.here_since for each in rows}
    still = [row for row in card.inquiries if row.state is not State.CLOSED]
    told = [telling.trace(card.trace, now)] if card.trace is not None and rows else []
    yield Kind(_("Reach"), [reach] if reach else [], lambda text: [[(text, "bold")]], keeps=True)
    yield Kind(_("Best times"), [card.call_times] if card.call_times else [], _as_it_is, keeps=True)
    yield Kind(_("To say"), told, lambda text: [[(text, "bold")]], keeps=True)
    yield Kind(
        _("Inquiries"), still, lambda row: [_inquiry(row, since.get(row.number), wide, now, zone, name)], keeps=True
    )
    yield Kind(_("Calls"), card.callbacks, lambda row: [_call(row, wide, now, zone, name)])
    yield Kind(_("Contacts"), card.contacts, lambda person: _contact(person, wide))
    yield Kind(_("Recently"), card.spoken, _entries(card.spoken, wide, now, zone, name))
    yield Kind(_("Sector"), [", ".join(card.sectors)] if card.sectors else [], _as_it_is)
    yield Kind(_("Remark"), [card.remark] if card.remark else [], _as_it_is)
    yield Kind(_("Sites"), [_site(site) for site in card.sites if _site(site)], _as_it_is)
    yield Kind(_("Website"), [card.website] if card.website else [], _as_it_is)
    yield Kind(_("Part of it"), card.merged, _part)
    yield Kind(_("Before"), closed, lambda row: [_closed(row, wide, now, zone)])
    yield Kind(_("Trail"), card.trail, _entries(card.trail, wide, now, zone, name))


def _as_it_is(text: str) -> list[Line]:
    return [[text]]


def _part(part: MergedCustomer) -> list[Line]:
    """Write a customer that is part of this one, with what its own row says."""
    own = (
        part.grade,
        ", ".join(part.sectors),
        called(part.care_model) if part.care_model else "",
        part.call_times,
        part.website,
        part.remark,
    )
    return [[(part.number, "bold"), f" {part.company}", ("".join(f" · {each}" for each in own if each), "$secondary")]]


def faces(card: CustomerCard, name: Name) -> str:
    """Say which faces of the team the customer sees."""
    inside = _("{name} (inside)").format(name=name(card.inside)) if card.inside else ""
    field = _("{name} (field)").format(name=name(card.field)) if card.field else ""
    who = ", ".join(each for each in (inside, field) if each)
    model = called(card.care_model) if card.care_model else ""
    model = f"{model} ({card.care_why})" if model and card.care_why else model
    return ": ".join(each for each in (model, who) if each)


def _heading(card: CustomerCard, width: int, name: Name) -> Line:
    known = card.number, card.grade or _("prospect")
    with_why, without = (
        " · ".join(each for each in (*known, faces(told, name)) if each)
        for told in (card, card._replace(care_why=None))
    )
    has_room = len(card.company) + len(with_why) + _RULE <= width
    return _ruled(card.company, with_why if has_room else without, width)


def _ruled(title: str, rest: str, width: int) -> Line:
    title = fit(title, max(10, min(len(title), width - 12))).rstrip()
    room = max(0, width - len(title) - _RULE)
    shown = f" · {fit(rest, min(len(rest), room)).rstrip()} " if rest else " "
    line = "─" * max(0, width - len(title) - len(shown) - 3)
    return [("── ", "$accent"), (title, "bold $accent"), shown, (line, "$accent")]


def _inquiry(row: InquiryRow, came: datetime | None, width: int, now: datetime, zone: str, name: Name) -> Line:
    """Write an open inquiry: what it is about, how it stands, with whom since when, and what its clock says."""
    minutes = (row.next_at - now).total_seconds() / 60 if row.next_at else 0.0
    due = format.duration(minutes) if row.next_at else ""
    who = name(row.holder) if row.holder else _("nobody")
    who = f"{who} > {name(row.offered_to)}" if row.offered_to else who
    state = f"  {called(row.state)}" if width >= _WIDE else ""
    since = f" {_short(came, now, zone)}" if came is not None and width >= _ROOMY else ""
    about = max(8, width - 8 - len(state) - 2 - len(who) - len(since) - 9)
    return [
        (fit(f"#{row.number}", 8), "bold"),
        fit(row.about, about),
        (state, "$secondary"),
        f"  {who}",
        (since, "$secondary"),
        (f"{due:>9}", "bold $error" if minutes < 0 else ""),
    ]


def _short(at: datetime, now: datetime, zone: str) -> str:
    """Write an instant as short as can be: the time of day when it is less than a day away, else the day."""
    if format.day(at, now, zone, language()) == format.day(now, now, zone, language()):
        return format.clock_time(at, zone)
    return format.day(at, now, zone, language())


def _call(row: CallbackRow, width: int, now: datetime, zone: str, name: Name) -> Line:
    when = format.moment(row.from_at, now, zone, language())
    who = name(row.owner)
    style = "bold $error" if row.from_at < now else ""
    return [(when, style), "  ", fit(row.topic, max(8, width - len(when) - len(who) - 4)), "  ", (who, "$secondary")]


def _contact(person: ContactRow, width: int) -> list[Line]:
    """Write a person on one line, on two when the ways to reach them need one of their own, or each on its own."""
    role = f" ({person.role})" if person.role else ""
    reach = ", ".join((*map(phone.shown, person.phones), *person.emails))
    if not reach or len(person.name + role + reach) + 2 <= width:
        return [[(person.name, "bold"), role, f"  {reach}" if reach else ""]]
    if len(reach) <= width:
        return [[(person.name, "bold"), role], [reach]]
    each_way: list[Line] = [[way] for way in (*map(phone.shown, person.phones), *person.emails)]
    return [[(person.name, "bold"), role], *each_way]


def _entries(
    shown: Sequence[TrailLine], width: int, now: datetime, zone: str, name: Name
) -> Callable[[TrailLine], list[Line]]:
    """Give what writes lines of a trail: days and times of day in columns."""
    widest = max((len(format.moment(line.at, now, zone, language())) for line in shown[:_MOST]), default=0)

    def written(line: TrailLine) -> list[Line]:
        day, blank, time = format.moment(line.at, now, zone, language()).rpartition(" ")
        when = f"{day:<{max(0, widest - len(time) - 1)}}{blank}{time:>{0 if blank else widest}}"
        who = name(line.rep) if line.rep else _("the desk")
        said = fit(_("{rep}: {what}").format(rep=who, what=trail(line)), max(8, width - len(when) - 2))
        return [[(when, "$secondary"), "  ", said]]

    return written


def _closed(row: InquiryRow, width: int, now: datetime, zone: str) -> Line:
    end = called(row.outcome) if row.outcome else called(row.state)
    day, room = format.day(row.received_at, now, zone, language()), _DAY
    if width < _ROOMY:
        day, room = day.partition(" ")[2] or day, _DAY - 4  # without the day of the week
    when = f"{day:>{room}}"
    about = width - 8 - 2 - room
    outcome = f"  {fit(end, _OUTCOME)}" if about - _OUTCOME - 2 >= _OUTCOME else ""
    return [
        fit(f"#{row.number}", 8),
        fit(row.about, max(8, about - len(outcome))),
        (f"{outcome}  {when}", "$secondary"),
    ]


def _site(site: SiteRow) -> str:
    town = " ".join(each for each in (site.postcode, site.city) if each)
    return ", ".join(each for each in (site.name, site.street, town, site.country) if each)
