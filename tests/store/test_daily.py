"""Each day leaves a good backup behind: made once, whole or not at all, and kept by the rule."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desk.health import Daily
from desk.keeping import backup, daily, information
from desk.keeping.check import check
from desk.rules import retention
from desk.words import StoreRefused
from tests.kit.builders import Desk, empty, local, raw
from tests.kit.machine import fill_up, needs_root

ZONE = "Europe/Berlin"


def back_up(desk: Desk, folder: str = "") -> Daily:
    return daily.back_up(desk.path, desk.clock, ZONE, folder)


def names(desk: Desk) -> list[str]:
    return sorted(os.listdir(Path(desk.path).parent / daily.FOLDER))


def stamps(desk: Desk) -> list[str]:
    return [name.rpartition("-")[2] for name in names(desk)]


def test_the_first_desk_of_a_day_makes_a_backup_and_the_others_find_it(desk: Desk) -> None:
    number = desk.inquiry()
    rows = desk.everything()
    first = back_up(desk)
    assert first.made
    assert first.problem is None
    assert first.newest is not None
    assert first.newest.at == desk.now
    desk.later(hours=7)
    with desk.again() as colleague:
        assert back_up(colleague) == Daily(first.newest, False, None)
    assert stamps(desk) == ["20261123T090000Z"]
    assert check(first.newest.path).sound
    with Desk(first.newest.path) as copy:
        assert copy.everything() == rows
        assert copy.acts_of(number) == ["receive"]
    assert information.last_backup(desk.path) == first.newest


def test_a_day_is_the_teams_not_greenwichs(desk: Desk) -> None:
    desk.clock.move(local("2026-11-24 00:30"))
    assert back_up(desk).made
    assert stamps(desk) == ["20261123T233000Z"]
    desk.clock.move(local("2026-11-24 23:30"))
    assert not back_up(desk).made
    desk.clock.move(local("2026-11-25 00:10"))
    assert back_up(desk).made


@pytest.mark.parametrize("changes", ["2026-03-28 12:00", "2026-10-24 12:00"])
def test_a_day_on_which_the_clocks_change_has_one_backup_as_every_other(desk: Desk, changes: str) -> None:
    desk.clock.move(local(changes))
    made = 0
    for _ in range(72):
        made += back_up(desk).made
        desk.later(hours=1)
    assert made == len(names(desk)) == 4, "the rest of one day, two whole ones, and the beginning of a fourth"


def test_after_two_years_the_days_weeks_and_months_that_are_promised_are_there(desk: Desk, monkeypatch) -> None:
    def quick(_store: str, target: str, **_: object) -> int:
        return Path(target).write_bytes(b"a backup")

    monkeypatch.setattr(backup, "backup", quick)
    first = date(2026, 11, 23)
    for day in range(730):
        desk.clock.move(local(f"{first + timedelta(days=day)} 08:00"))
        assert back_up(desk).made
    days = {datetime.strptime(each, "%Y%m%dT%H%M%SZ").date() for each in stamps(desk)}
    assert days == retention.kept(first + timedelta(days=day) for day in range(730))
    assert (len(days), min(days)) == (20, date(2027, 12, 31))


def test_what_is_no_backup_of_this_store_is_neither_counted_nor_taken_away(desk: Desk, tmp_path) -> None:
    """Torn ones above all: they have another name until they are whole; with an empty file under a right name."""
    assert back_up(desk).made
    (whole,) = names(desk)
    folder = tmp_path / daily.FOLDER
    stem = whole.removesuffix("20261123T090000Z")
    later = [f"{stem}20261124T080000Z", f"{stem}99999999T999999Z", "letter", "desk.db.daily-1-20270101T080000Z"]
    for name in later:
        (folder / name).touch()
    part = folder / f".{stem}20261124T080000Z.abc.part"
    part.write_bytes((folder / whole).read_bytes()[:9000])
    desk.later(days=1)
    assert information.last_backup(desk.path).at == desk.now - timedelta(days=1)
    found = back_up(desk)
    assert found.made, "neither the torn nor the empty one is a backup of today"
    assert not part.exists(), "and the torn one is gone"
    assert set(later) | {whole} < set(names(desk))


def test_a_backup_that_was_not_written_as_it_was_meant_gets_no_name(desk: Desk, monkeypatch) -> None:
    vacuum = backup._vacuum

    def torn(source: str, part: str, target: str) -> None:
        vacuum(source, part, target)
        with open(part, "r+b") as file:
            file.seek(5 * 4096)
            file.write(b"\xa5" * 4096)

    monkeypatch.setattr(backup, "_vacuum", torn)
    found = back_up(desk)
    assert (found.made, found.newest) == (False, None)
    assert found.problem is not None
    assert found.problem.reason == "store_damaged"
    assert names(desk) == []
    monkeypatch.setattr(backup, "_require_whole", lambda *_: None)
    assert back_up(desk).made, "the control: without reading it again it would have counted"
    assert not check(information.last_backup(desk.path).path).sound


KILLED = """
import os, sys
from datetime import datetime
from desk.clock import StoppedClock
from desk.keeping import backup, daily
done = getattr(backup, sys.argv[2])
def dying(*arguments):
    if sys.argv[3] == "after":
        done(*arguments)
    os.kill(os.getpid(), 9)
