"""What a row of a customer file says, in the words of the store; what the desk does not know becomes a line of note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from desk import clean
from desk.intake.records import CustomerRecord
from desk.rules import alike, numbers
from desk.rules.folding import fold
from desk.rules.opening import parse_hours
from desk.tables import Rep
from desk.words import CareModel, Grade

_COUNTRIES = {
    "deutschland": "DE",
    "germany": "DE",
    "brd": "DE",
    "d": "DE",
    "oesterreich": "AT",
    "austria": "AT",
    "a": "AT",
    "schweiz": "CH",
    "switzerland": "CH",
    "suisse": "CH",
    "liechtenstein": "LI",
    "luxemburg": "LU",
    "luxembourg": "LU",
    "l": "LU",
    "niederlande": "NL",
    "netherlands": "NL",
    "belgien": "BE",
    "frankreich": "FR",
    "f": "FR",
    "italien": "IT",
    "i": "IT",
}
"""Countries as German files write them; two letters are taken for a code."""


_CODES = {"DE": "49", "AT": "43", "CH": "41"}
_BARE_NUMBER = re.compile(r"[1-9][0-9]{10,13}")
_WITHOUT_PLUS = re.compile(r"[1-9][0-9]{6,14}")
_LONG_NUMBER = re.compile(r"(?:49|43|41)[0-9]{10,12}")
_ROUNDED = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
_LOST_ZERO = re.compile(r"[0-9]{4}")
_GERMAN_NUMBER = re.compile(r"(\+|00)49")


class Place(NamedTuple):
    """An address as the file gives it; a part it lacks is empty."""

    street: str
    postcode: str
    city: str
    country: str
    name: str


class Read(NamedTuple):
    """One row, read: `fields` are the customer's own by column, `odd` what became a line of `lines` instead."""

    company: str
    fields: dict[str, str | int]
    shown: dict[str, str]
    person: tuple[str, str]
    role: str
    place: Place
    phones: list[str]
    emails: list[str]
    sectors: list[str]
    note: str
    lines: list[str]
    odd: list[tuple[str, str]]
    without_plus: dict[str, str]
    """Of numbers that a spreadsheet may have taken the + from, the one with it: customers known by that have it."""


class Team:
    """The reps by what files call them: handle, whole name, else first or last name if only one has it."""

    def __init__(self, reps: Iterable[Rep]) -> None:
        self._handles: dict[str, int] = {}
        self._names: dict[str, set[int]] = {}
        for rep in reps:
            self._handles[rep.handle] = rep.id
            name = fold(rep.name)
            for called in {name, *name.split()}:
                self._names.setdefault(called, set()).add(rep.id)

    def find(self, written: str) -> int | None:
        """Give the key of the rep that is meant, None when nobody is or several are."""
        called = fold(written)
        found = self._names.get(called, set())
        return self._handles.get(called, next(iter(found)) if len(found) == 1 else None)

    def same(self, other: Team) -> bool:
        """Say whether whoever is named is the same in both."""
        return self._handles == other._handles and self._names == other._names


class Ahead:
    """Rows of a batch, read before its act begins, so that nobody waits at the gate meanwhile.

    They are read for the team of the batch before; where that has changed since, they are read once more.
    """

    def __init__(self) -> None:
        self._known: tuple[Team, str] | None = None
        self._rows: dict[int, tuple[CustomerRecord, Read]] = {}

    def look(self, records: Iterable[CustomerRecord]) -> None:
        """Read what comes next; before the first batch nothing is known of the team."""
        if self._known is not None:
            self._rows = {record.line: (record, read(record, *self._known)) for record in records}
            for _record, row in self._rows.values():  # its keys among like names are remembered there
                called = row.company or " ".join(filter(None, row.person))
                alike.blocks(alike.named(called), alike.placed(row.place.city, row.place.postcode))

    def read(self, record: CustomerRecord, team: Team, country: str) -> Read:
        """Give a row as it is read for this team."""
        if (
            self._known is None
            or not (self._known[0] is team or self._known[0].same(team))
            or self._known[1] != country
        ):
            self._rows.clear()
        self._known = team, country
        known = self._rows.get(record.line)
        return known[1] if known is not None and known[0] is record else read(record, team, country)


