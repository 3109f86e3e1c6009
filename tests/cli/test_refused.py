"""A store that can't be used, as whoever types a command meets it: status 3, one sentence that says what to do, and
not a byte of the file is another one afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.conftest import process
from tests.kit.builders import raw, team
from tests.kit.machine import fill_up, mount, needs_root, open_folder

__all__ = ["mount", "open_folder"]

Spoil = Callable[[Path], Path]
ADD = ("inquiry", "add", "--channel", "phone", "--from", "Kraus", "--about", "x")
HOLDS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA locking_mode = EXCLUSIVE")
connection.execute("BEGIN EXCLUSIVE")
connection.execute("DELETE FROM change")
print("held", flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Case:
    """What is wrong with a store, and the two halves of its sentence: what it is, and what to do."""

    spoil: Spoil
    what: str
    to_do: str
    env: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A sound store that nobody has open."""
    with team(tmp_path) as desk:
        desk.inquiry(about="Quote missing")
    return Path(desk.path)


def ran(path: Path, *words: str, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Run the real command on a store: its status, its output and what it says on standard error."""
    done = process("--store", str(path), *words, env={"DESK_LANG": "en", "DESK_REP": "anna"} | (env or {}))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def met(path: Path, case: Case) -> None:
    """Meet a refusal with a command that reads and with one that writes."""
    before = path.read_bytes() if path.is_file() else None
    for words in (("inquiry", "list"), ADD):
        status, out, err = ran(path, *words, env=case.env)
        assert (status, out) == (3, "")
        assert err.count("\n") == 1
        assert case.what in err
        assert case.to_do in err
    assert (path.read_bytes() if path.is_file() else None) == before


def as_it_is(path: Path) -> Path:
    return path


def missing_folder(path: Path) -> Path:
    return path.parent / "gone" / "desk.db"


def below_a_file(path: Path) -> Path:
    (path.parent / "letter").write_text("dear")
    return path.parent / "letter" / "desk.db"


def folder(path: Path) -> Path:
    return path.parent


def foreign(path: Path) -> Path:
    with raw(str(path), "rw") as connection:
        connection.execute("PRAGMA application_id = 7")
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


def no_database(path: Path) -> Path:
    path.write_bytes(b"Dear colleague, " * 500)
    return path


def damaged(path: Path) -> Path:
    os.truncate(path, 3 * 4096)
    return path


def newer(path: Path) -> Path:
    with raw(str(path), "rw") as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


CASES = {
    "missing folder": Case(missing_folder, "does not exist", "Make it, or check whether a disk is not mounted"),
    "below a file": Case(below_a_file, "letter is a file, not a folder", "Name a folder for the store"),
    "folder instead of a file": Case(folder, "is a folder", "Name the file of the store in it"),
    "foreign SQLite file": Case(foreign, "is a database of another program", "Name the desk's store with --store"),
    "not a database": Case(no_database, "is not a database", "Name the desk's store with --store"),
    "damaged": Case(damaged, "is damaged", "use desk store restore with the last backup"),
    "newer schema": Case(newer, "was made by a newer desk", "Update this desk"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_refusal_has_status_3_its_own_sentence_and_leaves_every_byte(closed: Path, case: Case) -> None:
    met(case.spoil(closed), case)


def test_no_store_is_made_below_a_file(closed: Path) -> None:
    for name in ("desk.db", "folder/desk.db"):
        path = below_a_file(closed).parent / name
        said = f"{closed.parent / 'letter'} is a file, not a folder. Name a folder for the store.\n"
        assert ran(path, "init", "--name", "Eva") == (3, "", said)


def test_the_sentences_are_all_different_and_a_sound_store_is_not_refused(closed: Path) -> None:
    """The control."""
    assert len({case.what for case in CASES.values()}) == len(CASES)
    assert ran(closed, "inquiry", "list")[0] == 0
    assert ran(closed, *ADD)[0] == 0


def test_an_sqlite_too_old_is_refused(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "sitecustomize.py").write_text("import sqlite3\nsqlite3.sqlite_version_info = (3, 36, 0)\n")
    met(closed, Case(as_it_is, "SQLite 3.36.0 is too old", "3.37.0 or newer", {"PYTHONPATH": str(tmp_path / "old")}))


def test_a_store_that_another_program_keeps_locked_is_refused(closed: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(closed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        status, out, err = ran(closed, *ADD)
        holder.kill()  # before it could take back or keep anything
    assert (status, out) == (3, "")
    assert "has been locked by another program" in err
    assert "Close it and try again" in err
    assert ran(closed, "inquiry", "list")[1].count("Quote missing") == 1


@needs_root
def test_a_store_on_a_read_only_mount_is_refused(closed: Path, mount) -> None:
    point = mount("--bind", str(closed.parent))
    subprocess.run(["mount", "-o", "remount,ro,bind", str(point)], check=True)
    met(point / "desk.db", Case(as_it_is, "can be read but not written", "Check the rights of file and folder"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything; the read-only mount stands in for this one")
def test_a_store_that_may_only_be_read_is_refused(closed: Path) -> None:
    os.chmod(closed, 0o400)
    met(closed, Case(as_it_is, "can be read but not written", "Check the rights of file and folder"))


@needs_root
def test_a_full_disk_is_refused_when_the_store_is_opened_and_when_it_is_written(mount) -> None:
    point = mount("-t", "tmpfs", "-o", "size=4m", "none")
    with team(point) as desk:
        desk.inquiry()
    path = Path(desk.path)
    before = path.read_bytes()
    text = "long " * 12_000
    fill_up(point / "fill")
    for words in (("inquiry", "list"), ADD):
        assert ran(path, *words) == (
            3,
            "",
            f"The disk of {path} is full, so this was not saved. Make room and do it again.\n",
        )
    os.truncate(point / "fill", (point / "fill").stat().st_size - 128 * 1024)  # room to open it, none to write
    for _ in range(9):
        status, _out, err = ran(path, *ADD, "--text", text)
        if status:
            break
    assert (status, err) == (3, f"The disk of {path} is full, so this was not saved. Make room and do it again.\n")
    (point / "fill").unlink()
    assert ran(path, "store", "check")[0] == 0
    assert before[:16] == path.read_bytes()[:16]
