"""The desk sees to the backup of each day by itself, and says when there has been none for too long."""

from __future__ import annotations

import os
import threading
from datetime import timedelta

import pytest

from desk.clock import MachineClock, StoppedClock
from desk.health import Daily
from desk.keeping import daily
from desk.screens import watching
from desk.screens.backing_up import AGAIN, BackingUp
from desk.words import StoreRefused
from tests.kit import screen
from tests.kit.builders import MONDAY, Desk, team
from tests.kit.machine import until


class GoingClock(StoppedClock):
    """A clock that a test moves and that a desk takes for the machine's."""

    stopped = False


@pytest.fixture
def going(tmp_path):
    with team(tmp_path, clock=GoingClock(MONDAY)) as made:
        yield made


def looked(backing_up: BackingUp) -> str:
    """Look, wait for the backup to be made, and look again."""
    first = backing_up.look()
    until(lambda: not backing_up.busy)
    return first or backing_up.look()


def backups(desk: Desk) -> list[str]:
    folder = os.path.join(os.path.dirname(desk.path), daily.FOLDER)
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def test_a_desk_that_stays_open_makes_a_backup_on_each_day(going: Desk) -> None:
    backing_up = BackingUp(going.store)
    for _ in range(49):
        assert looked(backing_up) == ""
        going.later(hours=1)
    assert len(backups(going)) == 3


def test_looking_neither_waits_nor_begins_a_second_one(going: Desk, monkeypatch) -> None:
    goes_on, calls = threading.Event(), []

    def slow() -> Daily:
        calls.append(1)
        assert goes_on.wait(10)
        return Daily(None, True, None)

    monkeypatch.setattr(going.store, "back_up", slow)
    backing_up = BackingUp(going.store)
    backing_up.look()
    for _ in range(5):
        going.later(hours=2)
        assert backing_up.look() == ""
    goes_on.set()
    until(lambda: not backing_up.busy)
    assert calls == [1]


def test_a_desk_whose_clock_is_stopped_makes_none(desk: Desk) -> None:
    assert looked(BackingUp(desk.store)) == ""
    assert backups(desk) == []


def test_a_lack_of_backups_is_said_from_the_third_day_on_with_its_reason_and_once(going: Desk, monkeypatch) -> None:
    backing_up = BackingUp(going.store)
    looked(backing_up)
    full = StoreRefused("disk_full", path="/srv/backups")
    newest = daily.newest(going.path)
    monkeypatch.setattr(going.store, "back_up", lambda: Daily(newest, False, full))
    said = []
    for _ in range(50):
        said.append(looked(backing_up))
        going.later(hours=1)
    assert said[:49] == [""] * 49
    assert said[49] == (
        "The last good backup is 2 days old. "
        "The disk of /srv/backups is full, so this was not saved. Make room and do it again."
    )
    assert looked(backing_up) == ""
    monkeypatch.setattr(going.store, "back_up", lambda: Daily(None, False, None))
    going.later(hours=1)
    assert looked(backing_up) == "There is no good backup of this store. desk store backup makes one."


def test_a_clock_set_back_puts_no_backup_off(going: Desk) -> None:
    backing_up = BackingUp(going.store)
    looked(backing_up)
    going.clock.move(going.now - timedelta(days=3) - AGAIN)
    looked(backing_up)
    assert len(backups(going)) == 2


async def test_the_desk_warns_in_its_status_line_and_the_backup_is_there(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(watching, "RESTING", 0.0)
    with team(tmp_path, clock=MachineClock()) as desk:
        async with screen.sitting(desk.store) as at:
            await screen.until(lambda: backups(desk), at.app)
            monkeypatch.setattr(desk.store, "back_up", lambda: Daily(None, False, None))
            at.app._watching._backing_up._next = None
            await screen.until(lambda: "no good backup" in at.said, at.app)
            assert "There is no good backup of this store." in at.text
