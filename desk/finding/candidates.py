"""Which customers may be meant: words by their beginnings from an index, then rapidfuzz on the few that came close."""

from __future__ import annotations

from dataclasses import dataclass

from desk.keeping.reader import Reader
from desk.rules.folding import fold, words

MOST_OF_A_WORD = 400
"""Customers that one beginning of a word may bring in; a longer beginning brings fewer."""
NEAR_WORDS = 4_000
"""Words with the same first letters among which rapidfuzz looks for one that was misheard."""
NEAR = 74.0
"""How alike a word must be, of 100, to count as the same word misheard."""
MOST_TOKENS = 8
LEGAL_FORMS = frozenset({"gmbh", "co", "kg", "ag", "ohg", "gbr", "ek", "ug", "ev", "se", "ltd", "mbh", "inc"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer that may be meant, how well it fits from 0 to 1, why, and the letters of its words that were meant."""

    id: int
    score: float
    why: str
    marks: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()


def candidates(reader: Reader, query: str, limit: int) -> list[Candidate]:
    """Give at most `limit` customers that fit what was typed, best first."""
    query = query[:500].strip()
    if not query:
        return []
    by_number = _by_telephone(reader, query)
    if by_number:
        return by_number[:limit]
    if "@" in query:
        found = reader.all(
            "SELECT DISTINCT customer_id FROM email WHERE address >= :low AND address < :high LIMIT :most",
            low=query.lower(),
            high=query.lower() + "\U0010ffff",
            most=limit,
        )
        if found:
            return [Candidate(row["customer_id"], 1.0, "email") for row in found]
    tokens = [word for word in words(query) if word not in LEGAL_FORMS][:MOST_TOKENS] or words(query)[:MOST_TOKENS]
    return _ranked(reader, fold(query), [_token(reader, token) for token in tokens], limit)


def _by_telephone(reader: Reader, query: str) -> list[Candidate]:
    digits = "".join(sign for sign in query if sign.isascii() and sign.isdigit())
    if len(digits) < 4 or any(sign.isalpha() for sign in query) or "@" in query:
        return []
    ending = digits.removeprefix("00").lstrip("0")[::-1]
    rows = reader.all(
        "SELECT DISTINCT customer_id FROM phone WHERE backwards >= :low AND backwards < :high LIMIT 50",
        low=ending,
        high=ending + ":",
    )
    if not rows:
        begins = [lead + digits.lstrip("0") for lead in ("+49", "+", "+43", "+41")] + [digits]
        either = " OR ".join(f"(number >= :low_{n} AND number < :high_{n})" for n in range(len(begins)))
        values = {f"low_{n}": begin for n, begin in enumerate(begins)}
        values |= {f"high_{n}": begin + ":" for n, begin in enumerate(begins)}
        rows = reader.all(f"SELECT DISTINCT customer_id FROM phone WHERE {either} LIMIT 50", **values)
    return [Candidate(row["customer_id"], 1.0, "number") for row in rows]


def _token(reader: Reader, token: str) -> dict[int, tuple[float, str]]:
    """Give the customers with a word that begins like the token; failing that, with one that comes near it."""
    found: dict[int, tuple[float, str]] = {}
    rows = reader.all(
        "SELECT word, customer_id FROM customer_word WHERE word >= :low AND word < :high ORDER BY word LIMIT :most",
        low=token,
        high=token + "{",
        most=MOST_OF_A_WORD,
    )
    for row in rows:
        score, why = (1.0, "exact") if row["word"] == token else (0.9, "begins_with")
        if score > found.get(row["customer_id"], (0.0, ""))[0]:
            found[row["customer_id"]] = (score, why)
    return found or _near(reader, token)


def _near(reader: Reader, token: str) -> dict[int, tuple[float, str]]:
    if len(token) < 3:
        return {}
    from rapidfuzz import fuzz, process

    known = reader.all(
        "SELECT DISTINCT word FROM customer_word WHERE word >= :low AND word < :high LIMIT :most",
        low=token[:1],
        high=token[:1] + "{",
        most=NEAR_WORDS,
    )
    near = process.extract(token, [row["word"] for row in known], scorer=fuzz.ratio, limit=12, score_cutoff=NEAR)
    if not near:
        return {}
    alike = {word: score / 100 * 0.85 for word, score, _ in near}
    rows = reader.all(
        "SELECT word, customer_id FROM customer_word WHERE word IN :words LIMIT :most",
        words=tuple(alike),
        most=MOST_OF_A_WORD,
    )
    return {row["customer_id"]: (alike[row["word"]], "one_letter_off") for row in rows}


def _ranked(reader: Reader, query: str, tokens: list[dict[int, tuple[float, str]]], limit: int) -> list[Candidate]:
    if not tokens:
        return []
    total: dict[int, float] = {}
    why: dict[int, str] = {}
    for found in tokens:
        for key, (score, reason) in found.items():
            total[key] = total.get(key, 0.0) + score / len(tokens)
            if why.get(key) != "one_letter_off":
                why[key] = reason if why.get(key, "exact") == "exact" else why[key]
    best = sorted(total, key=lambda key: -total[key])[: max(limit * 4, 48)]
    close = _closeness(reader, query, best)
    ranked = sorted(best, key=lambda key: (-(total[key] * 0.85 + close.get(key, 0.0) * 0.15), key))[:limit]
    return [
        Candidate(key, round(min(1.0, total[key] * 0.85 + close.get(key, 0.0) * 0.15), 3), why[key]) for key in ranked
    ]


def _closeness(reader: Reader, query: str, keys: list[int]) -> dict[int, float]:
    from rapidfuzz import fuzz

    rows = reader.all("SELECT id, folded FROM customer WHERE id IN :ids", ids=tuple(keys))
    return {row["id"]: fuzz.token_sort_ratio(query, row["folded"]) / 100 for row in rows}
