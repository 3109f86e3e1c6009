"""Rows of a file that name a customer which is part of another one by now: they add to the other one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from desk.acts.import_reading import Read
from desk.keeping.tx import Tx
from desk.rules.folding import fold
from desk.tables import Customer, Sector


class Former:
    """A customer that is part of another one, with what its own row says."""

    def __init__(self, customer: Customer, sectors: Iterable[str]) -> None:
        self.number = customer.number
        self.called = customer.folded
        self._customer = customer
        self._sectors = frozenset(sectors)
        self._lines = frozenset((customer.remark or "").split("\n"))

    def news(self, row: Read) -> Read:
        """Give what a row says that its customer's own row does not say already."""
        own = self._customer
        return row._replace(
            company="" if fold(row.company) == self.called else row.company,
            fields={name: value for name, value in row.fields.items() if not _same(getattr(own, name), value)},
            note="" if row.note and self._lines.issuperset(row.note.split("\n")) else row.note,
            lines=[line for line in row.lines if line not in self._lines],
            sectors=[name for name in row.sectors if name not in self._sectors],
        )


def standing_for(tx: Tx, found: Iterable[Customer]) -> tuple[list[Customer], list[tuple[Customer, Former]]]:
    """Give the customers that stand for those found, each once by their keys; and each former one with who stands."""
    stand: dict[int, Customer] = {}
    former: list[tuple[Customer, Former]] = []
    for customer in sorted(found, key=lambda each: each.id):
        survivor = customer
        while survivor.merged_into is not None:
            survivor = tx.session.get_one(Customer, survivor.merged_into)
        stand[survivor.id] = survivor
        if survivor is not customer:
            sectors = tx.all(select(Sector.name).where(col(Sector.customer_id) == customer.id))
            former.append((survivor, Former(customer, sectors)))
    return [stand[key] for key in sorted(stand)], former


def _same(have: object, value: str | int) -> bool:
    return have == value or (isinstance(have, str) and isinstance(value, str) and fold(have) == fold(value))
