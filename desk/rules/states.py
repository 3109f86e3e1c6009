"""Which act an inquiry's state allows (DOMAIN, the table of acts)."""

from __future__ import annotations

from desk.words import Act, Refused, State

OPEN = frozenset({State.NEW, State.HELD, State.OFFERED, State.SNOOZED})
EVERY = frozenset(State)

ALLOWED: dict[Act, frozenset[State]] = {
    Act.CLAIM: frozenset({State.NEW}),
    Act.RELEASE: frozenset({State.HELD, State.SNOOZED}),
    Act.ASSIGN: frozenset({State.NEW, State.HELD, State.SNOOZED}),
    Act.OFFER: frozenset({State.NEW, State.HELD, State.SNOOZED}),
    Act.ACCEPT: frozenset({State.OFFERED}),
    Act.DECLINE: frozenset({State.OFFERED}),
    Act.TAKE_BACK: frozenset({State.OFFERED}),
    Act.REPLY: OPEN,
    Act.PROMISE: OPEN,
    Act.PROMISE_KEPT: OPEN,
    Act.PROMISE_MOVED: OPEN,
    Act.PROMISE_BROKEN: OPEN,
    Act.QUALIFY: OPEN,
    Act.QUOTE: OPEN,
    Act.VISIT: OPEN,
    Act.FOLLOW_UP: OPEN,
    Act.CALLBACK_ADD: OPEN,
    Act.OBJECT: OPEN,
    Act.NOTE: EVERY,
    Act.CORRECT: EVERY,
    Act.LINK: EVERY,
    Act.EDIT: EVERY,
    Act.PRIORITY: EVERY,
    Act.ATTACH: EVERY,
    Act.SNOOZE: frozenset({State.HELD}),
    Act.WAKE: frozenset({State.SNOOZED}),
    Act.CLOSE: OPEN,
    Act.MERGE: OPEN,
    Act.UNMERGE: frozenset({State.CLOSED}),
    Act.REOPEN: frozenset({State.CLOSED}),
}


def require(
    act: Act, state: State, *, number: int, holder: str | None, me: str | None = None, to: str | None = None
) -> None:
    """Refuse an act that the state does not allow, with the sentence that fits.

    `holder`, `me` and `to`, who it is offered to, are handles. Raises Refused: closed_already, open_in_inbox or
    not_held (nobody holds it), or, each with its holder, not_closed, held_by_you, held_by, not_snoozed,
    snoozed_already, not_offered, offered_to or offered_to_you.
    """
    if state in ALLOWED[act]:
        return
    raise _refusal(act, state, number, holder, me, to)


def _refusal(act: Act, state: State, number: int, holder: str | None, me: str | None, to: str | None) -> Refused:
    if state is State.CLOSED:
        return Refused("closed_already", number=number)
    if state is State.NEW:
        return Refused("open_in_inbox" if act in (Act.REOPEN, Act.UNMERGE) else "not_held", number=number)
    if act in (Act.REOPEN, Act.UNMERGE):
        return Refused("not_closed", number=number, holder=holder or "")
    if act in (Act.ACCEPT, Act.DECLINE, Act.TAKE_BACK):
        return Refused("not_offered", number=number, holder=holder or "")
    if state is State.OFFERED:
        if to is not None and to == me:
            return Refused("offered_to_you", number=number, holder=holder or "")
        return Refused("offered_to", number=number, holder=holder or "", to=to or "")
    if act is Act.WAKE:
        return Refused("not_snoozed", number=number, holder=holder or "")
    if act is Act.SNOOZE and state is State.SNOOZED:
        return Refused("snoozed_already", number=number, holder=holder or "")
    if holder is not None and holder == me:
        return Refused("held_by_you", number=number)
    return Refused("held_by", number=number, holder=holder or "")
