"""Backups are whole, private and complete; a restore is checked first and keeps what stood there."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk import acts, sentences, upgrades
from desk.health import Kept
from desk.keeping import backup, information
from desk.keeping.check import check
from desk.keeping.gate import Gate
from desk.words import StoreRefused
from tests.kit.builders import Desk, empty, raw
from tests.kit.machine import fill_up, needs_root


def digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


@pytest.fixture
def day(desk: Desk) -> Desk:
    """A store with something of everything in it."""
    customer = desk.customer("Möbel Kraus KG", phone="0211 123456", email="info@kraus.example", city="Köln", sector="A")
    number = desk.inquiry(customer=customer, holder="mia")
    desk.do(acts.work.note, number, "noted", rep="mia")
    desk.callback(inquiry=number, rep="mia")
    desk.mail(raw=b"\x00\xff raw")
    return desk


def refused(act, *arguments) -> StoreRefused:
    with pytest.raises(StoreRefused) as found:
        act(*arguments)
    assert sentences.refusal(found.value) != found.value.reason
    return found.value


def test_a_backup_holds_every_row_of_every_table_while_the_desk_stays_open(day: Desk, tmp_path) -> None:
    target = str(tmp_path / "backup.db")
    assert backup.backup(day.path, target) == os.path.getsize(target)
    before = day.everything()
    with Desk(target) as copy:
        assert copy.everything() == before
    assert check(target).sound
    day.inquiry()
    assert day.everything() != before


def test_a_backup_is_its_owners_alone_whatever_the_umask(day: Desk, tmp_path) -> None:
    mask = os.umask(0o000)
    try:
        backup.backup(day.path, str(tmp_path / "backup.db"))
    finally:
        os.umask(mask)
    assert os.stat(tmp_path / "backup.db").st_mode & 0o777 == 0o600


def test_a_backup_takes_no_other_files_place(day: Desk, tmp_path) -> None:
    (tmp_path / "letter").write_text("dear")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("letter", "link", "desk.db"):
        assert refused(backup.backup, day.path, str(tmp_path / name)).reason == "backup_exists"
    assert (tmp_path / "letter").read_text() == "dear"
    assert not (tmp_path / "nowhere").exists()


def test_a_backup_appears_whole_or_not_at_all_and_leaves_nothing_else(day: Desk, tmp_path, monkeypatch) -> None:
    before = sorted(os.listdir(tmp_path))
    assert refused(backup.backup, day.path, str(tmp_path / "gone" / "b.db")).reason == "folder_missing"
    monkeypatch.setattr(backup, "_appear", lambda part, target: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        backup.backup(day.path, str(tmp_path / "b.db"))
    assert sorted(os.listdir(tmp_path)) == before


@needs_root
def test_a_backup_to_a_full_disk_names_the_target(day: Desk, mount) -> None:
    point = mount("-t", "tmpfs", "-o", "size=1m", "none")
    fill_up(point / "fill")
    found = refused(backup.backup, day.path, str(point / "b.db"))
    assert (found.reason, found.facts["path"]) == ("disk_full", str(point / "b.db"))
    assert os.listdir(point) == ["fill"]


def test_what_was_done_while_a_backup_was_written_is_in_it_whole_or_not_at_all(day: Desk, tmp_path) -> None:
    """The reader's snapshot: a writer that commits in between changes nothing of it."""
    with raw(day.path) as reader:
        reader.execute("BEGIN")
        (before,) = reader.execute("SELECT count(*) FROM act").fetchone()
        number = day.inquiry()
        assert reader.execute("SELECT count(*) FROM act").fetchone() == (before,)
    backup.backup(day.path, str(tmp_path / "b.db"))
    with Desk(str(tmp_path / "b.db")) as copy:
        assert copy.acts_of(number) == ["receive"]


def test_a_restored_store_is_the_backup_row_by_row_and_the_other_is_kept(day: Desk, tmp_path) -> None:
    target = str(tmp_path / "backup.db")
    backup.backup(day.path, target)
    saved, bytes_before = day.everything(), digest(target)
    later = day.inquiry(about="after the backup")
    replaced = day.everything()
    day.close()
    restored = backup.restore(target, day.path, day.clock)
    assert digest(target) == bytes_before
    assert restored.kept is not None
    assert os.path.basename(restored.kept) == "desk.db.before-restore-20261123T090000Z"
    with Desk(day.path) as again, Desk(restored.kept) as kept:
        assert again.everything() == saved
        assert kept.everything() == replaced
        assert kept.row(later).about == "after the backup"
        assert again.inquiry() == later, "it works on, with the numbers of then"
    assert os.stat(day.path).st_mode & 0o777 == 0o600


