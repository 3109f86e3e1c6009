"""`desk doctor`: each line a sign, what was found, what to do; it ends no other look and changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from desk.cli import doctor_machine, doctor_store, doctor_terminal
from desk.cli.finding import BAD, OK, WARN
from tests.cli.conftest import process
from tests.kit.machine import as_user, needs_root, open_folder

__all__ = ["open_folder"]

STORE = ["place", "store", "rights", "schema", "journal", "check", "size", "gate", "desks", "backup", "clock", "drafts"]
MACHINE = ["python", "sqlite", "textual", "libraries", "compiled", "terminal", "letters", "config", "log"]


def of(done, check):
    (found,) = [each for each in done.json["findings"] if each["check"] == check]
    return found


def test_everything_is_looked_at_and_a_stopped_clock_is_only_something_to_look_at(run, desk):
    desk.inquiry()
    before = desk.everything()
    done = run("doctor", "--json", rep=None)
    assert (done.status, done.err) == (0, "")
    assert [each["check"] for each in done.json["findings"]] == MACHINE + STORE
    assert of(done, "clock")["level"] == WARN
    assert of(done, "textual")["level"] == of(done, "libraries")["level"] == of(done, "check")["level"] == OK
    assert of(done, "journal")["facts"] == {"journal": "wal", "synchronous": 2}
    assert desk.everything() == before


def test_each_line_has_a_sign_and_a_word_and_advice_where_it_is_not_good(run, desk):
    done = run("doctor")
    *lines, verdict = done.out.splitlines()
    assert len(lines) == len(MACHINE + STORE)
    assert all(line[:2] in ("+ ", "! ", "x ") for line in lines)
    assert all(line[2:6] in ("good", "look") for line in lines)
    assert "Unset DESK_NOW" in done.out
    assert verdict.startswith("All works")


def test_it_speaks_german(run, desk):
    done = run("doctor", "--language", "de")
    assert done.out.count("+ gut") > 10
    assert "SQLite" in done.out
    assert "Nehmen Sie DESK_NOW weg" in done.out


def test_it_writes_nothing_and_needs_no_folder(plain, tmp_path, monkeypatch):
    monkeypatch.delenv("DESK_NOW")
    before = sorted(tmp_path.rglob("*"))
    done = plain("doctor", "--store", str(tmp_path / "no" / "where.db"), "--json")
    assert (done.status, done.err) == (3, "")
    assert of(done, "store")["facts"] == {"reason": "store_missing"}
    assert sorted(tmp_path.rglob("*")) == before


@needs_root
def test_a_store_in_a_folder_closed_to_this_user_is_there_all_the_same(open_folder):
    store = open_folder / "desk.db"
    store.touch()
    os.chmod(open_folder, 0o700)
    shell = SimpleNamespace(clock=None, path=str(store))
    (found,) = as_user(65534, 65534, lambda: [*doctor_store.looks(shell)])
    assert found.facts == {"reason": "no_permission"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "store_empty"),
        (b"no database, but long enough to be looked at" * 40, "store_not_database"),
        (b"SQLite format 3\0" + b"\xff" * 2_000, "store_not_database"),
        (None, "store_is_folder"),
    ],
    ids=["empty", "a text", "a torn header", "a folder"],
)
def test_a_store_that_cant_be_opened_has_status_3_and_everything_else_is_looked_at(plain, tmp_path, content, reason):
    path = tmp_path / "broken.db"
    path.mkdir() if content is None else path.write_bytes(content)
    done = plain("doctor", "--store", str(path), "--json")
    assert (done.status, of(done, "store")["facts"]["reason"]) == (3, reason)
    assert {each["check"] for each in done.json["findings"]} >= set(MACHINE)
    assert content is None or path.read_bytes() == content


def test_damage_within_a_store_is_found(run, desk):
    for _ in range(30):
        desk.inquiry(text="x" * 3_000)
    desk.close()
    size = os.path.getsize(desk.path)
    with open(desk.path, "r+b") as file:  # nobody has it open
        file.seek(size // 4096 // 2 * 4096)
        file.write(b"\xa5" * 4096 * 3)
    done = run("doctor", "--json")
    assert done.status in (1, 3)
    assert done.json["bad"] >= 1


def test_wrong_settings_and_a_wrong_clock_are_findings_and_not_the_end(run, desk, tmp_path, monkeypatch):
    config = tmp_path / "config.toml"
    config.write_text("password = 'hunter2canary'\n")
    monkeypatch.setenv("DESK_CONFIG", str(config))
    done = run("doctor", "--json")
    assert (done.status, of(done, "config")["level"]) == (1, BAD)
    assert "hunter2canary" not in done.out + done.err
    monkeypatch.delenv("DESK_CONFIG")
    monkeypatch.setenv("DESK_NOW", "yesterday")
    assert run("locate").status == 0


def test_a_clock_that_is_no_instant_is_said(plain, desk, monkeypatch):
    monkeypatch.setenv("DESK_STORE", desk.path)
    monkeypatch.setenv("DESK_NOW", "yesterday")
    done = plain("doctor", "--json")
    assert (done.status, of(done, "clock")["level"]) == (1, BAD)


def test_a_clock_behind_the_last_act_is_bad_and_a_running_one_is_well(plain, desk, monkeypatch):
    monkeypatch.delenv("DESK_NOW")
    monkeypatch.setenv("DESK_STORE", desk.path)
    desk.clock.move(datetime.now(UTC) + timedelta(hours=2))
    desk.inquiry()
    done = plain("doctor", "--json")
    assert (done.status, of(done, "clock")["level"]) == (1, BAD)


def test_whoever_writes_and_reads_at_this_moment_is_named(run, desk):
    from desk.keeping.gate import Gate
    from desk.keeping.presence import Presence

    gate, presence = Gate(desk.path, "mia"), Presence(desk.path, "joerg")
    with gate.held():
        presence.say(desk.store.read(lambda r: 1))
        done = run("doctor", "--json")
    assert of(done, "gate")["facts"]["writing"]["rep"] == "mia"
    assert of(done, "desks")["facts"]["reading"] == ["joerg"]
    presence.close()
    gate.close()
    assert of(run("doctor", "--json"), "gate")["facts"] == {"writing": None}


def test_a_store_open_to_everybody_and_a_log_that_cant_be_written_are_found(run, desk, tmp_path, monkeypatch):
    os.chmod(os.path.dirname(desk.path), 0o755)
    os.chmod(desk.path, 0o666)
    (tmp_path / "file").touch()
    monkeypatch.setenv("DESK_STATE", str(tmp_path / "file" / "below"))
    done = run("doctor", "--json")
    assert (done.status, of(done, "rights")["level"], of(done, "log")["level"]) == (1, BAD, WARN)


def test_a_look_that_fails_is_a_finding_with_a_number(run, desk, monkeypatch):
    monkeypatch.setattr(doctor_store, "_rights", lambda path: 1 / 0)
    done = run("doctor", "--json")
    assert done.status == 1
    assert [each["check"] for each in done.json["findings"] if "(error " in each["found"]] == ["store"]


@pytest.mark.parametrize(
    ("env", "check", "level"),
    [
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, "colours", OK),
        ({"NO_COLOR": "1", "TERM": "vt100"}, "colours", OK),
        ({"TERM": "vt100"}, "colours", WARN),
        ({"TMUX": "x", "TERM": "xterm-256color"}, "keys", WARN),
        ({"TMUX": "x", "TERM": "tmux-256color"}, "keys", OK),
        ({"STY": "x", "TERM": "xterm"}, "keys", WARN),
        ({"VTE_VERSION": "7000", "TERM": "xterm-256color"}, "clipboard", WARN),
        ({"TERM": "xterm-kitty"}, "clipboard", OK),
        ({"TERM": "xterm"}, "clipboard", OK),
    ],
)
def test_the_terminal_is_judged_by_what_it_says_of_itself(env, check, level):
    looks = {"colours": doctor_terminal.colours, "keys": doctor_terminal.function_keys}
    assert (looks.get(check) or doctor_terminal.clipboard)(env).level == level


@pytest.mark.parametrize(
    ("env", "size", "level"),
    [({"TERM": "xterm"}, (80, 24), OK), ({"TERM": "xterm"}, (79, 24), WARN), ({}, (80, 24), BAD)],
)
def test_a_terminal_has_a_name_and_room(env, size, level):
    assert doctor_terminal.terminal(env, size).level == level


def test_letters_that_cant_be_written_are_said():
    assert doctor_terminal.letters("utf-8").level == OK
    assert doctor_terminal.letters("ascii").level == WARN


@pytest.mark.parametrize(
    ("version", "wanted", "holds"),
    [
        ("8.2.8", "==8.2.8", True),
        ("8.2.9", "==8.2.8", False),
        ("3.14.1", "<4,>=3.14", True),
        ("4.0", "<4,>=3.14", False),
        ("3.9", ">=3.14", False),
        ("9", ">=9", True),
        ("1.0", "", True),
    ],
)
def test_versions_are_compared_as_numbers(version, wanted, holds):
    assert doctor_machine.satisfies(version, wanted) is holds


def test_a_library_that_is_missing_or_another_is_named(monkeypatch):
    monkeypatch.setattr(doctor_machine, "_installed", lambda: {"textual": ("9.0", "/x"), "sqlmodel": ("1", "/x")})
    monkeypatch.setattr(doctor_machine, "_wanted", lambda _: {"textual": "==8.2.8", "holidays": "", "sqlmodel": "<1"})
    textual, libraries = doctor_machine.libraries()
    assert (textual.level, libraries.level) == (WARN, BAD)
    assert libraries.facts == {"missing": ["holidays"], "other_version": ["sqlmodel"]}


def test_it_loads_neither_textual_nor_sqlmodel_nor_the_metadata_of_libraries(desk):
    code = (
        "import sys; from desk.cli import main; main(['--store', sys.argv[1], 'doctor']);"
        "print(sorted({'textual', 'rich', 'sqlmodel', 'sqlalchemy', 'importlib.metadata'} & set(sys.modules)),"
        "file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, desk.path], capture_output=True, check=True, text=True)
    assert done.stderr == "[]\n"


def test_no_terminal_no_home_and_closed_streams_are_no_hindrance(desk):
    done = process("doctor", desk=desk, env={"HOME": "/nowhere", "TERM": "", "PATH": ""})
    assert (done.returncode, done.stderr) == (0, b"")
