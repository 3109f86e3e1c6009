"""Sentences, built where they are read: a refusal, an act just done, one entry of a trail, a word of the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desk import clean, format
from desk.clock import instant
from desk.language import _, language, n_
from desk.rows import Offered, Promised
from desk.rows.custody import Timed
from desk.rules.hours import DEFAULT_ZONE
from desk.sentences.acts import SAID, SAID_WITH_TIME, TO_THE_INBOX, TRAIL
from desk.sentences.customer_edits import edited
from desk.sentences.refusals import REFUSALS, WAYS
from desk.sentences.store_refusals import STORE_REFUSALS
from desk.sentences.words import WORDS
from desk.words import Act, Priority, Refused, StoreRefused, Thing

if TYPE_CHECKING:
    from desk.done import Done
    from desk.health import Finding
    from desk.rows import TrailLine

_zone = DEFAULT_ZONE

_WHEN = {
    "snooze": "wake_at",
    "follow_up": "follow_up_at",
    "visit": "at",
    "promise": "due_at",
    "promise_moved": "due_at",
}
"""The column that says for when an act was done."""

REPS = frozenset({"holder", "to", "who"})
"""Facts that are reps, one handle or several with commas between."""

Names = Mapping[str, str]
"""Handle -> what a rep is called: screens give it, commands say the handles that they take."""

_HANDLES: Names = {}


def use_zone(zone: str) -> None:
    """Say instants in this zone from now on; an IANA name that the team's settings hold."""
    global _zone
    _zone = zone


def zone() -> str:
    """Say in which zone instants are told."""
    return _zone


def refusal(error: Refused | StoreRefused, names: Names = _HANDLES, ways: Mapping[str, str] = WAYS) -> str:
    """Give the one sentence that says why, in the language in use; reps as `names` calls them, ways out as `ways`."""
    known = STORE_REFUSALS if isinstance(error, StoreRefused) else REFUSALS
    template = known.get(error.reason)
    if template is None:
        return error.reason
    facts = {name: _called(value, names) if name in REPS else value for name, value in error.facts.items()}
    if error.reason in ways:
        facts["way"] = ways[error.reason].format_map(_Facts({name: _fact(value) for name, value in facts.items()}))
    return _filled(_(template), facts)


def _called(handles: object, names: Names) -> str:
    """Give what one rep is called, or several."""
    return ", ".join(names.get(each, each) for each in str(handles).split(", "))


def word(value: StrEnum | Priority | str) -> str:
    """Give a word of the field as people read it."""
    key = value.word if isinstance(value, Priority) else str(value)
    return _(WORDS[key]) if key in WORDS else key


def said(done: Done[Any], names: Names = _HANDLES) -> str:
    """Give the sentence that confirms an act: `#4709 taken`; reps as `names` calls them."""
    if done.act_id is None:
        return _("Nothing was changed.")
    numbers = [f"#{each.id}" for each in done.touched if each.thing is Thing.INQUIRY]
    if done.name in ("merge", "unmerge"):
        numbers = numbers[:1]
    sentence = of_act(done, _it(done, numbers), names)
    ended = sum(each.thing is Thing.CALLBACK for each in done.touched) if done.name == Act.CLOSE else 0
    if ended:
        sentence += ", " + n_("{count} callback ended with it", "{count} callbacks ended with it", ended).format(
            count=ended
        )
    return clean.line(sentence)


def of_act(done: Done[Any], it: str, names: Names = _HANDLES) -> str:
    """Give what was done to `it` (a number, or how many), with whom and until when where the act gave that."""
    if isinstance(done.value, Offered):
        to, until = names.get(done.value.to, done.value.to), _short(done.value.until, done.at)
        return _("{it} offered to {to} until {until}").format(it=it, to=to, until=until)
    if isinstance(done.value, Promised):
        return _("{it} promised for {due}").format(it=it, due=_short(done.value.due, done.at))
    if isinstance(done.value, Timed) and done.name in SAID_WITH_TIME:
        return _(SAID_WITH_TIME[done.name]).format(it=it, at=_short(done.value.at, done.at))
    note = done.notes[0] if done.notes and done.notes[0] else ""
    note = names.get(note, note) if done.name == Act.ASSIGN else note
    return _(SAID.get(done.name, "{it}")).format(it=it, note=note)


def trail(line: TrailLine, names: Names = _HANDLES) -> str:
    """Give one entry of a trail as a sentence, without its time and its author; reps as `names` calls them."""
    columns = {name: pair for change in line.changes for name, pair in change.columns.items()}
    note = clean.line(line.note or "")
    if line.act == Act.PRIORITY:
        note = word(note)
    elif line.act in (Act.ASSIGN, Act.EXPIRE, Act.AWAY_BEGINS, Act.LEAVE):
        note = names.get(note, note)
    elif line.act == Act.WIDEN:
        note = word(note)
    template = TRAIL.get(line.act, "{note}") if note else TO_THE_INBOX.get(line.act, TRAIL.get(line.act, "{note}"))
    sentence = _(template).format(note=name_of_act(note) if line.act in ("undo", "redo") else note)
    if line.act == Act.OFFER and line.to is not None:
        sentence = _offered(names.get(line.to, line.to), columns, note)
    if line.act == Act.CUSTOMER_EDIT and not note and (what := edited(line.changes)):
        sentence = _("changed: {what}").format(what=what)
    more = _more(line.act, columns, note)
    over = _("over {holder}").format(holder=names.get(line.over, line.over)) if line.over else ""
    return ", ".join(part for part in (sentence, more, over) if part)


