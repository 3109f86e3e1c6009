"""Global options: who acts, the clock, the store, the language."""

from __future__ import annotations

import os
import pwd
import sqlite3

import pytest

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
