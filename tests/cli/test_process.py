"""The real command in a process of its own: bytes, pipes, closed streams, signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from desk.words import Channel
from tests.cli.conftest import process
from tests.kit.machine import until


@pytest.fixture
def full(desk):
    """The team's store with more inquiries than a pipe holds."""
    from desk import acts

    def many(tx):
        for serial in range(600):
            acts.receive.capture(tx, channel=Channel.PHONE, sender="Jörg Möller", about=f"ÄÖÜ ☎ {serial} " + "x" * 150)

    desk.write(many)
    return desk


def test_bytes_that_are_no_utf_8_are_taken_printed_and_replaced(desk):
    number = desk.inquiry()
    done = process("inquiry", "note", str(number), b"b\xf6se \x1b[31m", desk=desk)
    assert (done.returncode, done.stderr) == (0, b"")
    assert desk.trail(number)[-1].note == "b\ufffdse [31m"


def test_letters_arrive_under_a_locale_that_knows_none(desk):
    number = desk.inquiry()
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = process("inquiry", "note", str(number), "Grüße, 5 €", desk=desk, env=plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert desk.trail(number)[-1].note == "Grüße, 5 €"


def test_a_terminal_that_cant_write_every_sign_gets_others_and_json_loses_nothing(full):
    for coding in ("ascii", "latin-1"):
        env = {"PYTHONIOENCODING": coding}
        listed = process("inquiry", "list", desk=full, env=env)
        assert (listed.returncode, listed.stderr) == (0, b"")
        rows = json.loads(process("inquiry", "list", "--json", desk=full, env=env).stdout.decode(coding))
        assert rows[0]["about"].startswith("ÄÖÜ ☎")


@pytest.mark.parametrize("words", [["inquiry", "list", "--json"], ["inquiry", "list"], ["keys"]])
def test_a_reader_that_goes_away_ends_the_command_silently(full, words):
    command = subprocess.Popen(
        [sys.executable, "-m", "desk", "--store", full.path, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout is not None
    command.stdout.read(10)
    command.stdout.close()
    assert command.stderr is not None
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait(100) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this machine has no /dev/full")
def test_output_that_cant_be_written_is_said_and_what_was_done_is_done(desk):
    number = desk.inquiry()
    with open("/dev/full", "wb") as nowhere:
        done = process("inquiry", "claim", str(number), desk=desk, stdout=nowhere, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr
    assert desk.row(number).holder == "anna"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_command_does_its_work_with_any_of_its_streams_closed(desk, closed):
    number = desk.inquiry()
    env = os.environ | {"DESK_STORE": desk.path, "DESK_REP": "anna", "DESK_NOW": desk.now.isoformat()}
    line = f"{sys.executable} -m desk inquiry claim {number} {closed}"
    assert subprocess.run(["sh", "-c", line], env=env, check=False, capture_output=True).returncode == 0
    refused = subprocess.run(["sh", "-c", line], env=env, check=False, capture_output=True)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert desk.acts_of(number) == ["receive", "claim"]


def test_find_answers_each_line_before_it_reads_the_next(desk):
    desk.customer("Kraus", number="4711")
    command = subprocess.Popen(
        [sys.executable, "-m", "desk", "--store", desk.path, "customer", "find", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert command.stdin is not None
    assert command.stdout is not None
    with command:
        for query, found in (("kraus", ["4711"]), ("", []), ("kraus", ["4711"])):
            command.stdin.write(query.encode() + b"\n")
            command.stdin.flush()
            assert [each["number"] for each in json.loads(command.stdout.readline())] == found
        command.stdin.close()
    assert command.returncode == 0


@pytest.mark.serial
def test_ctrl_c_in_the_middle_of_an_import_loses_and_doubles_nothing(desk, tmp_path):
    for serial in range(120):
        head = f"From: a{serial}@x.example\nTo: b@y.example\nSubject: S{serial}\nMessage-ID: <{serial}@x.example>\n"
        (tmp_path / f"{serial:04}.eml").write_text(f"{head}\nText {serial}\n")
    words = [sys.executable, "-m", "desk", "--store", desk.path, "inquiry", "import", str(tmp_path), "--json"]
    command = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until(lambda: desk.sql("SELECT count(*) FROM message")[0][0] > 3)
    command.send_signal(signal.SIGINT)
    out, err = command.communicate(timeout=120)
    assert (command.returncode, err) == (130, b"")
    taken = desk.sql("SELECT count(*) FROM message")[0][0]
    assert json.loads(out)["added"] == taken < 120
    rest = json.loads(subprocess.run(words, capture_output=True, check=False).stdout)
    assert (rest["repeated"], rest["added"]) == (taken, 120 - taken)


def test_two_commands_at_once_have_one_winner(desk):
    number = desk.inquiry()
    words = [sys.executable, "-m", "desk", "--store", desk.path, "inquiry", "claim", str(number)]
    both = [subprocess.Popen([*words, "--as", rep], stdout=-1, stderr=-1) for rep in ("mia", "joerg")]
    ended = sorted((each.communicate(timeout=120), each.returncode) for each in both)
    assert sorted(status for _, status in ended) == [0, 1]
    assert desk.acts_of(number) == ["receive", "claim"]
    loser = next(said[1] for said, status in ended if status == 1)
    assert loser == f"#{number} is held by {desk.row(number).holder}.\n".encode()
