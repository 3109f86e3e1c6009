"""A customer while a file is taken in: what the store knows of it, and what the file adds to that."""

from __future__ import annotations

from typing import Any

from desk.acts.customer_parts import MOST_SECTORS
from desk.acts.import_reading import Place, Read
from desk.rules.folding import fold

PERSON_FIELDS = ("first_name", "last_name", "role")
PLACE_FIELDS = ("street", "postcode", "city", "country", "name")

_TELLING = ("street", "postcode", "city", "name")
"""What tells one site from another; what is missing tells nothing."""


class Part:
    """One contact, site, number, address or sector; `id` is None until it is in the store."""

    __slots__ = ("contact", "filled", "id", "values")

    def __init__(self, values: dict[str, Any], key: int | None = None, contact: Part | None = None) -> None:
        self.values = values
        self.id = key
        self.contact = contact
        self.filled = False


class Draft:
    """One customer; `sure` rows (they bear its number) may replace a value, others only add to it.

    Of several rows with one number the first one says each value; what a later one says otherwise is kept as a line
    of the note, so that taking in the same file again changes nothing.
    """

    def __init__(self, key: int | None, number: str | None, values: dict[str, Any]) -> None:
        self.id = key
        self.number = number
        self.values = values
        self.changed: set[str] = set()
        self.contacts: dict[tuple[str, str], Part] = {}
        self.sites: list[Part] = []
        self.phones: dict[str, Part] = {}
        self.emails: dict[str, Part] = {}
        self.sectors: dict[str, Part] = {}
        self._told: set[str] = set()
        self._news = 0
        self._lines: set[str] | None = None

    @property
    def company(self) -> str:
        """The company, or the person who asks for themselves."""
        return str(self.values.get("company") or "")

    def take(self, row: Read, *, sure: bool) -> bool:
        """Take in what a row says and say whether that was anything new."""
        before = self._news
        self._company(row, sure)
        for column, value in row.fields.items():
            self._field(column, value, row.shown.get(column, str(value)), sure)
        contact = self._contact(row.person, row.role)
        self._site(row.place)
        for number in row.phones:
            if not self._has(number, row):
                self.phones[number] = self._added({"number": number}, contact)
        for address in row.emails:
            if address not in self.emails:
                self.emails[address] = self._added({"address": address}, contact)
        for name in row.sectors:
            if name not in self.sectors:
                self._sector(name)
        if row.note and not self.values.get("remark"):
            self.values["remark"] = row.note
            self._changed("remark")
            self._lines = None
        for line in row.lines:
            self._line(line)
        return self._news > before

    def is_meant(self, row: Read) -> bool:
        """Say whether a row without a number, of the same company, is meant by a number, an address or person.

        A person counts only together with the city.
        """
        if any(self._has(number, row) for number in row.phones) or any(each in self.emails for each in row.emails):
            return True
        city = fold(row.place.city)
        if not (city and any(row.person) and _folded(row.person) in self.contacts):
            return False
        return any(fold(site.values["city"] or "") == city for site in self.sites)

    def knows(self, row: Read) -> bool:
        """Say whether a row without a number says nothing that isn't known."""
        if not all(self._has(number, row) for number in row.phones):
            return False
        if any(each not in self.emails for each in row.emails):
            return False
        if any(row.person) and _folded(row.person) not in self.contacts:
            return False
        site = self._same_place(row.place)
        if _told(row.place) and (site is None or _missing(site, row.place)):
            return False
        lines = self._known_lines()
        if any(row.person) and row.role and not self._knows_role(row):
            return False
        return (
            lines.issuperset(row.lines)
            and all(name in self.sectors or f"sector: {name}" in lines for name in row.sectors)
            and all(self._knows_field(column, value, row) for column, value in row.fields.items())
        )

    def _has(self, number: str, row: Read) -> bool:
        return number in self.phones or row.without_plus.get(number) in self.phones

    def _knows_field(self, column: str, value: str | int, row: Read) -> bool:
        have = self.values.get(column)
        return _alike(have, value) or (
            have not in (None, "") and _line_of(column, row.shown.get(column, str(value))) in self._known_lines()
        )

    def _company(self, row: Read, sure: bool) -> None:
        if row.company:
            self._field("company", row.company, row.company, sure or not self.company)
        elif not self.company:
            self.values["company"] = " ".join(filter(None, row.person))
            self._changed("company")

    def _field(self, column: str, value: str | int, shown: str, sure: bool) -> None:
        have = self.values.get(column)
        if have in (None, "") or (sure and column not in self._told and have != value):
            self.values[column] = value
            self._changed(column)
        elif not _alike(have, value):
            self._line(_line_of(column, shown))
            return
        self._told.add(column)

    def _knows_role(self, row: Read) -> bool:
        have = self.contacts[_folded(row.person)].values["role"]
        return _alike(have, row.role) or (bool(have) and _line_of("role", row.role) in self._known_lines())

    def _contact(self, person: tuple[str, str], role: str) -> Part | None:
        if not any(person):
            if role:
                self._line(_line_of("role", role))
            return None
        key = _folded(person)
        if key not in self.contacts:
            self.contacts[key] = self._added({"first_name": person[0], "last_name": person[1], "role": role or None})
        contact = self.contacts[key]
        if role and not contact.values["role"]:
            contact.values["role"] = role
            contact.filled = True
            self._news += 1
        elif role and not _alike(contact.values["role"], role):
            self._line(_line_of("role", role))
        return contact

    def _site(self, place: Place) -> None:
        if not _told(place):
            return
        site = self._same_place(place)
        if site is None:
            self.sites.append(
                self._added({name: value or None for name, value in zip(PLACE_FIELDS, place, strict=True)})
            )
        elif missing := _missing(site, place):
            site.values |= missing
            site.filled = True
            self._news += 1

    def _same_place(self, place: Place) -> Part | None:
        """Find a site that says the same wherever both say something, and both say something of where it is."""
        wanted = [_compared(name, part) for name, part in zip(_TELLING, _told(place), strict=False)]
        for site in self.sites:
            have = [_compared(name, site.values[name] or "") for name in _TELLING]
            both = [
                (one, two) for one, two in zip(wanted, have, strict=False) if one and two
            ]  # none when nothing is told
            if both and all(one == two for one, two in both):
                return site
        return None

    def _sector(self, name: str) -> None:
        if len(self.sectors) < MOST_SECTORS:
            self.sectors[name] = self._added({"name": name})
        else:
            self._line(f"sector: {name}")

    def _line(self, line: str) -> None:
        known = self._known_lines()
        if line not in known:
            known.add(line)
            remark = self.values.get("remark")
            self.values["remark"] = f"{remark}\n{line}" if remark else line
            self._changed("remark")

    def _known_lines(self) -> set[str]:
        if self._lines is None:
            self._lines = set((self.values.get("remark") or "").split("\n"))
        return self._lines

    def _changed(self, column: str) -> None:
        self.changed.add(column)
        self._news += 1

    def _added(self, values: dict[str, Any], contact: Part | None = None) -> Part:
        self._news += 1
        return Part(values, contact=contact)


def _folded(person: tuple[str, str]) -> tuple[str, str]:
    return fold(person[0]), fold(person[1])


def _alike(one: object, two: object) -> bool:
    return one == two or (isinstance(one, str) and isinstance(two, str) and fold(one) == fold(two))


def _line_of(column: str, shown: str) -> str:
    return f"{column.removesuffix('_id')}: {shown}"


def _told(place: Place) -> tuple[str, ...]:
    """Give what tells where a site is; empty when the file says none of it."""
    said = tuple(getattr(place, name) for name in _TELLING)
    return said if any(said) else ()


def _compared(name: str, value: str) -> str:
    """Give a part of an address to compare: a spreadsheet takes the postcode 04103 for the number 4103."""
    return fold(value).lstrip("0") if name == "postcode" else fold(value)


def _missing(site: Part, place: Place) -> dict[str, str]:
    """Give what a site lacks and the file says of it."""
    return {name: value for name, value in zip(PLACE_FIELDS, place, strict=True) if value and not site.values[name]}
