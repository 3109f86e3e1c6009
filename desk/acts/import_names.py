"""Names and towns of a store's customers while a file is taken in: who may be somebody that is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from desk.rules import alike
from desk.rules.alike import Named, Placed, named, placed, same_name, same_place

if TYPE_CHECKING:
    from desk.intake.records import CustomerRecord
    from desk.keeping.reader import Reader, Value
    from desk.keeping.tx import Tx

AT_ONCE = 2_000
"""Customers read with one question."""

BLOCK = 60
"""Customers of one block that are looked at; where more sound alike in one town, that word tells nothing."""

_LATEST = "SELECT coalesce(max(seq), 0) FROM change"
_WHOLE = """
  WITH RECURSIVE above (id, merged_into) AS (
    SELECT customer.id, customer.merged_into
    UNION SELECT upper.id, upper.merged_into FROM customer AS upper JOIN above ON upper.id = above.merged_into
  ) SELECT id FROM above WHERE merged_into IS NULL
"""
_CALLED = f"""
  SELECT customer.id, whole.number, customer.company, site.city, site.postcode FROM customer
  JOIN customer AS whole ON whole.id = CASE WHEN customer.merged_into IS NULL THEN customer.id ELSE ({_WHOLE}) END
  LEFT JOIN site ON site.customer_id = whole.id
"""
"""Whoever became part of another one, by whatever detour, is called as before, and found as that one."""

_ALL = f"{_CALLED} WHERE customer.id > :after AND customer.id <= :last ORDER BY customer.id, site.id"
_SOME = f"{_CALLED} WHERE customer.id IN ({{ids}}) ORDER BY customer.id, site.id"
_CHANGED = "SELECT thing_id, count(*) FROM change WHERE seq > :seq AND thing = 'customer' GROUP BY thing_id"
_LAST = "SELECT coalesce(max(id), 0) FROM customer"

Ask = Callable[[str, "Mapping[str, Value]"], Iterable[Any]]


class Called(NamedTuple):
    """A customer by name and places; `number` is empty for one that is not in the store yet."""

    number: str
    name: Named
    places: tuple[Placed, ...]

    def may_be(self, other: Called) -> bool:
        """Say whether both may be one customer: names alike, and a place of the one is one of the other's."""
        return same_name(self.name, other.name) and any(
            same_place(one, two) for one in self.places for two in other.places
        )

    def blocks(self) -> set[int]:
        """Give the keys of this customer's blocks."""
        return {key for place in self.places for key in alike.blocks(self.name, place)}


def called(company: str, places: Iterable[tuple[str, str]], number: str = "") -> Called:
    """Take apart what a customer is called and its places, each a city and a postcode; without both it is no place."""
    known = tuple(dict.fromkeys(placed(city, postcode) for city, postcode in places if city or postcode))
    return Called(number, named(company), known)


