"""Custody never breaks, whatever is done in whatever order; and the machine that says so finds what is broken."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy.exc import IntegrityError

from desk.acts import custody, handing, merging, offers, standing, time, undoing, work
from desk.keeping.recording import Recording
from desk.keeping.tx import Tx
from desk.keeping.writer import Writer
from desk.rules import states
from desk.words import Act, OfferState, State
from tests.acts.custody_machine import Custody

PROOF = bool(os.environ.get("DESK_PROOF"))


def hunt(examples: int, steps: int, *, shrink: bool, seeded: bool) -> settings:
    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=seeded,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.timeout(1800)
def test_custody_never_breaks():
    run_state_machine_as_test(
        Custody, settings=hunt(2000 if PROOF else 40, 60 if PROOF else 40, shrink=True, seeded=not PROOF)
    )


def claim_ignores_the_holder(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(states.ALLOWED, Act.CLAIM, frozenset({State.NEW, State.HELD}))


def reply_forgets_the_next_step(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(work, "stand", lambda _tx, _inquiry: None)


def reply_leaves_no_trail(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Tx, "note", unless(Tx.note, lambda _tx, _row, act, *_: act is Act.REPLY))


def the_trail_forgets_a_column(patch: pytest.MonkeyPatch) -> None:
    told = Recording.changes

    def changes(self: Recording) -> Any:
        found = told(self)
        for each in (change for changed in found.values() for change in changed):
            if each["version"] > 1:
                each.pop("holder_id", None)
        return found

    patch.setattr(Recording, "changes", changes)


def merging_drops_callbacks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merging, "open_callbacks", lambda _tx, _inquiry: [])


def closing_lets_callbacks_dangle(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(work, "open_callbacks", lambda _tx, _inquiry: [])


def undo_ignores_what_was_done_since(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(undoing, "_untouched", lambda _tx, _act: None)


def what_sleeps_never_wakes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(time, "wake_due", lambda _tx, _number: None)


def a_refusal_comes_too_late(patch: pytest.MonkeyPatch) -> None:
    claim = custody.claim

    def late(tx: Tx, number: int) -> None:
        for sql in (f"UPDATE inquiry SET version = version + 1 WHERE number = {number}", "COMMIT", "BEGIN IMMEDIATE"):
            tx.ask(sql)
        claim(tx, number)

    patch.setattr(custody, "claim", late)


def accepting_leaves_the_offer_open(patch: pytest.MonkeyPatch) -> None:
    def keep(_tx: Tx, inquiry: Any, _how: Any, _why: Any = None) -> None:
        inquiry.state = State.HELD

    patch.setattr(offers, "end_offer", keep)


def anybody_accepts(patch: pytest.MonkeyPatch) -> None:
    def mine(tx: Tx, number: int, act: Act) -> Any:
        inquiry = standing.allowed(tx, number, act)
        return inquiry, handing.open_offer(tx, inquiry)

    patch.setattr(offers, "_mine_to_answer", mine)


def what_is_offered_never_expires(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offers, "expire", lambda _tx, _number: None)


def an_offer_expires_when_somebody_looks(patch: pytest.MonkeyPatch) -> None:
    write = Writer.write

    def now(self: Writer, act: Any, rep: str | None, *, at: Any = None, **more: Any) -> Any:
        return write(self, act, rep, **more)

    patch.setattr(Writer, "write", now)


def offering_forgets_the_next_step(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offers, "stand", lambda _tx, _inquiry: None)


def a_second_offer_takes_the_first_ones_place(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(states.ALLOWED, Act.OFFER, states.OPEN)
    send = offers._send

    def instead(tx: Tx, inquiry: Any, row: Any) -> None:
        handing.end_offer(tx, inquiry, OfferState.ENDED)
        inquiry.holder_id = tx.rep.id
        send(tx, inquiry, row)

    patch.setattr(offers, "_between", lambda tx, number, to: (tx.inquiry(number), tx.colleague(to)))
    patch.setattr(offers, "_send", instead)


def what_comes_back_is_not_marked(patch: pytest.MonkeyPatch) -> None:
    def unmarked(inquiry: Any, rep_id: int) -> None:
        inquiry.state, inquiry.holder_id = State.HELD, rep_id

    patch.setattr(offers, "give_back", unmarked)


def merging_drops_promises(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merging, "_hand_on", lambda _tx, _promise, _survivor: None)


def closing_leaves_promises_open(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(work, "end_promises", lambda _tx, _inquiry: [])


def unless(act: Callable[..., None], left_out: Callable[..., bool]) -> Callable[..., None]:
    return lambda *args, **more: None if left_out(*args) else act(*args, **more)


BUGS = [
    claim_ignores_the_holder,
    reply_forgets_the_next_step,
    reply_leaves_no_trail,
    the_trail_forgets_a_column,
    merging_drops_callbacks,
    closing_lets_callbacks_dangle,
    undo_ignores_what_was_done_since,
    what_sleeps_never_wakes,
    a_refusal_comes_too_late,
    accepting_leaves_the_offer_open,
    anybody_accepts,
    what_is_offered_never_expires,
    an_offer_expires_when_somebody_looks,
    offering_forgets_the_next_step,
    a_second_offer_takes_the_first_ones_place,
    what_comes_back_is_not_marked,
    merging_drops_promises,
    closing_leaves_promises_open,
]


@pytest.mark.parametrize("plant", BUGS)
def test_a_planted_bug_is_found(plant, monkeypatch):
    plant(monkeypatch)
    with pytest.raises((AssertionError, RuntimeError, IntegrityError)):  # the last: the database itself refuses
        run_state_machine_as_test(Custody, settings=hunt(200, 40, shrink=False, seeded=True))
