"""Customers found, best first: why each was found, and which letters of its name matched."""

from __future__ import annotations

from textual.content import Content

from desk.language import _
from desk.rows import CustomerHit
from desk.rules.folding import fold
from desk.text import fit, pieces
from desk.widgets.short_list import ShortList
from desk.widgets.terms import why

Marks = tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
"""Folded words that were meant, each with its stretches that were typed."""

_CITY, _NUMBER, _WHY = 16, 9, 15


class CustomerList(ShortList[CustomerHit]):
    """The hits of a search, with the letters that match standing out.

    Without `by_tab` only `take_focus` leads here, so that Tab goes from field to field.
    """

    def __init__(self, *, id: str | None = None, by_tab: bool = True) -> None:
        super().__init__(id=id)
        self._by_tab = self.can_focus = by_tab
        self._query = ""
        self._drawn: dict[tuple[CustomerHit, int, bool], Content] = {}

    def found(self, query: str, hits: tuple[CustomerHit, ...]) -> None:
        """Show what was found for a query; another query begins at its best hit."""
        keep = query == self._query
        self._query = query
        self._drawn.clear()
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
        """Draw name, grade, town, number and why; a narrow list does without the number, then the town.

        A line is looked at whether it has changed, then painted: it is drawn once for both.
        """
        line = self._drawn.get((row, width, cursor))
        if line is None:
            line = self._drawn[row, width, cursor] = self._draw(row, width, cursor)
        return line

    def _draw(self, row: CustomerHit, width: int, cursor: bool) -> Content:
        city = _CITY if width >= 50 else 0
        number = _NUMBER if width >= 70 else 0
        name = max(8, width - 4 - city - number - _WHY)
        shown = fit(f"{row.name}, {row.person}" if row.person else row.name, name)
        parts: list[str | tuple[str, str]] = [("▌" if cursor else " ", "$accent")]
        parts += _lettered(shown, marked(shown, row.marks) if row.marks else matched(shown, self._query))
        parts.append((f" {row.grade or '-'} ", "bold" if row.grade == "A" else ""))
        if city:
            parts.append(fit(row.city or "", city - 1) + " ")
        if number:
            parts.append((fit(row.number, number), "$secondary"))
        reason = _("was {number}").format(number=row.former) if row.former else why(row.why)
        parts.append((fit(reason, _WHY), "$secondary"))
        return pieces(*parts)


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


def _lettered(shown: str, stretches: tuple[tuple[int, int], ...]) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    at = 0
    for start, end in stretches:
        parts += [(shown[at:start], "bold"), (shown[start:end], "bold underline")]
        at = end
    parts.append((shown[at:], "bold"))
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
