"""Customers found, best first: why each was found, and which letters of its name matched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content

from desk import phone
from desk.language import _
from desk.rows import CustomerHit
from desk.rules.asked import dialled
from desk.rules.folding import fold
from desk.text import fit, pieces
from desk.text import width as cells
from desk.widgets.short_list import ShortList
from desk.widgets.terms import why

Marks = tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
"""Folded words that were meant, each with its stretches that were typed."""

Stretches = tuple[tuple[int, int], ...]

_CITY, _NUMBER, _WHY, _WHO = 18, 12, 15, 24
"""The most cells that the columns after the name take; what none of the hits needs is the name's."""
_SHORTEST = 12
"""Cells that are left of a name where the person behind it was meant."""
_CALM = 28
"""Cells of a name at least, where there are so many: columns are not to jump with each letter."""
_GRADE = 3
_WAYS = ("number", "email")
"""Reasons that lie in none of the names."""


class Columns(NamedTuple):
    """Cells of each column with the blank before it; 0 for one that is not shown."""

    name: int
    beside: int
    city: int
    number: int
    why: int


class CustomerList(ShortList[CustomerHit]):
    """The hits of a search, with the letters that match standing out.

    Without `by_tab` only `take_focus` leads here, so that Tab goes from field to field.
    """

    def __init__(self, *, id: str | None = None, by_tab: bool = True) -> None:
        super().__init__(id=id)
        self._by_tab = self.can_focus = by_tab
        self._query = ""
        self._drawn: dict[tuple[CustomerHit, int, bool], Content] = {}
        self._columns: tuple[int, Columns] | None = None

    def found(self, query: str, hits: tuple[CustomerHit, ...]) -> None:
        """Show what was found for a query; another query begins at its best hit."""
        keep = query == self._query
        self._query = query
        self._drawn.clear()
        self._columns = None
        self.show(hits, keep=keep)

    def take_focus(self) -> None:
        """Let the keys go here, when there is anything."""
        if self.rows:
            self.can_focus = True
            self.screen.set_focus(self)

    def on_blur(self) -> None:
        """Let Tab pass by again."""
        self.can_focus = self._by_tab

    def name_of(self, row: CustomerHit) -> object:
        """A customer is itself by its id."""
        return row.id

    def drawn(self, row: CustomerHit, width: int, cursor: bool) -> Content:
        """Draw name, person, grade, town, number and why; a narrow list does without the number, then the town.

        A line is looked at whether it has changed, then painted: it is drawn once for both.
        """
        line = self._drawn.get((row, width, cursor))
        if line is None:
            line = self._drawn[row, width, cursor] = self._draw(row, width, cursor)
        return line

    def _draw(self, row: CustomerHit, width: int, cursor: bool) -> Content:
        if self._columns is None or self._columns[0] != width:
            self._columns = width, columns(self.rows, width)
        wide = self._columns[1]
        parts: list[tuple[str, str]] = [("▌" if cursor else " ", "$accent")]
        beside, seen = _beside(row), self._seen_beside(row)
        name = marked(row.name, row.marks) if row.marks else matched(row.name, self._query)
        name = () if row.way and row.why in _WAYS else name
        if wide.beside:
            parts += _lettered(row.name, name, wide.name, "bold")
            parts += [(" ", ""), *_lettered(beside, seen, wide.beside - 1, "")]
        else:
            parts += _joined(row.name, name, beside, seen, wide.name)
        parts.append((f" {row.grade or '-'} ", "bold" if row.grade == "A" else ""))
        if wide.city:
            parts += [*_lettered(row.place, self._seen_place(row), wide.city - 1, ""), (" ", "")]
        if wide.number:
            typed = self._query.strip().lower()
            begun = ((0, len(typed)),) if typed and row.number.lower().startswith(typed) else ()
            parts += [*_lettered(row.number, begun, wide.number - 1, "$secondary"), (" ", "")]
        parts.append((fit(_reason(row), wide.why), "$secondary"))
        return pieces(*parts)

    def _seen_place(self, row: CustomerHit) -> Stretches:
        """Give what was typed of the town, and of its postcode where that stands there."""
        seen = [*marked(row.place, row.marks), *matched(row.place, " ".join(filter(str.isdigit, self._query.split())))]
        return tuple(sorted(dict.fromkeys(seen)))

    def _seen_beside(self, row: CustomerHit) -> Stretches:
        """Give what was typed of the text beside the name."""
        if row.way and row.why == "number":
            return dialled_of(phone.shown(row.way), self._query)
        beside = _beside(row)
        if row.way and row.why == "email":
            return matched(beside, self._query)
        return marked(beside, row.marks) if row.marks else matched(beside, self._query)


