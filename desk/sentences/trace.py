"""What a caller is told who asks for an inquiry: facts and what happens next, never whose fault it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk import clean, format, sentences
from desk.language import N_, _, language, n_
from desk.rows import PromiseRow
from desk.rows.trace import Trace, TraceRow
from desk.words import Link, Outcome, PromiseState, State, Step

_TEXT = 120
"""Signs of what was promised that are read out."""

_ENDED: dict[Outcome, str] = {
    Outcome.WON: N_("Your inquiry of {received} led to an order; it was closed {closed}."),
    Outcome.LOST: N_("Your inquiry of {received} was closed {closed}; no order came of it."),
    Outcome.ANSWERED: N_("Your inquiry of {received} was answered {closed}."),
    Outcome.NO_NEED: N_("Your inquiry of {received} was closed {closed}; nothing more was needed."),
    Outcome.DUPLICATE: N_("Your inquiry of {received} was joined {closed} with another one that goes on."),
    Outcome.SPAM: N_("Your message of {received} was set aside {closed} as advertising."),
    Outcome.WRONG_NUMBER: N_("Your inquiry of {received} was closed {closed}, since the number was not yours."),
}


def trace(found: Trace, now: datetime) -> str:
    """Give what to read out to a caller: where the inquiry is, what was promised or happens next, what else is open."""
    if not found.rows:
        return _("We find no inquiry for “{query}” yet: when did you send it, and by which way?").format(
            query=clean.line(found.query, 60)
        )
    first = told_of(found)
    said = [_("This may be the one that you mean.")] if first.match is Link.PROBABLE else []
    said += _of_one(first, found, now)
    more = sum(_theirs(first, each) for each in found.rows if each is not first)
    if more:
        said.append(n_("{count} more inquiry is open.", "{count} more inquiries are open.", more).format(count=more))
    return " ".join(said)


def _theirs(first: TraceRow, other: TraceRow) -> bool:
    """Say whether another open inquiry may be told of to whoever asked for the first: nobody hears of strangers."""
    same = (
        first.row.customer_number == other.row.customer_number
        if first.row.customer_number
        else first.row.sender == other.row.sender
    )
    return same and other.row.state is not State.CLOSED and other.match is Link.EXACT


def told_of(found: Trace) -> TraceRow:
    """Give the row that a caller is told of first: open before closed, sure before probable, new before old.

    Of one that was merged, what it goes on in is told when that is among the rows. There has to be a row.
    """
    best = min(found.rows, key=lambda each: (each.row.state is State.CLOSED, each.match is Link.PROBABLE))
    seen = {best.row.number}
    by_number = {each.row.number: each for each in found.rows}
    while best.merged_into in by_number and best.merged_into not in seen:
        seen.add(best.merged_into)
        best = by_number[best.merged_into]
    return best


def spoken(at: datetime, now: datetime) -> str:
    """Say an instant as one does on the telephone: "today 15:00", "Tuesday 09:30", else with its date."""
    zone = ZoneInfo(sentences.zone())
    day, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    time = format.clock_time(at, sentences.zone())
    near = {-1: N_("yesterday {time}"), 0: N_("today {time}"), 1: N_("tomorrow {time}")}
    away = (day - today) // timedelta(days=1)
    if away in near:
        return _(near[away]).format(time=time)
    if abs(away) < 7:
        weekday = format.weekday_name(day.weekday(), language())
        return _("{weekday} {time}").format(weekday=weekday, time=time)
    return format.moment(at, now, sentences.zone(), language())


def _of_one(one: TraceRow, found: Trace, now: datetime) -> Iterator[str]:
    yield _where(one, found, now)
    promise = one.promise
    if promise is not None:
        yield _promised(promise, found, now)
        if promise.state is PromiseState.OPEN:
            return
    if one.row.state is not State.CLOSED and not (one.row.next_step is Step.OFFER and one.row.first_reply_at):
        yield _next(one, found, now)


def _where(one: TraceRow, found: Trace, now: datetime) -> str:
    row, received = one.row, spoken(one.row.received_at, now)
    since = spoken(one.here_since, now)
    if row.state is State.CLOSED:
        template = _ENDED[row.outcome or Outcome.ANSWERED]
        return _(template).format(received=received, closed=spoken(one.closed_at or row.received_at, now))
    if row.holder is None and one.here_since == row.received_at:
        return _("Your inquiry of {received} has reached our team.").format(received=received)
    if row.holder is None:
        return _("Your inquiry of {received} is with our team again since {since}.").format(
            received=received, since=since
        )
    who = _name(found, row.holder)
    if row.offered_to is not None and row.offered_until is not None:
        return _(
            "Your inquiry of {received} is with {who} since {since}; {to} has been asked to take it on by {until}."
        ).format(
            received=received, who=who, since=since, to=_name(found, row.offered_to),
            until=spoken(row.offered_until, now),
        )  # fmt: skip
    return _("Your inquiry of {received} is with {who} since {since}.").format(received=received, who=who, since=since)


def _promised(promise: PromiseRow, found: Trace, now: datetime) -> str:
    facts = {
        "who": _name(found, promise.rep),
        "text": clean.line(promise.text, _TEXT),
        "due": spoken(promise.due_at, now),
        "at": spoken(promise.ended_at or now, now),
    }
    if promise.state is PromiseState.OPEN:
        if promise.due_at > now:
            return _("{who} has promised by {due}: {text}.").format(**facts)
        return _("{who} had promised by {due}: {text}. That is still open; we see to it now.").format(**facts)
    if promise.state is PromiseState.KEPT:
        return _("What {who} promised was done {at}: {text}.").format(**facts)
    if promise.state is PromiseState.BROKEN:
        return _("What was promised for {due} could not be done: {text}.").format(**facts)
    return _("{who} had promised by {due}: {text}.").format(**facts)


def _next(one: TraceRow, found: Trace, now: datetime) -> str:
    row = one.row
    if row.next_step is None or row.next_at is None:
        return _("What happens next is being settled now.")
    facts = {"at": spoken(row.next_at, now), "who": _name(found, row.holder) if row.holder else _("Our team")}
    past = row.next_at <= now
    if row.next_step in (Step.FIRST_REPLY, Step.OFFER) and row.first_reply_at is None:
        facts["at"] = spoken(row.due_at or row.next_at, now)
        past = (row.due_at or row.next_at) <= now
        if past:
            return _("The first reply has been due since {at}; we see to it now.").format(**facts)
        return _("The first reply is due by {at}.").format(**facts)
    if row.next_step is Step.CALLBACK:
        if past:
            return _("A call to you has been due since {at}; we see to it now.").format(**facts)
        return _("We call you {at}.").format(**facts)
    if past:
        return _("{who} takes it up again now.").format(**facts)
    return _("{who} takes it up again {at}.").format(**facts)


def _name(found: Trace, handle: str) -> str:
    return clean.line(found.names.get(handle, handle), 60)
