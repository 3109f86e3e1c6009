"""Rows of a customer file, taken in, for the tests of imports."""

from __future__ import annotations

from typing import Any

from desk import acts, views
from desk.acts.import_names import Names
from desk.acts.imports import ImportedCustomers
from desk.intake.records import CustomerRecord
from desk.keeping.check import check
from desk.rows import CustomerCard
from tests.kit.builders import Desk


def row(**values: Any) -> CustomerRecord:
    return CustomerRecord(**({"line": 2} | values))


def take(desk: Desk, *records: CustomerRecord, rep: str = "mia") -> ImportedCustomers:
    found: ImportedCustomers = desk.do(acts.imports.customers, records, Names(), rep=rep).value
    return found


def counted(imported: ImportedCustomers) -> tuple[int, int, int, int]:
    return imported.added, imported.updated, imported.repeated, len(imported.set_aside)


def card(desk: Desk, number: str) -> CustomerCard:
    ((key,),) = desk.sql("SELECT id FROM customer WHERE number = ?", (number,))
    found: CustomerCard = desk.read(views.customers.card, key)
    return found


def sound(desk: Desk) -> bool:
    return not check(desk.path).total


KRAUS = row(
    number="4711",
    company="Möbel Kraus KG",
    first_name="Petra",
    last_name="Kraus",
    street="Ring 1",
    postcode="50667",
    city="Köln",
    phones=("0221 4710101",),
    emails=("info@kraus.example",),
    website="kraus.example",
    grade="A",
    sector=("Möbel",),
    care_model="two faces",
    inside="Mia",
    field="joerg",
    note="Bucht im Herbst.",
)
