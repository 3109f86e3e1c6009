"""Whatever fails by our fault in a real desk costs one sentence with a number; the desk goes on, no words leak."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.morning import Morning, morning
from tests.kit.terminal import Terminal

pytestmark = pytest.mark.serial

PLANTED = """
import sys
from desk.cli import main
from desk.screens import capture, help, inbox, inbox_layers
from desk.widgets import inquiry_list, key_footer
import desk.views.inquiry
CANARY = "Canarykraus 0201 5559901"
def broken(*_, **__):
    words = CANARY
    raise RuntimeError(words)
def once(method):
    left = [1]
    def first_broken(*args, **more):
        if left:
            left.pop()
            broken()
        return method(*args, **more)
    return first_broken
if "capture" in sys.argv[1]:
    capture.Capture.on_mount = broken
if "help" in sys.argv[1]:
    help.Help.compose = broken
if "handler" in sys.argv[1]:
    inbox_layers.InboxLayers._open = broken
    inquiry_list.InquiryList.on_resize = broken
if "paint" in sys.argv[1]:
    inquiry_list.InquiryList.line_at = broken
if "timer" in sys.argv[1]:
    inbox.Inbox.show_around = once(inbox.Inbox.show_around)
if "view" in sys.argv[1]:
    desk.views.inquiry.detail = once(desk.views.inquiry.detail)
if "first" in sys.argv[1]:
    from desk.screens import first_start
    first_start.FirstStart.action_choose = broken
sys.exit(main(sys.argv[2:]))
"""
WRONG = r"Something went wrong \(error [0-9A-F]{4}\)"


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


def opened(day: Morning, tmp_path: Path, plant: str, **environ: str) -> Terminal:
    command = [sys.executable, "-c", PLANTED, plant, "--store", day.desk.path, "--as", "anna"]
    environ = {"XDG_STATE_HOME": str(tmp_path / "state"), "DESK_NOW": "2026-11-23T11:00:00+01:00"} | environ
    return Terminal(command, columns=120, lines=30, environ=environ)


def said_nothing_else(terminal: Terminal, tmp_path: Path) -> None:
    log = (tmp_path / "state" / "desk" / "desk.log").read_text()
    failures = [json.loads(line) for line in log.splitlines() if '"failed"' in line]
    assert failures[0]["kind"] == "builtins.RuntimeError"
    assert any(f"error {each['error']}" in terminal.text() for each in failures)
    for words in (log, terminal.text()):
        assert "anarykraus" not in words
        assert "5559901" not in words
        assert "Traceback" not in words


@pytest.mark.parametrize(
    ("plant", "keys"),
    [("capture", "\x1bOS"), ("help", "?"), ("handler", "\r"), ("view", "")],
    ids=["a screen that can't be set up", "a screen without a body", "a handler of a message", "a view in a thread"],
)
def test_the_desk_goes_on_after_a_failure(day, tmp_path, plant, keys):
    with opened(day, tmp_path, plant) as terminal:
        terminal.wait_for("Inbox")
        terminal.settle(0.4)
        terminal.send(keys)
        terminal.wait_for(WRONG)
        said_nothing_else(terminal, tmp_path)
        terminal.settle(0.25)
        terminal.send("\x1b")
        terminal.settle(0.25)
        terminal.send("1")
        terminal.settle(0.25)
        terminal.forget()
        terminal.send("q")
        terminal.wait_for("q once more quits")
        terminal.send("q")
        assert terminal.exit_status() == 0


def test_a_desk_that_cant_paint_ends_with_a_sentence_and_no_traceback(day, tmp_path):
    with opened(day, tmp_path, "paint") as terminal:
        assert terminal.exit_status(20) == 1
        assert "The desk had to stop (error " in " ".join(terminal.text().split())
        said_nothing_else(terminal, tmp_path)


def test_the_first_start_goes_on_too(day, tmp_path):
    command = [sys.executable, "-c", PLANTED, "first", "--store", str(tmp_path / "none.db")]
    with Terminal(command, columns=120, lines=30, environ={"XDG_STATE_HOME": str(tmp_path / "state")}) as terminal:
        terminal.wait_for("Welcome to desk")
        terminal.settle(0.3)
        terminal.send("2")
        terminal.wait_for(WRONG)
        said_nothing_else(terminal, tmp_path)
        assert terminal.alive()


def test_a_log_that_cant_be_written_is_said_once(day, tmp_path):
    (tmp_path / "state").write_text("")
    with opened(day, tmp_path, "") as terminal:
        terminal.wait_for("The log can't be written")
        terminal.send("ja")
        terminal.wait_for("u takes it back")
        terminal.settle(0.25)
        terminal.forget()
        terminal.send("i")
        terminal.settle(0.4)
        assert "can't be written" not in terminal.text()
