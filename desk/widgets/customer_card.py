"""The card of a customer: everything the desk knows about it, most needed first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from desk import format
from desk.language import _, language
from desk.rows import CallbackRow, CustomerCard, InquiryRow, SiteRow, TrailLine
from desk.rules.hours import DEFAULT_ZONE
from desk.sentences import trail
from desk.text import fit, pieces
from desk.widgets.terms import called
from desk.words import State

_LABEL = 11
_MOST = 8
"""Lines of one kind that a card shows; a number says how many more there are."""

Part = str | tuple[str, str]
Name = Callable[[str], str]


class CardView(VerticalScroll, can_focus=True):
    """Shows one card, or a sentence when there is none; the heading stays while the rest scrolls."""

    DEFAULT_CSS = """
    CardView { height: 1fr; scrollbar-size-vertical: 1; }
    CardView Static { width: 1fr; height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = Static(Content(""))
        self._card: CustomerCard | None = None
        self._now: datetime | None = None
        self._zone = DEFAULT_ZONE
        self._short: Name = str

    @property
    def card(self) -> CustomerCard | None:
        """The card that is shown."""
        return self._card

    def compose(self) -> ComposeResult:
        """One text is enough."""
        yield self._text

    def tell(self, card: CustomerCard, now: datetime, zone: str, name: Name) -> None:
        """Show a card; another customer's begins at its top."""
        if self._card is None or self._card.id != card.id:
            self.scroll_home(animate=False)
        self._card, self._now, self._zone, self._short = card, now, zone, name
        self._paint()

    def clear(self, sentence: str, more: str) -> None:
        """Show a sentence in the place of a card, and what can be done."""
        self._card = None
        self._text.update(pieces("\n ", (sentence, "bold"), "\n ", (more, "$secondary")))

    def on_resize(self, event: Resize) -> None:
        """Fit the lines to the new width."""
        self._paint()

    def _paint(self) -> None:
        if self._card is not None and self._now is not None and self.size.width:
            width = self.size.width
            self._text.update(card_text(self._card, width, self._now, self._zone, self._short))


def card_text(card: CustomerCard, width: int, now: datetime, zone: str, name: Name) -> Content:
    """Write a card, `width` cells wide; `name` gives the short name of a handle."""
    lines: list[Part] = [*_heading(card, width, name)]
    wide = max(20, width - _LABEL - 2)

    def add(label: str, entries: list[list[Part]]) -> None:
        for at, entry in enumerate(entries[:_MOST]):
            lines.extend(["\n ", (fit(label if at == 0 else "", _LABEL), "$secondary"), *entry])
        if len(entries) > _MOST:
            lines.extend(
                ["\n ", " " * _LABEL, (_("and {count} more").format(count=len(entries) - _MOST), "$secondary")]
            )

    add(_("Reach"), [[(", ".join((*card.phones, *card.emails)), "bold")]] if card.phones or card.emails else [])
    add(_("Best times"), [[card.call_times]] if card.call_times else [])
    add(_("Open"), [_inquiry(row, wide, now, name) for row in card.inquiries if row.state is not State.CLOSED])
    add(_("Calls"), [_call(row, wide, now, zone, name) for row in card.callbacks])
    add(_("Contacts"), [_contact(card, at) for at in range(len(card.contacts))])
    add(_("Sites"), [[_site(site)] for site in card.sites if _site(site)])
    add(_("Sector"), [[", ".join(card.sectors)]] if card.sectors else [])
    add(_("Website"), [[card.website]] if card.website else [])
    add(_("Remark"), [[fit(card.remark, wide).rstrip()]] if card.remark else [])
    closed = [row for row in card.inquiries if row.state is State.CLOSED]
    add(_("Before"), [_closed(row, wide, now, zone) for row in closed])
    add(
        _("Trail"),
        [_entry(line, wide, now, zone, name) for line in card.trail],
    )
    return pieces(*lines)


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
    rest = f"  {called(row.state)}  {who}"
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


def _contact(card: CustomerCard, at: int) -> list[Part]:
    person = card.contacts[at]
    parts: list[Part] = [(person.name, "bold")]
    if person.role:
        parts.append(f" ({person.role})")
    reach = ", ".join((*person.phones, *person.emails))
    return [*parts, f"  {reach}"] if reach else parts


def _entry(line: TrailLine, width: int, now: datetime, zone: str, name: Name) -> list[Part]:
    when = format.moment(line.at, now, zone, language())
    who = name(line.rep) if line.rep else _("the desk")
    said = fit(_("{rep}: {what}").format(rep=who, what=trail(line)), max(8, width - len(when) - 2))
    return [(when, "$secondary"), "  ", said]


def _closed(row: InquiryRow, width: int, now: datetime, zone: str) -> list[Part]:
    end = called(row.outcome) if row.outcome else called(row.state)
    when = format.day(row.received_at, now, zone, language())
    return [fit(f"#{row.number}", 8), fit(row.about, max(8, width - 26 - len(end))), (f"  {end}  {when}", "$secondary")]


def _site(site: SiteRow) -> str:
    town = " ".join(each for each in (site.postcode, site.city) if each)
    return ", ".join(each for each in (site.name, site.street, town, site.country) if each)
