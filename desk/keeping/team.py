"""The team's settings as they stand in the store, with the holidays worked out for its region."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from desk.rules.settings import DEFAULT_REGION, TeamSettings, team_settings

YEARS = (-1, 0, 1, 2)
"""The years around the present one whose holidays the store keeps."""

_SETTINGS = "SELECT key, value FROM setting"
_SPAN = "SELECT count(*), min(day), max(day) FROM holiday WHERE region = ?"
_HOLIDAYS = "SELECT day FROM holiday WHERE region = ? AND name <> ''"
_YEARS = "SELECT DISTINCT substr(day, 1, 4) FROM holiday WHERE region = ?"
_ADD = "INSERT OR IGNORE INTO holiday (region, day, name) VALUES (?, ?, ?)"

Ask = Callable[..., Iterable[Any]]

_known: dict[tuple[object, ...], TeamSettings] = {}


def load(ask: Ask) -> TeamSettings:
    """Read the settings by `ask(sql, values)`; the same rows give the same calendar, which remembers its days."""
    values = {row[0]: row[1] for row in ask(_SETTINGS)}
    region = values.get("region", DEFAULT_REGION)
    # A region's holidays are worked out year by year and never changed, so number and ends tell which they are.
    (span,) = ask(_SPAN, (region,))
    key = (tuple(sorted(values.items())), tuple(span))
    found = _known.get(key)
    if found is None:
        if len(_known) > 16:
            _known.clear()
        days = [date.fromisoformat(row[0]) for row in ask(_HOLIDAYS, (region,))]
        found = _known[key] = team_settings(values, days)
    return found


def missing_years(ask: Ask, region: str, year: int) -> list[int]:
    """Say which years around `year` lack the holidays of a region."""
    have = {int(row[0]) for row in ask(_YEARS, (region,))}
    return [year + step for step in YEARS if year + step not in have]


def holiday_rows(region: str, years: Iterable[int]) -> list[tuple[str, str, str]]:
    """Work out the rows for a region's holidays; a year without any has one row with an empty name. Takes 0.1 to 1 s.

    Raises ValueError for an unknown region.
    """
    from desk.rules.holidays import holidays_of

    rows: list[tuple[str, str, str]] = []
    for year in years:
        found = holidays_of(region, year)
        rows += [(region, day.isoformat(), name) for day, name in found] or [(region, f"{year}-01-01", "")]
    return rows


def keep(ask: Ask, rows: Iterable[tuple[str, str, str]]) -> None:
    """Put holiday rows into the store."""
    for row in rows:
        ask(_ADD, row)
