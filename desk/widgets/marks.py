"""Which rows of a list are marked, so that one verb takes them all."""

from __future__ import annotations

from collections.abc import Sequence

from desk.language import n_


def said(count: int) -> str:
    """Say how many are marked."""
    return n_("{count} marked", "{count} marked", count).format(count=count)


class Marks:
    """The marked numbers, and where a range was begun."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._begun: int | None = None

    def __contains__(self, number: int) -> bool:
        return number in self._numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def reaches(self) -> bool:
        """Say whether a range was begun and not yet ended."""
        return self._begun is not None

    def toggle(self, number: int) -> None:
        """Mark a number, or unmark it."""
        self._numbers ^= {number}

    def range(self, numbers: Sequence[int], at: int) -> None:
        """Begin a range at an index; the second time, mark everything from there to here."""
        if self._begun is None:
            self._begun = numbers[at]
            self._numbers.add(self._begun)
            return
        try:
            begun = numbers.index(self._begun)
        except ValueError:
            begun = at
        low, high = sorted((begun, at))
        self._numbers.update(numbers[low : high + 1])
        self._begun = None

    def all(self, numbers: Sequence[int]) -> None:
        """Mark all, or none when all are marked."""
        if self._numbers.issuperset(numbers):
            self.clear()
        else:
            self._numbers.update(numbers)

    def clear(self) -> None:
        """Mark nothing."""
        self._numbers.clear()
        self._begun = None

    def keep(self, numbers: Sequence[int]) -> None:
        """Forget marks of numbers that are no longer there."""
        if self._numbers:
            self._numbers.intersection_update(numbers)

    def ordered(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Give the marked ones in the order of the list."""
        return tuple(number for number in numbers if number in self._numbers) if self._numbers else ()
