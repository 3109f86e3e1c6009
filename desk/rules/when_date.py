"""Dates as they are said: "5.12.", "2026-12-05", "3. Dezember", "december 3rd 2026", "am 3."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk.rules import when_words as w


@dataclass(frozen=True)
class SaidDate:
    """A day of the month, with month and year when they were said; it need not exist."""

    day: int
    month: int | None = None
    year: int | None = None


Taken = tuple[SaidDate | None, int]
_NONE: Taken = (None, 0)


def read_date(words: list[str], index: int) -> Taken:
    """Take a date from `words` at `index`; give it and how many words it took, or None and 0."""
    at = index
    while at < index + 2 and _word(words, at) in ("am", "den", "on", "the"):
        at += 1
    for reader in (_numeric, _day_and_month, _month_and_day, _day_alone):
        found, end = reader(words, at)
        if found is not None:
            return found, end - index
    return _NONE


def _word(words: list[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _numeric(words: list[str], at: int) -> Taken:
    if iso := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", _word(words, at)):
        return SaidDate(int(iso[3]), int(iso[2]), int(iso[1])), at + 1
    match = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{2,4})?", _word(words, at))
    if match is None:
        return _NONE
    if match[3] is None:
        year, after = _year(words, at + 1)
    else:
        year, after = int(match[3]) + (2000 if len(match[3]) == 2 else 0), at + 1
    return SaidDate(int(match[1]), int(match[2]), year), after


def _day_and_month(words: list[str], at: int) -> Taken:
    day, after = _ordinal(_word(words, at)), at + 1
    after += _word(words, after) == "of"
    month = w.MONTHS.get(_word(words, after))
    if day is None or month is None:
        return _NONE
    year, after = _year(words, after + 1)
    return SaidDate(day, month, year), after


def _month_and_day(words: list[str], at: int) -> Taken:
    month, after = w.MONTHS.get(_word(words, at)), at + 1
    after += _word(words, after) == "the"
    day = _ordinal(_word(words, after))
    if month is None or day is None or _word(words, after + 1) in (w.UHR, "AM", "PM", "am", "pm"):
        return _NONE
    year, after = _year(words, after + 1)
    return SaidDate(day, month, year), after


def _day_alone(words: list[str], at: int) -> Taken:
    word = _word(words, at)
    day = None if word.isdigit() else _ordinal(word)
    return _NONE if day is None else (SaidDate(day), at + 1)


def _ordinal(word: str) -> int | None:
    match = re.fullmatch(r"([0-9]{1,2})(?:\.|st|nd|rd|th)?", word)
    return int(match[1]) if match else None


def _year(words: list[str], at: int) -> tuple[int | None, int]:
    word = _word(words, at)
    return (int(word), at + 1) if re.fullmatch(r"[0-9]{4}", word) else (None, at)
