"""One row of a customer file, in the columns that every desk reads."""

from __future__ import annotations

from typing import NamedTuple


class CustomerFileRow(NamedTuple):
    """The customer itself, one of its contacts, or one of its sites; several values of a cell stand on lines of it."""

    number: str = ""
    company: str = ""
    first_name: str = ""
    last_name: str = ""
    role: str = ""
    site: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    site_country: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    grade: str = ""
    sector: str = ""
    care_model: str = ""
    inside: str = ""
    field: str = ""
    call_times: str = ""
    note: str = ""


COLUMNS = CustomerFileRow._fields
"""The headings, in their order."""
