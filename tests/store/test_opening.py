"""What is wrong with a store is said before it is used, and nothing in it is changed."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desk.keeping import connect, creating, opening
from desk.words import StoreRefused
from tests.kit.builders import Desk
from tests.kit.machine import as_user, fill_up, needs_root

SCHEMA = 3


def make(
    path: Path | str, *, application: int = opening.APPLICATION_ID, version: int = SCHEMA, wal: bool = True
) -> str:
    connection = sqlite3.connect(connect.address(str(path), "rwc"), uri=True, isolation_level=None)
    if wal:
        connect.prepare(connection)
    connection.execute("CREATE TABLE note (a TEXT) STRICT")
    connection.executemany("INSERT INTO note VALUES (?)", [("x" * 900,)] * 50)
    connection.execute(f"PRAGMA application_id={application}")
    connection.execute(f"PRAGMA user_version={version}")
    connection.close()
    return str(path)


def digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def reason(path: str, **arguments: Any) -> StoreRefused:
    """The reason why examine refuses a store, whose bytes stay what they were."""
    before = digest(path) if os.path.isfile(path) and os.access(path, os.R_OK) else ""
    with pytest.raises(StoreRefused) as refused:
        opening.examine(path, schema=SCHEMA, **arguments)
    if before:
        assert digest(path) == before
    return refused.value


def test_a_sound_store_is_found_with_its_version_and_identity(tmp_path) -> None:
    path = make(tmp_path / "desk.db", version=2)
    before = digest(path)
    found = opening.examine(path, schema=SCHEMA)
    assert found == opening.Found(2, "wal", opening.identity(path))
    assert digest(path) == before


@pytest.mark.parametrize(
    "name",
    [
        "a b.db",
        "what?.db",
        "50%25.db",
        "no#1.db",
        "Büro Süd.db",
        "x&mode=rw.db",
        "a;b'\"c.db",
        "+.db",
        "\udcff.db",
        ":memory:",
    ],
)
def test_a_store_of_any_name_is_found(tmp_path, name: str) -> None:
    path = make(tmp_path / name)
    assert opening.examine(path, schema=SCHEMA).user_version == SCHEMA
    assert not [extra for extra in os.listdir(tmp_path) if not extra.startswith(name)]


def test_a_relative_path_is_the_one_of_now(tmp_path, monkeypatch) -> None:
    make(tmp_path / "desk.db")
    monkeypatch.chdir(tmp_path)
    assert opening.examine("desk.db", schema=SCHEMA).user_version == SCHEMA


def test_what_a_killed_desk_left_in_the_wal_counts_and_the_main_file_stays(tmp_path) -> None:
    path = make(tmp_path / "desk.db", version=1)
    code = "PRAGMA journal_mode=WAL; PRAGMA user_version=2"
    _leave(path, f"connection.executescript({code!r})")
    before = digest(path)
    assert os.path.getsize(f"{path}-wal")
    assert opening.examine(path, schema=SCHEMA).user_version == 2
    assert digest(path) == before


def test_a_write_cut_short_under_a_rollback_journal_is_taken_back_by_sqlite(tmp_path) -> None:
    path = make(tmp_path / "desk.db", wal=False)
    before = digest(path)
    _leave(path, "connection.executescript('PRAGMA cache_size=1; BEGIN; UPDATE note SET a = a || 1')")
    assert digest(path) != before
    assert opening.examine(path, schema=SCHEMA).journal_mode == "delete"
    assert digest(path) == before


def _leave(path: str, code: str) -> None:
    head = "import os, sqlite3, sys; connection = sqlite3.connect(sys.argv[1], isolation_level=None)"
    subprocess.run([sys.executable, "-c", f"{head}\n{code}\nos._exit(0)", path], check=True)


def test_a_store_that_is_not_there_is_missing(tmp_path) -> None:
    for name in ("desk.db", "nul\0byte"):
        assert reason(str(tmp_path / name)).reason == "store_missing"
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there_is_named(tmp_path) -> None:
    (tmp_path / "file").touch()
    for folder, expected in (("gone", "folder_missing"), ("file", "folder_is_file")):
        refused = reason(str(tmp_path / folder / "desk.db"))
        assert (refused.reason, refused.facts["folder"]) == (expected, str(tmp_path / folder))


def test_a_name_that_no_file_can_have_is_an_error_of_the_disk(tmp_path) -> None:
    refused = reason(str(tmp_path / ("x" * 300)))
    assert (refused.reason, refused.facts["error"]) == ("io_error", "ENAMETOOLONG")


def test_a_folder_in_the_stores_place_is_told_apart(tmp_path) -> None:
    assert reason(str(tmp_path)).reason == "store_is_folder"


def test_a_file_without_a_byte_or_without_a_table_is_empty(tmp_path) -> None:
    (tmp_path / "zero.db").touch()
    assert reason(str(tmp_path / "zero.db")).reason == "store_empty"
    connection = sqlite3.connect(tmp_path / "bare.db")
    connection.execute("VACUUM")
    connection.close()
    assert reason(str(tmp_path / "bare.db")).reason == "store_empty"


@pytest.mark.parametrize("content", [b"hi", b"hello" * 2000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_told_apart(tmp_path, content: bytes) -> None:
    (tmp_path / "desk.db").write_bytes(content)
    assert reason(str(tmp_path / "desk.db")).reason == "store_not_database"


def test_a_pipe_or_a_device_is_no_database_and_nobody_waits_for_it(tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (str(tmp_path / "pipe"), "/dev/null"):
        assert reason(path).reason == "store_not_database"


@pytest.mark.parametrize("application", [0, 7, 0xFFFFFFFF - 2**32])
def test_a_database_of_another_program_is_foreign_even_if_it_looks_newer(tmp_path, application: int) -> None:
    path = make(tmp_path / "desk.db", application=application, version=99)
    assert reason(path).reason == "store_foreign"


def test_a_store_newer_than_the_program_names_both_versions(tmp_path) -> None:
    refused = reason(make(tmp_path / "desk.db", version=SCHEMA + 1))
    assert (refused.reason, refused.facts["found"], refused.facts["known"]) == ("store_newer", SCHEMA + 1, SCHEMA)


@pytest.mark.parametrize("size", [600, 4096, 3 * 4096, 20_000])
def test_a_store_cut_off_is_damaged(tmp_path, size: int) -> None:
    path = make(tmp_path / "desk.db")
    os.truncate(path, size)
    assert reason(path).reason == "store_damaged"


@pytest.mark.parametrize("offset", [28, 44, 56, 100, 103])
def test_a_store_with_a_broken_first_page_is_damaged(tmp_path, offset: int) -> None:
    path = make(tmp_path / "desk.db")
    with open(path, "r+b") as file:
        file.seek(offset)
        file.write(b"\xff\xee" * 6)
    assert reason(path).reason == "store_damaged"


def test_the_reason_of_a_damage_quotes_nothing_out_of_the_file(tmp_path) -> None:
    path = make(tmp_path / "desk.db")
    content = Path(path).read_bytes().replace(b"CREATE TABLE note", b"CREATE \x1b[31m note")
    Path(path).write_bytes(content)
    refused = reason(path)
    assert "\x1b" not in repr(refused.facts)
    assert refused.facts["error"] == "SQLITE_CORRUPT"


def test_a_store_that_another_program_locks_for_itself_is_locked(tmp_path) -> None:
    for wal in (False, True):
        path = make(tmp_path / f"desk{wal}.db", wal=wal)
        greedy = sqlite3.connect(path, isolation_level=None)
        greedy.execute("PRAGMA locking_mode=EXCLUSIVE")
        greedy.execute("BEGIN EXCLUSIVE")
        greedy.execute("INSERT INTO note VALUES ('y')")
        try:
            with pytest.raises(StoreRefused) as refused:
                opening.examine(path, schema=SCHEMA, wait=0.05)
        finally:
            greedy.execute("ROLLBACK")
            greedy.close()
        assert (refused.value.reason, refused.value.facts["seconds"]) == ("store_locked", 0.05)


def test_an_sqlite_too_old_for_the_schema_is_named_with_the_one_needed(tmp_path) -> None:
    refused = reason(make(tmp_path / "desk.db"), sqlite_version=(3, 36, 0))
    assert (refused.reason, refused.facts) == ("sqlite_too_old", {"found": "3.36.0", "needed": "3.37.0"})


@needs_root
def test_a_store_on_a_read_only_mount_is_read_only(tmp_path, mount) -> None:
    (tmp_path / "real").mkdir()
    for wal in (True, False):
        make(tmp_path / "real" / f"desk{wal}.db", wal=wal)
    point = mount("--bind", str(tmp_path / "real"))
    subprocess.run(["mount", "-o", "remount,ro,bind", str(point)], check=True)
    for wal in (True, False):
        assert reason(str(point / f"desk{wal}.db")).reason == "store_readonly"
    assert reason(str(point / "deskTrue.db"), writing=False).reason == "store_readonly", "WAL needs its side files"
    assert opening.examine(str(point / "deskFalse.db"), schema=SCHEMA, writing=False).journal_mode == "delete"


@needs_root
def test_the_rights_of_an_ordinary_user_decide(open_folder) -> None:
    path = make(open_folder / "desk.db")

    def look(**arguments: bool) -> Any:
        return as_user(65534, 65534, lambda: opening.examine(path, schema=SCHEMA, **arguments))

    os.chmod(path, 0o644)
    assert look() == ("store_readonly", {"path": path})
    os.chmod(path, 0o666)
    assert look() == ("store_readonly", {"path": path}), "the WAL is made beside the store"
    assert look(writing=False) == ("store_readonly", {"path": path})
    os.chmod(open_folder, 0o777)
    assert look().user_version == SCHEMA
    for beside in (f"{path}-wal", f"{path}-shm"):
        os.chown(beside, 0, 0)
        os.chmod(beside, 0o600)
    assert look()[0] == "no_permission"
    os.chmod(path, 0o600)
    assert look(writing=False) == ("no_permission", {"path": path})
    os.chmod(open_folder, 0o700)
    assert look() == ("no_permission", {"path": path})


@needs_root
def test_a_full_disk_is_told_at_opening(mount) -> None:
    point = mount("-t", "tmpfs", "-o", "size=1m", "none")
    path = make(point / "desk.db")
    fill_up(point / "fill")
    assert reason(path).reason == "disk_full"
    (point / "fill").unlink()
    assert opening.examine(path, schema=SCHEMA).user_version == SCHEMA


@needs_root
def test_a_disk_that_fills_up_is_told_at_the_write_and_the_store_stays_legible(mount) -> None:
    point = mount("-t", "tmpfs", "-o", "size=1m", "none")
    path = make(point / "desk.db")
    connection = sqlite3.connect(path)
    connect.prepare(connection)
    with pytest.raises(sqlite3.OperationalError) as full:
        connection.executemany("INSERT INTO note VALUES (?)", [("y" * 9000,)] * 400)
    refused = opening.translate(full.value, path)
    assert refused is not None
    assert (refused.reason, refused.facts) == ("disk_full", {"path": path})
    assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert opening.examine(path, schema=SCHEMA).user_version == SCHEMA
    connection.close()


def test_an_sqlite_that_can_not_index_words_is_refused_at_once_and_makes_no_store(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MODULE", "fts77")
    with pytest.raises(StoreRefused) as refused:
        opening.examine(desk.path, schema=99)
    assert (refused.value.reason, refused.value.facts["module"]) == ("sqlite_without_words", "FTS77")
    with pytest.raises(StoreRefused, match="sqlite_without_words"):
        creating.create(f"{desk.path}-new", desk.clock, "DE-NW")
    assert not os.path.lexists(f"{desk.path}-new")
