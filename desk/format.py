"""How the desk writes instants, durations and money, and how it reads amounts and durations.

Days and months stand here as data: a library for them would cost more than the rest of the start.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from desk.words import Refused

MOST_CENTS = 99_999_999_999_999
"""The largest amount that is read, in cents."""

MOST_MINUTES = 525_600
"""The longest duration that is read, in minutes."""

DAY_MINUTES = 600
"""Business minutes of a day, unless the caller knows the team's own."""

_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
}
_SHORT_DAY = {"en": 3, "de": 2}

# Patterns as texts: `re` compiles them when they are first used, after the first paint.
_CURRENCY = r"(?i)^(?:eur|euro|€)\s*|\s*(?:eur|euros?|€)$"
_AMBIGUOUS = r"[0-9]{1,3}[.,][0-9]{3}"
_AMOUNTS = (
    r"(?P<whole>[0-9]+)(?:[.,](?P<cents>[0-9]{1,2}))?",
    r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+),(?P<cents>[0-9]{1,2})",
    r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.(?P<cents>[0-9]{1,2})",
    r"(?P<whole>[1-9][0-9]{0,2}(?:[ '’\u00a0\u202f][0-9]{3})+)(?:[.,](?P<cents>[0-9]{1,2}))?",
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,}))(?P<cents>)",
)
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), 1),
    **dict.fromkeys(("h", "hour", "hours", "std", "stunde", "stunden"), 60),
    **dict.fromkeys(("d", "day", "days", "tag", "tage", "t"), 0),
}
_DURATION_PART = r"\s*([0-9]{1,7})\s*([a-z]+)\s*"
_CLOCKED = r"([0-9]{1,4}):([0-5][0-9])"


def number(value: int, language: str) -> str:
    """Write a whole number with its thousands apart: "1,600" in English, "1.600" in German."""
    return f"{value:,}" if language != "de" else f"{value:,}".replace(",", ".")


def money(cents: int, language: str) -> str:
    """Write an amount in cents: "1,600.00 EUR" in English, "1.600,00 EUR" in German."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{number(whole, language)}{',' if language == 'de' else '.'}{rest:02} EUR"


def parse_amount(text: str) -> int:
    """Read an amount in EUR, 0 or more, and give it in cents.

    Raises Refused: `amount_ambiguous` (`text`) when one group of three digits may be thousands or decimals,
    `amount_not_understood` (`text`) for anything else that is no amount, negative ones among it.
    """
    if len(text) > 60:
        raise Refused("amount_not_understood", text=_shown(text))
    # The dash of "1.600,-" stands for no cents, as people write it by hand.
    bare = re.sub(r",(?:-{1,2}|–|—)$", ",00", re.sub(_CURRENCY, "", text.strip()).strip())
    if re.fullmatch(_AMBIGUOUS, bare):
        raise Refused("amount_ambiguous", text=_shown(text))
    for pattern in _AMOUNTS:
        match = re.fullmatch(pattern, bare)
        if match:
            cents = int(re.sub(r"[^0-9]", "", match["whole"])) * 100 + int((match["cents"] or "").ljust(2, "0"))
            if cents <= MOST_CENTS:
                return cents
    raise Refused("amount_not_understood", text=_shown(text))


def duration(minutes: float, day_minutes: int = 1440) -> str:
    """Write how long something still has, for a list: "4:13" in hours and minutes, "3 d" from two days on.

    A negative one is late and carries its sign: "!-0:22". `day_minutes` is the length of a day: 1440, or the
    business minutes of one when `minutes` are such.
    """
    late = "!-" if minutes < 0 else ""
    whole = int(abs(minutes))
    if whole >= 2 * day_minutes:
        return f"{late}{whole // day_minutes} d"
    return f"{late}{whole // 60}:{whole % 60:02}"


def parse_duration(text: str, day_minutes: int = DAY_MINUTES) -> int:
    """Read a length of business time and give its minutes, 1 to 525,600: "60", "90min", "2h", "1h 30min", "1:30", "1d".

    `day_minutes` is the length of a business day. Raises Refused `duration_not_understood` (`text`).
    """
    bare = text.strip().casefold()
    minutes = _minutes(bare, day_minutes) if len(bare) <= 40 else 0
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused("duration_not_understood", text=_shown(text))
    return minutes


def clock_time(at: datetime, zone: str) -> str:
    """Write the time of day of an instant: "09:00"."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def day(at: datetime, now: datetime, zone: str, language: str) -> str:
    """Write the day of an instant for a list: "Mon 23 Nov" or "Mo 23.11.", with the year unless it is that of `now`."""
    local = at.astimezone(ZoneInfo(zone))
    year = "" if local.year == now.astimezone(ZoneInfo(zone)).year else str(local.year)
    if language == "de":
        return f"{weekday_name(local.weekday(), 'de', short=True)} {local.day}.{local.month}.{year}"
    month = _MONTHS["en"][local.month - 1][:3]
    return f"{weekday_name(local.weekday(), 'en', short=True)} {local.day} {month} {year}".rstrip()


def moment(at: datetime, now: datetime, zone: str, language: str) -> str:
    """Write an instant for a list: "Mon 23 Nov 09:00" or "Mo 23.11. 09:00"; with the year unless it is now's."""
    return f"{day(at, now, zone, language)} {clock_time(at, zone)}"


def moment_in_full(at: datetime, zone: str, language: str) -> str:
    """Write an instant to be read back: "Monday, 23 November 2026, 09:00" or "Montag, 23. November 2026, 09:00"."""
    local = at.astimezone(ZoneInfo(zone))
    known = language if language in _MONTHS else "en"
    dot = "." if known == "de" else ""
    month = _MONTHS[known][local.month - 1]
    return f"{weekday_name(local.weekday(), known)}, {local.day}{dot} {month} {local.year:04}, {local:%H:%M}"


def weekday_name(number: int, language: str, *, short: bool = False) -> str:
    """Give the name of a weekday, Monday 0; short ones are "Mon" or "Mo"."""
    known = language if language in _WEEKDAYS else "en"
    name = _WEEKDAYS[known][number]
    return name[: _SHORT_DAY[known]] if short else name


def iso_utc(at: datetime) -> str:
    """Write an instant for programs, to the second: "2026-11-23T08:00:00Z"."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def iso_local(at: datetime, zone: str) -> str:
    """Write an instant for programs in a zone, with its offset, to the second: "2026-11-23T09:00:00+01:00"."""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def _minutes(bare: str, day_minutes: int) -> int:
    """Give the minutes of a cleaned duration, 0 when it is none."""
    if re.fullmatch(r"[0-9]{1,7}", bare):
        return int(bare)
    if clocked := re.fullmatch(_CLOCKED, bare):
        return int(clocked[1]) * 60 + int(clocked[2])
    position, minutes = 0, 0
    while position < len(bare):
        part = re.match(_DURATION_PART, bare[position:])
        if part is None or part[2] not in _UNITS:
            return 0
        minutes += int(part[1]) * (_UNITS[part[2]] or day_minutes)
        position += part.end()
    return minutes


def _shown(text: str) -> str:
    return text.strip()[:60]
