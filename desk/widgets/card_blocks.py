"""The blocks of a customer's card: what is told of one kind, cut to the lines there are, and what was cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from textual.content import Content

from desk.language import n_
from desk.text import fit, pieces
from desk.text import width as cells

Part = str | tuple[str, str]
Line = list[Part]

LABEL = 11
MOST, ALL = 8, 100
"""Entries of one kind that a card shows at first, and with those below."""
_FEW = 2
"""Lines of which none is spent on how many more there are."""
GOES_ON = 2
"""Cells in which an entry of several lines says that it goes on where it is broken off."""
_SENTENCE = re.compile(r"(?<=[.!?]) ")


class Kind(NamedTuple):
    """What a card says of one kind: `write` makes the lines of one of `items` for a width; some keep their lines."""

    label: str
    items: Sequence[Any]
    write: Callable[[Any, int], list[Line]]
    keeps: bool = False


class Block:
    """One kind written out, `width` cells wide."""

    def __init__(self, kind: Kind, width: int) -> None:
        self.kind, self._width = kind, width
        self._entries = [self._written(item, width) for item in kind.items[:MOST]]

    @property
    def height(self) -> int:
        """Lines that it takes at first: of the first entries, and one that says how many more there are."""
        return sum(map(len, self._entries)) + (len(self.kind.items) > MOST)

    def shown(self, room: int) -> list[Content]:
        """Give the entries that fit on `room` lines, and how many more there are; one that is broken off says so."""
        at = self._fitting(room)
        if at and (at == len(self.kind.items) or room > _FEW):
            lines = [line for entry in self._entries[:at] for line in entry]
            return lines if at == len(self.kind.items) else [*lines, _further(len(self.kind.items) - at)]
        lines, more = self._few(at)
        goes_on = " …" if len(lines) > room else ""
        return [*lines[: room - 1], lines[room - 1].rstrip() + pieces((goes_on + more, "$secondary"))]

    def cut(self, room: int) -> list[Content]:
        """Give what does not stand on `room` lines: entries that are not there, and one that is broken off."""
        at = self._fitting(room)
        if at < len(self.kind.items) and (room <= _FEW or not at) and len(self._few(at)[0]) <= room:
            at += 1
        left = [line for item in self.kind.items[at:ALL] for line in self._written(item, self._width)]
        return [*left, _further(len(self.kind.items) - ALL)] if len(self.kind.items) > ALL else left

    def _few(self, at: int) -> tuple[list[Content], str]:
        """Write the entries up to the one at `at` so that how many more there are has room beside them."""
        hidden = len(self.kind.items) - at - 1
        more = f"  +{hidden}" if hidden else ""
        items = self.kind.items[: at + 1]
        return [line for item in items for line in self._written(item, self._width - len(more))], more

    def _fitting(self, room: int) -> int:
        """Say how many entries stand whole on `room` lines, one of them kept to say how many more there are."""
        used = 0
        for at, entry in enumerate(self._entries):
            used += len(entry)
            if used > (room if at + 1 == len(self.kind.items) else room - 1):
                return at
        return len(self._entries)

    def _written(self, item: Any, width: int) -> list[Content]:
        lines = [pieces(*line) for line in self.kind.write(item, width)]
        if len(lines) == 1 and lines[0].cell_length <= width:
            return lines
        return [part for line in lines for part in line.wrap(width - GOES_ON)]


def fitted(heights: Sequence[int], keep: Sequence[bool], room: int) -> list[int]:
    """Give each of some kinds, the most needed first, its lines, 1 to its height, so that all fit if that can be.

    What matters less gives way first, but has three lines, then two, as long as others have more than that; those that
    `keep` theirs have three at last.
    """
    rooms = list(heights)
    steps = [(3, False), (2, False), (1, False), (3, True)]
    for least, kept in steps:
        for at in reversed(range(len(rooms))):
            if keep[at] is kept:
                rooms[at] -= max(0, min(rooms[at] - least, sum(rooms) - room))
    return rooms


def labelled(label: str, lines: list[Content]) -> Iterator[Content]:
    """Write a label before the first of some lines, and blanks before the others."""
    for at, line in enumerate(lines):
        yield pieces(" ", (fit(label if at == 0 else "", LABEL), "$secondary")) + line


def by_sentence(text: str, width: int) -> list[str]:
    """Break a text where a sentence ends; where that would take a line more, into lines that are equally long."""
    lines: list[str] = []
    for sentence in _SENTENCE.split(text):
        joined = f"{lines[-1]} {sentence}" if lines else sentence
        if lines and cells(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(sentence)
    least = len(_broken(text, width))
    if sum(len(_broken(line, width)) for line in lines) <= least:
        return [part for line in lines for part in _broken(line, width)]
    narrow = next(room for room in range(cells(text) // least, width + 1) if len(_broken(text, room)) == least)
    return _broken(text, narrow)


def _broken(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _further(count: int) -> Content:
    return pieces((n_("and {count} more", "and {count} more", count).format(count=count), "$secondary"))
