"""What is to be changed of a customer: its own data, a person, a site, a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from desk import acts, phone, views
from desk.keeping.reader import Reader
from desk.language import _
from desk.rows import ContactRow, CustomerCard, SiteRow, TrailLine
from desk.screens import customer_values as fields
from desk.screens.customer_form import ChangeForm, Save, own_fields
from desk.screens.customer_values import Values
from desk.screens.questions.base import Incomplete, Question
from desk.text import plain
from desk.widgets.choices import Choice, Choices


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be changed; `id` of the person or site, None for a new one."""

    kind: Literal["own", "contact", "site", "phone", "email"]
    id: int | None = None
    text: str = ""


class PartsQuestion(Question[Part]):
    """Asks what is to be changed: `x 1` is the customer itself."""

    def __init__(self, card: CustomerCard) -> None:
        super().__init__(card.company)
        self._parts = _parts(card)

    def asked(self) -> Iterable[Widget]:
        """Give the parts."""
        yield Static(plain(_("What is to be changed?")), classes="ask")
        yield Choices(
            tuple(
                Choice(str(digit) if digit < 10 else " ", label, more)
                for digit, (_part, label, more) in enumerate(self._parts, 1)
            )
        )

    def begin(self) -> None:
        """Choose."""
        self.set_focus(self.query_one(Choices))

    def answer(self) -> Part:
        """Give the one under the cursor."""
        at = self.query_one(Choices).cursor
        if at < 0:
            raise Incomplete(_("Choose first."))
        return self._parts[at][0]

    def action_choose(self, digit: int) -> None:
        """Take one by its number."""
        if digit <= len(self._parts):
            self.give(self._parts[digit - 1][0])

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.give(self._parts[event.index][0])


def form_for(card: CustomerCard, part: Part, lead: bool = False) -> ChangeForm:
    """Give the form that changes a part of a customer."""
    if part.kind in _KINDS:
        return _part_form(card, _KINDS[part.kind], part.id)
    return _own_form(card, lead)


def removal(card: CustomerCard, part: Part) -> Any:
    """Give the act that takes a number or an address away; undo brings it back."""
    if part.kind == "phone":
        return lambda tx: acts.customer_parts.phone_remove(tx, card.number, part.text)
    return lambda tx: acts.customer_parts.email_remove(tx, card.number, part.text)


def _parts(card: CustomerCard) -> list[tuple[Part, str, str]]:
    parts = [
        (Part("own"), _("The customer itself"), card.company),
        (Part("contact"), _("Add a person"), ""),
        (Part("site"), _("Add a site"), ""),
    ]
    parts += [(Part("contact", each.id), _("Person"), each.name) for each in card.contacts]
    parts += [(Part("site", each.id), _("Site"), each.city or each.name or "") for each in card.sites]
    phones = {*card.phones, *(number for each in card.contacts for number in each.phones)}
    emails = {*card.emails, *(email for each in card.contacts for email in each.emails)}
    parts += [(Part("phone", text=each), _("Take a number away"), phone.shown(each)) for each in sorted(phones)]
    parts += [(Part("email", text=each), _("Take an address away"), each) for each in sorted(emails)]
    return parts


def _own_form(card: CustomerCard, lead: bool) -> ChangeForm:
    def save(tx: Any, values: Values, version: int | None) -> None:
        own = {name: text for name, text in values.items() if name != fields.WHY[0]}
        acts.customers.edit(tx, card.number, own, if_version=version, why=values.get(fields.WHY[0], ""))

    def again(r: Reader) -> tuple[Values, int, tuple[TrailLine, ...]]:
        now = views.customers.card(r, card.id)
        return fields.of_card(now), now.version, now.trail

    extra = (("phone", _("New number")), ("email", _("New e-mail")))
    labels = (*own_fields(card, lead), *extra)
    return ChangeForm(card.company, labels, fields.of_card(card), card.version, save, again, f"customer {card.number}")


class _Kind(NamedTuple):
    """What differs between a customer's people and its sites."""

    name: str
    labels: tuple[tuple[str, str], ...]
    rows: Callable[[CustomerCard], tuple[ContactRow, ...] | tuple[SiteRow, ...]]
    texts: Callable[[Any], Values]
    save: Callable[[Any, str, int | None, Values, int | None], None]


def _save_contact(tx: Any, customer: str, id: int | None, values: Values, version: int | None) -> None:
    if id is None:
        acts.customer_parts.contact_add(tx, customer, values)
    else:
        acts.customer_parts.contact_edit(tx, id, values, if_version=version)


def _save_site(tx: Any, customer: str, id: int | None, values: Values, version: int | None) -> None:
    if id is None:
        acts.customer_parts.site_add(tx, customer, values)
    else:
        acts.customer_parts.site_edit(tx, id, values, if_version=version)


_KINDS: Final = {
    "contact": _Kind("contact", fields.CONTACT, lambda card: card.contacts, fields.of_contact, _save_contact),
    "site": _Kind("site", fields.SITE, lambda card: card.sites, fields.of_site, _save_site),
}


def _part_form(card: CustomerCard, kind: _Kind, id: int | None) -> ChangeForm:
    """Give the form of a person or a site, of a new one when `id` is None or gone by now."""
    row = next((each for each in kind.rows(card) if each.id == id), None)

    def saving(number: str) -> Save:
        return lambda tx, values, version: kind.save(tx, number, row.id if row is not None else None, values, version)

    def again(r: Reader) -> tuple[Values, int, tuple[TrailLine, ...]]:
        found = views.customers.card(r, card.id, once=False)
        now = next((each for each in kind.rows(found) if row is not None and each.id == row.id), row)
        return kind.texts(now), now.version if now is not None else 0, found.trail

    version = row.version if row is not None else None
    part = f"{kind.name} {row.id}" if row is not None else f"{kind.name} of {card.number}"
    return ChangeForm(card.company, kind.labels, kind.texts(row), version, saving(card.number), again, part, saving)
