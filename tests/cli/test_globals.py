"""Global options, who acts, the clock, the language, the settings file, and how a command ends."""

from __future__ import annotations

import json
import os
import pwd
import sqlite3
from pathlib import Path

import pytest

from desk import cli
from desk.cli import last_resort, shell
from desk.cli.errors import status
from desk.keeping.gate import Gate

# who acts


@pytest.mark.parametrize(
    ("words", "environment", "who"),
    [(["--as", "MIA"], "anna", "mia"), ([], "joerg", "joerg"), ([], "Anna", "anna")],
)
def test_who_acts_is_named_by_the_option_then_by_the_environment_in_any_case(run, desk, words, environment, who):
    number = desk.inquiry()
    assert run(*words, "inquiry", "claim", str(number), rep=environment).status == 0
    assert desk.row(number).holder == who


def test_who_acts_is_the_operating_system_user_when_that_is_a_handle(run, desk, monkeypatch):
    user = pwd.struct_passwd(("Mia", "x", 1, 1, "", "/", "/bin/sh"))
    monkeypatch.setattr(pwd, "getpwuid", lambda _id: user)
    number = desk.inquiry()
    assert run("inquiry", "claim", str(number), rep=None).status == 0
    assert desk.row(number).holder == "mia"


def test_an_act_of_nobody_has_status_2_and_names_the_handles(run, desk):
    number = desk.inquiry()
    done = run("inquiry", "claim", str(number), rep=None)
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith("Known are: anna, joerg, mia.\n")
    assert desk.acts_of(number) == ["receive"]


def test_an_empty_handle_is_nobodys(run, desk):
    desk.inquiry()
    assert run("--as=", "inquiry", "claim", "1001").status == 2
    assert desk.row(1001).holder is None


@pytest.mark.parametrize("words", [["inquiry", "claim", "1001"], ["inquiry", "list"], ["customer", "find", "x"]])
def test_an_unknown_handle_has_status_2_also_when_reading(run, desk, words):
    desk.inquiry()
    done = run("--as", "ghost\x1b[31m", *words)
    assert (done.status, done.out) == (2, "")
    assert done.err == "There is no rep ghost[31m in the team. Known are: anna, joerg, mia.\n"


def test_reading_needs_no_rep(run, desk):
    desk.inquiry()
    assert run("inquiry", "list", rep=None).status == 0
    assert run("inquiry", "list", rep="ghost").status == 0


# the clock


@pytest.mark.parametrize("now", ["now", "2026-11-23", "2026-11-23T09:00:00", "-"])
def test_a_clock_stopped_at_no_instant_has_status_2(plain, desk, monkeypatch, now):
    monkeypatch.setenv("DESK_NOW", now)
    done = plain("--store", desk.path, "inquiry", "list")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"DESK_NOW is {now}, which is no instant")


# the store


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere/desk.db", "The folder"),
        ("nothing.db", "There is no store at"),
        ("folder", "is a folder"),
        ("text.db", "is not a database"),
        ("foreign.db", "is a database of another program"),
        ("empty.db", "is empty"),
    ],
)
def test_a_store_that_cant_be_opened_has_status_3_and_a_sentence_of_its_own(plain, tmp_path, name, said):
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.db").write_text("no database " * 500)
    (tmp_path / "empty.db").touch()
    with sqlite3.connect(tmp_path / "foreign.db") as foreign:
        foreign.execute("CREATE TABLE other (a)")
    foreign.close()
    for words in (
        ["inquiry", "list"],
        ["--as", "anna", "inquiry", "claim", "1001"],
        ["store", "info"],
        ["store", "check"],
    ):
        done = plain("--store", str(tmp_path / name), *words)
        assert (done.status, done.out) == (3, ""), words
        assert said in done.err


def test_a_servers_address_has_status_3_and_is_not_printed(plain):
    done = plain("--store", "postgresql://anna:secret@db/desk", "inquiry", "list")
    assert done.status == 3
    assert "secret" not in done.err


def test_a_store_that_another_desk_is_writing_to_has_status_3_and_says_who(run, desk, monkeypatch):
    monkeypatch.setattr("desk.keeping.gate.WAIT", 0.01)
    number = desk.inquiry()
    gate = Gate(desk.path, "mia")
    try:
        with gate.held():
            done = _impatient(run, monkeypatch, number)
    finally:
        gate.close()
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith(f"mia (process {os.getpid()}) has been writing")


def _impatient(run, monkeypatch, number):
    """Claim without waiting the five seconds that a command has patience for."""
    from desk.store import Store

    write = Store.write
    monkeypatch.setattr(Store, "write", lambda self, act, rep: write(self, act, rep, wait=0.05))
    return run("inquiry", "claim", str(number))


# the language


