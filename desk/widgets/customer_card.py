"""The card of a customer: everything the desk knows about it, most needed first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from desk import format, keys, phone
from desk.language import _, language, n_
from desk.rows import CallbackRow, ContactRow, CustomerCard, InquiryRow, SiteRow, TrailLine
from desk.rules.hours import DEFAULT_ZONE
from desk.sentences import trail
from desk.text import fit, pieces
from desk.widgets.painting import Painter
from desk.widgets.short_list import changed_lines
from desk.widgets.terms import called
from desk.words import State

_LABEL = 11
_MOST = 8
"""Lines of one kind that a card shows; a number says how many more there are."""

Part = str | tuple[str, str]
Name = Callable[[str], str]


_ROOMY = 42
"""Cells from which a line has room for how an inquiry stands and for the day of the week."""
_DAY, _OUTCOME = 15, 12
"""Cells of a day with its year, and of how an inquiry ended."""


class CardView(ScrollView, can_focus=True):
    """Shows one card, or a sentence when there is none; drawn line by line, so that another card lays nothing out."""

    DEFAULT_CSS = """
    CardView { height: 1fr; background: $background; overflow: hidden hidden; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("pane")]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Content] = []
        self._painter = Painter(self)
        self._sentence: tuple[Content, ...] = ()
        self._card: CustomerCard | None = None
        self._now: datetime | None = None
        self._zone = DEFAULT_ZONE
        self._short: Name = str

    @property
    def card(self) -> CustomerCard | None:
        """The card that is shown."""
        return self._card

    def tell(self, card: CustomerCard, now: datetime, zone: str, name: Name) -> None:
        """Show a card; another customer's begins at its top."""
        if (self._card is None or self._card.id != card.id) and self.scroll_offset.y:
            self._scroll(0)
        self._card, self._now, self._zone, self._short = card, now, zone, name
        self._write()

    def clear(self, sentence: str, more: str) -> None:
        """Show a sentence in the place of a card, and what can be done."""
        self._card = None
        self._sentence = (pieces(""), pieces(" ", (sentence, "bold")), pieces(" ", (more, "$secondary")))
        self._scroll(0)
        self._write()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        at, width, base = y + self.scroll_offset.y, self.size.width, self.visual_style
        if not 0 <= at < len(self._lines):
            return Strip.blank(width, base.rich_style)
        return self._painter.strip(self._lines[at], width, base)

    def notify_style_update(self) -> None:
        """Work styles out anew when the theme changes."""
        super().notify_style_update()
        self._painter.forget()

    def on_resize(self, event: Resize) -> None:
        """Fit the lines to the new width."""
        self._write()

    def action_down(self) -> None:
        """Read on."""
        self._scroll(self.scroll_offset.y + 1)

    def action_up(self) -> None:
        """Go back a line."""
        self._scroll(self.scroll_offset.y - 1)

    def action_page_down(self) -> None:
        """Read on a page."""
        self._scroll(self.scroll_offset.y + max(1, self.size.height - 1))

    def action_page_up(self) -> None:
        """Go back a page."""
        self._scroll(self.scroll_offset.y - max(1, self.size.height - 1))

    def action_first(self) -> None:
        """Go to the top."""
        self._scroll(0)

    def action_last(self) -> None:
        """Go to the end."""
        self._scroll(len(self._lines))

    def _scroll(self, y: int) -> None:
        self.scroll_to(y=max(0, min(y, len(self._lines) - self.size.height)), animate=False, force=True)

    def _write(self) -> None:
        width = self.size.width
        before, top = self._lines, self.scroll_offset.y
        if self._card is not None and self._now is not None:
            self._lines = card_lines(self._card, max(20, width), self._now, self._zone, self._short)
        else:
            self._lines = [part for line in self._sentence for part in line.wrap(max(1, width - 1))]
        # Not the reactive: another length must not lay the whole screen out again.
        self.set_reactive(CardView.virtual_size, Size(width, len(self._lines)))
        others = changed_lines(before, self._lines, top, self.size.height)
        if others:
            self.refresh(*(Region(0, y, width, 1) for y in others))


def card_lines(card: CustomerCard, width: int, now: datetime, zone: str, name: Name) -> list[Content]:
    """Write a card, `width` cells wide; `name` gives the short name of a handle."""
    wide = max(20, width - _LABEL - 2)
    lines = [pieces(*_heading(card, width, name))]
    for label, entries in _blocks(card, wide, now, zone, name):
        shown = [part for entry in entries[:_MOST] for part in pieces(*entry).wrap(wide)]
        if len(entries) > _MOST:
            more = n_("and {count} more", "and {count} more", len(entries) - _MOST)
            shown.append(pieces((more.format(count=len(entries) - _MOST), "$secondary")))
        for at, line in enumerate(shown):
            lines.append(pieces(" ", (fit(label if at == 0 else "", _LABEL), "$secondary")) + line)
    return lines


