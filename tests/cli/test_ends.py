"""How a command ends: its status, the sentence for what nobody foresaw, and what is not asked or not there."""

from __future__ import annotations

import json
import os
from pathlib import Path

from desk import cli, logs
from desk.cli import last_resort, shell
from desk.cli.errors import status


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
    assert f"(error {entry['error']})" in done.err
    assert entry["kind"] == "builtins.RuntimeError"
    assert entry["message"] == "Xxxx Xxxxxx, 9999 999999".lower()
    assert any("broken" in place for place in entry["places"])
    assert "Secret" not in logged + done.err
    assert os.stat(last_resort.log_path()).st_mode & 0o077 == 0


def test_the_log_begins_anew_when_it_has_grown_large(run, desk, monkeypatch):
    monkeypatch.setattr("desk.views.inbox.page", lambda *_: 1 / 0)
    monkeypatch.setattr(logs, "LARGEST", 10)
    run("inquiry", "list")
    run("inquiry", "list")
    assert Path(last_resort.log_path() + ".1").exists()


def test_a_log_that_cant_be_written_hides_no_sentence(run, desk, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("desk.views.inbox.page", lambda *_: 1 / 0)
    done = run("inquiry", "list")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "can't be written" in done.err


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
    for noun in ("huddle", "board", "ring", "mail", "serve", "chance"):
        assert plain(noun).status == 2
        assert f"desk {noun}" not in plain("--help").out
    assert plain("inquiry", "dial", "1001").status == 2


def test_standard_input_that_is_no_terminal_is_never_asked(plain, tmp_path):
    done = plain("--store", str(tmp_path / "new.db"), "init", typed=b"Anna Abel\ninside\n")
    assert (done.status, done.err) == (2, "--name is missing.\n")
    assert not (tmp_path / "new.db").exists()


def test_main_takes_the_processs_own_words_unless_told(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["desk", "--help"])
    assert cli.main() == 0
    assert "desk inquiry" in capsys.readouterr().out
