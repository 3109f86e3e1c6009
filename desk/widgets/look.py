"""How one moment looks at inquiries: for whom, when, by which calendar; pure, so that lists and panes agree."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from desk import format
from desk.language import language
from desk.rows import InquiryRow
from desk.rules.clocks import Stage, stage, used
from desk.rules.hours import DEFAULT_HOURS, DEFAULT_ZONE, Calendar, parse_hours
from desk.words import State, Step

_BY_THE_CLOCK = (Step.CALLBACK, Step.SNOOZE, Step.FOLLOW_UP)
"""Appointments: what is left until them is counted by the clock, everything else in business time."""


class Look(NamedTuple):
    """Who looks, when, and by which calendar and names."""

    rep: str = ""
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    calendar: Calendar = Calendar(DEFAULT_ZONE, parse_hours(DEFAULT_HOURS))
    names: Mapping[str, str] = MappingProxyType({})

    def name(self, handle: str | None) -> str:
        """Give the short name of a rep."""
        return self.names.get(handle, handle) if handle else ""

    def holder(self, row: InquiryRow) -> str:
        """Say with whom an inquiry is: `Mia > Joerg` while it is offered, `-` in the inbox."""
        if row.offered_to:
            return f"{self.name(row.holder)} > {self.name(row.offered_to)}"
        return self.name(row.holder) or "-"

    def seen(self, row: InquiryRow) -> InquiryRow:
        """Give a row as whoever looks is concerned: the sender's own call about an offer is no matter of the others.

        They see the offer's clock, or that of the first reply where it ends earlier.
        """
        if row.offered_until is None or row.holder == self.rep or row.next_step not in (Step.CALLBACK, Step.FOLLOW_UP):
            return row
        if row.first_reply_at is None and row.due_at is not None and row.due_at < row.offered_until:
            return row._replace(next_step=Step.FIRST_REPLY, next_at=row.due_at)
        return row._replace(next_step=Step.OFFER, next_at=row.offered_until, next_since=row.offered_at)

    def left(self, row: InquiryRow) -> str:
        """Say how long the next step still has, with the sign of its stage; `?` when there is none."""
        if row.state is State.CLOSED:
            return "-"
        if row.next_at is None:
            return "?"
        left = self.until(row)
        return left if left.startswith("!") else f"{self.stage(row).sign}{left}"

    def until(self, row: InquiryRow) -> str:
        """Say how long the next step still has."""
        row = self.seen(row)
        if row.next_at is None:
            return ""
        if row.next_step in _BY_THE_CLOCK:
            return format.duration((row.next_at - self.now).total_seconds() / 60)
        return format.duration(self.calendar.minutes(self.now, row.next_at), format.DAY_MINUTES)

    def stage(self, row: InquiryRow) -> Stage:
        """Say how far the clock of the next step has run."""
        row = self.seen(row)
        if row.next_at is None or row.state is State.CLOSED:
            return Stage.CALM
        if row.next_at <= self.now:
            return Stage.LATE
        since = row.received_at if row.next_step is Step.FIRST_REPLY else row.next_since
        if since is None:
            return Stage.CALM
        return min(Stage.NEAR, stage(used(since, row.next_at, self.now, self.calendar)))

    def time(self, at: datetime) -> str:
        """Write an instant as short as can be: the time of day when it is today, else the day before it."""
        zone = self.calendar.zone
        if self.calendar.day_of(at) == self.calendar.day_of(self.now):
            return format.clock_time(at, zone)
        return format.moment(at, self.now, zone, language())

    def day_or_time(self, at: datetime) -> str:
        """Write an instant for a narrow column: the time of day when it is today, else the day."""
        zone = self.calendar.zone
        if self.calendar.day_of(at) == self.calendar.day_of(self.now):
            return format.clock_time(at, zone)
        return format.day(at, self.now, zone, language())

    def needs_somebody(self, row: InquiryRow) -> bool:
        """Say whether a row waits for a hand: nobody has it, it is offered to me, or mine is past due."""
        if row.state is State.NEW or row.offered_to == self.rep:
            return True
        return row.holder == self.rep and row.state is State.HELD and self.stage(row) is Stage.LATE
