"""`desk init` and `desk team`."""

from __future__ import annotations

import os
from zoneinfo import ZoneInfo

import pytest

from desk.cli import init, output
from desk.rules.settings import DEFAULTS
from desk.words import Thing
from tests.kit.builders import Desk


@pytest.fixture
def path(tmp_path, monkeypatch) -> str:
    monkeypatch.setenv("TZ", "Europe/Vienna")
    return str(tmp_path / "made" / "desk.db")


def test_init_makes_a_private_store_whose_first_rep_is_a_lead_on_the_inside(plain, path):
    done = plain("--store", path, "init", "--name", "Jörg Anders", "--json")
    assert (done.status, done.err) == (0, "")
    assert (done.json["act"], done.json["handle"], done.json["store"]) == ("init", "joerg", path)
    assert (os.stat(path).st_mode & 0o777, os.stat(os.path.dirname(path)).st_mode & 0o777) == (0o600, 0o700)
    reps = plain("--store", path, "team", "list", "--json").json
    assert reps == [{"handle": "joerg", "name": "Jörg Anders", "side": "inside", "role": "lead"}]
    with Desk(path) as desk:
        assert desk.acts_of(1, Thing.REP) == ["team_add"]
        assert desk.acts_of(1, Thing.TEAM) == ["team_set"]


def test_init_takes_zone_region_language_side_and_handle(plain, path):
    plain(
        *("--store", path, "init", "--name", "Jörg Anders", "--handle", "JA", "--side", "field"),
        *("--zone", "Europe/Zurich", "--region", "CH-ZH", "--language", "de", "--role", "lead"),
    )
    shown = plain("--store", path, "team", "show", "--json").json
    assert shown == DEFAULTS | {"zone": "Europe/Zurich", "region": "CH-ZH", "language": "de"}
    [rep] = plain("--store", path, "team", "list", "--json").json
    assert (rep["handle"], rep["side"]) == ("ja", "field")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ([], 2, "--name is missing."),
        (["--name", "  "], 2, "--name is missing."),
        (["--name", "A", "--side", "outside"], 2, "--side takes inside, field, not outside;"),
        (["--name", "A", "--role", "member"], 2, "--role takes lead, not member;"),
        (["--name", "A", "--handle", "1a"], 1, "1a is not a handle"),
        (["--name", "A", "--zone", "Mars/Phobos"], 1, "There is no time zone Mars/Phobos."),
        (["--name", "A", "--region", "XX"], 1, "There is no region XX."),
        (["--name", "A", "--group", "nobody-knows"], 3, "There is no group nobody-knows"),
    ],
)
def test_what_init_cant_use_leaves_nothing_behind(plain, path, words, status, said):
    done = plain("--store", path, "init", *words)
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith(said)
    assert not os.path.exists(path)


def test_an_existing_store_is_refused_with_1_and_left_untouched(run, desk):
    before = desk.everything()
    done = run("init", "--name", "Eva")
    assert (done.status, done.out, done.err) == (1, "", f"{desk.path} exists already; nothing was changed.\n")
    assert desk.everything() == before


def test_on_a_terminal_init_asks_for_name_and_side(plain, path, monkeypatch):
    monkeypatch.setattr(output, "is_terminal", lambda _stream: True)
    answers = iter(["Eva Eins", "field"])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    assert plain("--store", path, "init").status == 0
    assert plain("--store", path, "team", "list", "--json").json[0]["side"] == "field"


@pytest.mark.parametrize(
    ("set_to", "zone"),
    [
        ("Europe/Vienna", "Europe/Vienna"),
        (":Europe/Vienna", "Europe/Vienna"),
        ("UTC", "Europe/Berlin"),
        ("Etc/UTC", "Europe/Berlin"),
        ("GMT", "Europe/Berlin"),
        ("America/New_York", "America/New_York"),
    ],
)
def test_the_zone_is_the_machines_and_berlins_where_that_is_utc(monkeypatch, set_to, zone):
    monkeypatch.setenv("TZ", set_to)
    assert init.machine_zone() == zone


@pytest.mark.parametrize("unknown", ["", "Mars/Phobos", "../../etc/passwd", "/etc/localtime"])
def test_an_unknown_zone_is_berlins(monkeypatch, unknown):
    monkeypatch.setenv("TZ", unknown)
    monkeypatch.setattr(init, "_linked_zone", lambda: "")
    monkeypatch.setattr(init, "_written_zone", lambda: unknown)
    assert init.machine_zone() == "Europe/Berlin"


def test_without_a_word_the_zone_is_one_that_exists(monkeypatch):
    monkeypatch.delenv("TZ", raising=False)
    ZoneInfo(init.machine_zone())


def test_a_rep_is_added_by_a_lead_with_the_handle_made_from_the_first_name(run, desk):
    assert run("team", "add", "Änne Ohm", "--side", "field", "--role", "lead").out == "aenne added to the team\n"
    assert run("team", "add", "Eva", "--side", "inside", rep="mia").err == "Only a lead can do that: aenne, anna.\n"
    assert run("team", "add", "Eva", "--side", "inside", "--handle", "mia").status == 1
    assert run("team", "add", "Eva").err == "--side is missing.\n"
    assert [rep["handle"] for rep in run("team", "list", "--json").json] == ["aenne", "anna", "joerg", "mia"]


def test_a_lead_sets_what_the_team_shares_and_open_clocks_follow_in_the_same_act(run, desk):
    number = desk.inquiry()
    done = run("team", "set", "reply.phone", "30", "--json")
    assert (done.json["act"], done.json["key"], done.json["number"]) == ("team_set", "reply.phone", None)
    assert run("team", "show", "--json").json["reply.phone"] == "30"
    assert desk.acts_of(number)[-1] == "team_set"
    assert desk.row(number).due_at.minute == 30


@pytest.mark.parametrize(
    ("words", "status"), [(["hours", "never"], 1), (["hour", "Mo 8-9"], 2), (["zone"], 2), (["accept", "-5%"], 1)]
)
def test_a_setting_that_cant_hold_is_refused(run, desk, words, status):
    before = desk.everything()
    assert run("team", "set", *words).status == status
    assert desk.everything() == before


def test_hours_may_be_said_in_several_words(run):
    assert run("team", "set", "hours", "Mo-Fr", "07:00-12:00,", "Sa", "09:00-12:00").status == 0
    assert run("team", "show", "--json").json["hours"] == "Mo-Fr 07:00-12:00, Sa 09:00-12:00"
