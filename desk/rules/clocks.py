"""When the first reply is due, and how far a clock has run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum
from types import MappingProxyType

from desk.rules.hours import Calendar
from desk.words import Channel

FIRST_REPLY_MINUTES: Mapping[Channel, int] = MappingProxyType(
    {
        Channel.PHONE: 15,
        Channel.EMAIL: 60,
        Channel.WEB: 15,
        Channel.RECEPTION: 15,
        Channel.FIELD: 60,
        Channel.REFERRAL: 60,
    }
)
"""Business minutes until the first reply, by channel, unless the team has set others."""

ACCEPT_MINUTES = 60
"""Business minutes in which an offer is to be accepted, unless the team has set others."""

WIDEN_MINUTES = 30
"""Business minutes that an overdue callback waits for its owner before more people may take it, unless the team has set
others."""

OBJECT_MINUTES = 240
"""Business minutes in which the other of two faces may object (DOMAIN, care models: 4 business hours)."""

PARALLEL_MINUTES = 15
"""Business minutes in which the sender of an offer without a first reply makes the contact in parallel."""


class Stage(IntEnum):
    """How far a clock has run; each stage has a colour and a sign, so that colour never stands alone."""

    CALM = 0
    HALF = 1
    NEAR = 2
    LATE = 3

    @property
    def sign(self) -> str:
        """The one character beside the time; nothing while it is calm."""
        return ("", ".", "*", "!")[self]


def due(
    received: datetime,
    channel: Channel,
    calendar: Calendar,
    reply_minutes: Mapping[Channel, int] = FIRST_REPLY_MINUTES,
) -> datetime:
    """Give the UTC instant at which the first reply to an inquiry is due.

    `reply_minutes` are business minutes by channel; a channel that it lacks has its default. Raises ValueError when
    the calendar does not hold that much open time within twenty years.
    """
    minutes = reply_minutes.get(channel)
    return calendar.add(received, FIRST_REPLY_MINUTES[channel] if minutes is None else minutes)


def used(since: datetime, until: datetime, now: datetime, calendar: Calendar) -> float:
    """Give which part of the business time between two instants has passed: 0.0 at the start, 1.0 when due, more after.

    A clock without open time between its ends is at 0.0 before `until` and at 1.0 from then on.
    """
    total = calendar.minutes(since, until)
    if total <= 0:
        return 1.0 if now >= until else 0.0
    part = max(0.0, calendar.minutes(since, now) / total)
    return min(part, 1.0) if now < until else max(part, 1.0)


def stage(fraction: float) -> Stage:
    """Give the stage of a clock for the used part of its time (0.0 and up): it changes at 50, 80 and 100 %."""
    if fraction >= 1:
        return Stage.LATE
    if fraction >= 0.8:
        return Stage.NEAR
    return Stage.HALF if fraction >= 0.5 else Stage.CALM
