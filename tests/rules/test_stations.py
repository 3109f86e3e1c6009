"""Stations: a trail read as stays with a rep or in the inbox."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.rules.hours import DEFAULT_HOURS, DEFAULT_ZONE, Calendar, parse_hours
from desk.rules.stations import stations
from desk.words import State
from tests.kit.builders import local

CALENDAR = Calendar(DEFAULT_ZONE, parse_hours(DEFAULT_HOURS))
HANDLES = {1: "anna", 2: "mia"}
FRIDAY, MONDAY = local("2026-11-20 17:30"), local("2026-11-23 08:30")


def told(changes, *, received=FRIDAY, now=MONDAY, ended=None):
    return [
        (stay.rep, stay.state.value, stay.minutes)
        for stay in stations(changes, received, now, CALENDAR, HANDLES, ended)
    ]


def test_a_weekend_in_the_inbox_counts_what_was_open_of_it() -> None:
    assert told([(FRIDAY, {"state": "new"})]) == [(None, "new", 60)]


def test_what_was_taken_in_late_has_waited_since_it_was_received() -> None:
    assert told([(MONDAY, {"state": "new"})]) == [(None, "new", 60)]


def test_each_stay_begins_where_the_one_before_ended() -> None:
    at = [FRIDAY + timedelta(minutes=step) for step in (0, 10, 15, 20, 25)]
    changes = [
        (at[0], {"state": "new"}),
        (at[1], {"state": "held", "holder_id": 1}),
        (at[2], {"state": "offered"}),
        (at[3], {"state": "held", "holder_id": 2}),
        (at[4], {"state": "closed"}),
    ]
    assert told(changes) == [
        (None, "new", 10),
        ("anna", "held", 5),
        ("anna", "offered", 5),
        ("mia", "held", 5),
        ("mia", "closed", 0),
    ]


def test_a_stay_that_took_no_time_is_none_and_neighbours_that_are_alike_are_one() -> None:
    soon, later = FRIDAY + timedelta(minutes=5), FRIDAY + timedelta(minutes=10)
    changes = [
        (FRIDAY, {"state": "new"}),
        (FRIDAY, {"state": "held", "holder_id": 1}),
        (soon, {"state": "offered"}),
        (soon, {"state": "held"}),
        (later, {"holder_id": 1}),
    ]
    assert told(changes) == [("anna", "held", 60)]


def test_an_offer_that_nobody_could_settle_reads_as_held_again_since_it_was_due() -> None:
    changes = [(FRIDAY, {"state": "offered", "holder_id": 1})]
    assert told(changes, ended=FRIDAY + timedelta(minutes=20)) == [("anna", "offered", 20), ("anna", "held", 40)]


def test_back_in_the_inbox_it_is_with_nobody() -> None:
    changes = [(FRIDAY, {"state": "held", "holder_id": 1}), (MONDAY, {"state": "new", "holder_id": None})]
    assert told(changes, now=MONDAY + timedelta(minutes=5)) == [("anna", "held", 60), (None, "new", 5)]


STEPS = st.lists(
    st.tuples(
        st.integers(-600, 600),
        st.fixed_dictionaries(
            {}, optional={"holder_id": st.sampled_from([None, 1, 2]), "state": st.sampled_from([*State])}
        ),
    ),
    min_size=1,
    max_size=12,
)


@given(STEPS)
def test_whatever_the_clocks_said_stays_follow_one_another_without_a_gap(steps) -> None:
    found = stations(
        [(FRIDAY + timedelta(minutes=at), columns) for at, columns in steps],
        FRIDAY,
        FRIDAY + timedelta(days=1),
        CALENDAR,
        HANDLES,
    )
    assert [stay.until for stay in found[:-1]] == [stay.since for stay in found[1:]]
    assert found[-1].until is None
    assert all(stay.until is None or stay.until > stay.since for stay in found)
    assert all(stay.minutes >= 0 for stay in found)
    assert all(one[:2] != other[:2] for one, other in pairwise(found))