def finding(found: Finding) -> str:
    """Give the sentence for one finding of a store's check."""
    from desk.sentences.findings import FINDINGS

    if found.thing == Thing.INQUIRY:
        it = f"#{found.id}"
    elif found.thing == Thing.CUSTOMER:
        it = _("Customer {number}").format(number=found.id)
    elif found.thing == Thing.CALLBACK:
        it = _("Callback {number}").format(number=found.id)
    else:
        it = f"{found.thing} {found.id}"
    facts = {"it": it, "thing": found.thing, "id": found.id, "detail": found.detail}
    return _filled(_(FINDINGS[found.kind]), facts)


def _it(done: Done[Any], numbers: list[str]) -> str:
    calls = sum(each.thing is Thing.CALLBACK for each in done.touched)
    if calls > 1 and done.name.startswith("callback"):
        return n_("{count} callback", "{count} callbacks", calls).format(count=calls)
    first = done.touched[0]
    if first.thing is Thing.CUSTOMER:
        return _customer(done)
    if len(numbers) == 1:
        return numbers[0]
    if numbers:
        return n_("{count} inquiry", "{count} inquiries", len(numbers)).format(count=len(numbers))
    if first.thing is Thing.CALLBACK:
        return _("Callback {number}").format(number=first.id)
    return str(done.value) if isinstance(done.value, str) else ""


def _customer(done: Done[Any]) -> str:
    if done.name not in (Act.UNDO, Act.REDO):
        return _("Customer {number}").format(number=done.customer)
    if done.value == Act.CUSTOMER_MERGE:
        return _("Merging two customers:")
    if done.value == Act.CUSTOMER_UNMERGE:
        return _("Separating two customers:")
    if done.value == Act.CUSTOMER_ADD or done.customer is None:
        return _("The new customer:")
    return _("What was changed of customer {number}:").format(number=done.customer)


def name_of_act(name: str) -> str:
    """Give what an act is called where it stands by itself: "taken", "callback planned"."""
    return _(TRAIL[name]).format(note="").strip(" :") if name in TRAIL else name


def _more(act: str, columns: Mapping[str, tuple[object, object]], note: str) -> str:
    """Give what the changes themselves say: until when, with which outcome, for how much."""
    after = {name: pair[1] for name, pair in columns.items()}
    if act == "close" and isinstance(after.get("outcome"), str):
        cents = after.get("outcome_cents")
        amount = format.money(cents, language()) if isinstance(cents, int) else ""
        return ", ".join(part for part in (word(str(after["outcome"])), amount, note) if part)
    value = after.get(_WHEN.get(act, ""))
    if isinstance(value, int):
        return _at(value)
    if act == "offer" and after.get("contact"):
        told = ", ".join(part for part in (word(str(after["contact"])), str(after.get("why") or "")) if part)
        return _("first reply: {told}").format(told=told)
    if act in (Act.CUSTOMER_ADD, Act.CUSTOMER_EDIT) and isinstance(after.get("care_model"), str) and note:
        return _("care model {model}: {why}").format(model=word(str(after["care_model"])), why=note)
    if act in (Act.CUSTOMER_ADD, Act.CUSTOMER_EDIT):
        return note
    if act.startswith("callback") and isinstance(after.get("from_at"), int):
        return _at(after["from_at"])
    if act == "quote" and isinstance(after.get("amount_cents"), int):
        return format.money(int(str(after["amount_cents"])), language())
    return ""


def _offered(to: str, columns: Mapping[str, tuple[object, object]], note: str) -> str:
    until = columns["due_at"][1]
    return _("offered to {to} until {until}: {note}").format(to=to, until=_at(until), note=note)


def _short(at: datetime, now: datetime) -> str:
    zone = ZoneInfo(_zone)
    if at.astimezone(zone).date() == now.astimezone(zone).date():
        return format.clock_time(at, _zone)
    return format.moment(at, now, _zone, language())


def _at(value: object) -> str:
    assert isinstance(value, int)
    return format.moment_in_full(instant(value), _zone, language())


def _filled(template: str, facts: Mapping[str, Any]) -> str:
    return clean.line(template.format_map(_Facts({name: _fact(value) for name, value in facts.items()})))


def _fact(value: Any) -> str:
    if isinstance(value, datetime):
        return format.moment_in_full(value, _zone, language())
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"