@pytest.mark.parametrize(
    ("words", "environment", "team", "spoken"),
    [
        ([], {}, "", "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "", "de"),
        ([], {"LANG": "de_DE.UTF-8"}, "en", "en"),
        ([], {"DESK_LANG": "de"}, "en", "de"),
        (["--language", "en"], {"DESK_LANG": "de"}, "de", "en"),
    ],
)
def test_the_language_is_the_options_the_environments_the_teams_or_the_locales(
    run, desk, monkeypatch, words, environment, team, spoken
):
    from desk import acts, language

    if team:
        desk.do(acts.team.change, "language", team)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(*words, "inquiry", "list", "--json").status == 0
    assert language.language() == spoken


def test_the_language_of_the_settings_file_goes_before_the_teams(run, desk, tmp_path, monkeypatch):
    from desk import acts, language

    desk.do(acts.team.change, "language", "en")
    monkeypatch.setenv("DESK_CONFIG", str(_settings(tmp_path, 'language = "de"')))
    run("inquiry", "list")
    assert language.language() == "de"


@pytest.mark.parametrize("words", [["--help"], ["inquiry", "--help"], ["huddle"]])
def test_help_and_wrong_usage_speak_the_language_that_was_asked_for(plain, tmp_path, monkeypatch, words):
    english = plain(*words)
    monkeypatch.setenv("DESK_LANG", "de")
    german = plain(*words)
    assert english != german
    assert plain("--language", "en", *words) == english
    monkeypatch.delenv("DESK_LANG")
    monkeypatch.setenv("DESK_CONFIG", str(_settings(tmp_path, 'language = "de"')))
    assert plain(*words) == german
    monkeypatch.setenv("DESK_CONFIG", str(_settings(tmp_path, "broken")))
    assert plain(*words) == english


def test_json_is_the_same_in_every_language(run, desk):
    desk.inquiry(holder="mia")
    english, german = (run("--language", each, "inquiry", "list", "--json").out for each in ("en", "de"))
    assert english == german


# the settings file


def _settings(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\nlangage = "de"', "line 2: there is no setting langage; the nearest is language."),
        ('theme = "light"\nlanguage = "fr"', "line 2: language takes one of en, de;"),
        ("theme = 3", "line 1: theme takes one of dark, light, contrast;"),
        ("[them]\nx = 1", "line 1: there is no setting them; the nearest is theme."),
        ("language = ", "is not in order:"),
        ("\x00", "is not in order:"),
    ],
)
def test_a_settings_file_that_is_not_in_order_is_refused_with_its_line(run, tmp_path, monkeypatch, text, said):
    monkeypatch.setenv("DESK_CONFIG", str(_settings(tmp_path, text)))
    done = run("inquiry", "list")
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_without_a_settings_file_nothing_is_set(run, tmp_path, monkeypatch):
    monkeypatch.setenv("DESK_CONFIG", str(tmp_path / "none.toml"))
    assert run("inquiry", "list").status == 0


# how it ends


def test_a_failure_that_nobody_foresaw_is_one_sentence_and_a_line_in_the_log_without_a_customers_words(
    run, desk, monkeypatch
):
    def broken(*_: object) -> None:
        raise RuntimeError("Frau Secret, 0211 123456")

    monkeypatch.setattr("desk.views.inbox.page", broken)
    done = run("inquiry", "list")
    assert (done.status, done.out) == (1, "")
    assert done.err.count("\n") == 1
    logged = Path(last_resort.log_path()).read_text()
    entry = json.loads(logged)
    assert entry["number"] in done.err
    assert entry["error"] == "builtins.RuntimeError"
    assert any("broken" in place for place in entry["places"])
    assert "Secret" not in logged + done.err
    assert os.stat(last_resort.log_path()).st_mode & 0o077 == 0


def test_the_log_begins_anew_when_it_has_grown_large(run, desk, monkeypatch):
    monkeypatch.setattr("desk.views.inbox.page", lambda *_: 1 / 0)
    monkeypatch.setattr(last_resort, "LONGEST_LOG", 10)
    run("inquiry", "list")
    run("inquiry", "list")
    assert Path(last_resort.log_path() + ".1").exists()


def test_a_log_that_cant_be_written_hides_no_sentence(run, desk, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("desk.views.inbox.page", lambda *_: 1 / 0)
    done = run("inquiry", "list")
    assert (done.status, done.err.count("\n")) == (1, 1)


def test_ctrl_c_has_status_130_and_the_store_is_closed(run, desk, monkeypatch):
    closed: list[bool] = []
    monkeypatch.setattr(shell.Shell, "close", lambda self: closed.append(True))

    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desk.views.inbox.page", pressed)
    monkeypatch.setattr(shell.Shell, "store", desk.store)
    done = run("inquiry", "list")
    assert (done.status, done.out, done.err, closed) == (130, "", "", [True])


def test_rules_refuse_with_1_unknown_words_with_2():
    assert {reason: status(reason) for reason in ("held_by", "when_not_understood", "no_such_inquiry")} == {
        "held_by": 1,
        "when_not_understood": 1,
        "no_such_inquiry": 1,
    }
    assert {status(reason) for reason in ("no_rep", "no_such_rep", "filter_unknown", "field_unknown")} == {2}


def test_the_desk_itself_needs_a_terminal(run):
    done = run()
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("The desk needs a terminal")


def test_a_command_whose_issue_is_not_done_is_absent_and_has_status_2(plain):
    for noun in ("huddle", "board", "where", "ring", "mail", "serve", "chance"):
        assert plain(noun).status == 2
        assert f"desk {noun}" not in plain("--help").out
    assert plain("inquiry", "offer", "1001", "--to", "mia").status == 2


def test_standard_input_that_is_no_terminal_is_never_asked(plain, tmp_path):
    done = plain("--store", str(tmp_path / "new.db"), "init", typed=b"Anna Abel\ninside\n")
    assert (done.status, done.err) == (2, "--name is missing.\n")
    assert not (tmp_path / "new.db").exists()


def test_main_takes_the_processs_own_words_unless_told(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["desk", "--help"])
    assert cli.main() == 0
    assert "desk inquiry" in capsys.readouterr().out
