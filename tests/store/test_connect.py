"""What connections can and can't do, and the reason behind every error they meet."""

import os
import sqlite3
import subprocess
import sys

import pytest

from desk.keeping import connect, opening
from desk.words import StoreRefused
from tests.kit.machine import as_user, needs_root
from tests.store.test_opening import SCHEMA, make


def test_looking_at_a_store_in_use_drops_no_lock_of_this_process(tmp_path) -> None:
    """With a control: opening and closing the file as such does drop it (howtocorrupt, 2.2)."""
    path = make(tmp_path / "desk.db", wal=False)
    code = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"

    def colleague_gets_in() -> bool:
        return not subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=False).returncode

    mine = sqlite3.connect(path, isolation_level=None)
    mine.execute("BEGIN IMMEDIATE")
    opening.examine(path, schema=SCHEMA)
    connect.reading(path).close()
    opening.same_file(path, opening.identity(path))
    assert not colleague_gets_in()
    open(path, "rb").close()
    assert colleague_gets_in()
    mine.close()


def test_a_file_deleted_or_replaced_is_noticed(tmp_path) -> None:
    path = make(tmp_path / "desk.db")
    was = opening.identity(path)
    assert opening.same_file(path, was)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("INSERT INTO note VALUES ('y')")
    os.rename(path, f"{path}.old")
    assert not opening.same_file(path, was)
    make(path)
    assert not opening.same_file(path, was)
    writer.close()


@needs_root
def test_a_folder_that_is_closed_to_a_desk_took_no_store_away(open_folder) -> None:
    path = make(open_folder / "desk.db")
    was = opening.identity(path)
    os.chmod(open_folder, 0o700)
    assert as_user(65534, 65534, lambda: opening.require_same(path, was)) == ("no_permission", {"path": path})
    os.rename(path, f"{path}.old")
    os.chmod(open_folder, 0o755)
    assert as_user(65534, 65534, lambda: opening.require_same(path, was)) == ("store_gone", {"path": path})


def test_sqlites_own_notice_of_a_moved_file_is_the_same_reason(tmp_path) -> None:
    path = make(tmp_path / "desk.db", wal=False)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("SELECT count(*) FROM note").fetchone()
    os.rename(path, f"{path}.old")
    with pytest.raises(sqlite3.OperationalError) as moved:
        writer.execute("INSERT INTO note VALUES ('y')")
    writer.close()
    gone = opening.translate(moved.value, path)
    make(path)
    replaced = opening.translate(moved.value, path)
    assert gone is not None
    assert replaced is not None
    assert (gone.reason, replaced.reason) == ("store_gone", "store_replaced")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_FULL, "disk_full"),
        (sqlite3.SQLITE_BUSY, "store_locked"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store_locked"),
        (sqlite3.SQLITE_LOCKED, "store_locked"),
        (sqlite3.SQLITE_PROTOCOL, "store_locked"),
        (sqlite3.SQLITE_CORRUPT, "store_damaged"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "store_damaged"),
        (sqlite3.SQLITE_NOTADB, "store_damaged"),
        (sqlite3.SQLITE_READONLY, "store_readonly"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "store_replaced"),
        (sqlite3.SQLITE_IOERR_READ, "io_error"),
        (sqlite3.SQLITE_CANTOPEN, "io_error"),
        (sqlite3.SQLITE_PERM, "no_permission"),
        (sqlite3.SQLITE_AUTH, "no_permission"),
    ],
)
def test_every_error_of_the_store_has_its_reason_wrapped_or_not(tmp_path, code: int, expected: str) -> None:
    path = make(tmp_path / "desk.db")
    error = sqlite3.OperationalError("whatever")
    error.sqlite_errorcode, error.sqlite_errorname = code, "SQLITE_X"
    wrapped = RuntimeError("SQLAlchemy's")
    wrapped.orig = error
    for shown in (error, wrapped):
        refused = opening.translate(shown, path)
        assert refused is not None
        assert refused.reason == expected
    os.unlink(path)
    if expected == "io_error":
        refused = opening.translate(error, path)
        assert refused is not None
        assert refused.reason == "store_missing", "the file system knows better why it could not be read"


def test_a_defect_of_the_program_is_no_reason_of_the_store(tmp_path) -> None:
    path = make(tmp_path / "desk.db")
    reader = connect.reading(path)
    with pytest.raises(sqlite3.OperationalError) as nonsense:
        reader.execute("SELECT nothing FROM nowhere")
    reader.close()
    for error in (nonsense.value, sqlite3.ProgrammingError("closed"), ValueError("x")):
        assert opening.translate(error, path) is None


def test_a_reading_connection_can_not_write_and_gives_rows_by_name(tmp_path) -> None:
    reader = connect.reading(make(tmp_path / "desk.db"))
    assert reader.execute("SELECT a AS text FROM note").fetchone()["text"] == "x" * 900
    assert reader.execute("PRAGMA busy_timeout").fetchone()[0] == connect.READ_WAIT
    for attempt in ("INSERT INTO note VALUES ('y')", "DROP TABLE note"):
        with pytest.raises(sqlite3.OperationalError) as refused:
            reader.execute(attempt)
        assert refused.value.sqlite_errorcode == sqlite3.SQLITE_READONLY
    reader.close()
    with pytest.raises(sqlite3.OperationalError):
        connect.reading(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_a_writing_connection_survives_a_power_cut_and_deletes_for_good(tmp_path) -> None:
    writer = sqlite3.connect(make(tmp_path / "desk.db", wal=False))
    connect.prepare(writer)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "secure_delete": 1}
    for setting, value in (wanted | {"recursive_triggers": 1}).items():
        assert writer.execute(f"PRAGMA {setting}").fetchone()[0] == value
    assert writer.isolation_level is None
    writer.close()


def test_a_connection_that_would_not_survive_a_power_cut_is_refused() -> None:
    memory = sqlite3.connect(":memory:")
    with pytest.raises(StoreRefused) as refused:
        connect.prepare(memory)
    memory.close()
    assert refused.value.reason == "store_setting"
    assert refused.value.facts == {"setting": "journal_mode", "wanted": "wal", "found": "memory"}


def test_a_connection_left_at_less_than_full_is_refused(tmp_path, monkeypatch) -> None:
    lax = tuple(pragma.replace("=FULL", "=NORMAL") for pragma in connect.WRITE_PRAGMAS)
    monkeypatch.setattr(connect, "WRITE_PRAGMAS", lax)
    writer = sqlite3.connect(tmp_path / "desk.db")
    with pytest.raises(StoreRefused) as refused:
        connect.prepare(writer)
    writer.close()
    assert refused.value.facts == {"setting": "synchronous", "wanted": "2", "found": "1"}