def read(record: CustomerRecord, team: Team, country: str) -> Read:
    """Read a row; `country` (two letters) is where a number is dialled if the row names no country."""
    plain = {"website": record.website, "country": record.country}
    fields: dict[str, str | int] = {column: value for column, value in plain.items() if value}
    shown: dict[str, str] = {}
    odd: list[tuple[str, str]] = []
    for column, written, known in (
        ("grade", record.grade, _grade(record.grade)),
        ("care_model", record.care_model, _care_model(record.care_model)),
        ("inside_id", record.inside, team.find(record.inside) if record.inside else None),
        ("field_id", record.field, team.find(record.field) if record.field else None),
        ("call_times", record.call_times, _call_times(record.call_times)),
    ):
        if known is not None:
            fields[column], shown[column] = known, written
        elif written:
            odd.append((column.removesuffix("_id"), written))
    without_plus: dict[str, str] = {}
    phones = _phones(record, country, odd, without_plus)
    emails = _emails(record, odd)
    lines = [line for line in record.note.split("\n") if line] + [f"{field}: {value}" for field, value in odd]
    return Read(
        company=record.company,
        fields=fields,
        shown=shown,
        person=(record.first_name, record.last_name),
        role=record.role,
        place=_place(record),
        phones=phones,
        emails=emails,
        sectors=list(record.sector),
        note=record.note,
        lines=lines,
        odd=odd,
        without_plus=without_plus,
    )


def _place(record: CustomerRecord) -> Place:
    country = record.country if record.site_country is None else record.site_country
    return Place(record.street, _postcode(record, country), record.city, country, record.site)


def _postcode(record: CustomerRecord, country: str) -> str:
    """Give the postcode; a spreadsheet takes 04103 for the number 4103, and in Germany all have five digits."""
    if not _LOST_ZERO.fullmatch(record.postcode):
        return record.postcode
    german = _country(country, "") == "DE" if country else any(map(_GERMAN_NUMBER.match, record.phones))
    return f"0{record.postcode}" if german else record.postcode


def _call_times(written: str) -> str | None:
    try:
        return written if written and parse_hours(written) else None
    except ValueError:
        return None


def _grade(written: str) -> str | None:
    return written.upper() if written.upper() in Grade.__members__ else None


def _care_model(written: str) -> str | None:
    word = written.lower().replace("-", "_").replace(" ", "_")
    return word if word in _CARE_MODELS else None


_CARE_MODELS = frozenset(each.value for each in CareModel)


def _phones(
    record: CustomerRecord, country: str, odd: list[tuple[str, str]], without_plus: dict[str, str]
) -> list[str]:
    dialled = _country(record.country, country)
    found: list[str] = []
    for written in record.phones:
        number = "" if _ROUNDED.fullmatch(written) else numbers.kept(_dialled(written, dialled), dialled)
        if number:
            found.append(number)
            if _WITHOUT_PLUS.fullmatch(written):
                without_plus[number] = f"+{written}"
        else:
            odd.append(("phone", written))
    return found


def _dialled(written: str, country: str) -> str:
    """Give a number to dial: a spreadsheet takes +49 211 123456 for the number 49211123456.

    Where a neighbour's code begins it, it has to be longer than the numbers of a town: 04321 has 4321 123456 as well.
    """
    code = _CODES.get(country, "")
    is_own = code and written.startswith(code) and _BARE_NUMBER.fullmatch(written)
    return f"+{written}" if is_own or _LONG_NUMBER.fullmatch(written) else written


def _country(written: str, country: str) -> str:
    folded = fold(written).strip(" .")
    if folded in _COUNTRIES:
        return _COUNTRIES[folded]
    return folded.upper() if len(folded) == 2 and folded.isalpha() else country


def _emails(record: CustomerRecord, odd: list[tuple[str, str]]) -> list[str]:
    found: list[str] = []
    for written in record.emails:
        address = clean.line(written).lower()
        local, _, domain = address.rpartition("@")
        if local and domain and " " not in address:
            found.append(address)
        else:
            odd.append(("email", written))
    return found
