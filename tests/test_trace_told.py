"""What is read out to a caller: where the inquiry is, and what comes next, in every state and both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from desk import language, sentences
from desk.rows import InquiryRow, PromiseRow
from desk.rows.trace import Station, Trace, TraceRow
from desk.sentences.trace import spoken, told_of, trace
from desk.words import Channel, Link, Outcome, Priority, PromiseState, State, Step
from tests.kit.builders import local

NOW = local("2026-11-25 11:00")  # a Wednesday
MONDAY, TUESDAY = local("2026-11-23 10:06"), local("2026-11-24 09:12")
SOON, PAST = local("2026-11-25 15:00"), local("2026-11-25 10:00")
NAMES = {"joerg": "Jörg Jansen", "mia": "Mia Maier"}


@pytest.fixture(autouse=True)
def berlin() -> Iterator[None]:
    sentences.use_zone("Europe/Berlin")
    yield
    language.use("en")


def row(number: int = 1001, since: datetime = TUESDAY, **values: object) -> TraceRow:
    more = {name: values.pop(name) for name in ("match", "promises", "merged_into", "closed_at") if name in values}
    given: dict[str, object] = {
        "state": State.HELD, "channel": Channel.EMAIL, "about": "Chairs", "customer": None, "customer_number": None,
        "grade": None, "sender": "Kim Lang", "holder": "joerg", "offered_to": None, "next_step": Step.FOLLOW_UP,
        "next_at": SOON, "received_at": MONDAY, "first_reply_at": MONDAY, "due_at": MONDAY,
        "priority": Priority.NORMAL, "marks": (), "outcome": None, "version": 1,
    }  # fmt: skip
    line = InquiryRow(number, **(given | values))  # type: ignore[arg-type]
    first = "mia" if line.state is State.NEW and since > MONDAY else None
    stays = (Station(first, State.NEW, MONDAY, since, 9), Station(line.holder, line.state, since, None, 9))
    known = {"stations": stays, "match": Link.EXACT, "promises": (), "merged_into": None, "closed_at": None}
    return TraceRow(row=line, **(known | more))  # type: ignore[arg-type]


def promise(state: PromiseState = PromiseState.OPEN, due: datetime = SOON) -> PromiseRow:
    ended = None if state is PromiseState.OPEN else PAST
    return PromiseRow(1, 1001, None, "joerg", "joerg", "a quote", TUESDAY, due, state, 0.5, ended, None, 1)


def told(*rows: TraceRow) -> str:
    return trace(Trace("kim", rows, NAMES), NOW)


INBOX = {"state": State.NEW, "holder": None, "next_step": Step.FIRST_REPLY, "first_reply_at": None}
HERE = "Your inquiry of Monday 10:06 is with Jörg Jansen since yesterday 09:12."
TOLD = {
    "held": (row(), f"{HERE} Jörg Jansen takes it up again today 15:00."),
    "held, overdue": (row(next_at=PAST), f"{HERE} Jörg Jansen takes it up again now."),
    "snoozed": (
        row(state=State.SNOOZED, next_step=Step.SNOOZE, next_at=local("2026-11-26 09:00")),
        f"{HERE} Jörg Jansen takes it up again tomorrow 09:00.",
    ),
    "a call is planned": (row(next_step=Step.CALLBACK), f"{HERE} We call you today 15:00."),
    "a call is due": (
        row(next_step=Step.CALLBACK, next_at=PAST),
        f"{HERE} A call to you has been due since today 10:00; we see to it now.",
    ),
    "in the inbox": (
        row(**INBOX, due_at=SOON),
        "Your inquiry of Monday 10:06 is with our team again since yesterday 09:12. "
        "The first reply is due by today 15:00.",
    ),
    "in the inbox from the beginning, late": (
        row(**INBOX, due_at=PAST, since=MONDAY),
        "Your inquiry of Monday 10:06 has reached our team. "
        "The first reply has been due since today 10:00; we see to it now.",
    ),
    "in the inbox after a reply": (
        row(**INBOX | {"next_step": Step.FOLLOW_UP, "first_reply_at": MONDAY}, since=MONDAY),
        "Your inquiry of Monday 10:06 has reached our team. Our team takes it up again today 15:00.",
    ),
    "offered": (
        row(state=State.OFFERED, offered_to="mia", offered_until=SOON, next_step=Step.OFFER),
        "Your inquiry of Monday 10:06 is with Jörg Jansen since yesterday 09:12; "
        "Mia Maier has been asked to take it on by today 15:00.",
    ),
    "promised": (row(promises=(promise(),)), f"{HERE} Jörg Jansen has promised by today 15:00: a quote."),
    "promised, overdue": (
        row(promises=(promise(due=PAST),)),
        f"{HERE} Jörg Jansen had promised by today 10:00: a quote. That is still open; we see to it now.",
    ),
    "promise kept": (
        row(promises=(promise(PromiseState.KEPT),)),
        f"{HERE} What Jörg Jansen promised was done today 10:00: a quote. "
        "Jörg Jansen takes it up again today 15:00.",
    ),
    "promise broken": (
        row(promises=(promise(PromiseState.BROKEN),)),
        f"{HERE} What was promised for today 15:00 could not be done: a quote. "
        "Jörg Jansen takes it up again today 15:00.",
    ),
    "without a step": (
        row(next_step=None, next_at=None),
        f"{HERE} What happens next is being settled now.",
    ),
    "probable": (
        row(match=Link.PROBABLE),
        f"This may be the one that you mean. {HERE} Jörg Jansen takes it up again today 15:00.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("state", TOLD)
def test_in_every_state_a_caller_is_told_where_it_is_and_what_comes_next(state: str) -> None:
    one, expected = TOLD[state]
    assert told(one) == expected


@pytest.mark.parametrize("state", TOLD)
def test_in_german_nothing_is_left_in_english(state: str) -> None:
    one, english = TOLD[state]
    language.use("de")
    german = told(one)
    assert not set(english.replace(".", "").split()) & set(german.replace(".", "").split()) & {
        "Your", "inquiry", "the", "our", "team", "promised", "due", "again", "What", "We", "call", "today", "since",
    }  # fmt: skip
    assert "{" not in german


@pytest.mark.parametrize("outcome", Outcome)
def test_of_what_is_closed_the_end_is_told(outcome: Outcome) -> None:
    said = told(row(state=State.CLOSED, outcome=outcome, closed_at=PAST, next_step=None, next_at=None))
    assert "today 10:00" in said
    assert said.count(".") == 1


def test_nothing_found_is_asked_back() -> None:
    assert told() == "We find no inquiry for “kim” yet: when did you send it, and by which way?"


def test_several_open_ones_of_the_same_person_are_counted_and_those_of_strangers_never_told() -> None:
    own = [row(1002), row(1003), row(1004, state=State.CLOSED, outcome=Outcome.WON)]
    strange = [row(1005, sender="Somebody Else"), row(1006, match=Link.PROBABLE)]
    assert told(row(), *own[:1]).endswith(" 1 more inquiry is open.")
    assert told(row(), *own, *strange).endswith(" 2 more inquiries are open.")
    assert "more" not in told(row(), *strange)


def test_told_first_is_what_is_open_then_what_is_sure_and_of_a_merged_one_what_it_goes_on_in() -> None:
    gone = row(1001, state=State.CLOSED, outcome=Outcome.WON)
    maybe, sure = row(1002, match=Link.PROBABLE), row(1003)
    merged = row(1004, state=State.CLOSED, outcome=Outcome.DUPLICATE, merged_into=1001)
    assert told_of(Trace("", (maybe, sure, gone), {})) is sure
    assert told_of(Trace("", (maybe, gone), {})) is maybe
    assert told_of(Trace("", (merged, gone), {})) is gone
    circle = (row(1, state=State.CLOSED, merged_into=2), row(2, state=State.CLOSED, merged_into=1))
    assert told_of(Trace("", circle, {})) in circle


@pytest.mark.parametrize(
    ("days", "english", "german"),
    [
        (0, "today 11:00", "heute 11:00 Uhr"),
        (-1, "yesterday 11:00", "gestern 11:00 Uhr"),
        (1, "tomorrow 11:00", "morgen 11:00 Uhr"),
        (-6, "Thursday 11:00", "Donnerstag 11:00 Uhr"),
        (6, "Tuesday 11:00", "Dienstag 11:00 Uhr"),
        (-7, "Wed 18 Nov 11:00", "Mi 18.11. 11:00"),
    ],
)
def test_an_instant_is_said_as_on_the_telephone(days: int, english: str, german: str) -> None:
    assert spoken(NOW + timedelta(days=days), NOW) == english
    language.use("de")
    assert spoken(NOW + timedelta(days=days), NOW) == german
