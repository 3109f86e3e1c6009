"""What is wrong with a store is said before it is used, and nothing in it is changed."""

import errno
import hashlib
import os
import pickle
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.keeping import connect, opening
from desk.words import StoreRefused

SCHEMA = 3
ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not ROOT, reason="only root may mount or become another user")


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


def as_user(user: int, group: int, act: Callable[[], Any]) -> Any:
    """Do something in a child process as another operating-system user; give back what it returned or raise it."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the test's only thread forks, and execs nothing
        child = os.fork()
    if not child:
        try:
            os.close(reader)
            os.setgroups([])
            os.setgid(group)
            os.setuid(user)
            answer = act()
        except StoreRefused as refused:
            answer = (refused.reason, refused.facts)
        except BaseException as error:
            answer = repr(error)
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(answer, pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pickle.load(pipe)
    os.waitpid(child, 0)
    return answer


@pytest.fixture
def mount(tmp_path) -> Iterator[Callable[..., Path]]:
    """A maker of mounts, taken away at the end; skips where that is not allowed."""
    points: list[Path] = []

    def made(*arguments: str) -> Path:
        point = tmp_path / f"mount{len(points)}"
        point.mkdir()
        done = subprocess.run(["mount", *arguments, str(point)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"this machine lets nobody mount: {done.stderr.strip()}")
        points.append(point)
        return point

    yield made
    for point in reversed(points):
        subprocess.run(["umount", "-l", str(point)], check=True)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter; pytest's own are for this user alone."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


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
    for folder in ("gone", "file"):
        refused = reason(str(tmp_path / folder / "desk.db"))
        assert (refused.reason, refused.facts["folder"]) == ("folder_missing", str(tmp_path / folder))


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


def fill_up(path: Path) -> None:
    with open(path, "wb", buffering=0) as file:
        for size in (4096, 1):
            errors: list[int | None] = []
            while not errors:
                try:
                    file.write(b"x" * size)
                except OSError as error:
                    errors.append(error.errno)
            assert errors == [errno.ENOSPC]


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


def test_sqlites_own_notice_of_a_moved_file_is_the_same_reason(tmp_path) -> None:
    path = make(tmp_path / "desk.db", wal=False)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("SELECT count(*) FROM note").fetchone()
    os.rename(path, f"{path}.old")
    with pytest.raises(sqlite3.OperationalError) as moved:
        writer.execute("INSERT INTO note VALUES ('y')")
    writer.close()
    refused = opening.translate(moved.value, path)
    assert refused is not None
    assert refused.reason == "store_replaced"


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
