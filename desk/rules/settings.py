"""What a team shares: zone, hours, region, clocks and language, with their defaults and what is refused."""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk import clean
from desk.rules.clocks import ACCEPT_MINUTES, FIRST_REPLY_MINUTES, WIDEN_MINUTES
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
    "backup.folder": "",
    "accept": str(ACCEPT_MINUTES),
    "widen": str(WIDEN_MINUTES),
    **{f"reply.{channel}": str(FIRST_REPLY_MINUTES[channel]) for channel in Channel},
}
"""Every key of `team set`, with the value that holds until one is set."""


class TeamSettings(NamedTuple):
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
    def accept_minutes(self) -> int:
        """Business minutes in which an offer is to be accepted."""
        return int(self.values["accept"])

    @property
    def widen_minutes(self) -> int:
        """Business minutes after which an overdue callback is for the tandem, and as many later for anyone."""
        return int(self.values["widen"])

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
    """Give key and value as the store keeps them ("de-nw" as DE-NW).

    Raises Refused for a key that there is not, or a value that can't hold: setting_unknown, setting_minutes,
    setting_zone, setting_hours, setting_region, setting_language, setting_retries, setting_folder.
    """
    key, value = clean.line(key).lower(), clean.line(value)
    if key not in DEFAULTS:
        nearest = get_close_matches(key, DEFAULTS, 1, 0.0)[0]
        raise Refused("setting_unknown", key=key, nearest=nearest)
    return key, _CHECKS.get(key, _minutes)(key, value)


def _minutes(key: str, value: str) -> str:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MOST_MINUTES):
        raise Refused("setting_minutes", key=key, value=value, most=MOST_MINUTES)
    return str(int(value[:9]))


def _zone(_key: str, value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise Refused("setting_zone", value=value) from None
    if value in _NOT_EVERYWHERE_THE_SAME:
        raise Refused("setting_zone", value=value)
    return value


def _hours(_key: str, value: str) -> str:
    try:
        parse_hours(value)
    except ValueError:
        raise Refused("setting_hours", value=value) from None
    return value


def _region(_key: str, value: str) -> str:
    from desk.rules.holidays import known_region

    known = known_region(value)
    if known is None:
        raise Refused("setting_region", value=value)
    return known


def _language(_key: str, value: str) -> str:
    if value.lower() not in ("", "en", "de"):
        raise Refused("setting_language", value=value)
    return value.lower()


def _folder(_key: str, value: str) -> str:
    if value and not value.startswith("/"):
        raise Refused("setting_folder", value=value)
    return value


def _retries(_key: str, value: str) -> str:
    try:
        parse_plan(value)
    except ValueError:
        raise Refused("setting_retries", value=value) from None
    return value


_NOT_EVERYWHERE_THE_SAME = frozenset({"localtime", "posixrules", "Factory"})
"""Names that stand for another zone on every machine."""

_CHECKS = {
    "zone": _zone,
    "hours": _hours,
    "region": _region,
    "language": _language,
    "retries": _retries,
    "backup.folder": _folder,
}
