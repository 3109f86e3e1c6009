"""What a list says of customers that were found: of their people, towns, numbers and former names, what was meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from desk.finding.candidates import Candidate
from desk.keeping.reader import Reader, Row
from desk.rows import CustomerHit
from desk.rules.asked import dialled, stems
from desk.rules.folding import fold, words
from desk.words import Grade

_CUSTOMERS = "SELECT id, number, company, grade FROM customer WHERE id IN :ids"
_PEOPLE = "SELECT customer_id, first_name, last_name FROM contact WHERE customer_id IN :ids ORDER BY id"
_TOWNS = "SELECT customer_id, city, postcode FROM site WHERE customer_id IN :ids ORDER BY id"
_NUMBERS = "SELECT customer_id, number FROM phone WHERE customer_id IN :ids ORDER BY id"
_ADDRESSES = "SELECT customer_id, address FROM email WHERE customer_id IN :ids ORDER BY id"
_FORMER = """
  WITH RECURSIVE below (customer_id, id) AS (
    SELECT merged_into, id FROM customer WHERE merged_into IN :ids
    UNION SELECT below.customer_id, customer.id FROM customer JOIN below ON customer.merged_into = below.id
  ) SELECT below.customer_id, customer.company FROM below JOIN customer ON customer.id = below.id ORDER BY customer.id
"""


def hits(reader: Reader, found: Sequence[Candidate], query: str = "") -> list[CustomerHit]:
    """Give what a list says of some customers, in their order; those that are gone are left out.

    Of several people and towns the one that was typed is named, else the first. What was typed and stands in no other
    column is told as `way`, a telephone number or an e-mail address, or as `was`, a former name.
    """
    if not found:
        return []
    ids = tuple(each.id for each in found)
    rows = {row["id"]: row for row in reader.all(_CUSTOMERS, ids=ids)}
    people, towns = _grouped(reader, _PEOPLE, ids), _grouped(reader, _TOWNS, ids)
    typed, told, unseen = words(query), [], {}
    for each in found:
        if each.id in rows:
            left = [word for word, _ in each.marks] or typed
            left += [word for word in typed if word.isdigit() and word not in left]  # a postcode is marked by nobody
            hit, left = _hit(rows[each.id], each, people[each.id], towns[each.id], left)
            told.append(hit)
            if left or hit.why in ("number", "email"):
                unseen[hit.id] = left
    return _with_ways(reader, told, unseen, query) if unseen else told


def _hit(
    row: Row, found: Candidate, people: list[Row], towns: list[Row], typed: list[str]
) -> tuple[CustomerHit, list[str]]:
    """Give a hit, and which of the typed words stand in none of its columns."""
    left = _unsaid(typed, f"{row['company']} {row['number']}")
    names = [f"{each['first_name']} {each['last_name']}".strip() for each in people]
    person, left = _meant(names, left)
    city, postcode, left = _town(towns, left)
    hit = CustomerHit(
        id=row["id"],
        number=row["number"],
        name=row["company"],
        person=person,
        city=city,
        grade=Grade(row["grade"]) if row["grade"] else None,
        score=found.score,
        why=found.why,
        marks=found.marks,
        postcode=postcode,
    )
    return hit, left


def _town(towns: list[Row], typed: list[str]) -> tuple[str | None, str | None, list[str]]:
    """Give the town that was meant, its postcode where that was typed, and the words that stand in neither."""
    city, left = _meant([each["city"] or "" for each in towns], typed)
    for each in towns if left else ():
        unsaid = _unsaid(left, each["postcode"] or "")
        if len(unsaid) < len(left) and ((city or "") == (each["city"] or "") or left == typed):
            return each["city"] or None, each["postcode"], unsaid
    return city, None, left


def _with_ways(reader: Reader, told: list[CustomerHit], unseen: dict[int, list[str]], query: str) -> list[CustomerHit]:
    ids = tuple(unseen)
    numbers = _grouped(reader, _NUMBERS, tuple(hit.id for hit in told if hit.why == "number"))
    addresses, former = _grouped(reader, _ADDRESSES, ids), _grouped(reader, _FORMER, ids)
    complete = []
    for hit in told:
        left, way, was = unseen.get(hit.id, []), None, None
        if hit.why == "number":
            way = max((row["number"] for row in numbers[hit.id]), key=lambda kept: _alike(query, kept), default=None)
        elif hit.why == "email":
            way = next((row["address"] for row in addresses[hit.id] if row["address"].startswith(fold(query))), None)
        elif left:
            was = next(
                (row["company"] for row in former[hit.id] if len(_unsaid(left, row["company"])) < len(left)), None
            )
            said = (row["address"] for row in addresses[hit.id] if any(word in row["address"] for word in left))
            way = None if was else next(said, None)
        complete.append(hit._replace(way=way, was=was) if way or was else hit)
    return complete


def _meant(texts: list[str], typed: list[str]) -> tuple[str | None, list[str]]:
    """Give the text with most of the typed words, else the first, and the words that don't stand in it."""
    if not texts or not typed:
        return (texts[0] or None if texts else None), typed
    left = [_unsaid(typed, text) for text in texts]
    best = min(range(len(texts)), key=lambda place: len(left[place]))
    return texts[best] or None, left[best]


def _unsaid(typed: Iterable[str], text: str) -> list[str]:
    """Give the typed words with which no word of a text begins."""
    own = fold(text)
    return [word for word in typed if not _begins_one(word, own)]


def _begins_one(word: str, text: str) -> bool:
    at = text.find(word)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at >= 0


def _alike(query: str, kept: str) -> int:
    """Give how many digits at both ends of a kept number are those that were typed."""
    return max((_shared(typed, stem) for typed in dialled(query) for stem in stems(kept)), default=0)


def _shared(one: str, two: str) -> int:
    ends = [
        next((at for at, (a, b) in enumerate(zip(x, y, strict=False)) if a != b), min(len(x), len(y)))
        for x, y in ((one, two), (one[::-1], two[::-1]))
    ]
    return sum(ends)


def _grouped(reader: Reader, statement: str, ids: tuple[int, ...]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in reader.all(statement, ids=ids) if ids else ():
        found[row["customer_id"]].append(row)
    return found
