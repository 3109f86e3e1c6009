"""The inbox in a real pseudo-terminal: what reaches it, and what does not."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.words import Channel
from tests.kit.morning import Morning, morning
from tests.kit.terminal import Terminal

pytestmark = pytest.mark.serial

NOW = "2026-11-23T11:00:00+01:00"
PAYLOADS = (
    "\x1b]52;c;U1RPTEVO\x07",
    "\x1b[31;1m",
    "\x9b2J",
    "\x1b]0;title\x07",
    "\x1bP+q\x1b\\",
    "\u202eevil",
    "\x07\x00",
)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


def opened(day: Morning, columns: int = 80, lines: int = 24, **environ: str) -> Terminal:
    command = [sys.executable, "-m", "desk", "--store", day.desk.path, "--as", "anna"]
    terminal = Terminal(command, columns=columns, lines=lines, environ={"DESK_NOW": NOW, **environ})
    terminal.wait_for(r"\d without holder")
    terminal.settle(0.6)
    terminal.forget()
    return terminal


def test_an_idle_desk_writes_nothing(day: Morning) -> None:
    with opened(day) as terminal:
        # Whatever a slow machine still has to paint comes first; what is written each second never leaves it silent.
        assert any(terminal.settle(4.0, 4.0) == b"" for _ in range(5))


def test_a_move_writes_less_than_the_agreed_bytes(day: Morning) -> None:
    with opened(day, 120, 40) as terminal:
        terminal.send("j")
        terminal.wait_for(f"#{day.free}")
        terminal.settle(0.2)
        assert len(terminal.written) <= 6_000


def test_a_verb_and_its_answer_typed_in_one_breath_reach_the_question(day: Morning) -> None:
    with opened(day) as terminal:
        terminal.send("jt3")
        terminal.wait_for(f"#{day.free} .*u takes it back")
    assert day.desk.detail(day.free).open_callbacks == 1


def test_a_scanner_that_types_into_the_desk_runs_nothing(day: Morning) -> None:
    with opened(day) as terminal:
        terminal.send("abeirpx1\r")
        terminal.wait_for("faster than hands type")
    assert day.desk.acts_of(day.late)[-1] == "priority"


def test_what_acts_on_a_terminal_never_reaches_it(day: Morning) -> None:
    for payload in PAYLOADS:
        day.desk.inquiry(
            sender=f"S{payload}s", about=f"A{payload}a", text=f"T{payload}t\nT{payload}", channel=Channel.WEB
        )
    with opened(day, 120, 40) as terminal:
        for _each in PAYLOADS:
            terminal.send("j")
            terminal.settle(0.1)
            terminal.send("\r")
            terminal.settle(0.2)
            terminal.send("\x1b")
            terminal.settle(0.3)
        written = terminal.written
    # The desk itself moves the cursor and colours, and nothing else.
    rest = re.sub(rb"\x1b\[[0-9;:?<>=]*[A-Za-z~]", b"", written)
    assert b"\x1b" not in rest
    assert b"\x07" not in rest
    text = rest.decode()
    assert not re.search("[\x00\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search(rb"\x1b\[2J|\x1b\[31;1m", written)


COLOUR = re.compile(rb"\x1b\[(?:[0-9;:]*[;:])?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8[;:][0-9;:]*)(?:[;:][0-9;:]*)?m")
REVERSED = re.compile(rb"\x1b\[(?:[0-9;]*;)?7(?:;[0-9;]*)?m")


def test_with_no_color_no_colour_leaves_the_desk_and_without_it_there_is_some(day: Morning) -> None:
    for environ, some in (({"NO_COLOR": "1"}, False), ({}, True)):
        with opened(day, **environ) as terminal:
            terminal.send("j")
            terminal.wait_for(f"#{day.free}")
            terminal.send("e")
            terminal.wait_for("How did it end")
            terminal.send("\x1b")
            terminal.settle(0.5)
            terminal.send("\x1bOP")
            terminal.wait_for("Every key")
            terminal.settle(0.2)
            assert bool(COLOUR.search(terminal.written)) is some
            assert b"\x1b[1" in terminal.written, "what stands out is bold"
            assert bool(REVERSED.search(terminal.written)) is not some, "without a ground the cursor is reversed"


def test_two_q_end_the_desk_with_status_0(day: Morning) -> None:
    with opened(day) as terminal:
        terminal.send("q")
        terminal.wait_for("q once more quits")
        terminal.send("q")
        assert terminal.exit_status() == 0


def test_a_desk_that_is_told_to_end_leaves_the_terminal_as_it_was_and_keeps_what_was_typed(
    day: Morning, tmp_path
) -> None:
    with opened(day, DESK_STATE=str(tmp_path / "state")) as terminal:
        terminal.send("i")
        terminal.wait_for("Note")
        terminal.settle(0.1)
        terminal.send("half a wo")
        terminal.settle(0.1)
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.exit_status() == 128 + signal.SIGTERM
        for ended in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l"):  # another screen, no cursor, bracketed paste
            assert ended in terminal.written
    kept = (each.read_bytes() for each in (tmp_path / "state").rglob("*") if each.is_file())
    assert any(b"half a wo" in each for each in kept)
