"""Customers changed since the index was built: whatever one more brings is learned, and costs only itself."""

from __future__ import annotations

from collections.abc import Iterable

from desk.finding import meaning
from desk.finding.base import SCALE, is_initial
from desk.finding.lexicon import Lexicon
from desk.finding.numberlist import Numbers
from desk.keeping.reader import Reader
from desk.rules.asked import FEWEST_DIGITS, LEGAL_FORMS, Asked, stems
from desk.rules.folding import words

_OWN = "SELECT id, number FROM customer WHERE id IN :ids"
_WORDS = "SELECT word, customer_id FROM customer_word WHERE customer_id IN :ids"
_PHONES = "SELECT number, customer_id FROM phone WHERE customer_id IN :ids"
_AT_ONCE = 500
_NOBODY: set[int] = set()


class Overlay:
    """The words and numbers of changed customers, by key; they score as they would in an index."""

    def __init__(self) -> None:
        self.numbers = Numbers()
        self._words: dict[int, list[int]] = {}
        self._whose: dict[int, set[int]] = {}
        self._lexicon = Lexicon()

    def __len__(self) -> int:
        return len(self._words)

    @property
    def keys(self) -> list[int]:
        """The keys of all changed customers, ascending."""
        return sorted(self._words)

    def take(self, reader: Reader, keys: list[int]) -> None:
        """Read these customers as they stand now; one that is gone stays known as changed, without a word."""
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            for key in some:
                self._forget(key)
            # As in an index, a customer's own number is no word: it is looked up in the store itself.
            own = {row["id"]: words(row["number"]) for row in reader.all(_OWN, ids=tuple(some))}
            for row in reader.all(_WORDS, ids=tuple(some)):
                key, word = row["customer_id"], row["word"]
                if word not in LEGAL_FORMS and own.get(key) != [word]:
                    self._learn(key, word)
            for row in reader.all(_PHONES, ids=tuple(some)):
                for digits in stems(row["number"]):
                    self.numbers.put(row["customer_id"], digits)

    def _learn(self, key: int, word: str) -> None:
        place = self._lexicon.place(word)
        self._words[key].append(place)
        self._whose.setdefault(place, set()).add(key)

    def _forget(self, key: int) -> None:
        for place in self._words.get(key, ()):
            self._whose[place].discard(key)
        self._words[key] = []
        self.numbers.drop(key)

    def score(self, asked: Asked, tells: list[float], begins: list[bool]) -> dict[int, float]:
        """Give the customers that fit at all with the score of their words, as `Base.score` does.

        `tells` and `begins` are what that says of the words.
        """
        if not self._words or not asked.tokens:
            return {}
        total: dict[int, int] = {}
        for place, telling in enumerate(tells):
            points = SCALE * telling
            for key, weight in self._column(asked, place, begins=begins[place]).items():
                total[key] = total.get(key, 0) + int(weight * points)
        whole = SCALE * sum(tells) or 1.0
        return {key: points / whole for key, points in total.items() if points}

    def _column(self, asked: Asked, place: int, *, begins: bool) -> dict[int, float]:
        """Give how well one of the typed words fits each customer, from 0 to 1; who is left out has none that does."""
        token = asked.tokens[place]
        column: dict[int, float] = {}

        def put(keys: Iterable[int], weight: float) -> None:
            for key in keys:
                if weight > column.get(key, 0.0):
                    column[key] = weight

        whole = is_initial(token, asked.tokens)
        meant = self._lexicon.meant(token, asked.bare[place], whole=whole, begins=begins)
        for word, weight in meant.items():
            put(self._whose[word], weight)
        for at in range(3, len(token) - 2):  # two words that were written as one
            put(self._of(token[:at]) & self._of(token[at:]), meaning.SPLIT)
        for pair in (asked.tokens[max(place - 1, 0) : place + 1], asked.tokens[place : place + 2]):
            if len(pair) == 2:
                for word in self._lexicon.beginning("".join(pair)):
                    put(self._whose[word], meaning.JOINED)
        if token.isdigit() and len(token) >= FEWEST_DIGITS:
            put(self.numbers.ending(token), meaning.ENDING)
            put(self.numbers.beginning(token.lstrip("0") or "0"), meaning.LEADING)
        return column

    def _of(self, word: str) -> set[int]:
        return self._whose.get(self._lexicon.find(word), _NOBODY)
