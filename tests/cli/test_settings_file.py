"""The settings file of a person: what it sets, what in it is refused, and what is no such file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def _settings(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
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
        ("x = " + "9" * 5000, "is not in order:"),
        ("x = " + "[" * 100_000, "is not in order:"),
        ("#" * 1_000_001, "can't be read."),
    ],
)
def test_a_settings_file_that_is_not_in_order_is_refused_with_its_line(run, tmp_path, monkeypatch, text, said):
    monkeypatch.setenv("DESK_CONFIG", str(_settings(tmp_path, text)))
    done = run("inquiry", "list")
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_a_pipe_to_which_nobody_writes_is_not_waited_for(run, tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setenv("DESK_CONFIG", str(tmp_path / "pipe"))
    done = run("inquiry", "list")
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith("can't be read.\n")


def test_the_mark_that_an_editor_puts_before_the_text_is_no_part_of_it(run, tmp_path, monkeypatch):
    from desk import language

    monkeypatch.setenv("DESK_CONFIG", str(_settings(tmp_path, '\ufefflanguage = "de"')))
    assert run("inquiry", "list").status == 0
    assert language.language() == "de"


def test_without_a_settings_file_nothing_is_set(run, tmp_path, monkeypatch):
    monkeypatch.setenv("DESK_CONFIG", str(tmp_path / "none.toml"))
    assert run("inquiry", "list").status == 0


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
