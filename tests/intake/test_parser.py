"""The child that reads mail: what it costs, what it outlives, what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desk.intake import child, wire
from desk.intake.parser import MailParser
from desk.intake.records import MailRecord
from desk.words import Refused
from tests.kit.machine import until
from tests.kit.terminal import processor_time

PLAIN = b"From: Tom Meier <tom@autohaus.example>\r\nSubject: Media data\r\n\r\ncall me"
SLOW = (
    PLAIN.replace(b"\r\n\r\n", b"\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n") + b"\r\n--q\r\n\r\nx" * 600_000
)
GREEDY = PLAIN + b"\r\na" * 6_000_000


def _pid(parser: MailParser) -> int:
    assert parser._process is not None
    return parser._process.pid


def _open_files() -> set[str]:
    return set(os.listdir("/dev/fd"))


def test_a_message_keeps_its_bytes_and_where_it_lay(parser: MailParser) -> None:
    record = parser.parse("a.eml", PLAIN)
    assert (record.where, record.raw, record.readable, record.text) == ("a.eml", PLAIN, True, "call me")
    assert len(record.digest) == 64


def test_one_child_serves_many_messages(parser: MailParser) -> None:
    parser.parse("a", PLAIN)
    before = _pid(parser)
    assert all(parser.parse(str(n), PLAIN).readable for n in range(200))
    assert _pid(parser) == before


@pytest.mark.serial
def test_a_message_that_takes_too_long_costs_that_message_only_and_its_head_is_still_read() -> None:
    with MailParser(seconds=2.0) as parser:
        slow = parser.parse("slow", SLOW)
        assert (slow.readable, slow.why_unreadable, slow.raw) == (False, "time", SLOW)
        assert (slow.subject, slow.sender_email) == ("Media data", "tom@autohaus.example")
        assert parser.parse("next", PLAIN).readable


@pytest.mark.serial
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds a process to RLIMIT_AS")
def test_a_message_that_takes_too_much_memory_costs_that_message_only() -> None:
    with MailParser(seconds=20, megabytes=64) as parser:
        greedy = parser.parse("greedy", GREEDY)
        assert (greedy.readable, greedy.why_unreadable, greedy.raw) == (False, "memory", GREEDY)
        assert greedy.subject == "Media data"
        assert parser.parse("next", PLAIN).readable
    with MailParser(seconds=20, megabytes=2_048) as generous:  # it was the limit and nothing else
        assert generous.parse("greedy", GREEDY).readable


@pytest.mark.serial
def test_a_child_that_was_killed_between_two_messages_is_replaced_and_no_message_pays_for_it() -> None:
    with MailParser() as parser:
        parser.parse("first", PLAIN)
        os.kill(_pid(parser), signal.SIGKILL)
        os.waitid(os.P_PID, _pid(parser), os.WEXITED | os.WNOWAIT)
        assert parser.parse("second", PLAIN).readable


@pytest.mark.serial
def test_a_child_that_dies_while_it_reads_costs_its_message_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with MailParser() as parser:
        parser.parse("first", PLAIN)
        send = parser._send

        def killed(data: bytes, end: float) -> None:
            send(data, end)
            if data == stopped and parser._process is first:
                os.kill(_pid(parser), signal.SIGSEGV)
                os.kill(_pid(parser), signal.SIGCONT)

        first, stopped = parser._process, PLAIN + b"!"
        monkeypatch.setattr(parser, "_send", killed)
        os.kill(_pid(parser), signal.SIGSTOP)  # so that it can't be quicker than the signal
        record = parser.parse("broken", stopped)
        assert (record.readable, record.why_unreadable, record.raw) == (False, "crash", stopped)
        assert parser.parse("next", PLAIN).readable


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b"{", b'{"why_unreadable": 1}', b"\xff"])
def test_an_answer_that_is_none_of_ours_is_refused(answer: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        wire.unpacked(answer, "a", PLAIN)


@pytest.mark.serial
def test_an_answer_that_makes_no_sense_costs_its_message_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with MailParser() as parser:
        parser.parse("first", PLAIN)
        receive, first = parser._receive, parser._process
        monkeypatch.setattr(parser, "_receive", lambda end: b"nonsense" if parser._process is first else receive(end))
        record = parser.parse("second", PLAIN)
        assert (record.readable, record.why_unreadable, record.subject) == (False, "crash", "Media data")
        assert parser.parse("third", PLAIN).readable


@pytest.mark.serial
def test_after_a_parser_no_process_and_no_open_file_is_left() -> None:
    before = _open_files()
    for _ in range(3):
        with MailParser() as parser:
            parser.parse("a", PLAIN)
            pid = _pid(parser)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    assert _open_files() == before


@pytest.mark.serial
def test_ctrl_c_during_a_message_ends_the_child_and_the_next_message_gets_its_own_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(end: float) -> bytes:
        raise KeyboardInterrupt

    with MailParser() as parser:
        parser.parse("first", PLAIN)
        monkeypatch.setattr(parser, "_receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            parser.parse("second", PLAIN)
        monkeypatch.undo()
        assert parser.parse("third", PLAIN.replace(b"Media", b"Other")).subject == "Other data"


def test_the_child_lives_in_a_session_of_its_own_so_that_ctrl_c_does_not_reach_it(parser: MailParser) -> None:
    parser.parse("a", PLAIN)
    assert os.getsid(_pid(parser)) == _pid(parser)


@pytest.mark.serial
def test_a_desk_that_vanishes_takes_its_child_with_it() -> None:
    script = (
        "import os; from desk.intake.parser import MailParser; p = MailParser(); p.parse('a', b'From: a@b.example');"
        "print(p._process.pid, flush=True); os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    until(lambda: not _runs(int(done.stdout)))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3]
    except (OSError, ValueError):
        return False


def test_a_file_named_like_a_library_in_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "email.py").write_text("open('was_run', 'w')\n")
    monkeypatch.chdir(tmp_path)
    with MailParser() as parser:
        assert parser.parse("a", PLAIN).readable
    assert not (tmp_path / "was_run").exists()


def test_where_no_child_can_be_started_the_import_is_refused_and_nothing_called_unreadable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Refused) as refused, MailParser():
        pass
    assert refused.value.reason == "mail_parser_missing"


def test_where_the_child_ends_before_it_is_ready_the_import_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with MailParser() as parser, pytest.raises(Refused):
        parser.parse("a", PLAIN)


def test_a_system_that_knows_no_limits_still_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(child.resource, "setrlimit", refuse)
    child._limit(child.resource.RLIMIT_CPU, 5)


def test_a_record_survives_the_pipe_as_it_was(parser: MailParser) -> None:
    from desk.intake.parse import parse

    raw = PLAIN.replace(b"\r\n\r\n", b"\r\nDate: Mon, 1 Jan 2024 10:00:00 +0100\r\nMessage-ID: <a@b>\r\n\r\n")
    record = parse(raw, "a.eml")
    answer = wire.packed(record, tired=True)
    assert wire.unpacked(answer, "a.eml", raw) == (record, True)
    assert parser.parse("a.eml", raw) == record
    assert isinstance(record, MailRecord)


@pytest.mark.serial
def test_ordinary_messages_pass_at_300_a_second_and_more(parser: MailParser) -> None:
    body = (
        b"<html><body>"
        + b"<p>Guten Tag, wir brauchen 40 Spots zur Er&ouml;ffnung im Januar.</p>" * 40
        + b"</body></html>"
    )
    raw = PLAIN.replace(b"\r\n\r\n", b"\r\nContent-Type: text/html\r\nMessage-ID: <a@b>\r\n\r\n") + body
    parser.parse("first", raw)
    begun = processor_time(_pid(parser))
    for _ in range(300):
        parser.parse("a", raw)
    assert processor_time(_pid(parser)) - begun < 3  # three times the time it may take, for a slower machine