setattr(backup, sys.argv[2], dying)
daily.back_up(sys.argv[1], StoppedClock(datetime.fromisoformat("2026-11-24T09:00+00:00")), "Europe/Berlin")
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["_vacuum", "_require_whole", "_appear"])
def test_a_desk_killed_while_it_makes_the_backup_leaves_a_whole_one_or_none(desk: Desk, step: str, when: str) -> None:
    back_up(desk)
    done = subprocess.run([sys.executable, "-c", KILLED, desk.path, step, when], check=False)
    assert done.returncode == -signal.SIGKILL
    desk.later(days=1)
    newest = information.last_backup(desk.path)
    appeared = (step, when) == ("_appear", "after")
    assert (newest.at.day == 24) is appeared
    assert check(newest.path).sound
    assert back_up(desk).made is not appeared
    assert stamps(desk)[-1].startswith("20261124")
    assert len(names(desk)) == 2, "nothing else is left"


def test_desks_that_open_at_the_same_instant_make_one_backup(desk: Desk) -> None:
    starts = threading.Barrier(6)
    found: list[Daily] = []

    def begin() -> None:
        starts.wait()
        found.append(back_up(desk))

    threads = [threading.Thread(target=begin) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.made for each in found].count(True) == len(names(desk)) == 1
    assert all(each.problem is None or each.problem.reason == "backup_under_way" for each in found)


def test_a_desk_that_finds_another_at_it_does_not_wait(desk: Desk) -> None:
    with daily._alone(os.path.dirname(desk.path)):
        found = back_up(desk)
    assert (found.newest, found.made) == (None, False)
    assert found.problem is not None
    assert found.problem.reason == "backup_under_way"
    assert back_up(desk).made, "the control: once the other is gone it is made"


def test_backups_of_two_stores_in_one_folder_do_not_meet(desk: Desk, tmp_path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (tmp_path / "other").mkdir()
    desk.later(minutes=1)
    with empty(tmp_path / "other", clock=desk.clock, name="desk.db") as other:
        for _ in range(40):
            assert back_up(desk, str(folder)).made
            assert back_up(other, str(folder)).made
            desk.later(days=1)
    assert len(os.listdir(folder)) % 2 == 0
    assert not (tmp_path / daily.FOLDER).exists()
    assert len({name.rpartition("-")[0] for name in os.listdir(folder)}) == 2


def test_a_folder_that_is_not_there_is_said_and_nothing_is_written_in_its_place(desk: Desk, tmp_path) -> None:
    found = back_up(desk, str(tmp_path / "stick"))
    assert found.problem is not None
    assert (found.problem.reason, found.problem.facts["folder"]) == ("folder_missing", str(tmp_path / "stick"))
    assert (found.made, found.newest) == (False, None)
    assert not (tmp_path / "stick").exists()


@needs_root
def test_a_full_disk_costs_no_older_backup(desk: Desk, mount) -> None:
    point = mount("-t", "tmpfs", "-o", "size=2m", "none")
    assert back_up(desk, str(point)).made
    older = os.listdir(point)
    fill_up(point / "fill")
    desk.later(days=1)
    found = back_up(desk, str(point))
    assert found.problem is not None
    assert found.problem.reason == "disk_full"
    assert found.newest is not None
    assert sorted(os.listdir(point)) == sorted([*older, "fill"])


def test_a_backup_can_be_read_by_those_whose_the_store_is_and_nobody_else(desk: Desk, tmp_path) -> None:
    mask = os.umask(0o000)
    try:
        path = back_up(desk).newest.path
    finally:
        os.umask(mask)
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert os.stat(tmp_path / daily.FOLDER).st_mode & 0o777 == 0o700
    desk.later(days=1)
    os.chmod(desk.path, 0o660)
    assert os.stat(back_up(desk).newest.path).st_mode & 0o777 == 0o660


def test_what_a_colleague_does_meanwhile_neither_waits_nor_is_half_in_it(desk: Desk, monkeypatch) -> None:
    verify = backup._require_whole

    def slow(part: str, source: str) -> None:
        desk.store.write(lambda tx: None, "anna", wait=0)
        desk.inquiry(about="meanwhile")
        verify(part, source)

    monkeypatch.setattr(backup, "_require_whole", slow)
    newest = back_up(desk).newest
    with raw(newest.path) as copy:
        assert copy.execute("SELECT count(*) FROM inquiry").fetchone() == (0,)
    assert check(newest.path).sound


def test_a_store_that_was_replaced_is_not_backed_up_as_if_it_were_this_one(desk: Desk) -> None:
    os.rename(desk.path, f"{desk.path}.old")
    with pytest.raises(StoreRefused) as refused:
        desk.store.back_up()
    assert refused.value.reason == "store_gone"
    os.rename(f"{desk.path}.old", desk.path)
    found = desk.store.back_up()
    assert found.made
    assert found.newest is not None
    assert found.newest.at == desk.now, "the store's clock counts, not the machine's"
