"""What was typed and not sent: in a file of the person's own, whatever happens to the desk or to the file."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.keeping import state
from desk.keeping.drafts import DraftFile, Kept, new_id
from desk.keeping.passing import passing_folder
from desk.keeping.process import is_alive, mark

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
DEAD = "4194303:1"


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "state" / "drafts-anna.db")


@pytest.fixture
def file(path: str) -> Iterator[DraftFile]:
    made = DraftFile(path)
    yield made
    made.close()


def a_draft(name: str = "NoteQuestion 1007", text: str = "calls back", **changed: object) -> Kept:
    values = {"id": new_id(), "title": "#1007", "way": {"do": "note"}, "before": {"text": ""}, "at": NOW}
    return Kept(**{"name": name, "typed": {"text": text}, **values, **changed})  # type: ignore[arg-type]


def written(path: str) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT name, typed FROM draft ORDER BY at").fetchall()
    connection.close()
    return found


def as_of_a_killed_desk(path: str, kept: Kept) -> None:
    """Let a draft stand there as a desk leaves it that was killed while the form was open."""
    file = DraftFile(path)
    file.keep(kept, is_open=True)
    file.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE draft SET owner = ?", (DEAD,))
    connection.close()


def test_a_draft_that_was_left_is_offered_to_the_next_form_of_its_name_only(file: DraftFile) -> None:
    kept = a_draft()
    file.keep(kept, is_open=True)
    assert file.waiting() == []
    file.keep(kept, is_open=False)
    assert file.adopt("ReplyQuestion 1007") is None
    assert file.adopt(kept.name) == kept
    assert file.adopt(kept.name) is None


def test_nothing_is_made_before_something_was_typed(file: DraftFile, path: str) -> None:
    assert file.waiting() == []
    assert file.adopt("x") is None
    file.settle()
    assert not os.path.exists(os.path.dirname(path))


def test_only_its_owner_may_read_the_file(file: DraftFile, path: str) -> None:
    file.keep(a_draft(), is_open=True)
    file.settle()
    names = [path, *(path + suffix for suffix in ("-wal", "-shm") if os.path.exists(path + suffix))]
    assert {stat.S_IMODE(os.stat(name).st_mode) for name in names} == {0o600}
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700


def test_what_a_killed_desk_had_open_is_offered_again(path: str, file: DraftFile) -> None:
    kept = a_draft()
    as_of_a_killed_desk(path, kept)
    assert [each.id for each in file.waiting()] == [kept.id]
    found = file.adopt(kept.name)
    assert found is not None
    assert (found.typed, found.before, found.at) == (kept.typed, kept.before, NOW)


def test_what_another_desk_of_this_rep_has_open_is_its_own(path: str, file: DraftFile) -> None:
    """Control: it is the process that counts; the same row of a process that is gone is offered."""
    code = f"""
import sys
from desk.keeping.drafts import DraftFile
from tests.store.test_drafts import a_draft
file = DraftFile({path!r})
file.keep(a_draft(), is_open=True)
file.settle()
print("kept", flush=True)
sys.stdin.readline()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"kept\n"
        assert file.waiting() == []
        other.kill()
        other.wait()
        assert len(file.waiting()) == 1


