"""What a team shares: zone, hours, region, clocks and language, with their defaults and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from desk.rules.clocks import ACCEPT_MINUTES, FIRST_REPLY_MINUTES
from desk.rules.hours import DEFAULT_HOURS, DEFAULT_ZONE, Calendar, parse_hours
from desk.rules.retries import DEFAULT_PLAN, Plan, parse_plan
from desk.words import Channel, Refused

DEFAULT_REGION = "DE-NW"
MOST_MINUTES = 10 * 24 * 60

DEFAULTS: dict[str, str] = {
    "zone": DEFAULT_ZONE,
    "hours": DEFAULT_HOURS,
    "region": DEFAULT_REGION,
    "language": "",
    "retries": "",
    "accept": str(ACCEPT_MINUTES),
    **{f"reply.{channel}": str(FIRST_REPLY_MINUTES[channel]) for channel in Channel},
}
"""Every key of `team set`, with the value that holds until one is set."""


@dataclass(frozen=True)
class TeamSettings:
    """The team's settings as rules use them."""

    values: Mapping[str, str]
    calendar: Calendar
    reply_minutes: Mapping[Channel, int]

    @property
    def region(self) -> str:
        """The region whose public holidays hold, like DE-NW."""
        return self.values["region"]

    @property
    def language(self) -> str | None:
        """The language the team agreed on, if any."""
        return self.values["language"] or None

    @property
    def retry_plan(self) -> Plan:
        """When a callback without an answer is tried again."""
        return parse_plan(self.values["retries"]) if self.values["retries"] else DEFAULT_PLAN

    @property
    def country(self) -> str:
        """The country of the region, for telephone numbers written without one."""
        return self.region.partition("-")[0]


def team_settings(values: Mapping[str, str], holidays: Iterable[date]) -> TeamSettings:
    """Put the stored values over the defaults; `holidays` are the local dates on which nobody works."""
    known = DEFAULTS | {key: value for key, value in values.items() if key in DEFAULTS}
    calendar = Calendar(known["zone"], parse_hours(known["hours"]), frozenset(holidays))
    minutes = {channel: int(known[f"reply.{channel}"]) for channel in Channel}
    return TeamSettings(known, calendar, minutes)


def checked(key: str, value: str) -> tuple[str, str]:
    """Give key and value as the store keeps them; raises Refused for an unknown key or a value that can't hold."""
    key = key.strip().lower()
    value = value.strip()
    if key not in DEFAULTS:
        nearest = get_close_matches(key, DEFAULTS, 1, 0.0)[0]
        raise Refused("setting_unknown", key=key, nearest=nearest)
    _CHECKS.get(key, _minutes)(key, value)
    return key, value


def _minutes(key: str, value: str) -> None:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MOST_MINUTES):
        raise Refused("setting_minutes", key=key, value=value, most=MOST_MINUTES)


def _zone(key: str, value: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise Refused("setting_zone", value=value) from None


def _hours(key: str, value: str) -> None:
    try:
        parse_hours(value)
    except ValueError:
        raise Refused("setting_hours", value=value) from None


def _region(key: str, value: str) -> None:
    from desk.rules.holidays import known_region

    if not known_region(value):
        raise Refused("setting_region", value=value)


def _language(key: str, value: str) -> None:
    if value not in ("", "en", "de"):
        raise Refused("setting_language", value=value)


def _retries(key: str, value: str) -> None:
    if not value:
        return
    try:
        parse_plan(value)
    except ValueError:
        raise Refused("setting_retries", value=value) from None


_CHECKS = {"zone": _zone, "hours": _hours, "region": _region, "language": _language, "retries": _retries}
