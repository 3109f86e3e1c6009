"""Which act an inquiry's state allows (DOMAIN, the table of acts)."""

from __future__ import annotations

from desk.words import Act, Refused, State

OPEN = frozenset({State.NEW, State.HELD, State.OFFERED, State.SNOOZED})
EVERY = frozenset(State)

ALLOWED: dict[Act, frozenset[State]] = {
    Act.CLAIM: frozenset({State.NEW}),
    Act.RELEASE: frozenset({State.HELD, State.SNOOZED}),
    Act.ASSIGN: frozenset({State.NEW, State.HELD, State.SNOOZED}),
    Act.REPLY: OPEN,
    Act.QUALIFY: OPEN,
    Act.QUOTE: OPEN,
    Act.VISIT: OPEN,
    Act.FOLLOW_UP: OPEN,
    Act.CALLBACK_ADD: OPEN,
    Act.NOTE: EVERY,
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


def require(act: Act, state: State, *, number: int, holder: str | None, me: str | None = None) -> None:
    """Refuse an act that the state does not allow, with the sentence that fits.

    `holder` and `me` are handles. Raises Refused: closed_already, open_in_inbox or not_held (nobody holds it), or, each
    with its holder, not_closed, held_by_you, held_by, not_snoozed or snoozed_already.
    """
    if state in ALLOWED[act]:
        return
    raise _refusal(act, state, number, holder, me)


def _refusal(act: Act, state: State, number: int, holder: str | None, me: str | None) -> Refused:
    if state is State.CLOSED:
        return Refused("closed_already", number=number)
    if state is State.NEW:
        return Refused("open_in_inbox" if act in (Act.REOPEN, Act.UNMERGE) else "not_held", number=number)
    if act in (Act.REOPEN, Act.UNMERGE):
        return Refused("not_closed", number=number, holder=holder or "")
    if act is Act.WAKE:
        return Refused("not_snoozed", number=number, holder=holder or "")
    if act is Act.SNOOZE and state is State.SNOOZED:
        return Refused("snoozed_already", number=number, holder=holder or "")
    if holder is not None and holder == me:
        return Refused("held_by_you", number=number)
    return Refused("held_by", number=number, holder=holder or "")
