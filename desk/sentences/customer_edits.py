"""What an entry of a customer's trail changed: which of its fields, who and which number came or went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from desk import phone
from desk.language import N_, _
from desk.rows import Change

_OWN: Final = {
    "company": N_("Company"),
    "website": N_("Website"),
    "country": N_("Country"),
    "grade": N_("Grade"),
    "care_model": N_("Care model"),
    "inside_id": N_("Inside"),
    "field_id": N_("Field"),
    "call_times": N_("Best times"),
    "remark": N_("Remark"),
}
"""Columns of a customer by the labels of its form."""
_ROWS: Final = {"sector": N_("Sector"), "customer_part": N_("Care model"), "contact": N_("Person"), "site": N_("Site")}
"""What is said of rows of other tables: of a person or a site that is only changed, the trail keeps no name."""
_COME_AND_GO: Final = {
    "contact": ("first_name", "last_name"),
    "site": ("name", "street", "city"),
    "phone": ("number",),
    "email": ("address",),
}
"""Rows that come or go as a whole, and the columns that tell which they are."""


def edited(changes: Iterable[Change]) -> str:
    """Give what was changed, as "Company, + 0931 887799, − old@kraus.example"; empty when there is nothing to tell."""
    return ", ".join(dict.fromkeys(said for change in changes for said in _said(change)))


def _said(change: Change) -> Iterator[str]:
    told = _COME_AND_GO.get(change.table)
    before, after = change.columns.get("customer_id", (None, None))
    if change.table == "customer":
        yield from (_(_OWN[column]) for column in change.columns if column in _OWN)
    elif told is not None and before != after:
        at, sign = (1, "+") if before is None else (0, "−")
        texts = [str(pair[at]) for pair in map(change.columns.get, told) if pair is not None and pair[at]]
        yield f"{sign} {' '.join(map(phone.shown, texts) if change.table == 'phone' else texts)}"
    elif change.table in _ROWS:
        yield _(_ROWS[change.table])
