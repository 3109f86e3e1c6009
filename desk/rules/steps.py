"""What happens next with an inquiry, and where that puts it in every list (DOMAIN, custody rule 5 and the order)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.words import State, Step, Urgency


@dataclass(frozen=True, slots=True)
class Pending:
    """What may be next with an open inquiry: each instant is None when there is no such thing."""

    state: State
    due_at: datetime
    replied: bool
    returned: bool = False
    wake_at: datetime | None = None
    offered_until: datetime | None = None
    promise_at: datetime | None = None
    callback_at: datetime | None = None
    follow_up_at: datetime | None = None


def next_step(pending: Pending) -> tuple[Step, datetime] | None:
    """Give the earliest thing that happens next and when; a snoozed inquiry sleeps until it wakes; None: nothing."""
    if pending.state is State.SNOOZED and pending.wake_at is not None:
        return Step.SNOOZE, pending.wake_at
    steps: list[tuple[datetime, Step]] = []
    if not pending.replied:
        steps.append((pending.due_at, Step.FIRST_REPLY))
    if pending.offered_until is not None:
        steps.append((pending.offered_until, Step.OFFER))
    if pending.promise_at is not None:
        steps.append((pending.promise_at, Step.PROMISE))
    if pending.callback_at is not None:
        steps.append((pending.callback_at, Step.CALLBACK))
    if pending.follow_up_at is not None:
        steps.append((pending.follow_up_at, Step.FOLLOW_UP))
    if not steps:
        return None
    at, step = min(steps, key=lambda each: each[0])
    return step, at


def urgency(state: State, step: Step | None, returned: bool) -> Urgency:
    """Give the first sort key of every list: without a next step, returned, by due time, and what sleeps last."""
    if step is None:
        return Urgency.NO_NEXT_STEP
    if state is State.SNOOZED:
        return Urgency.LATER
    return Urgency.RETURNED if returned else Urgency.DUE
