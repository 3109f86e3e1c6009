"""Carrying out one act for a command, and saying what was done: one sentence, or its JSON object."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from desk.cli import output
from desk.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desk.cli.shell import Shell
    from desk.done import Done
    from desk.keeping.tx import Tx

T = TypeVar("T")


class Said(NamedTuple):
    """What a command says of an act: its sentence and the keys of its JSON object."""

    sentence: str
    number: int | str | None = None
    state: str | None = None
    holder: str | None = None
    more: dict[str, Any] | None = None


def do(
    shell: Shell,
    act: Callable[[Tx], T],
    say: Callable[[Shell, Done[T]], Said],
    meanwhile: AbstractContextManager[None] | None = None,
) -> int:
    """Carry out an act as the rep of the shell, and say so once it is in the store.

    `meanwhile` is what is said while it is carried out, for one that takes its time.
    Raises Usage when nobody is known to act, Refused, StoreRefused.
    """
    rep, store = shell.rep(), shell.store
    with meanwhile or nullcontext():
        done = store.write(act, rep)
    tell(shell, done, _said(shell, done, say))
    return 0


def _said(shell: Shell, done: Done[T], say: Callable[[Shell, Done[T]], Said]) -> Said:
    from desk import sentences
    from desk.words import StoreRefused

    try:
        return say(shell, done)
    except StoreRefused:  # it is saved; that it can't be looked at now must not read as if it were not
        return Said(sentences.said(done))


def tell(shell: Shell, done: Done[Any], said: Said) -> None:
    """Print what was done; over whose head it was done goes to standard error as well."""
    warning = over_a_colleague(done)
    if shell.json:
        document = {
            "act": done.name or None,
            "number": said.number,
            "state": said.state,
            "holder": said.holder,
            "sentence": said.sentence,
            "warning": warning,
        }
        output.json(document | (said.more or {}))
    else:
        output.line(said.sentence)
    if warning is not None:
        output.flush()
        shell.warn(warning)


def over_a_colleague(done: Done[Any]) -> str | None:
    """Say over whose head it was done, whatever the act and whoever holds it now; None when over nobody's."""
    if done.over is None:
        return None
    return _("That touched an inquiry of {holder}; the trail says so.").format(holder=done.over)


def of_inquiry(number: int | None = None, until: bool = False) -> Callable[[Shell, Done[Any]], Said]:
    """Say what was done to an inquiry; with `until`, the act gave the instant that goes with it."""

    def say(shell: Shell, done: Done[Any]) -> Said:
        from desk import views
        from desk.words import Thing

        touched = (each.id for each in done.touched if each.thing is Thing.INQUIRY)
        about = number if number is not None else next(touched)
        sentence = _sentence(done, f"#{about}")
        if until:
            sentence = _("{sentence}: {at}").format(sentence=sentence, at=in_full(done.value))
        row = shell.store.read(lambda r: views.inbox.rows(r, [about])).get(about)
        if row is None:
            return Said(sentence, about)
        return Said(sentence, about, row.state.value, row.holder)

    return say


def of_customer(number: str, **more: Any) -> Callable[[Shell, Done[Any]], Said]:
    """Say what was done to a customer."""
    return lambda shell, done: Said(_sentence(done, f"#{number}"), number, more=more)


def of_team(name: str, **more: Any) -> Callable[[Shell, Done[Any]], Said]:
    """Say what was done to the team or one of its reps."""
    return lambda shell, done: Said(_sentence(done, name), more=more)


def of_anything(shell: Shell, done: Done[Any]) -> Said:
    """Say what was done to whatever the act touched first: undo and redo may be about anything."""
    from desk import sentences
    from desk.words import Thing

    if not done.touched:
        return Said(sentences.said(done))
    first = done.touched[0]
    if first.thing is Thing.INQUIRY:
        return of_inquiry(first.id)(shell, done)
    # A bare number is an inquiry's to whoever did not name a noun.
    if first.thing is Thing.CALLBACK:
        return of_callback(first.id, _("Callback {number}").format(number=first.id))(shell, done)
    if first.thing is Thing.CUSTOMER:
        number = _customer_number(shell, first.id)
        return Said(_sentence(done, _("Customer {number}").format(number=number)), number)
    return of_team(_("The team's settings:") if first.thing is Thing.TEAM else _("The rep:"))(shell, done)


def of_callback(number: int | None = None, it: str | None = None) -> Callable[[Shell, Done[Any]], Said]:
    """Say what was done to a callback (`it`, else #7), and when it is due now; without `number` the act gave it."""

    def say(shell: Shell, done: Done[Any]) -> Said:
        from desk import sentences, views
        from desk.words import Act, Refused

        about: int = done.value if number is None else number
        sentence = _sentence(done, it or f"#{about}")
        try:
            row = shell.store.read(lambda r: views.callbacks.one(r, about))
        except Refused:  # its planning was taken back, so there is none
            return Said(sentence, about)
        if done.name == Act.CALLBACK_RESULT and row.result is not None:
            sentence = _("{sentence}: {result}").format(sentence=sentence, result=sentences.word(row.result))
        elif done.name == Act.CALLBACK_RESULT:
            sentence = _("{sentence}: again on {at}").format(sentence=sentence, at=in_full(row.from_at))
        elif done.name in (Act.CALLBACK_ADD, Act.CALLBACK_MOVE):
            sentence = _("{sentence}: {at}").format(sentence=sentence, at=in_full(row.from_at))
        return Said(sentence, about, row.state.value, None if ":" in row.owner or row.owner == "anyone" else row.owner)

    return say


def in_full(at: datetime) -> str:
    """Write an instant as people read it back, in the team's zone."""
    from desk import sentences
    from desk.format import moment_in_full
    from desk.language import language

    return moment_in_full(at, sentences.zone(), language())


def _sentence(done: Done[Any], it: str) -> str:
    from desk import clean, sentences

    if done.act_id is None:
        return _("{it}: nothing was changed").format(it=it)
    return clean.line(sentences.of_act(done, it))


def _customer_number(shell: Shell, key: int) -> str:
    from desk import views
    from desk.words import Refused

    try:
        return shell.store.read(lambda r: views.customers.card(r, key)).number
    except Refused:  # its adding was taken back
        return f"({key})"
