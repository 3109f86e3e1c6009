"""A store that can't be used is refused when it is opened, with its own sentence, and its bytes stay what they were."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from desk import sentences
from desk.clock import StoppedClock
from desk.keeping import opening
from desk.keeping.creating import create
from desk.store import Store
from desk.words import Refused, StoreRefused
from tests.kit.builders import MONDAY, Desk, raw, team
from tests.kit.machine import as_user, fill_up, needs_root


@pytest.fixture
def closed(tmp_path) -> str:
    with team(tmp_path) as desk:
        desk.inquiry()
    return desk.path


def refused(path: str) -> StoreRefused:
    """Give the reason why a store is not opened; its bytes, and the names beside it, are the same afterwards."""
    before = digest(path)
    with pytest.raises(StoreRefused) as found:
        Store.open(path, StoppedClock(MONDAY))
    assert digest(path) == before
    said = sentences.refusal(found.value)
    assert "?" not in said
    assert said.endswith(".")
    return found.value


def digest(path: str) -> str | None:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if os.path.isfile(path) else None


def missing_folder(path: str) -> str:
    return os.path.join(os.path.dirname(path), "gone", "desk.db")


def missing_file(path: str) -> str:
    return f"{path}.not"


def folder(path: str) -> str:
    return os.path.dirname(path)


def foreign(path: str) -> str:
    with raw(path, "rw") as connection:
        connection.execute("PRAGMA application_id = 7")
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


def no_database(path: str) -> str:
    Path(path).write_bytes(b"Dear colleague, " * 500)
    return path


def empty(path: str) -> str:
    Path(path).write_bytes(b"")
    return path


def damaged(path: str) -> str:
    os.truncate(path, 3 * 4096)
    return path


def newer(path: str) -> str:
    with raw(path, "rw") as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (missing_folder, "folder_missing"),
        (missing_file, "store_missing"),
        (folder, "store_is_folder"),
        (foreign, "store_foreign"),
        (no_database, "store_not_database"),
        (empty, "store_empty"),
        (damaged, "store_damaged"),
        (newer, "store_newer"),
    ],
)
def test_each_thing_that_is_wrong_with_a_store_has_its_own_reason(closed: str, spoil, reason: str) -> None:
    assert refused(spoil(closed)).reason == reason


@pytest.mark.parametrize("spoil", [folder, foreign, no_database, empty])
def test_what_is_no_store_is_told_before_its_rights_so_that_nobody_is_sent_to_change_them(closed, spoil) -> None:
    path = spoil(closed)
    right = refused(path).reason
    os.chmod(os.path.dirname(closed), 0o755)
    os.chmod(path, 0o755)
    assert refused(path).reason == right


def test_a_store_damaged_behind_its_first_page_is_refused_as_damaged(closed: str) -> None:
    with raw(closed, "rw") as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        pages = [row[0] for row in connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'setting'")]
    with open(closed, "r+b") as file:
        for each in filter(None, pages):
            file.seek((each - 1) * size)
            file.write(b"\xa5" * size)
    store = Store.open(closed, StoppedClock(MONDAY))
    try:
        with pytest.raises(StoreRefused) as found:
            store.settings()
    finally:
        store.close()
    assert found.value.reason == "store_damaged"


def test_a_store_whose_changes_are_damaged_is_refused_when_it_is_opened(closed: str) -> None:
    with raw(closed, "rw") as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        pages = [row[0] for row in connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'change'")]
    with open(closed, "r+b") as file:
        for each in filter(None, pages):
            file.seek((each - 1) * size)
            file.write(b"\xa5" * size)
    assert refused(closed).reason == "store_damaged"


def test_a_store_that_another_program_keeps_locked_is_refused(closed: str, monkeypatch) -> None:
    monkeypatch.setattr(opening, "WAIT", 0.05)
    monkeypatch.setattr(opening.examine, "__kwdefaults__", opening.examine.__kwdefaults__ | {"wait": 0.05})
    with raw(closed, "rw") as greedy:
        greedy.execute("PRAGMA locking_mode = EXCLUSIVE")
        greedy.execute("BEGIN EXCLUSIVE")
        greedy.execute("DELETE FROM change")
        found = refused(closed)
        greedy.execute("ROLLBACK")
    assert (found.reason, found.facts["seconds"]) == ("store_locked", 0.05)
    with Desk(closed):
        pass


def test_an_sqlite_too_old_is_refused_with_the_version_needed(closed: str, monkeypatch) -> None:
    old = opening.examine.__kwdefaults__ | {"sqlite_version": (3, 36, 0)}
    monkeypatch.setattr(opening.examine, "__kwdefaults__", old)
    found = refused(closed)
    assert (found.reason, found.facts) == ("sqlite_too_old", {"found": "3.36.0", "needed": "3.37.0"})


@needs_root
def test_a_store_on_a_read_only_mount_is_refused(closed: str, mount) -> None:
    point = mount("--bind", os.path.dirname(closed))
    subprocess.run(["mount", "-o", "remount,ro,bind", str(point)], check=True)
    assert refused(str(point / "desk.db")).reason == "store_readonly"


@needs_root
def test_a_store_that_an_ordinary_user_may_only_read_is_refused_to_that_user(closed: str, open_folder) -> None:
    path = str(open_folder / "desk.db")
    os.rename(closed, path)
    os.chown(path, 65534, 65534)
    os.chmod(path, 0o400)
    os.chown(open_folder, 65534, 65534)
    before = digest(path)
    assert as_user(65534, 65534, lambda: Store.open(path))[0] == "store_readonly"
    assert digest(path) == before


@needs_root
def test_a_full_disk_is_told_at_the_act_and_what_was_there_stays(mount) -> None:
    point = mount("-t", "tmpfs", "-o", "size=4m", "none")
    with team(point) as desk:
        number = desk.inquiry()
        fill_up(point / "fill")
        before = desk.everything()
        with pytest.raises(StoreRefused) as found:
            desk.inquiry(text="long " * 40_000)
        assert found.value.reason == "disk_full"
        assert desk.everything() == before
        (point / "fill").unlink()
        assert desk.inquiry() > number, "and it goes on when there is room"


@needs_root
def test_a_full_disk_is_told_when_a_store_is_opened(mount) -> None:
    point = mount("-t", "tmpfs", "-o", "size=2m", "none")
    with team(point) as desk:
        desk.inquiry()
    fill_up(point / "fill")
    assert refused(desk.path).reason == "disk_full"


def test_a_store_open_to_everybody_or_in_a_synced_folder_is_refused(closed: str, tmp_path) -> None:
    os.chmod(tmp_path, 0o755)
    os.chmod(closed, 0o666)
    assert refused(closed).reason == "place_open_to_all"
    os.chmod(closed, 0o600)
    (tmp_path / "Dropbox").mkdir()
    os.rename(closed, tmp_path / "Dropbox" / "desk.db")
    assert refused(str(tmp_path / "Dropbox" / "desk.db")).reason == "place_synced"


def test_a_sound_store_opens(closed: str) -> None:
    """The control: what was spoilt above was sound before."""
    with Desk(closed) as desk:
        assert desk.acts_of(1001) == ["receive"]


def test_a_store_is_not_made_over_anything_that_is_there(tmp_path) -> None:
    (tmp_path / "letter").write_text("dear")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("letter", "link"):
        with pytest.raises(Refused) as found:
            create(str(tmp_path / name), StoppedClock(MONDAY), "DE-NW")
        assert found.value.reason == "store_exists"
    assert (tmp_path / "letter").read_text() == "dear"


@pytest.mark.parametrize("fault", [sqlite3.OperationalError, KeyboardInterrupt, ValueError])
def test_a_store_that_can_not_be_made_to_its_end_leaves_nothing_behind(tmp_path, monkeypatch, fault) -> None:
    from desk.keeping import creating

    def broken(*_: object) -> None:
        raise fault("no")

    monkeypatch.setattr(creating.team, "holiday_rows", broken)
    with pytest.raises(fault):
        create(str(tmp_path / "new" / "desk.db"), StoppedClock(MONDAY), "DE-NW")
    assert not [name for name in os.listdir(tmp_path / "new") if not name.endswith(".gate")]
