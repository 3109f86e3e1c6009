"""One verb over many inquiries: one transaction, one undo, and what the rules refuse is left as it was and named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desk.keeping.tx import Tx
from desk.words import Refused


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a verb did to many: the numbers it was done to, and those refused with their reasons."""

    done: tuple[int, ...]
    refused: tuple[tuple[int, Refused], ...]


def each(tx: Tx, numbers: Iterable[int], act: Callable[[int], object]) -> Bulk:
    """Do `act` to each number. Raises the first refusal when all of them are refused."""
    done: list[int] = []
    refused: list[tuple[int, Refused]] = []
    for number in dict.fromkeys(numbers):
        try:
            act(number)
        except Refused as refusal:
            if tx.pending:  # refused halfway: then all of it is taken back, rather than half of one
                raise
            refused.append((number, refusal))
        else:
            tx.session.flush()
            done.append(number)
    if refused and not done:
        raise refused[0][1]
    return Bulk(tuple(done), tuple(refused))
