"""Times of day as they are said: "14:30", "2pm", "14 uhr", "halb drei", "quarter to ten"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk.rules import when_words as w
from desk.rules.opening import weekday


class Said(Exception):
    """Words that are not fully understood; its only argument is the reason, an id of `Refused`."""

    @property
    def reason(self) -> str:
        """The id of the refusal."""
        return str(self.args[0])


@dataclass(frozen=True)
class Time:
    """A time of day as minutes since midnight, 0 to 1439.

    `spoken` is true for an hour that may mean either half of the day ("um zwei"), false for one that says which.
    """

    minute: int
    spoken: bool = False


Taken = tuple[Time | None, int]
_NONE: Taken = (None, 0)
_FRACTIONS = {
    (w.HALF_PAST,): 30,
    (w.HALF_OF,): -30,
    ("dreiviertel",): -15,
    (w.QUARTER, w.PAST): 15,
    (w.QUARTER, w.TO): -15,
}


def read_time(words: list[str], index: int, *, bare: bool) -> Taken:
    """Take a time of day from `words` at `index`; give it and how many words it took, or None and 0.

    `bare`: a number alone is an hour here, because the words before have named a day. Raises Said.
    """
    at = index + (words[index] == w.AT)
    anchored = bare or at > index
    for reader in (_clock, _fraction, _minutes_off, _hour):
        time, end = reader(words, at, anchored)
        if time is not None:
            return time, end - index
    return _NONE


def _word(words: list[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _number(word: str) -> int | None:
    if word in w.NUMBERS:
        return w.NUMBERS[word]
    return int(word) if re.fullmatch(r"[0-9]{1,2}", word) else None


def _clock(words: list[str], at: int, anchored: bool) -> Taken:
    match = re.fullmatch(r"([0-9]{1,2})([:.])([0-9]{2})", _word(words, at))
    if match is None:
        return _NONE
    hour, minute, after = int(match[1]), int(match[3]), at + 1
    says_uhr = _word(words, after) in (w.UHR, "h")
    is_time = match[2] == ":" or says_uhr or (at > 0 and words[at - 1] == w.AT)
    if not is_time and 1 <= minute <= 12:  # "5.12" may be a day in December
        raise Said("when_ambiguous")
    after += says_uhr
    half, after = _half(words, after, hour, spoken=False)
    return _time(hour, minute, half, spoken=False), after


def _hour(words: list[str], at: int, anchored: bool) -> Taken:
    """Take "14 uhr", "14 uhr 30", "2 pm", and "zwei" where a number alone is an hour."""
    word = _word(words, at)
    hour, after, minute = _number(word), at + 1, 0
    if hour is None:
        return _NONE
    # "15h" alone may be a duration; after "um" it is not.
    says_uhr = _word(words, after) == w.UHR or (_word(words, after) == "h" and at > 0 and words[at - 1] == w.AT)
    if says_uhr:
        after += 1
        minutes = _number(_word(words, after)) if _word(words, after)[:1].isdigit() else None
        if minutes is not None:
            minute, after = minutes, after + 1
    half, after = _half(words, after, hour, spoken=True)
    if not (anchored or says_uhr or half) or (word in w.ARTICLES and not says_uhr):
        return _NONE
    return _time(hour, minute, half, spoken=not half), after


def _fraction(words: list[str], at: int, anchored: bool) -> Taken:
    """Take "halb drei", "viertel nach neun", "quarter to ten", "dreiviertel neun", "half past two"."""
    if _word(words, at) == "half":
        raise Said("when_ambiguous")
    for signs, minutes in _FRACTIONS.items():
        after = at + len(signs)
        if tuple(words[at:after]) == signs:
            return _off(words, after, minutes)
    if _word(words, at) == w.QUARTER:
        raise Said("when_ambiguous")
    return _NONE


def _minutes_off(words: list[str], at: int, anchored: bool) -> Taken:
    """Take "10 nach 9", "five to three", "fuenf vor halb drei"."""
    minutes, sign = _number(_word(words, at)), _word(words, at + 1)
    if minutes is None or sign not in (w.PAST, w.TO) or not 1 <= minutes <= 30:
        return _NONE
    after, off = at + 2, minutes if sign == w.PAST else -minutes
    if _word(words, after) == w.HALF_OF:
        return _off(words, after + 1, off - 30)
    return _off(words, after, off)


def _off(words: list[str], at: int, minutes: int) -> Taken:
    word = _word(words, at)
    hour = None if word in w.ARTICLES else _number(word)
    if hour is None:
        raise Said("when_not_understood")
    after = at + 1 + (_word(words, at + 1) == w.UHR)
    half, after = _half(words, after, hour, spoken=True)
    whole = _time(hour, 0, half, spoken=not half)
    return Time((whole.minute + minutes) % 1440, whole.spoken), after


def _half(words: list[str], at: int, hour: int, *, spoken: bool) -> tuple[str, int]:
    """Take AM or PM; a free-standing "am" may be the German one that goes before a day ("um 2 am freitag")."""
    word = _word(words, at)
    if word in ("AM", "PM", "pm"):
        return word.upper(), at + 1
    if word != "am":
        return "", at
    following = _word(words, at + 1)
    is_english = following in ("", w.TODAY, w.TOMORROW, w.OVERMORROW, "on") or (
        weekday(following) is not None and following.endswith("day")
    )
    if is_english:
        return "AM", at + 1
    if hour == 12 or (spoken and 1 <= hour <= 7):
        raise Said("when_ambiguous")
    return "", at


def _time(hour: int, minute: int, half: str, *, spoken: bool) -> Time:
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise Said("when_not_understood")
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    return Time(hour * 60 + minute, spoken and 1 <= hour <= 12)
