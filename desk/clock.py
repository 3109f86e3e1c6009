"""What time it is: the machine's clock, or one that stands still for demonstrations and tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STOPPED_YEARS = range(1970, 2181)
"""Years in which a clock may be stopped: holidays are known until 2200, and terms run for up to twenty years."""


class Clock(Protocol):
    """Whoever can say what time it is."""

    @property
    def stopped(self) -> bool:
        """True when the clock does not follow the machine's."""

    def now(self) -> datetime:
        """Say the present instant, aware, in UTC."""


class MachineClock:
    """The machine's own clock."""

    stopped = False

    def now(self) -> datetime:
        """Say the present instant, aware, in UTC."""
        return datetime.now(UTC)


class StoppedClock:
    """A clock that stands where it was put; `move` sets it on."""

    stopped = True

    def __init__(self, at: datetime) -> None:
        self._at = _utc(at)

    def now(self) -> datetime:
        """Say the instant at which the clock was put."""
        return self._at

    def move(self, to: datetime) -> None:
        """Put the clock at another instant, earlier or later."""
        self._at = _utc(to)


def micros(at: datetime) -> int:
    """Give an aware instant as whole microseconds since 1970-01-01 UTC, as the store keeps it."""
    delta = _utc(at) - EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def instant(value: int) -> datetime:
    """Give the aware UTC instant for microseconds since 1970-01-01."""
    seconds, rest = divmod(value, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


def stopped_at(text: str) -> StoppedClock:
    """Read DESK_NOW, ISO 8601 with an offset, from 1970 to 2180; raises ValueError when it is anything else."""
    at = datetime.fromisoformat(text.strip())
    if at.tzinfo is None:
        raise ValueError("no offset")
    if at.year not in _STOPPED_YEARS:
        raise ValueError("a year too far away")
    return StoppedClock(at)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant without a zone is refused")
    return at.astimezone(UTC)
