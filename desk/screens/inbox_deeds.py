"""What each verb of the inbox does to one inquiry within a transaction; run by the writer, where acts are loaded."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from desk import acts
from desk.rows.custody import Timed
from desk.words import Act, State

if TYPE_CHECKING:
    from desk.keeping.tx import Tx
    from desk.screens.questions.answers import OutcomeAnswer, QualifyAnswer, ReplyAnswer, TimeAnswer
    from desk.screens.questions.forward import ForwardAnswer
    from desk.screens.questions.promise import PromiseAnswer
    from desk.words import Priority

Verb = Callable[["Tx", int], object]
"""What is done to one inquiry within a transaction."""


def accept(tx: Tx, number: int) -> None:
    """Take it; one's own that rests is woken, a closed one is opened again."""
    inquiry = tx.inquiry(number)
    if inquiry.state is State.CLOSED:
        acts.custody.reopen(tx, number)
    elif inquiry.state is State.SNOOZED and inquiry.holder_id == tx.rep.id:
        acts.time.wake(tx, number)
    else:
        acts.custody.take(tx, number)


def bring_back(why: str = "") -> Verb:
    """Take back what one offers, decline what is offered to one, give anything else back to the inbox."""

    def verb(tx: Tx, number: int) -> None:
        inquiry = tx.inquiry(number)
        if inquiry.state is not State.OFFERED:
            acts.custody.release(tx, number)
        elif inquiry.holder_id == tx.rep.id:
            acts.offers.takeback(tx, number)
        else:
            acts.offers.decline(tx, number, why)

    return verb


def forward(answer: ForwardAnswer) -> Verb:
    """Offer it to a colleague; among several, each with its own subject and with a contact only where it needs one."""
    given = {field.name: getattr(answer, field.name) for field in dataclasses.fields(answer)}
    to, note, contact = given.pop("to"), given.pop("note"), given.pop("contact")

    def verb(tx: Tx, number: int) -> object:
        inquiry = tx.inquiry(number)
        told = contact if inquiry.first_reply_at is None else None
        return acts.offers.offer(tx, number, to, note=note or inquiry.about, contact=told, **given)

    return verb


def close(answer: OutcomeAnswer) -> Verb:
    """Close it with its outcome."""
    amount, why, of = answer.amount_cents, answer.why, answer.of
    return lambda tx, number: acts.work.close(tx, number, answer.outcome, amount_cents=amount, why=why, of=of)


def reply(answer: ReplyAnswer) -> Verb:
    """Note the first reply."""
    return lambda tx, number: acts.work.reply(tx, number, answer.how, answer.note)


def attach(text: str) -> Verb:
    """Add what the customer says once more."""
    return lambda tx, number: acts.work.attach(tx, number, text)


def assign(to: str) -> Verb:
    """Give it to a rep."""
    return lambda tx, number: acts.custody.assign(tx, number, to)


def note(text: str) -> Verb:
    """Write a note."""
    return lambda tx, number: acts.work.note(tx, number, text)


def priority(value: Priority) -> Verb:
    """Set the priority."""
    return lambda tx, number: acts.work.priority(tx, number, value)


def edit(values: dict[str, str]) -> Verb:
    """Change what is written about it."""
    return lambda tx, number: acts.work.edit(tx, number, values)


def link(customer: str) -> Verb:
    """Say whose it is."""
    return lambda tx, number: acts.work.link(tx, number, customer)


def merge(into: int) -> Verb:
    """Merge it into another one."""
    return lambda tx, number: acts.merging.merge(tx, number, into)


def time(answer: TimeAnswer) -> Verb:
    """Set a callback, a rest or a follow-up, or promise something."""
    from desk.screens.questions.answers import TimeKind

    at, topic, promised = answer.at, answer.topic, answer.promised
    if answer.kind is TimeKind.PROMISE:
        return lambda tx, number: acts.promises.promise(tx, number, topic, at)
    if answer.kind is TimeKind.SNOOZE:
        return timed(lambda tx, number: acts.time.snooze(tx, number, at), at)
    if answer.kind is TimeKind.FOLLOW_UP:
        return timed(lambda tx, number: acts.time.follow_up(tx, number, at), at)
    return timed(lambda tx, number: acts.callbacks.add(tx, inquiry=number, at=at, topic=topic, promised=promised), at)


def timed(verb: Verb, at: datetime) -> Verb:
    """Let what is said of an act name the time that it sets: a preset is gone before it was read."""

    def named(tx: Tx, number: int) -> Timed:
        verb(tx, number)
        return Timed(at)

    return named


def settle(answer: PromiseAnswer) -> Verb:
    """Say what became of a promise."""
    promise, why, to = answer.number, answer.why, answer.to
    if to is not None:
        return lambda tx, number: acts.promises.moved(tx, number, promise, to, why)
    if answer.end is Act.PROMISE_KEPT:
        return lambda tx, number: acts.promises.kept(tx, number, promise, why)
    return lambda tx, number: acts.promises.broken(tx, number, promise, why)


def call_now(tx: Tx, inquiry: int) -> int:
    """Make a callback for a call that begins now; give its number."""
    number = acts.callbacks.add(tx, inquiry=inquiry, at=tx.now)
    acts.callbacks.call(tx, number)
    return number


def qualify(answer: QualifyAnswer) -> Verb:
    """Give the one act of a filled-in form: the facts, the quote, the visit; only those that were filled in."""
    verbs: list[Verb] = []
    facts = {name: getattr(answer, name) for name in ("what", "wanted_by", "budget_cents", "area", "fit")}
    cents, visit_at = answer.quote_cents, answer.visit_at
    if answer.clear or any(value is not None for value in facts.values()):
        verbs.append(lambda tx, number: acts.work.qualify(tx, number, **facts, clear=answer.clear))
    if cents is not None:
        verbs.append(lambda tx, number: acts.work.quote(tx, number, cents))
    if visit_at is not None:
        verbs.append(lambda tx, number: acts.work.visit(tx, number, visit_at))
    return lambda tx, number: [verb(tx, number) for verb in verbs]
