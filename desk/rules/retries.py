"""When a callback that reached nobody is tried again, and when it asks for a decision instead."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from desk.rules.hours import Calendar, Hours, intersect


class Step(NamedTuple):
    """How long after the last try the next one comes.

    Either `minutes` of business time, or `days` of the calendar; `other_half` then wants the afternoon after a
    morning and the morning after an afternoon.
    """

    minutes: int = 0
    days: int = 0
    other_half: bool = False


Plan = tuple[Step, ...]
"""What follows the first try, the second, and so on."""

DEFAULT_PLAN: Plan = (Step(minutes=45), Step(minutes=240), Step(days=1, other_half=True), Step(days=2), Step(days=4))
"""+45 min, +4 h, next day in the other half, day 3, day 7."""

DEFAULT_PLAN_TEXT = "45min, 4h, next day, day 3, day 7"
"""The default plan as `parse_plan` reads it."""

GRACE = timedelta(minutes=15)
"""After this long a callback without the end of a window is overdue, as the list says."""

TRIES = len(DEFAULT_PLAN) + 1
"""How often the default plan tries, the first time included."""

MOST_TRIES = 20

_NOON = 12 * 60
_SLOTS = {True: 14 * 60, False: 10 * 60}
_HALVES: dict[bool, Hours] = {True: (((_NOON, 1440),),) * 7, False: (((0, _NOON),),) * 7}
_STEP = (
    r"\+?(?P<count>[0-9]{1,4})\s*(?P<unit>min|m|h|std)|(?P<next>next day|tomorrow|n(?:ä|ae)chster tag)|"
    r"(?:day|tag)\s*(?P<day>[0-9]{1,3})"
)


def next_try(
    last_try: datetime,
    tries_so_far: int,
    calendar: Calendar,
    call_times: Hours | None = None,
    plan: Plan = DEFAULT_PLAN,
) -> datetime | None:
    """Give the UTC instant of the next try, or None when the plan is used up and somebody has to decide.

    `tries_so_far` counts the tries that were made, the last one included (1 and up). `call_times` are the customer's
    own; when they never meet the team's hours, the team's hold alone, because a callback is never dropped. Raises
    ValueError when the calendar has no open time within twenty years.
    """
    if tries_so_far > len(plan):
        return None
    step = plan[max(tries_so_far, 1) - 1]
    both = _narrowed(calendar, call_times)
    if not step.days:
        return both.opens_from(calendar.add(last_try, step.minutes))
    local = calendar.local(last_try)
    day = local.date() + timedelta(days=step.days)
    if not step.other_half:
        return both.opens_from(calendar.at(day, local.hour * 60 + local.minute))
    afternoon = local.hour * 60 < _NOON
    half = _narrowed(both, _HALVES[afternoon])
    # Without open time in the other half any time of that day will do.
    return half.opens_from(calendar.at(day, _SLOTS[afternoon] if half is not both else 0))


def tries(plan: Plan = DEFAULT_PLAN) -> int:
    """Say how often a plan tries, the first time included ("try 2 of 6")."""
    return len(plan) + 1


def parse_plan(text: str) -> Plan:
    """Read a plan like "45min, 4h, next day, day 3, day 7"; an empty text is the default one.

    "day 3" counts from the day of the first try; days must follow one another, and times of a few hours come before
    them. At most 19 steps. Raises ValueError for anything else.
    """
    parts = [part.strip() for part in text[:500].casefold().split(",")]
    if parts == [""]:
        return DEFAULT_PLAN
    if len(parts) >= MOST_TRIES or len(text) > 500:
        raise ValueError("too many tries")
    plan: list[Step] = []
    day = 0
    for part in parts:
        match = re.fullmatch(_STEP, part)
        if match is None:
            raise ValueError(f"not understood: {part}")
        reached = 1 if match["next"] else int(match["day"] or 0)
        if match["count"] and not day and int(match["count"]):
            plan.append(Step(minutes=int(match["count"]) * (60 if match["unit"] in ("h", "std") else 1)))
        elif reached > day:
            plan.append(Step(days=reached - day, other_half=bool(match["next"])))
            day = reached
        else:
            raise ValueError(f"not after the one before: {part}")
    return tuple(plan)


def _narrowed(calendar: Calendar, hours: Hours | None) -> Calendar:
    """Give a calendar that is open only in `hours` as well; the same one when nothing would be left."""
    common = calendar.hours if hours is None else intersect(calendar.hours, hours)
    if common == calendar.hours or not any(common):
        return calendar
    return Calendar(calendar.zone, common, calendar.holidays)
