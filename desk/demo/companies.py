"""Demo customers by number: each is drawn from the seed and its place in the row alone, so none has to be kept."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import NamedTuple

from desk.demo.cast import CAST
from desk.demo.people import FAMILY_NAMES, FIRST_NAMES, LEGAL_FORMS, STREETS, TRADES
from desk.demo.places import TOWNS, phone
from desk.intake.records import CustomerRecord
from desk.rules.folding import fold, words

FIRST_NUMBER = 20_001
"""The customer number of the first of the row; the cast of the working day has numbers of its own, from 10001."""

_KINDS = len(TRADES) * len(FAMILY_NAMES) * len(TOWNS)
_GRADES = ("A", "B", "B", "B", "C", "C", "C", "C", "C", "C", "", "", "", "", "", "", "", "", "", "")
_MODELS = ("inside_face", "inside_face", "two_faces", "two_faces", "field_face", "one_team")
_INSIDE = ("anna", "anna", "mia", "mia", "lina")
_FIELD = ("joerg", "lea")
_NOTES = (
    "Bucht meist im Herbst.",
    "Rechnung immer per Post.",
    "Ansprechpartnerin nur vormittags im Haus.",
    "Möchte Angebote als PDF.",
    "Mitbewerber schaltet im Anzeigenblatt.",
)


class Company(NamedTuple):
    """What an inquiry needs to know of the customer that makes it; reps are handles or empty, the number is E.164."""

    name: str
    person: str
    email: str
    phone: str
    town: str
    inside: str
    field: str


def records(count: int, seed: int) -> Iterator[CustomerRecord]:
    """Give the records of `count` customers, the cast of the working day first; at least the cast."""
    yield from CAST
    for serial in range(count - len(CAST)):
        yield record(serial, seed)


def company(place: int, seed: int) -> Company:
    """Give the customer at a place (0 and up) among all, the cast first."""
    found = CAST[place] if place < len(CAST) else record(place - len(CAST), seed)
    digits = "".join(sign for sign in found.phones[0] if sign.isdigit())
    return Company(
        name=found.company,
        person=f"{found.first_name} {found.last_name}",
        email=found.emails[0],
        phone=f"+49{digits[1:]}",
        town=found.city,
        inside=found.inside,
        field=found.field,
    )


def record(serial: int, seed: int) -> CustomerRecord:
    """Give the record of the customer at a place (0 and up) in the row of a seed."""
    draw = random.Random(seed * 1_000_003 + serial)
    # A step that shares no divisor with the number of kinds meets each once: no two customers are called alike.
    kind = (serial * _step(seed) + seed) % _KINDS
    (trade, sector), rest = TRADES[kind % len(TRADES)], kind // len(TRADES)
    family, town = FAMILY_NAMES[rest % len(FAMILY_NAMES)], TOWNS[rest // len(FAMILY_NAMES)]
    first = draw.choice(FIRST_NAMES)
    last = family if draw.random() < 0.4 else draw.choice(FAMILY_NAMES)
    again = f"-{serial // _KINDS + 1}" if serial >= _KINDS else ""
    domain = f"{_slug(trade)}-{_slug(family)}-{_slug(town.name)}{again}.example"
    grade = draw.choice(_GRADES)
    return CustomerRecord(
        line=serial + len(CAST) + 2,
        number=str(FIRST_NUMBER + serial),
        company=f"{trade} {family} {draw.choice(LEGAL_FORMS)}".strip(),
        first_name=first,
        last_name=last,
        street=f"{draw.choice(STREETS).replace('_', ' ')} {draw.randint(1, 180)}",
        postcode=draw.choice(town.postcodes),
        city=town.name,
        country="DE",
        phones=(phone(town, serial * 7_919 % 100_000 + serial // 100_000 * 100_000),),
        emails=(f"{_slug(first)}.{_slug(last)}@{domain}" if draw.random() < 0.6 else f"info@{domain}",),
        website=f"www.{domain}" if draw.random() < 0.3 else "",
        grade=grade,
        sector=(sector,),
        care_model=draw.choice(_MODELS) if grade else "",
        inside=draw.choice(_INSIDE) if grade else "",
        field=draw.choice(_FIELD) if grade else "",
        note=draw.choice(_NOTES) if draw.random() < 0.1 else "",
    )


def _step(seed: int) -> int:
    step = int(_KINDS * 0.618) + seed % 1_000  # about the golden section: neighbours in the row have little in common
    while math.gcd(step, _KINDS) != 1:
        step += 1
    return step


def _slug(text: str) -> str:
    return "-".join(words(fold(text)))
