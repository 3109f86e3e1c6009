"""All places of the real desk in a real terminal, with everything at once in the store; and a desk without belts."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.payloads import TEXTS, acting
from tests.hostile.poisoned import poison
from tests.kit.builders import Desk, team
from tests.kit.terminal import Terminal

pytestmark = pytest.mark.serial

EVERYTHING = "Kanarie " + "".join(text for text in TEXTS.values() if acting(text) and len(text) < 500)
PLACES = (
    "\r",
    "\x1b",
    "o",
    "\x1b",
    "l",
    "\x1b",
    "x",
    "\x1b",
    "t",
    "\x1b",
    "c",
    "\x1b",
    "e",
    "\x1b",
    "m",
    "\x1b",
    "i",
    "\x1b",
)
PLACES += (
    "p",
    "p",
    "s",
    "kanarie\r",
    "\x1b",
    "?",
    "kan",
    "\x1b",
    "3",
    "\r",
    "\x1b",
    "2",
    "firm",
    "\r",
    "\x1b",
    "\x1b",
    "1",
)

WITHOUT_BELTS = """
import sys
from desk import clean, text
clean.line = lambda given, limit=0: given.replace("\\n", " ")
clean.lines = lambda given, limit=0: given
text._cleaned = lambda given, lines: given
text._is_plain = lambda given: True
text.Belt.apply = lambda self, segments, background: segments
from desk.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Desk]:
    with team(tmp_path) as made:
        poison(made, {"everything": EVERYTHING})
        yield made


def leaks(written: bytes) -> set[str]:
    """Name what acts on a terminal and is none of what Textual itself writes: cursor, colours, modes, the pointer."""
    written = re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", written)
    found = set()
    for name, pattern in (
        ("CSI of a payload", rb"\x1b\[2J|\x1b\[31;1m|\x1b\[10;10H|\x1b\[6n|\x1b\[>c"),
        ("OSC", rb"\x1b\][0-9]"),
        ("DCS, APC, PM", rb"\x1b[P_^]"),
        ("a bell", rb"\x07"),
    ):
        if re.search(pattern, written):
            found.add(name)
    text = re.sub(rb"\x1b\[[0-9;:?<>=]*[A-Za-z~]", b"", written).decode("utf-8", "replace")
    found.update(acting(text.replace("\r", "")))
    return found


def written(day: Desk, tmp_path: Path, *command: str) -> bytes:
    words = [sys.executable, *command, "--store", day.path, "--as", "anna"]
    environ = {"XDG_STATE_HOME": str(tmp_path / "state"), "DESK_NOW": day.now.isoformat()}
    with Terminal(words, columns=140, lines=45, environ=environ) as terminal:
        terminal.wait_for("Inbox")
        terminal.settle(0.8)
        terminal.forget()
        for keys in PLACES:
            terminal.send(keys)
            terminal.settle(0.12)
        assert terminal.alive()
        for name in ("cmdline", "environ"):
            assert b"Kanarie" not in Path(f"/proc/{terminal.pid}/{name}").read_bytes()
        return terminal.written


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="this machine has no /proc")
def test_nothing_in_the_store_reaches_the_terminal_to_act_on_it(day: Desk, tmp_path: Path) -> None:
    out = written(day, tmp_path, "-m", "desk")
    assert out.count(b"Kanarie") > 10
    assert leaks(out) == set()
    log = tmp_path / "state" / "desk" / "desk.log"
    assert b"Kanarie" not in (log.read_bytes() if log.exists() else b"")


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="this machine has no /proc")
def test_a_desk_without_its_belts_leaks(day: Desk, tmp_path: Path) -> None:
    """The control: the same texts, the same keys, no cleaning and no last belt."""
    found = leaks(written(day, tmp_path, "-c", WITHOUT_BELTS))
    assert {"OSC", "DCS, APC, PM", "CSI of a payload", "U+202E", "U+009B"} <= found
