"""A customer that was taken down twice."""

from __future__ import annotations

from typing import Any

from desk import acts, views
from desk.words import Outcome
from tests.kit.builders import Desk


def two(desk: Desk) -> tuple[str, str]:
    """A bakery that was taken down twice, each time with all that one can have; the second's inquiry is mia's."""
    first = desk.customer(
        "Bäckerei Höfner GmbH", first_name="Petra", last_name="Höfner", city="Köln", phone="0221 12345",
        email="info@hoefner.example", sector="Bäckerei", grade="A", note="old friends",
    )  # fmt: skip
    second = desk.customer(
        "Konditorei Zimt", last_name="Zimt", city="Bonn", phone="0228 99887", email="zimt@anders.example",
        grade="C", care_model="two_faces", inside="mia", field="joerg", note="new", quote="mia",
    )  # fmt: skip
    for number, holder in ((first, "anna"), (second, "mia")):
        desk.inquiry(customer=number, holder=holder)
        desk.do(acts.work.close, desk.inquiry(customer=number, holder=holder), Outcome.ANSWERED, rep=holder)
        desk.callback(customer=number)
    return first, second


def card(desk: Desk, number: str) -> Any:
    return desk.read(views.customers.card, desk.read(views.customers.by_number, number))
