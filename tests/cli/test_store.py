"""`desk store`, `desk when` and `desk demo`."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from desk.cli import output, sitting
from tests.kit.builders import Desk, raw

# the store


def test_a_sound_store_has_status_0_and_says_how_much_was_looked_at(run, desk):
    desk.inquiry(holder="anna")
    done = run("store", "check")
    assert done.status == 0
    assert done.out.startswith("The store is sound: ")
    assert run("store", "check", "--json").json["findings"] == []


def test_findings_are_named_with_status_1(run, desk):
    number = desk.inquiry(holder="anna")
    with raw(desk.path, "rw") as connection:
        connection.execute("UPDATE inquiry SET about = 'forged', follow_up_at = 5 WHERE number = ?", (number,))
    done = run("store", "check", "--json")
    assert (done.status, done.json["sound"]) == (1, False)
    assert done.json["total"] == len(done.json["findings"]) > 0
    assert {finding["id"] for finding in done.json["findings"]} == {number}
    told = run("store", "check")
    assert (told.status, len(told.out.splitlines())) == (1, done.json["total"] + 1)


def test_repairing_works_out_the_words_anew_and_touches_nothing_else(run, desk):
    number = desk.inquiry(about="Zeppelin")
    assert run("store", "check", "--repair", "--json").json["repaired"] is False
    with raw(desk.path, "rw") as connection:
        connection.execute("UPDATE inquiry_words SET words = 'kraus'")
    done = run("store", "check")
    assert (done.status, "is found by other words than it has" in done.out) == (1, True)
    done = run("store", "check", "--repair")
    assert (done.status, done.out.split("\n")[0]) == (0, "The words by which inquiries are found were worked out anew.")
    assert [row["number"] for row in run("inquiry", "list", "zeppelin", "--json").json] == [number]
    with raw(desk.path, "rw") as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("UPDATE inquiry SET next_step = NULL")
    before = desk.everything()
    done = run("store", "check", "--repair")
    assert (done.status, done.err.startswith("Nothing was repaired")) == (1, True)
    assert desk.everything() == before


def test_a_backup_is_a_whole_store_and_takes_no_other_files_place(run, plain, desk, tmp_path):
    desk.inquiry(about="Quote missing")
    file = str(tmp_path / "backup.db")
    done = run("store", "backup", file, "--json")
    assert (done.status, done.json["bytes"]) == (0, os.path.getsize(file))
    assert plain("--store", file, "inquiry", "list", "--json").json[0]["about"] == "Quote missing"
    again = run("store", "backup", file)
    assert (again.status, again.out) == (1, "")
    assert run("store", "backup", str(tmp_path / "none" / "b.db")).status == 3


def test_a_backup_without_a_name_is_the_days_and_is_made_once(run, desk, tmp_path):
    from desk.keeping import daily

    done = run("store", "backup", "--json")
    assert (done.status, done.json["made"]) == (0, True)
    assert os.path.dirname(done.json["backup"]) == str(tmp_path / daily.FOLDER)
    assert run("store", "backup").out == f"Today's backup is there: {done.json['backup']}.\n"
    assert run("store", "info", "--json").json["last_backup"]["path"] == done.json["backup"]
    desk.later(days=1)
    assert run("team", "set", "backup.folder", str(tmp_path / "stick")).status == 0
    refused = run("store", "backup")
    assert (refused.status, refused.out) == (3, "")
    (tmp_path / "stick").mkdir()
    assert run("store", "backup").out.startswith(f"Today's backup was made: {tmp_path / 'stick'}")
    with daily._alone(str(tmp_path)):
        desk.later(days=1)
        assert run("store", "backup").err == "Another desk is making today's backup.\n"


def test_no_other_command_makes_a_backup(run, desk, tmp_path):
    for words in (["inquiry", "list"], ["store", "check"], ["store", "info"], ["inquiry", "add", "--about", "x"]):
        run(*words)
    assert not (tmp_path / "backups").exists()


def test_restoring_puts_the_backup_back_and_keeps_what_stood_there(run, plain, desk, tmp_path):
    file = str(tmp_path / "backup.db")
    run("store", "backup", file)
    desk.inquiry()
    desk.close()
    done = plain("store", "restore", file, "--json")
    assert done.status == 0
    assert plain("inquiry", "list", "--json").json == []
    assert len(plain("--store", done.json["kept"], "inquiry", "list", "--json").json) == 1
    assert plain("store", "restore", str(tmp_path / "none.db")).status == 3


def test_what_a_restore_put_aside_is_no_backup(run, plain, desk, tmp_path):
    file = str(tmp_path / "desk.db.by-hand-20261101T080000Z")
    run("store", "backup", file)
    desk.close()
    done = plain("store", "restore", file, "--json")
    assert ".before-restore-20261123T" in done.json["kept"]
    assert plain("store", "info", "--json").json["last_backup"]["path"] == file


def test_info_says_what_is_in_the_store_and_that_the_clock_is_stopped(run, desk):
    desk.inquiry()
    info = run("store", "info", "--json").json
    assert (info["path"], info["counts"]["reps"], info["counts"]["open"]) == (desk.path, 3, 1)
    assert (info["clock_stopped"], info["now"]) == (True, "2026-11-23T09:00:00Z")
    assert "The clock is stopped by DESK_NOW at 2026-11-23T09:00:00Z." in run("store", "info").out


def test_a_clock_that_goes_is_not_said_to_stand(plain, desk, monkeypatch):
    monkeypatch.delenv("DESK_NOW")
    assert plain("--store", desk.path, "store", "info", "--json").json["clock_stopped"] is False
    assert "stopped by DESK_NOW" not in plain("--store", desk.path, "store", "info").out


def test_a_store_of_this_programs_schema_needs_no_upgrade(run):
    done = run("store", "upgrade", "--json")
    assert (done.status, done.json["backup"]) == (0, None)


def test_a_newer_store_has_status_3_and_stays_as_it_is(run, desk):
    desk.close()
    with sqlite3.connect(desk.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = Path(desk.path).read_bytes()
    for words in (["store", "upgrade"], ["store", "check"], ["inquiry", "list"]):
        assert run(*words).status == 3
    assert Path(desk.path).read_bytes() == before


# spoken times


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["fr", "14:30"], "2026-11-27T14:30:00+01:00"),
        (["in 2h"], "2026-11-23T12:00:00+01:00"),
        (["morgen um 15 Uhr"], "2026-11-24T15:00:00+01:00"),
        (["um zwei"], "2026-11-23T14:00:00+01:00"),
        (["+7d"], "2026-11-30T10:00:00+01:00"),
        (["next tuesday"], "2026-12-01T08:00:00+01:00"),
        (["5.12."], "2026-12-05T08:00:00+01:00"),
        (["2027-07-01T09:00"], "2027-07-01T09:00:00+02:00"),
    ],
)
def test_a_spoken_time_is_printed_with_its_offset_with_or_without_a_store(run, plain, desk, tmp_path, words, said):
    assert run("when", *words).out == f"{said}\n"
    assert plain("--store", str(tmp_path / "none.db"), "when", *words).out == f"{said}\n"


def test_the_present_may_be_said_and_the_zone_is_the_teams(run, desk):
    run("team", "set", "zone", "America/New_York")
    done = run("when", "in 2h", "--at", "2026-07-01T12:00:00Z", "--json")
    assert done.json == {"phrase": "in 2h", "at": "2026-07-01T14:00:00Z", "local": "2026-07-01T10:00:00-04:00"}


@pytest.mark.parametrize("phrase", ["5/12", "sometime", "2027-03-28T02:30", "yesterday 9:00", "x" * 3000, "in 2h --"])
def test_a_time_that_is_not_understood_has_status_1(run, phrase):
    done = run("when", phrase)
    assert (done.status, done.out) == (1, "")


@pytest.mark.parametrize("present", ["now", "2026-07-01", "2026-07-01T12:00:00", ""])
def test_a_present_that_is_no_instant_has_status_2(run, present):
    assert run("when", "in 2h", f"--at={present}").status == 2


# the demo


def test_the_demo_is_made_where_store_says_and_not_opened(plain, tmp_path):
    path = str(tmp_path / "demo.db")
    done = plain("--store", path, "demo", "--make", "--json")
    assert (done.status, done.json["open"]) == (0, 12)
    listed = plain("--store", path, "inquiry", "list", "--json").json
    assert len(listed) == 12
    calls = plain("--store", path, "callback", "list", "--json").json
    assert [call["bucket"] for call in calls].count("overdue") == 3
    reps = plain("--store", path, "team", "list", "--json").json
    assert [(rep["handle"], rep["side"], rep["role"]) for rep in reps] == [
        ("anna", "inside", "member"),
        ("joerg", "field", "member"),
        ("lea", "field", "member"),
        ("lina", "inside", "lead"),
        ("mia", "inside", "member"),
    ]
    assert plain("--store", path, "store", "check").status == 0
    assert plain("--store", path, "demo", "--make").status == 1


def test_making_the_demo_without_saying_where_has_status_2(plain, desk, monkeypatch):
    assert plain("demo", "--make").status == 2
    monkeypatch.setenv("DESK_STORE", desk.path)
    assert plain("demo", "--make").err.startswith("--make needs --store")


def test_the_demo_opens_as_anna_unless_somebody_else_is_named_and_is_gone_afterwards(plain, monkeypatch):
    opened: list[tuple[str, str, bool]] = []
    monkeypatch.setattr(output, "is_terminal", lambda _stream: True)
    monkeypatch.setattr(
        sitting, "run", lambda shell, rep: opened.append((shell.path, rep, os.path.exists(shell.path))) or 0
    )
    monkeypatch.setenv("DESK_REP", "ghost")
    assert plain("demo").status == 0
    assert plain("demo", "--as", "lea").status == 0
    assert [(rep, there) for _path, rep, there in opened] == [("anna", True), ("lea", True)]
    assert not any(os.path.exists(path) for path, *_ in opened)


# the desk itself


def _opened(monkeypatch) -> list[str]:
    opened: list[str] = []
    monkeypatch.setattr(output, "is_terminal", lambda _stream: True)
    monkeypatch.setattr(sitting, "run", lambda shell, rep: opened.append(rep) or 0)
    return opened


def test_the_desk_opens_as_whoever_is_named_and_asks_where_nobody_is(run, monkeypatch):
    opened = _opened(monkeypatch)
    assert run(rep="MIA").status == 0
    answers = iter(["joerg", None])
    monkeypatch.setattr("desk.screens.who.WhoApp.run", lambda _app: next(answers))
    assert run(rep=None).status == 0
    assert run(rep=None).status == 2
    assert run(rep="ghost").status == 2
    assert opened == ["mia", "joerg"]


def test_the_only_rep_of_a_store_is_not_asked(plain, tmp_path, monkeypatch):
    opened = _opened(monkeypatch)
    path = str(tmp_path / "one.db")
    plain("--store", path, "init", "--name", "Eva")
    assert plain("--store", path).status == 0
    assert opened == ["eva"]


def test_where_there_is_no_store_the_desk_asks_how_to_begin(plain, tmp_path, monkeypatch):
    from desk.screens import first_start
    from desk.words import Side

    opened = _opened(monkeypatch)
    path = str(tmp_path / "new" / "desk.db")

    class First:
        return_code = 0

        def __init__(self, path: str, found, join, **_: object) -> None:
            self._path, self._found, self._join = path, found, join

        def run(self) -> first_start.Begun:
            handle = self._found(self._path, first_start.Founder("Eva Eins", None, Side.FIELD))
            [rep] = self._join(self._path)
            assert (rep.handle, rep.side) == (handle, Side.FIELD)
            return first_start.Begun("store", self._path, handle)

    monkeypatch.setattr(first_start, "FirstStartApp", First)
    assert plain("--store", path).status == 0
    assert opened == ["eva"]
    with Desk(path) as desk:
        assert desk.sql("SELECT handle FROM rep") == [("eva",)]
