"""In whatever order messages arrive, they are the same inquiries (DOMAIN, Threads and duplicates)."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import acts
from desk.acts import threads as threads_of
from desk.words import Priority, State
from tests.kit.builders import Desk, local, mail, team

PROOF = bool(os.environ.get("DESK_PROOF"))


def arrive(desk: Desk, serial: int, **values: Any) -> Any:
    return desk.do(acts.receive.mail, mail(serial, **values), b"packed", rep=None).value


BEGIN = local("2026-11-02 08:00")


@st.composite
def conversations(draw):
    """Some messages, each answering any of the others or one that never arrives, and an order of arriving."""
    count = draw(st.integers(2, 7))
    messages = []
    for serial in range(count):
        answers = draw(st.lists(st.integers(0, count + 1).filter(lambda n, me=serial: n != me), max_size=2))
        messages.append(
            {
                "serial": serial,
                "answers": tuple(f"{n}@example.org" for n in answers),
                "minutes": draw(st.integers(0, 5_000)),
                "automatic": draw(st.booleans()),
            }
        )
    return messages, draw(st.permutations(messages)), draw(st.permutations(messages))


@settings(
    max_examples=1500 if PROOF else 10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not PROOF
)
@given(conversations())
def test_in_whatever_order_messages_arrive_they_are_the_same_inquiries_received_at_the_same_time(story):
    messages, *orders = story
    wanted = threads(messages)
    for order in (messages, *orders):
        assert received_in(order) == wanted


def received_in(order) -> dict[frozenset[int], tuple[datetime, Priority]]:
    """Let messages arrive; give what the desk makes of them: which are one inquiry, when received, how urgent."""
    folder = Path(tempfile.mkdtemp(prefix="desk-threads-"))
    try:
        with team(folder) as desk:
            numbers = {
                each["serial"]: arrive(
                    desk,
                    each["serial"],
                    references=each["answers"],
                    received_at=BEGIN + timedelta(minutes=each["minutes"]),
                    automatic=each["automatic"],
                ).number
                for each in order
            }
            groups = defaultdict(set)
            for serial, number in numbers.items():
                while (into := desk.detail(number).merged_into) is not None:
                    number = into
                groups[number].add(serial)
            assert {row[0] for row in desk.sql("SELECT number FROM inquiry WHERE state <> 'closed'")} == set(groups)
            rows = {number: desk.row(number) for number in groups}
            assert all(row.state is State.NEW and row.next_at == row.due_at for row in rows.values())
            return {frozenset(group): (rows[n].received_at, rows[n].priority) for n, group in groups.items()}
    finally:
        shutil.rmtree(folder)


def threads(messages) -> dict[frozenset[int], tuple[datetime, Priority]]:
    """Say what the messages are, worked out in another way: parts of a graph that hang together."""
    parts = [{f"{each['serial']}@example.org", *each["answers"]} for each in messages]
    merged = True
    while merged:
        merged = False
        for one in parts:
            other = next((each for each in parts if each is not one and each & one), None)
            if other is not None:
                one |= other
                parts.remove(other)
                merged = True
                break
    found = {}
    for part in parts:
        mine = [each for each in messages if f"{each['serial']}@example.org" in part]
        began = BEGIN + timedelta(minutes=min(each["minutes"] for each in mine))
        priority = Priority.LOW if all(each["automatic"] for each in mine) else Priority.NORMAL
        found[frozenset(each["serial"] for each in mine)] = (began, priority)
    return found


def test_the_measure_finds_a_desk_that_joins_only_what_a_message_finds_first(monkeypatch):
    found = threads_of.thread
    monkeypatch.setattr(threads_of, "thread", lambda tx, record: found(tx, record)[:1])
    answers = [(), ("0@example.org",), ("1@example.org",)]
    story = [
        {"serial": serial, "answers": answers[serial], "minutes": serial, "automatic": False} for serial in range(3)
    ]
    assert received_in(story) == threads(story)
    assert received_in([story[2], story[0], story[1]]) != threads(story)
