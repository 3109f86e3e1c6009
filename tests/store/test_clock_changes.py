"""When the clocks change, or one is set back, nothing is lost, doubled, or put in another order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from desk import acts
from desk.clock import StoppedClock
from desk.keeping.check import check
from desk.words import Role, Side
from tests.kit.builders import BERLIN, SETTINGS, Desk, empty, local

SPRING, AUTUMN = "2026-03-29", "2026-10-25"


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    """A team that began in January of that year; the usual one begins after both changes."""
    with empty(tmp_path, clock=StoppedClock(local("2026-01-07 10:00"))) as made:
        made.do(acts.team.found, SETTINGS, "Anna Abel", None, Side.INSIDE, Role.LEAD, rep=None)
        made.do(acts.team.add, "Mia Maier", Side.INSIDE, Role.MEMBER)
        yield made


def through(desk: Desk, begin: str, minutes: int) -> None:
    """Let the clock go on by minutes, ten at a time, with a desk that looks each time."""
    desk.clock.move(local(begin))
    for _ in range(minutes // 10):
        desk.later(minutes=10)
        desk.row(1001)


@pytest.mark.parametrize(
    ("day", "wall", "fold", "instant"),
    [
        (SPRING, "01:50", 0, "00:50"),
        (SPRING, "03:10", 0, "01:10"),
        (AUTUMN, "02:30", 0, "00:30"),
        (AUTUMN, "02:30", 1, "01:30"),
        (AUTUMN, "03:00", 0, "02:00"),
    ],
)
def test_what_sleeps_over_a_change_of_the_clocks_wakes_once_at_its_instant(
    desk: Desk, day: str, wall: str, fold: int, instant: str
) -> None:
    desk.clock.move(local(f"{day} 00:30"))
    number = desk.inquiry(holder="mia")
    wakes = local(f"{day} {wall}").astimezone(BERLIN).replace(fold=fold)
    desk.do(acts.time.snooze, number, wakes, rep="mia")
    through(desk, f"{day} 00:40", 240)
    assert desk.acts_of(number).count("wake") == 1
    assert f"{desk.trail(number)[-1].at:%Y-%m-%d %H:%M}" == f"{day} {instant}"
    assert check(desk.path).sound


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_acts_of_the_hour_that_is_missing_or_comes_twice_stand_in_the_order_in_which_they_were_done(desk, day) -> None:
    desk.clock.move(local(f"{day} 00:30"))
    number = desk.inquiry(holder="anna")
    for turn in range(18):
        desk.later(minutes=10)
        desk.do(acts.work.note, number, str(turn))
    notes = [line for line in desk.trail(number) if line.act == "note"]
    assert [line.note for line in notes] == [str(turn) for turn in range(18)]
    assert {b.at - a.at for a, b in pairwise(notes)} == {timedelta(minutes=10)}
    walls = [f"{line.at.astimezone(BERLIN):%H:%M}" for line in notes]
    assert len(set(walls)) == (18 if day == SPRING else 14), "on the wall an hour comes twice in autumn"


@pytest.mark.parametrize(("friday", "monday"), [("2026-03-27", "2026-03-30"), ("2026-10-23", "2026-10-26")])
def test_a_first_reply_over_the_weekend_of_a_change_is_due_at_the_hour_on_the_wall(desk, friday, monday) -> None:
    desk.clock.move(local(f"{friday} 17:50"))
    assert desk.row(desk.inquiry()).due_at == local(f"{monday} 08:05")


def test_a_clock_set_back_an_hour_gives_no_deadline_before_the_last_act(desk: Desk) -> None:
    first = desk.inquiry()
    last = desk.now
    desk.clock.move(last - timedelta(hours=1))
    second = desk.inquiry()
    assert desk.row(second).received_at == desk.row(first).received_at == last
    assert desk.row(second).due_at == desk.row(first).due_at
    desk.do(acts.custody.claim, first)
    desk.do(acts.work.note, first, "noted")
    lines = desk.trail(first)
    assert [line.act for line in lines] == ["receive", "claim", "note"]
    assert [line.seq for line in lines] == sorted(line.seq for line in lines)
    assert {line.at for line in lines} == {last}, "time stands still until the clock has caught up"
    desk.clock.move(last + timedelta(minutes=1))
    assert desk.do(acts.work.note, first, "later").at == desk.now
    assert check(desk.path).sound