def _blocks(
    card: CustomerCard, wide: int, now: datetime, zone: str, name: Name
) -> Iterator[tuple[str, list[list[Part]]]]:
    """Give what a card tells, most needed first: each label with its lines."""
    reach = ", ".join((*map(phone.shown, card.phones), *card.emails))
    yield _("Reach"), [[(reach, "bold")]] if reach else []
    yield _("Best times"), [[card.call_times]] if card.call_times else []
    yield _("Inquiries"), [_inquiry(row, wide, now, name) for row in card.inquiries if row.state is not State.CLOSED]
    yield _("Calls"), [_call(row, wide, now, zone, name) for row in card.callbacks]
    yield _("Contacts"), [part for each in card.contacts for part in _contact(each, wide)]
    yield _("Sites"), [[_site(site)] for site in card.sites if _site(site)]
    yield _("Sector"), [[", ".join(card.sectors)]] if card.sectors else []
    yield _("Website"), [[card.website]] if card.website else []
    yield _("Remark"), [[card.remark]] if card.remark else []
    yield _("Before"), [_closed(row, wide, now, zone) for row in card.inquiries if row.state is State.CLOSED]
    yield _("Trail"), [_entry(line, wide, now, zone, name) for line in card.trail]


def faces(card: CustomerCard, name: Name) -> str:
    """Say which faces of the team the customer sees."""
    inside = _("{name} (inside)").format(name=name(card.inside)) if card.inside else ""
    field = _("{name} (field)").format(name=name(card.field)) if card.field else ""
    who = ", ".join(each for each in (inside, field) if each)
    model = called(card.care_model) if card.care_model else ""
    return ": ".join(each for each in (model, who) if each)


def _heading(card: CustomerCard, width: int, name: Name) -> list[Part]:
    rest = " · ".join(each for each in (card.number, card.grade or _("prospect"), faces(card, name)) if each)
    title = fit(card.company, max(10, min(len(card.company), width - 12))).rstrip()
    room = max(0, width - len(title) - 7)
    shown = fit(rest, min(len(rest), room)).rstrip()
    return [("── ", "$accent"), (title, "bold $accent"), f" · {shown} ", ("─" * max(0, room - len(shown)), "$accent")]


def _inquiry(row: InquiryRow, width: int, now: datetime, name: Name) -> list[Part]:
    minutes = (row.next_at - now).total_seconds() / 60 if row.next_at else 0.0
    due = format.duration(minutes) if row.next_at else ""
    who = name(row.holder) if row.holder else _("nobody")
    rest = f"  {called(row.state)}  {who}" if width >= _ROOMY else f"  {who}"
    about = max(8, width - 8 - len(rest) - 9)
    return [
        (fit(f"#{row.number}", 8), "bold"),
        fit(row.about, about),
        (rest, "$secondary"),
        (f"{due:>9}", "bold $error" if minutes < 0 else ""),
    ]


def _call(row: CallbackRow, width: int, now: datetime, zone: str, name: Name) -> list[Part]:
    when = format.moment(row.from_at, now, zone, language())
    who = name(row.owner)
    style = "bold $error" if row.from_at < now else ""
    return [(when, style), "  ", fit(row.topic, max(8, width - len(when) - len(who) - 4)), "  ", (who, "$secondary")]


def _contact(person: ContactRow, width: int) -> list[list[Part]]:
    """Write a person on one line, on two when the ways to reach them need one of their own, or each on its own."""
    role = f" ({person.role})" if person.role else ""
    reach = ", ".join((*map(phone.shown, person.phones), *person.emails))
    if not reach or len(person.name + role + reach) + 2 <= width:
        return [[(person.name, "bold"), role, f"  {reach}" if reach else ""]]
    if len(reach) <= width:
        return [[(person.name, "bold"), role], [reach]]
    each_way: list[list[Part]] = [[way] for way in (*map(phone.shown, person.phones), *person.emails)]
    return [[(person.name, "bold"), role], *each_way]


def _entry(line: TrailLine, width: int, now: datetime, zone: str, name: Name) -> list[Part]:
    when = format.moment(line.at, now, zone, language())
    who = name(line.rep) if line.rep else _("the desk")
    said = fit(_("{rep}: {what}").format(rep=who, what=trail(line)), max(8, width - len(when) - 2))
    return [(when, "$secondary"), "  ", said]


def _closed(row: InquiryRow, width: int, now: datetime, zone: str) -> list[Part]:
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
