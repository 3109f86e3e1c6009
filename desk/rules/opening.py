"""Opening hours as people write them ("Mo-Fr 08:00-12:00, Mo-Do 13:00-17:00"), read and written."""

from __future__ import annotations

import re

Window = tuple[int, int]
"""Opening and closing as minutes since midnight, 0 to 1440, the first smaller."""

Hours = tuple[tuple[Window, ...], ...]
"""The windows of each weekday, Monday first: seven tuples, sorted, without overlap."""

LONGEST = 500
"""Characters that a text of opening hours may have."""

_NAMES = {
    "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
}
_DAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "mo mon monday montag",
            "tu tue tues tuesday di die dienstag",
            "we wed wednesday mi mit mittwoch",
            "th thu thur thurs thursday do don donnerstag",
            "fr fri friday fre freitag",
            "sa sat saturday sam samstag sonnabend",
            "su sun sunday so son sonntag",
        )
    )
    for name in names.split()
}
_TO = r"\s*(?:-|–|—|\bbis\b|\bto\b)\s*"
_TIME = r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:\s*(?:uhr|h))?"
_PART = rf"(?P<first>[a-z]+)?\.?(?:{_TO}(?P<last>[a-z]+)\.?)?:?\s*(?P<window>{_TIME}{_TO}{_TIME})?"
_WINDOW = _TIME + _TO + _TIME
_USUAL = "Mo-Fr 08:00-18:00", (*(((8 * 60, 18 * 60),),) * 5, (), ())
"""What most teams have, read before every first paint: without the patterns, whose compiling takes longer than that."""


def parse_hours(text: str) -> Hours:
    """Read opening hours: windows by comma, each with weekdays in English or German.

    A window without weekdays takes those of the one before; weekdays without a window, those of the one after.
    Windows that touch or overlap become one. Raises ValueError for anything else, for a window that does not end
    after it begins, and when no window is left.
    """
    if text == _USUAL[0]:
        return _USUAL[1]
    if len(text) > LONGEST:
        raise ValueError("opening hours too long")
    week: list[list[Window]] = [[] for _ in range(7)]
    days: set[int] = set()
    waiting = False
    for part in re.split(r"\s*[,;]\s*", text.strip().casefold()):
        named, window = _part(part)
        if named:
            days = days | named if waiting else named
        waiting = window is None
        if window is not None:
            if not days:
                raise ValueError(f"no weekday: {part}")
            for day in days:
                week[day].append(window)
    if waiting:
        raise ValueError(f"no opening window: {text.strip()}")
    return tuple(_joined(windows) for windows in week)


def format_hours(hours: Hours, language: str = "en") -> str:
    """Write opening hours so that `parse_hours` reads the same; weekdays in two letters, "en" or "de"."""
    names = _NAMES.get(language, _NAMES["en"])
    found: dict[Window, list[int]] = {}
    for day, windows in enumerate(hours):
        for window in windows:
            found.setdefault(window, []).append(day)
    parts: list[str] = []
    for (start, end), days in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        shown = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
        parts += [f"{_run(run, names)} {shown}" for run in _runs(days)]
    return ", ".join(parts)


def intersect(hours: Hours, others: Hours) -> Hours:
    """Give the windows in which both are open; seven empty tuples when there are none."""
    return tuple(
        _joined([(max(a, c), min(b, d)) for a, b in mine for c, d in theirs if max(a, c) < min(b, d)])
        for mine, theirs in zip(hours, others, strict=True)
    )


def weekday(name: str) -> int | None:
    """Give the number of a weekday, Monday 0, for its lower-case English or German name or short form."""
    return _DAYS.get(name)


def _part(part: str) -> tuple[set[int], Window | None]:
    match = re.fullmatch(_PART, part)
    if match is None or not part:
        raise ValueError(f"not understood: {part}")
    first, last, window = match["first"], match["last"], match["window"]
    if first is None and last is not None:
        raise ValueError(f"not understood: {part}")
    days: set[int] = set()
    if first is not None:
        begin, end = _day(first), _day(last or first)
        days = {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    return days, None if window is None else _window(window)


def _day(name: str) -> int:
    number = _DAYS.get(name)
    if number is None:
        raise ValueError(f"no weekday: {name}")
    return number


def _window(text: str) -> Window:
    match = re.fullmatch(_WINDOW, text)
    if match is None:
        raise ValueError(f"no opening window: {text}")
    begin, begin_minute, end, end_minute = (int(group or 0) for group in match.groups())
    start, stop = begin * 60 + begin_minute, end * 60 + end_minute
    if begin_minute > 59 or end_minute > 59 or stop > 1440 or start >= stop:
        raise ValueError(f"no opening window: {text}")
    return start, stop


def _joined(windows: list[Window]) -> tuple[Window, ...]:
    joined: list[Window] = []
    for start, end in sorted(windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _runs(days: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _run(run: list[int], names: tuple[str, ...]) -> str:
    return names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}"
