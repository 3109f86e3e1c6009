"""What the words of a spoken time say, before a calendar tells which instant that is.

Each reader takes words from the front of what is left, or none. Words that no reader takes refuse the whole phrase.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from desk.rules import when_words as w
from desk.rules.opening import weekday
from desk.rules.when_date import SaidDate, read_date
from desk.rules.when_time import Said, Time, read_time


@dataclass
class Reading:
    """What has been understood; each slot is filled once.

    `offset` counts units ("days": 3), `day` is a day word, `weekday` counts from Monday 0, `week` and `months` count
    ahead from this one (0), `edge` is the start, middle or end of that week or month, `part` a part of the day.
    """

    offset: dict[str, float] = field(default_factory=dict)
    day: str = ""
    weekday: int | None = None
    week: int | None = None
    months: int | None = None
    edge: str = ""
    date: SaidDate | None = None
    part: str = ""
    time: Time | None = None

    @property
    def names_a_span(self) -> bool:
        """True when the words count from now, or name a week or month."""
        return bool(self.offset) or self.week is not None or self.months is not None

    @property
    def keeps_its_day(self) -> bool:
        """True when the words name one very day, which is then meant even if the team does not work on it."""
        return bool(self.day or self.date) or self.weekday is not None

    @property
    def names_a_day(self) -> bool:
        """True when the words say on which day."""
        return bool(self.day or self.date) or self.weekday is not None or self.names_a_span


_TOKEN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})?(?![0-9])"
    r"|[0-9]{1,2}:[0-9]{2}(?![0-9:])"
    r"|[0-9]{1,3}[.,][0-9]{1,2}(?![0-9.,])"
    r"|[0-9]{1,2}(?:\.(?=\s|$)|(?:st|nd|rd|th)(?![a-z]))"
    r"|[0-9]{1,6}(?![0-9])"
    r"|[A-Za-z]+\.?"
    r"|[+]"
)
_HALF_OF_DAY = re.compile(r"(?<=[0-9])(\s?)([ap])(\.?)\s?m(?:\.|(?![a-z]))")
_SPREAD_DATE = re.compile(r"(?<![0-9.])([0-9]{1,2}\.) ([0-9]{1,2}\.)(?![0-9])")
_COMMA = re.compile(r"(?<=[A-Za-z0-9.])\s?,(?=\s)")
_WHICH = {w.THIS: 0, w.COMING: 0, w.NEXT: 1, w.AFTERNEXT: 2}


def read(folded: str) -> Reading:
    """Read a folded phrase; raises Said with a reason when anything in it is not understood."""
    if re.search(r"[0-9]\s?/\s?[0-9]", folded):
        raise Said("when_ambiguous")
    text = w.symbols(_COMMA.sub("", _HALF_OF_DAY.sub(_half_of_day, _SPREAD_DATE.sub(r"\1\2", folded))))
    if text.endswith(" from now"):
        text = f"{w.IN} {text.removesuffix(' from now')}"
    reading, words, index = Reading(), _tokens(text), 0
    while index < len(words):
        taken = next((count for reader in _READERS if (count := reader(words, index, reading))), 0)
        if not taken:
            raise Said("when_not_understood")
        index += taken
    if not (reading.names_a_day or reading.part or reading.time):
        raise Said("when_not_understood")
    return reading


def _half_of_day(found: re.Match[str]) -> str:
    """Set "pm", "2am" and "a.m." in capitals; a free-standing "am" may be German and stays."""
    sure = found[2] == "p" or not found[1] or found[3]
    return f" {found[2].upper()}M" if sure else " am"


def _tokens(text: str) -> list[str]:
    words: list[str] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise Said("when_not_understood")
        words.append(match[0].rstrip(".") if match[0][0].isalpha() else match[0])
        position = match.end() + (text[match.end() : match.end() + 1] == " ")
    return words


def _offset(words: list[str], index: int, reading: Reading) -> int:
    """Take "+7d", "in 2 h 30 min", "in einer woche"."""
    if index or words[0] not in ("+", w.IN):
        return 0
    at = 1
    while at + 1 < len(words):
        amount, unit = _amount(words[at]), w.UNITS.get(words[at + 1])
        if words[at + 1] == "m":
            raise Said("when_ambiguous")
        if amount is None or unit is None or unit in reading.offset:
            break
        if amount != int(amount) and unit not in ("hours", "minutes"):
            raise Said("when_not_understood")
        reading.offset[unit] = amount
        at += 2
        at += at + 1 < len(words) and words[at] == w.AND
    return at if reading.offset else 0


def _amount(word: str) -> float | None:
    if word in w.NUMBERS:
        return float(w.NUMBERS[word])
    return float(word.replace(",", ".")) if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", word) else None


def _day_word(words: list[str], index: int, reading: Reading) -> int:
    """Take "heute", "tomorrow", and "morgen", which is the morning after another day word."""
    word = words[index]
    if word == "morgen" and reading.names_a_day:
        if reading.part:
            return 0
        reading.part = w.MORNING
        return 1
    if word not in ("morgen", w.TODAY, w.TOMORROW, w.OVERMORROW) or reading.names_a_day:
        return 0
    reading.day = w.TOMORROW if word == "morgen" else word
    return 1


def _week(words: list[str], index: int, reading: Reading) -> int:
    """Take "naechste woche", "end of the week", "anfang naechster woche", "ende des monats", "next month"."""
    edge = words[index] if words[index] in (w.START, w.MIDDLE, w.END) else ""
    at = index + bool(edge)
    which = words[at] if at < len(words) and words[at] in _WHICH else ""
    at += bool(which)
    unit = words[at] if at < len(words) else ""
    if unit not in (w.WEEK, w.MONTH) or not (edge or which):
        return 0
    if reading.names_a_span or reading.date or reading.day:
        return 0
    if reading.weekday is not None and (edge or unit == w.MONTH):
        return 0
    ahead = 1 if which == w.COMING else _WHICH.get(which, 0)
    reading.edge = edge
    if unit == w.WEEK:
        reading.week = ahead
    else:
        reading.months = ahead
    return at + 1 - index


def _weekday(words: list[str], index: int, reading: Reading) -> int:
    """Take "fr", "am freitag", "next tuesday", "this friday", "kommenden montag"."""
    at = index + (words[index] in ("am", "on"))
    which = words[at] if at < len(words) and words[at] in _WHICH else ""
    at += bool(which)
    number = weekday(words[at]) if at < len(words) and words[at] not in ("die", "mit", "son") else None
    if number is None or reading.weekday is not None:
        return 0
    if reading.day or reading.offset or reading.months is not None or reading.edge:
        return 0
    if which and which != w.COMING:
        if reading.week is not None or reading.date:
            return 0
        reading.week = _WHICH[which]
    reading.weekday = number
    return at + 1 - index


def _date(words: list[str], index: int, reading: Reading) -> int:
    if reading.date or reading.day or reading.names_a_span:
        return 0
    reading.date, count = read_date(words, index)
    return count


def _part(words: list[str], index: int, reading: Reading) -> int:
    if words[index] not in w.PARTS or reading.part:
        return 0
    reading.part = words[index]
    return 1


def _time(words: list[str], index: int, reading: Reading) -> int:
    if reading.time is not None or {"hours", "minutes"} & set(reading.offset):
        return 0
    reading.time, count = read_time(words, index, bare=reading.names_a_day or bool(reading.part))
    return count


_READERS: tuple[Callable[[list[str], int, Reading], int], ...] = (
    _offset,
    _day_word,
    _week,
    _weekday,
    _date,
    _part,
    _time,
)