def columns(rows: Iterable[CustomerHit], width: int) -> Columns:
    """Share a width out: every column after the name gets what its longest text needs, up to its own most."""
    rows = tuple(rows)
    told = min(_WHY, _widest(map(_reason, rows)))
    city = 1 + min(_CITY if width >= 70 else _CITY - 3, _widest(row.place for row in rows)) if width >= 50 else 0
    number = 1 + min(_NUMBER, _widest(row.number for row in rows)) if width >= 70 else 0
    room = max(8, width - 1 - _GRADE - city - number - told - 1)
    longest, who = _widest(row.name for row in rows), min(_WHO, _widest(map(_beside, rows)))
    if who and room >= min(longest, room * 2 // 3) + who + 2:  # hardly anything is cut for two columns
        return Columns(min(room - who - 1, max(longest + 1, _CALM)), who + 1, city, number, told)
    both = _widest(f"{row.name}, {_beside(row)}" for row in rows)
    return Columns(min(room, max(both + 1, _CALM)), 0, city, number, told)


def _widest(texts: Iterable[str]) -> int:
    return max(map(cells, texts), default=0)


def _beside(row: CustomerHit) -> str:
    """Give what stands beside the name: by what it was found when that is in no other column, else the person."""
    if row.way:
        return phone.shown(row.way) if row.why == "number" else row.way
    return _("was {name}").format(name=row.was) if row.was else row.person or ""


def _reason(row: CustomerHit) -> str:
    return _("was {number}").format(number=row.former) if row.former else why(row.why)


def matched(shown: str, query: str) -> tuple[tuple[int, int], ...]:
    """Give the stretches of a name in which a word of the query stands, folded ("ue" is "ü"); longest words first."""
    folded, origin = _folded(shown)
    taken: list[tuple[int, int]] = []
    for word in sorted(_folded(query)[0].split(), key=len, reverse=True)[:8]:
        at = _at_word(folded, word)
        if at >= 0:
            stretch = (origin[at], origin[at + len(word) - 1] + 1)
            if all(stretch[1] <= start or stretch[0] >= end for start, end in taken):
                taken.append(stretch)
    return tuple(sorted(taken))


def marked(shown: str, marks: Marks) -> tuple[tuple[int, int], ...]:
    """Give the stretches of a name that were typed: of each word that was meant, the letters that were heard right."""
    folded, origin = _folded(shown)
    taken: list[tuple[int, int]] = []
    for word, stretches in marks:
        at = _at_word(folded, word)
        for start, end in stretches if at >= 0 and at + len(word) <= len(origin) else ():
            stretch = (origin[at + start], origin[at + end - 1] + 1)
            if all(stretch[1] <= low or stretch[0] >= high for low, high in taken):
                taken.append(stretch)
    return tuple(sorted(taken))


def dialled_of(shown: str, query: str) -> Stretches:
    """Give the digits of a telephone number, as it is shown, that were typed; all but one that was heard wrong."""
    places = [at for at, sign in enumerate(shown) if sign.isdigit()]
    digits = "".join(shown[at] for at in places)
    written = "".join(sign for sign in query if sign.isdigit())
    for typed in (written, *dialled(query)):
        at = len(digits) - len(typed) if digits.endswith(typed) else digits.find(typed)
        if typed and at >= 0:
            return ((places[at], places[at + len(typed) - 1] + 1),)
    typed, trunk = next(iter(dialled(query)), ""), len(digits) - len(digits.lstrip("0"))
    front = _alike(typed, digits[trunk:])
    back = min(_alike(typed[::-1], digits[::-1]), len(typed) - front)
    ends = (trunk, trunk + front), (len(digits) - back, len(digits))
    return tuple((places[low], places[high - 1] + 1) for low, high in ends if high > low)


def _alike(one: str, two: str) -> int:
    """Give how many signs two texts begin with together."""
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _joined(name: str, marks: Stretches, beside: str, seen: Stretches, width: int) -> list[tuple[str, str]]:
    """Draw a name and what stands beside it in one column; of both, what was not typed is cut first."""
    if not beside:
        return _lettered(name, marks, width, "bold")
    room = width - cells(beside) - 2
    makes_way = cells(name) > room and seen and not marks
    room = max(min(_SHORTEST, width), room) if makes_way else min(cells(name), width)
    room = cells(fit(name, room).rstrip())
    parts = _lettered(name, marks, room, "bold")
    rest = width - room
    return [*parts, *_lettered(f", {beside}", tuple((a + 2, b + 2) for a, b in seen), rest, "")] if rest else parts


def _lettered(text: str, stretches: Stretches, width: int, style: str) -> list[tuple[str, str]]:
    """Draw a text `width` cells wide, with the letters that were typed standing out."""
    shown = fit(text, width)
    end = len(shown) if shown.rstrip() == text else len(shown.rstrip()) - 1  # the sign for what is cut is no letter
    parts: list[tuple[str, str]] = []
    at = 0
    for start, stop in stretches:
        if start >= end:
            break
        parts += [(shown[at:start], style), (shown[start : min(stop, end)], f"{style} underline".strip())]
        at = min(stop, end)
    parts.append((shown[at:], style))
    return parts


def _at_word(text: str, word: str) -> int:
    """Find a word at the beginning of one if there is such a place, else anywhere."""
    at = f" {text}".find(f" {word}")
    return at if at >= 0 else text.find(word)


def _folded(text: str) -> tuple[str, list[int]]:
    """Give a text folded, and for each of its letters the place it came from."""
    letters: list[str] = []
    origin: list[int] = []
    if text.isascii():
        return text[:200].lower(), list(range(min(len(text), 200)))
    for at, sign in enumerate(text[:200]):
        letters += fold(sign)
        origin += [at] * (len(letters) - len(origin))
    return "".join(letters), origin
