"""The fields of a customer as texts: what a form shows, what has changed, and what two reps changed at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desk.language import N_
from desk.rows import ContactRow, CustomerCard, SiteRow

Values = dict[str, str]

OWN: Final = (
    ("company", N_("Company")),
    ("sector", N_("Sector")),
    ("call_times", N_("Best times")),
    ("inside", N_("Inside")),
    ("field", N_("Field")),
    ("website", N_("Website")),
    ("note", N_("Remark")),
    ("grade", N_("Grade")),
    ("care_model", N_("Care model")),
)
WHY: Final = ("why", N_("Reason"))
"""Why the care model is another one; asked when it is, and no column of the customer."""
FIRST: Final = (
    ("company", N_("Company")),
    ("first_name", N_("First name")),
    ("last_name", N_("Last name")),
    ("phone", N_("Telephone")),
    ("email", N_("E-mail")),
    ("street", N_("Street")),
    ("postcode", N_("Postcode")),
    ("city", N_("Town")),
    ("sector", N_("Sector")),
)
CONTACT: Final = (
    ("first_name", N_("First name")),
    ("last_name", N_("Last name")),
    ("role", N_("Role")),
    ("phone", N_("Telephone")),
    ("email", N_("E-mail")),
)
SITE: Final = (
    ("name", N_("Name")),
    ("street", N_("Street")),
    ("postcode", N_("Postcode")),
    ("city", N_("Town")),
    ("country", N_("Country")),
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that two reps changed differently."""

    field: str
    label: str
    before: str
    mine: str
    theirs: str


def of_card(card: CustomerCard) -> Values:
    """Give a customer's own fields as texts."""
    return {
        "company": card.company,
        "sector": ", ".join(card.sectors),
        "call_times": card.call_times or "",
        "inside": card.inside or "",
        "field": card.field or "",
        "website": card.website or "",
        "note": card.remark or "",
        "grade": card.grade or "",
        "care_model": card.care_model or "",
    }


def of_contact(contact: ContactRow | None) -> Values:
    """Give a person's fields as texts; telephone and e-mail are for one more of them."""
    if contact is None:
        return {}
    return {"first_name": contact.first_name, "last_name": contact.last_name, "role": contact.role or ""}


def of_site(site: SiteRow | None) -> Values:
    """Give a site's fields as texts."""
    return {} if site is None else {name: getattr(site, name) or "" for name, _label in SITE}


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> Values:
    """Give what differs, as it is now."""
    return {name: text for name, text in now.items() if text != before.get(name, "")}


def overrides(values: Mapping[str, str]) -> bool:
    """Say whether what was changed sets a care model, which needs a reason; clearing it needs none."""
    return bool(values.get("care_model"))


def reasoned(values: Values) -> Values:
    """Give what was changed without a reason that nothing needs."""
    return {name: text for name, text in values.items() if name != WHY[0] or overrides(values)}


def conflicts(labels: Mapping[str, str], before: Values, mine: Values, theirs: Values) -> tuple[Conflict, ...]:
    """Give the fields that `mine` (only what I changed) and the other rep changed to different texts."""
    return tuple(
        Conflict(name, labels.get(name, name), before.get(name, ""), text, theirs.get(name, ""))
        for name, text in mine.items()
        if theirs.get(name, "") not in (before.get(name, ""), text)
    )