def test_two_desks_that_take_one_draft_at_once_both_keep_what_they_type(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = a_draft()
    as_of_a_killed_desk(path, kept)
    one, other = DraftFile(path), DraftFile(path)
    before = other._read()
    monkeypatch.setattr(other, "_read", lambda: before)
    for desk in (one, other):
        assert desk.adopt(kept.name) is not None
        desk.settle()
    one.keep(kept._replace(typed={"text": "by one"}), is_open=True)
    other.keep(kept._replace(typed={"text": "by the other"}), is_open=True)
    one.close()
    other.close()
    assert sorted(typed for _name, typed in written(path)) == ['{"text": "by one"}', '{"text": "by the other"}']


def test_two_desks_with_the_same_form_keep_both_texts_and_offer_the_newer_first(path: str) -> None:
    one, other = DraftFile(path), DraftFile(path)
    one.keep(a_draft(text="older"), is_open=False)
    one.settle()
    other.keep(a_draft(text="newer", at=NOW + timedelta(minutes=1)), is_open=False)
    other.settle()
    for text in ("newer", "older"):
        found = one.adopt("NoteQuestion 1007")
        assert found is not None
        assert found.typed["text"] == text
    one.close()
    other.close()


def test_what_was_sent_is_gone_and_its_bytes_with_it(file: DraftFile, path: str) -> None:
    kept = a_draft(text="canary-4711")
    file.keep(kept, is_open=True)
    file.settle()
    assert any(b"canary-4711" in Path(name).read_bytes() for name in (path, path + "-wal"))
    file.drop(kept.id)
    file.settle()
    for name in (path, path + "-wal", path + "-shm"):
        assert not os.path.exists(name) or b"canary-4711" not in Path(name).read_bytes()


@pytest.mark.parametrize("damage", [b"no database at all" * 300, b"", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_set_aside_and_keeping_goes_on(path: str, damage: bytes) -> None:
    os.makedirs(os.path.dirname(path))
    Path(path).write_bytes(damage)
    told: list[tuple[str, str]] = []
    file = DraftFile(path, lambda what, detail: told.append((what, detail)))
    assert file.waiting() == []
    kept = a_draft()
    file.keep(kept, is_open=False)
    file.close()
    assert written(path) == [(kept.name, '{"text": "calls back"}')]
    if damage:
        ((what, aside),) = told
        assert what == "drafts_set_aside"
        assert Path(aside).read_bytes() == damage


def test_a_file_whose_table_is_only_just_being_made_holds_nothing_and_is_no_trouble(path: str) -> None:
    os.makedirs(os.path.dirname(path))
    Path(path).touch()
    told: list[str] = []
    file = DraftFile(path, lambda what, _detail: told.append(what))
    assert file.waiting() == []
    file.settle()
    file.close()
    assert told == []


def test_a_file_that_is_damaged_while_a_form_is_open_loses_nothing_of_it(path: str) -> None:
    file = DraftFile(path)
    one, two = a_draft("one", "first"), a_draft("two", "second", at=NOW + timedelta(minutes=1))
    file.keep(one, is_open=True)
    file.settle()
    os.rename(path, path + ".gone")
    for suffix in ("-wal", "-shm"):
        os.remove(path + suffix)
    file.keep(two, is_open=True)
    file.close()
    assert written(path) == [("one", '{"text": "first"}'), ("two", '{"text": "second"}')]


def test_where_nothing_can_be_kept_it_is_said_once_and_the_desk_still_knows(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    told: list[str] = []
    file = DraftFile(str(tmp_path / "state" / "drafts.db"), lambda what, _detail: told.append(what))
    kept = a_draft()
    file.keep(kept, is_open=True)
    file.keep(kept._replace(typed={"text": "more"}), is_open=False)
    file.settle()
    assert told == ["drafts_not_kept"]
    assert file.waiting()[0].typed == {"text": "more"}
    file.close()


@given(
    typed=st.dictionaries(st.text(min_size=1), st.text(st.characters(codec="utf-8")), min_size=1),
    way=st.dictionaries(st.sampled_from(["place", "do"]), st.text(st.characters(codec="utf-8"))),
)
def test_any_text_comes_back_as_it_was_typed(tmp_path_factory: pytest.TempPathFactory, typed, way) -> None:  # type: ignore[no-untyped-def]
    typed = {name.encode("utf-8", "replace").decode(): text for name, text in typed.items()}
    path = str(tmp_path_factory.mktemp("drafts") / "drafts.db")
    file = DraftFile(path)
    kept = a_draft(typed=typed, way=way)
    file.keep(kept, is_open=False)
    file.close()
    again = DraftFile(path)
    assert again.waiting() == [kept]
    again.close()


def test_each_rep_and_each_store_has_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_STATE", str(tmp_path / "own"))
    paths = {state.drafts_path(store, rep) for store in ("/a/desk.db", "/b/desk.db") for rep in ("anna", "mia")}
    assert len(paths) == 4
    assert {os.path.dirname(path) for path in paths} == {str(tmp_path / "own")}


def test_the_state_folder_is_the_one_that_platformdirs_names(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_state_path

    monkeypatch.delenv("DESK_STATE", raising=False)
    for value in ("", "/somewhere/state"):
        monkeypatch.setenv("XDG_STATE_HOME", value)
        assert state.state_folder() == str(user_state_path("desk", appauthor=False))


def test_the_drafts_of_a_store_that_passes_go_with_it(tmp_path: Path) -> None:
    with passing_folder("desk-test-") as folder:
        store = os.path.join(folder, "demo.db")
        assert os.path.dirname(state.drafts_path(store, "anna")) == os.path.realpath(folder)
    assert os.path.dirname(state.drafts_path(store, "anna")) == state.state_folder()


def test_a_process_is_known_by_its_number_and_its_beginning() -> None:
    assert is_alive(mark(os.getpid()))
    assert not is_alive(f"{os.getpid()}:1")
    for nobody in (DEAD, "", "x", "-1:5", "0", "99999999999999999999"):
        assert not is_alive(nobody)
