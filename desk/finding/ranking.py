"""The best few are read from the store, as it stands now, and put in their final order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from desk.finding.former import former
from desk.keeping.reader import Reader
from desk.rules.asked import COURTESY, LEGAL_FORMS, Asked, telling
from desk.rules.folding import fold

SHARE = 0.35
PARTLY = 0.95
WITH_TOWN, WITH_COMPANY, INNER = 0.99, 0.97, 0.94
"""What a name with the town or the company's first word counts; a company without its first words, half a name."""
BEGUN = 0.99
"""What a company counts that begins as was typed and has more words: one of that name alone comes before it."""
TURNED, UNSAID = 1.0, 0.02
"""Of a hundred, what words in another order cost; and what a name costs of which nothing but a beginning was typed."""
_WORD = re.compile(r"[a-z0-9]+")
MOST_REMEMBERED = 1_000
"""Customers of which is remembered what was read: 2 MB, and more than the letters of one name bring."""
MOST_UNITS = 6
"""People and towns of one customer that are compared."""
_NAMES = "SELECT id, customer_id, first_name, last_name FROM contact WHERE customer_id IN :ids ORDER BY id"
_COMPANIES = "SELECT id, number, folded, inside_id, field_id FROM customer WHERE id IN :ids AND merged_into IS NULL"
_CITIES = "SELECT customer_id, city, postcode FROM site WHERE customer_id IN :ids ORDER BY id"
_EMAILS = "SELECT customer_id, address FROM email WHERE customer_id IN :ids ORDER BY id"
_RECENT = "SELECT customer_id, max(received_at) AS at FROM inquiry WHERE customer_id IN :ids GROUP BY customer_id"


class Known(NamedTuple):
    """What the store says of a customer that may be meant, folded; `former` are those that are part of it."""

    id: int
    number: str
    company: str
    people: tuple[tuple[str, str], ...]
    cities: tuple[str, ...]
    emails: tuple[str, ...]
    reps: tuple[int, ...]
    recent: int
    former: tuple[tuple[str, str], ...] = ()
    """Number and company of each."""
    postcodes: tuple[str, ...] = ()


class Memory:
    """What was read of customers, as long as nothing is changed: the next letter mostly means the same ones."""

    def __init__(self) -> None:
        self._last: tuple[int, dict[int, Known | None]] = (-1, {})

    def read(self, reader: Reader, keys: Sequence[int], seq: int) -> dict[int, Known]:
        """Give the customers as `read` does; `seq` is the last change that the reader sees. Any thread may ask."""
        since, known = self._last
        if seq != since or len(known) > MOST_REMEMBERED:
            known = {}
            if seq >= since:  # what a reader that began earlier sees is of no use to the others
                self._last = seq, known
        unread = [key for key in keys if key not in known]
        if unread:
            found = read(reader, unread)
            known.update((key, found.get(key)) for key in unread)
        return {key: each for key in keys if (each := known[key]) is not None}


def read(reader: Reader, keys: Sequence[int]) -> dict[int, Known]:
    """Read the customers; those that are gone are left out."""
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    cities: dict[int, list[str]] = defaultdict(list)
    postcodes: dict[int, list[str]] = defaultdict(list)
    emails: dict[int, list[str]] = defaultdict(list)
    ids = tuple(keys)
    for row in reader.all(_NAMES, ids=ids):
        people[row["customer_id"]].append((fold(row["first_name"]), fold(row["last_name"])))
    for row in reader.all(_CITIES, ids=ids):
        if row["city"]:
            cities[row["customer_id"]].append(fold(row["city"]))
        if row["postcode"]:
            postcodes[row["customer_id"]].append(fold(row["postcode"]))
    for row in reader.all(_EMAILS, ids=ids):
        emails[row["customer_id"]].append(row["address"])
    parts = former(reader, ids)
    recent = {row["customer_id"]: row["at"] for row in reader.all(_RECENT, ids=ids)}
    return {
        row["id"]: Known(
            row["id"],
            row["number"],
            row["folded"],
            tuple(people[row["id"]]),
            tuple(cities[row["id"]]),
            tuple(emails[row["id"]]),
            tuple(filter(None, (row["inside_id"], row["field_id"]))),
            recent.get(row["id"], 0),
            tuple(parts.get(row["id"], ())),
            tuple(postcodes[row["id"]]),
        )
        for row in reader.all(_COMPANIES, ids=ids)
    }


class Whole:
    """The whole of what was typed, compared with a person, a company, either with the town."""

    def __init__(self, asked: Asked) -> None:
        self._formal = not LEGAL_FORMS.isdisjoint(asked.words)
        heard = [word for word in asked.words if word in asked.tokens or word not in COURTESY]
        self._words = heard or list(asked.words)
        self._lengths = [len(word) for word in self._words]
        self._typed, self._ordered = " ".join(self._words), " ".join(sorted(self._words))
        self._text, self._address = fold(asked.text), asked.address

    def closeness(self, known: Known) -> float:
        """Give from 0 to 1 how alike it is to a customer.

        Names may be typed in part: what stands there is compared with as much of each word as was typed.
        """
        if known.company.startswith(self._text):  # that company sooner than a person whose name begins so, too
            return 1.0 if _company(known.company, formal=self._formal) == self._words else BEGUN
        best = max((fuzz.ratio(self._address, each) for each in known.emails), default=0.0) if self._address else 0.0
        for unit, ordered, share in _units(known, self._formal):
            whole = share * fuzz.ratio(self._ordered, ordered, score_cutoff=best / share)
            best = max(best, whole - TURNED * (unit[0] != self._words[0]))
            if len(unit) >= len(self._lengths):
                cut = " ".join([word[:length] for word, length in zip(unit, self._lengths, strict=False)])
                partly = share * (PARTLY - UNSAID * max(0.0, 1 - len(cut) / len(ordered)))
                best = max(best, partly * fuzz.ratio(self._typed, cut, score_cutoff=best / partly))
        return best / 100


@lru_cache(maxsize=256)
def _units(known: Known, formal: bool) -> tuple[tuple[list[str], str, float], ...]:
    """Give what is said of a customer in one breath: words, the same words in the alphabet's order, what they count.

    Those of the customers of the last four letters are remembered.
    """
    return tuple((unit, " ".join(sorted(unit)), share) for unit, share in _said(known, formal=formal) if unit)


def _said(known: Known, *, formal: bool) -> Iterator[tuple[list[str], float]]:
    towns = [_WORD.findall(city) for city in known.cities[:MOST_UNITS]]
    for name in (known.company, *(folded for _, folded in known.former[:MOST_UNITS])):
        company = _company(name, formal=formal)
        yield company, 1.0
        for place in range(1, min(len(company), MOST_UNITS)):
            yield company[place:], INNER
        for town in towns:
            yield company + town, WITH_TOWN
    company = _company(known.company, formal=False)
    for first, last in known.people[:MOST_UNITS]:
        one, both = _telling(first), _WORD.findall(last)
        parts = ((both[:1], INNER), (both[1:], INNER)) if len(both) > 1 else ()
        for two, share in ((both, 1.0), *parts):
            yield two + one, share
            yield one + two, share
            if company:
                yield two + company[:1], share * WITH_COMPANY
            for town in towns:
                yield two + town, share * WITH_TOWN


def _company(name: str, *, formal: bool) -> list[str]:
    """Give the words of a company, its legal form only when one was typed."""
    found = _telling(name)
    return found if formal else telling(found) or found


def _telling(name: str) -> list[str]:
    return [word for word in _WORD.findall(name) if word not in COURTESY]