def test_a_desk_that_is_open_during_a_restore_says_so_and_writes_nothing_into_either(day: Desk, tmp_path) -> None:
    target = str(tmp_path / "backup.db")
    backup.backup(day.path, target)
    day.inquiry()
    restored = backup.restore(target, day.path, day.clock)
    kept = str(restored.kept)
    assert not os.path.exists(f"{day.path}-wal"), "the WAL of the old store would be played into the new one"
    assert refused(day.store.poll).reason == "store_replaced"
    assert refused(day.inquiry).reason == "store_replaced"
    day.close()
    assert check(day.path).sound
    assert check(kept).sound


def test_a_store_is_restored_where_none_is(day: Desk, tmp_path) -> None:
    target = str(tmp_path / "backup.db")
    backup.backup(day.path, target)
    place = tmp_path / "new" / "desk.db"
    assert backup.restore(target, str(place), day.clock) == backup.Restored(str(place), None)
    with Desk(str(place)) as copy:
        assert copy.everything() == day.everything()
    assert os.stat(place.parent).st_mode & 0o777 == 0o700


def test_a_damaged_store_is_replaced_and_kept_with_all_its_bytes(day: Desk, tmp_path) -> None:
    target = str(tmp_path / "backup.db")
    backup.backup(day.path, target)
    day.close()
    Path(day.path).write_bytes(b"not a database at all" * 400)
    before = digest(day.path)
    kept = backup.restore(target, day.path, day.clock).kept
    assert kept is not None
    assert digest(kept) == before
    assert check(day.path).sound


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "store_empty"), (b"hello" * 2000, "store_not_database"), (None, "backup_missing")]
)
def test_what_is_no_backup_is_refused_and_the_store_stays(day: Desk, tmp_path, content, reason: str) -> None:
    target = tmp_path / "backup.db"
    if content is not None:
        target.write_bytes(content)
    before = day.everything()
    assert refused(backup.restore, str(target), day.path, day.clock).reason == reason
    assert day.everything() == before
    day.inquiry()


def test_a_backup_that_is_not_sound_is_refused_with_what_was_found(day: Desk, tmp_path) -> None:
    target = str(tmp_path / "backup.db")
    backup.backup(day.path, target)
    with raw(target, "rw") as connection:
        connection.execute("UPDATE inquiry SET priority = 3 - priority WHERE number = 1001")
    before, names = day.everything(), sorted(os.listdir(tmp_path))
    found = refused(backup.restore, target, day.path, day.clock)
    assert (found.reason, found.facts["found"], found.facts["kind"]) == ("backup_unsound", 1, "row_differs")
    assert day.everything() == before
    assert sorted(os.listdir(tmp_path)) == names


def test_a_backup_of_a_newer_desk_or_of_another_program_is_refused(day: Desk, tmp_path) -> None:
    for name, pragma, reason in (("a", "user_version=99", "store_newer"), ("b", "application_id=7", "store_foreign")):
        target = str(tmp_path / name)
        backup.backup(day.path, target)
        with raw(target, "rw") as connection:
            connection.execute(f"PRAGMA {pragma}")
        assert refused(backup.restore, target, day.path, day.clock).reason == reason


def test_a_store_is_not_restored_from_itself(day: Desk, tmp_path) -> None:
    (tmp_path / "link.db").symlink_to(day.path)
    for path in (day.path, str(tmp_path / "link.db")):
        assert refused(backup.restore, path, day.path, day.clock).reason == "backup_is_the_store"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkdir, "store_is_folder"),
        (os.mkfifo, "store_not_database"),
        (lambda path: os.symlink("/dev/null", path), "store_not_database"),
        (lambda path: os.symlink(path, path), "no_permission"),
    ],
)
def test_a_restore_takes_the_place_of_no_folder_device_pipe_or_circling_link(
    day: Desk, tmp_path, monkeypatch, make, reason: str
) -> None:
    monkeypatch.setattr(backup.os, "rename", lambda *_: pytest.fail("nothing may be moved"))
    source, place = str(tmp_path / "source.db"), str(tmp_path / "place")
    backup.backup(day.path, source)
    make(place)
    assert refused(backup.restore, source, place, day.clock).reason == reason
    assert os.path.lexists(place)