class Names:
    """The customers of a store by blocks of like names in like towns: read once, some 250 bytes for each.

    Where a customer was changed its earlier blocks stay; each find is looked at as it stands in the store.
    """

    def __init__(self) -> None:
        self._seq = -1
        self._runs: list[tuple[Any, Any]] = []
        self._own: set[int] = set()

    def look(self, reader: Reader, records: Sequence[CustomerRecord]) -> None:
        """Read the store before the first batch, so that nobody waits for it at the gate.

        Nothing is read for records that all bear a number that the store knows.
        """
        if any(not _known(reader, records[at : at + AT_ONCE]) for at in range(0, len(records), AT_ONCE)):
            self._follow(lambda sql, values: reader.all(sql, **values))

    def alike(self, tx: Tx, wanted: Sequence[tuple[Called, set[int]]]) -> list[list[Called]]:
        """Give for each of some customers, each with its blocks, those of the store that it may be, by their keys."""
        ask: Ask = lambda sql, values: tx.ask(sql, dict(values)).all()  # noqa: E731
        if not wanted:
            return []
        self._follow(ask)
        found = self._found([blocks for _, blocks in wanted])
        known = dict(_read(ask, {key for keys in found for key in keys}))
        return [
            [known[key] for key in sorted(keys) if key in known and each.may_be(known[key])]
            for (each, _), keys in zip(wanted, found, strict=True)
        ]

    def took(self, customers: Sequence[tuple[int, set[int]]]) -> None:
        """Note the new customers of a batch, each with its blocks, so that they need not be read back."""
        if self._seq >= 0:
            self._keep(customers)
            self._own.update(key for key, _ in customers)

    def _follow(self, ask: Ask) -> None:
        """Take in what was changed since the last look: the first time, everything."""
        ((latest,),) = ask(_LATEST, {})
        if latest == self._seq:
            return
        if self._seq < 0:
            known = _everybody(ask)
        else:
            changed = ask(_CHANGED, {"seq": self._seq})  # once: by the batch that made it
            known = _read(ask, {key for key, times in changed if times > 1 or key not in self._own})
        self._keep((owner, each.blocks()) for owner, each in known)
        self._own.clear()
        self._seq = latest

    def _keep(self, customers: Iterable[tuple[int, set[int]]]) -> None:
        import numpy as np

        keys: list[int] = []
        owners: list[int] = []
        for owner, blocks in customers:
            keys += blocks
            owners += [owner] * len(blocks)
        self._put(np.array(keys, np.int64), np.array(owners, np.int32))

    def _put(self, keys: Any, owners: Any) -> None:
        """Keep some in a run of its own, sorted; a run about as long as the one before it is put together with it."""
        import numpy as np

        while self._runs and len(self._runs[-1][0]) < 2 * len(keys):
            before = self._runs.pop()
            keys, owners = np.concatenate((before[0], keys)), np.concatenate((before[1], owners))
        order = np.argsort(keys, kind="stable")
        self._runs.append((keys[order], owners[order]))

    def _found(self, wanted: Sequence[set[int]]) -> list[set[int]]:
        """Give for each set of keys whose blocks they are; blocks that hold too many tell nothing."""
        import numpy as np

        flat = np.array([key for keys in wanted for key in keys], np.int64)
        whose = np.repeat(np.arange(len(wanted)), [len(keys) for keys in wanted])
        found: list[set[int]] = [set() for _ in wanted]
        for keys, owners in self._runs:
            first, last = np.searchsorted(keys, flat), np.searchsorted(keys, flat, "right")
            some = np.flatnonzero((first < last) & (last - first <= BLOCK))
            for own, low, high in zip(whose[some].tolist(), first[some].tolist(), last[some].tolist(), strict=True):
                found[own].update(owners[low:high].tolist())
        return found


def _known(reader: Reader, records: Sequence[CustomerRecord]) -> bool:
    numbers = {record.number for record in records if record.number}
    if not all(record.number for record in records):
        return False
    row = reader.one("SELECT count(*) AS n FROM customer WHERE number IN :numbers", numbers=sorted(numbers))
    return row is not None and row["n"] == len(numbers)


def _everybody(ask: Ask) -> Iterator[tuple[int, Called]]:
    ((last,),) = ask(_LAST, {})
    for after in range(0, last, AT_ONCE):
        yield from _grouped(ask(_ALL, {"after": after, "last": after + AT_ONCE}))


def _read(ask: Ask, keys: set[int]) -> Iterator[tuple[int, Called]]:
    ordered = sorted(keys)
    for at in range(0, len(ordered), AT_ONCE):
        listed = ", ".join(map(str, ordered[at : at + AT_ONCE]))  # whole numbers of the store's own
        yield from _grouped(ask(_SOME.format(ids=listed), {}))


def _grouped(rows: Iterable[Any]) -> Iterator[tuple[int, Called]]:
    for (key, number, company), sites in groupby(rows, key=lambda row: (row[0], row[1], row[2])):
        yield key, called(company, ((city or "", postcode or "") for *_customer, city, postcode in sites), number)
