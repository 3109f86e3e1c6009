"""The public holidays of a region, from the library of that name, which is imported when a year is first asked for."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Any

FIRST_YEAR, LAST_YEAR = 1900, 2200

_LONGEST = 60


class UnknownRegion(ValueError):
    """A region that has no holidays; `nearest` are the names that come closest, at most five."""

    def __init__(self, region: str, nearest: tuple[str, ...]) -> None:
        super().__init__(f"unknown region {region[:_LONGEST]}: {', '.join(nearest)}")
        self.nearest = nearest


def holidays_of(region: str, year: int) -> tuple[tuple[date, str], ...]:
    """Give the public holidays of a region ("DE-NW", "AT-9", "CH-ZH", "DE") in a year, earliest first.

    The names are in the country's own language, whatever that of the process. Takes about 0.1 s the first time.
    Raises UnknownRegion, and ValueError for a year outside 1900 to 2200.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no holidays known of {year}")
    known = known_region(region)
    if known is None:
        raise UnknownRegion(region, nearest_regions(region))
    country, _, part = known.partition("-")
    kind = _country(country)
    found = kind(subdiv=part or None, years=year, language=kind.default_language)
    return tuple(sorted(found.items()))


def known_region(text: str) -> str | None:
    """Give a region the way it is kept ("de-nw" becomes "DE-NW"), or None when there is none of that name."""
    country, dash, part = text.strip()[:_LONGEST].partition("-")
    country, part = country.strip().upper(), part.strip()
    if country not in _countries():
        return None
    if not dash:
        return country
    folded = part.casefold()
    kind = _country(country)
    for name in kind.subdivisions:
        if name.casefold() == folded:
            return f"{country}-{name}"
    for alias, name in getattr(kind, "subdivisions_aliases", {}).items():
        if len(alias) > 2 and alias.casefold() == folded:
            return f"{country}-{name}"
    return None


def nearest_regions(text: str) -> tuple[str, ...]:
    """Give the names of regions, at most five, that come closest to one that is not known."""
    wanted = text.strip()[:_LONGEST].upper()
    country = wanted.partition("-")[0].strip()
    names = sorted(_countries())
    if country in _countries():
        names = [f"{country}-{name}" for name in _country(country).subdivisions] or [country]
    return tuple(get_close_matches(wanted, names, 5, 0.0))


def _countries() -> dict[str, str]:
    """Give the library's class name for each two-letter country."""
    from holidays.registry import COUNTRIES

    return {code: names[0] for names in COUNTRIES.values() for code in names[1:] if len(code) == 2}


def _country(code: str) -> Any:
    import holidays.countries

    return getattr(holidays.countries, _countries()[code])
