"""What may be wrong with a table of keys, the desk's own or somebody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import ascii_lowercase
from typing import NamedTuple

from desk.keys import KEYS, WITHIN, Key

KEPT_FREE = ("d", "z", "delete", "backspace", "ctrl+d", "ctrl+k", "ctrl+s", "ctrl+z")
"""Keys that nothing has on purpose: hands that know them from elsewhere delete or stop something with them."""
_ALT_GR = frozenset("@\\|[]{}~€²³µ")
"""Signs that need AltGr on QWERTZ."""


class Clash(NamedTuple):
    """Two verbs that have the same key where both are in force."""

    id: str
    key: str
    other: str
    place: str


def faults(table: Iterable[Key] = KEYS) -> list[str]:
    """Name what is wrong with a table of keys: repeated ids, clashes within a place, keys that nobody may bind."""
    table = tuple(table)
    found = [f"{entry.id}: twice" for n, entry in enumerate(table) if any(entry.id == e.id for e in table[:n])]
    found += [f"{entry.id}: {name} is forbidden" for entry in table for name in entry.keys if is_forbidden(name)]
    return found + [f"{each.id}: {each.key} is {each.other} at {each.place}" for each in clashes(table)]


def clashes(table: Iterable[Key]) -> Iterator[Clash]:
    """Give every key that means two things at one place."""
    table = tuple(table)
    for place, parts in WITHIN.items():
        taken: dict[str, str] = {}
        for entry in table:
            for name in entry.keys if set(parts) & set(entry.where) else ():
                other = taken.setdefault(name, entry.id)
                if other != entry.id:
                    yield Clash(entry.id, name, other, place)


def free_letters(id: str, table: Iterable[Key] = KEYS) -> str:
    """Give the letters that nothing has where a verb works: "h, ö"."""
    table = tuple(table)
    where = {place for entry in table if entry.id == id for place in entry.where}
    together = {part for parts in WITHIN.values() if where & set(parts) for part in parts}
    taken = {name for entry in table if together & set(entry.where) for name in entry.keys}
    return ", ".join(letter for letter in f"{ascii_lowercase}öäü" if letter not in taken and not is_forbidden(letter))


def is_forbidden(name: str) -> bool:
    """Say whether a key deletes elsewhere, or needs AltGr, Alt, Ctrl+Enter or Ctrl+Shift."""
    return name in KEPT_FREE or "alt+" in name or "ctrl+shift" in name or name == "ctrl+enter" or name in _ALT_GR
