"""Who may open a store's files: its owner, or one group; never everybody."""

import grp
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desk.keeping import connect, gate, modes, opening
from desk.words import Refused, StoreRefused
from tests.kit.machine import as_user, needs_root

ANNA, MIA, STRANGER = 40_001, 40_002, 40_003  # numbers are users enough, no account is needed
MASKS = (0o000, 0o022, 0o077)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture
def group() -> str:
    """A group of this machine that its root may give away: any that is not this process's own."""
    others = [entry.gr_name for entry in grp.getgrall() if entry.gr_gid not in (0, os.getegid())]
    if not others:
        pytest.skip("this machine has one group only")
    return others[0]


@pytest.fixture
def outside(tmp_path_factory) -> Iterator[Path]:
    """A folder whose parents everybody may enter; pytest's own are for this user alone."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def make(path: str, shared_by: str | None = None) -> str:
    modes.make_folder(path, shared_by)
    modes.make_file(path, shared_by)
    return path


def fill(path: str, text: str) -> list[str]:
    """Write through gate and SQLite; give the modes of all files while they are open."""
    mine = gate.Gate(path, text)
    with mine.held():
        connection = sqlite3.connect(connect.address(path, "rw"), uri=True)
        connect.prepare(connection)
        connection.execute("CREATE TABLE IF NOT EXISTS note (a TEXT) STRICT")
        connection.execute("INSERT INTO note VALUES (?)", (text,))
        connection.execute(f"PRAGMA application_id={opening.APPLICATION_ID}")
        folder = os.path.dirname(path)
        found = [f"{name} {mode(os.path.join(folder, name))}" for name in sorted(os.listdir(folder))]
        connection.close()
    mine.close()
    return found


def mode(path: str) -> str:
    return f"{os.stat(path).st_mode & 0o7777:04o}"


@pytest.mark.parametrize("mask", MASKS)
def test_a_private_store_is_its_owners_alone_whatever_the_umask(tmp_path, mask: int) -> None:
    path = str(tmp_path / "made" / "desk.db")
    with umask(mask):
        make(path)
        found = fill(path, "anna")
    assert mode(os.path.dirname(path)) == "0700"
    assert found == ["desk.db 0600", "desk.db-shm 0600", "desk.db-wal 0600", "desk.db.gate 0600"]


@needs_root
@pytest.mark.parametrize("mask", MASKS)
def test_a_shared_store_is_its_groups_whatever_the_umask(tmp_path, group: str, mask: int) -> None:
    path = str(tmp_path / "made" / "desk.db")
    with umask(mask):
        make(path, group)
        found = fill(path, "anna")
        names = os.listdir(tmp_path / "made")
    assert mode(os.path.dirname(path)) == "2770"
    assert found == ["desk.db 0660", "desk.db-shm 0660", "desk.db-wal 0660", "desk.db.gate 0660"]
    assert {os.stat(tmp_path / "made" / name).st_gid for name in names} == {modes.group_id(group)}
    assert modes.is_shared(path)


@needs_root
def test_two_users_of_the_operating_system_work_on_one_groups_store_and_a_stranger_does_not(outside, group) -> None:
    number = modes.group_id(group)
    home = outside / "anna"
    home.mkdir()
    os.chown(home, ANNA, ANNA)
    os.chmod(home, 0o755)
    path = str(home / "desk" / "desk.db")

    def write(who: str) -> list[str]:
        with umask(0o077):
            return fill(path, who)

    def read() -> list[str]:
        opening.examine(path, schema=1)
        reader = connect.reading(path)
        rows = [row["a"] for row in reader.execute("SELECT a FROM note ORDER BY rowid")]
        reader.close()
        return rows

    with umask(0o077):
        assert as_user(ANNA, number, lambda: make(path, group)) == path
    expected = ["desk.db 0660", "desk.db-shm 0660", "desk.db-wal 0660", "desk.db.gate 0660"]
    assert as_user(ANNA, number, lambda: write("anna")) == expected
    assert as_user(MIA, number, lambda: write("mia")) == expected
    assert as_user(ANNA, number, lambda: write("anna again")) == expected
    assert as_user(MIA, number, read) == ["anna", "mia", "anna again"]
    assert as_user(STRANGER, STRANGER, read) == ("no_permission", {"path": path})
    assert as_user(STRANGER, STRANGER, lambda: write("x"))[0] == "no_permission"


@needs_root
def test_files_that_one_user_leaves_open_are_anothers_to_write(outside, group) -> None:
    number = modes.group_id(group)
    path = str(outside / "desk" / "desk.db")
    make(path, group)
    os.chown(outside / "desk", ANNA, number)

    def leave() -> str:
        connection = sqlite3.connect(path)
        connect.prepare(connection)
        connection.execute("CREATE TABLE note (a TEXT) STRICT")
        return "killed here, -wal and -shm stay"

    as_user(ANNA, number, leave)
    assert os.stat(f"{path}-wal").st_uid == ANNA
    assert as_user(MIA, number, lambda: fill(path, "mia"))[0] == "desk.db 0660"


@needs_root
def test_a_store_is_shared_with_a_group_of_ones_own_only(outside, group) -> None:
    home = outside / "anna"
    home.mkdir()
    os.chown(home, ANNA, ANNA)
    refused = as_user(ANNA, ANNA, lambda: make(str(home / "desk" / "desk.db"), group))
    assert refused == ("not_in_group", {"group": group})


@pytest.mark.parametrize("name", ["no such group", "", "nul\0"])
def test_a_group_that_is_not_there_is_named(tmp_path, name: str) -> None:
    with pytest.raises(StoreRefused) as refused:
        make(str(tmp_path / "made" / "desk.db"), name)
    assert (refused.value.reason, refused.value.facts) == ("no_such_group", {"group": name})
    assert os.listdir(tmp_path) == []


def test_a_folder_that_was_there_keeps_its_mode(tmp_path) -> None:
    os.chmod(tmp_path, 0o755)
    path = make(str(tmp_path / "desk.db"))
    assert (mode(str(tmp_path)), mode(path)) == ("0755", "0600")
    modes.check(path)


@needs_root
def test_a_folder_with_other_things_in_it_is_not_opened_to_a_group(tmp_path, group: str) -> None:
    (tmp_path / "letter").touch()
    os.chmod(tmp_path, 0o750)
    with pytest.raises(StoreRefused) as refused:
        make(str(tmp_path / "desk.db"), group)
    assert (refused.value.reason, refused.value.facts["folder"]) == ("folder_not_shared", str(tmp_path))
    assert mode(str(tmp_path)) == "0750"
    os.chown(tmp_path, -1, modes.group_id(group))
    os.chmod(tmp_path, 0o2770)
    assert mode(make(str(tmp_path / "desk.db"), group)) == "0660"


@needs_root
def test_an_empty_folder_made_for_the_store_is_opened_to_the_group(tmp_path, group: str) -> None:
    make(str(tmp_path / "desk.db"), group)
    assert mode(str(tmp_path)) == "2770"


def test_a_store_is_not_made_over_another_but_over_an_empty_file_that_was_left(tmp_path) -> None:
    path = str(tmp_path / "desk.db")
    Path(path).touch(mode=0o666)
    make(path)
    assert mode(path) == "0600"
    fill(path, "anna")
    with pytest.raises(Refused) as refused:
        make(path)
    assert refused.value.reason == "store_exists"
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(Refused):
        make(str(tmp_path / "folder.db"))


@pytest.mark.parametrize("right", [0o604, 0o602, 0o666, 0o644])
@pytest.mark.parametrize("name", ["desk.db", "desk.db-wal", "desk.db.gate"])
def test_a_file_that_everybody_can_reach_is_refused_with_its_mode(tmp_path, right: int, name: str) -> None:
    os.chmod(tmp_path, 0o755)
    path = make(str(tmp_path / "desk.db"))
    (tmp_path / name).touch()
    os.chmod(tmp_path / name, right)
    with pytest.raises(StoreRefused) as refused:
        modes.check(path)
    assert refused.value.reason == "place_open_to_all"
    assert refused.value.facts == {"path": str(tmp_path / name), "mode": f"{right:04o}"}
    os.chmod(tmp_path, 0o700)
    modes.check(path)  # nobody else gets as far as the file


def test_a_folder_where_everybody_may_replace_the_store_is_refused_unless_it_is_sticky(tmp_path) -> None:
    path = make(str(tmp_path / "desk.db"))
    os.chmod(tmp_path, 0o777)
    for attempt in (modes.check, modes.make_folder):
        with pytest.raises(StoreRefused) as refused:
            attempt(path)
        assert refused.value.facts == {"path": str(tmp_path), "mode": "0777"}
    os.chmod(tmp_path, 0o1777)
    modes.check(path)


def test_a_store_that_is_not_there_is_no_matter_of_its_modes(tmp_path) -> None:
    modes.check(str(tmp_path / "gone" / "desk.db"))


def test_a_parent_that_can_not_be_made_has_its_reason(tmp_path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreRefused) as refused:
        make(str(tmp_path / "file" / "made" / "desk.db"))
    assert refused.value.reason in {"folder_is_file", "io_error"}