def test_a_backup_goes_to_a_name_that_is_no_utf_8(day: Desk, tmp_path) -> None:
    folder = os.path.join(os.fsencode(tmp_path), b"f\xff")
    os.mkdir(folder)
    target = os.fsdecode(os.path.join(folder, b"\xe4.db"))
    assert backup.backup(day.path, target) == os.path.getsize(target)
    assert os.listdir(folder) == [b"\xe4.db"]


def test_a_restore_waits_for_its_turn_and_gives_up_with_the_store_as_it_was(day: Desk, tmp_path, monkeypatch) -> None:
    target = str(tmp_path / "backup.db")
    backup.backup(day.path, target)
    other = Gate(day.path, "mia")
    waits = Gate.held
    monkeypatch.setattr(Gate, "held", lambda self, wait=0.05, on_wait=None: waits(self, min(wait, 0.05), on_wait))
    identity = os.stat(day.path).st_ino
    with other.held():
        assert refused(backup.restore, target, day.path, day.clock).facts["rep"] == "mia"
    other.close()
    assert os.stat(day.path).st_ino == identity


@pytest.mark.parametrize("cut", range(4))
def test_a_restore_that_fails_at_any_file_leaves_the_store_as_it_was(
    day: Desk, tmp_path, monkeypatch, cut: int
) -> None:
    target = str(tmp_path / "backup.db")
    backup.backup(day.path, target)
    number, names, rename = day.inquiry(), sorted(os.listdir(tmp_path)), os.rename
    assert {"desk.db", "desk.db-wal", "desk.db-shm"} < set(names), "three files move away before the fourth comes"
    calls: list[str] = []

    def failing(old: str, new: str) -> None:
        calls.append(old)
        if len(calls) == cut + 1:
            raise OSError(errno.EIO, "no")
        rename(old, new)

    monkeypatch.setattr(backup.os, "rename", failing)
    assert refused(backup.restore, target, day.path, day.clock).reason == "io_error"
    monkeypatch.undo()
    assert sorted(os.listdir(tmp_path)) == names
    assert day.acts_of(number) == ["receive"]
    assert day.inquiry() == number + 1, "the desk that has it open goes on"
    assert len(calls) == 2 * cut + 1


def test_names_with_a_date_never_meet_and_the_newest_is_the_last_backup(tmp_path) -> None:
    with empty(tmp_path, name="desk.db") as desk:
        assert information.last_backup(desk.path) is None
        first = backup.dated(desk.path, "schema-1", desk.now)
        backup.backup(desk.path, first)
        second = backup.dated(desk.path, "schema-1", desk.now)
        assert second == first + "-2"
        backup.backup(desk.path, second)
        aside = backup.dated(desk.path, "before-restore", desk.now + timedelta(days=2))
        backup.backup(desk.path, aside)  # what a restore put aside is no backup
        later = backup.dated(desk.path, "schema-2", desk.now + timedelta(days=1))
        backup.backup(desk.path, later)
        (tmp_path / "desk.db.letter-99999999T999999Z").touch()
        assert information.last_backup(desk.path) == Kept(later, datetime(2026, 11, 24, 9, tzinfo=UTC))


def test_the_figures_of_a_store_are_what_is_in_it(day: Desk) -> None:
    found = information.info(day.path, day.clock)
    assert found.counts == {
        "reps": 3, "customers": 1, "inquiries": 2, "open": 2, "callbacks": 1, "messages": 1, "acts": 9
    }  # fmt: skip
    assert (found.path, found.mode, found.shared, found.journal_mode) == (day.path, "0600", False, "wal")
    assert (found.schema, found.schema_known, found.clock_stopped) == (upgrades.SCHEMA, upgrades.SCHEMA, True)
    assert (found.last_act_at, found.last_backup) == (day.now, None)
    assert found.last_writer == (os.getpid(), "mia")
    assert found.size == os.path.getsize(day.path) + os.path.getsize(f"{day.path}-wal")
    assert found.sqlite_version == sqlite3.sqlite_version
    assert found.gate == f"{day.path}.gate"
