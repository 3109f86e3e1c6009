"""No wait is a mystery: after 300 ms it is said for what and for whom, it ends with a sentence, and no text is lost."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session
from textual.widgets import TextArea

from desk.screens.capture import Capture
from desk.words import Thing
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting

GATE = """
import sys
from desk.keeping.gate import Gate
gate = Gate({path!r}, {who!r})
with gate.held():
    print("locked", flush=True)
    sys.stdin.readline()
gate.close()
"""
LOCK = """
import sqlite3, sys
connection = sqlite3.connect({path!r}, isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


def patience(day: Morning, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let an act wait so long for whoever writes, instead of five seconds."""
    from desk.keeping import connect

    pragmas = (f"PRAGMA busy_timeout={seconds * 1000:.0f}", *connect.WRITE_PRAGMAS[1:])
    monkeypatch.setattr(connect, "WRITE_PRAGMAS", pragmas)
    monkeypatch.setattr(day.desk.store, "write", partial(day.desk.store.write, wait=seconds))


@contextmanager
def another(code: str, **facts: str) -> Iterator[subprocess.Popen[bytes]]:
    """Let another process lock the store until the block ends or it is told to go on."""
    command = [sys.executable, "-c", code.format(**facts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"locked\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("code", "who", "sentence"),
    [
        (GATE, "mia", "waiting for Mia, who is writing (process {pid})"),
        (GATE, "mia import", "waiting for the import of Mia (process {pid})"),
        (LOCK, "", "waiting for another program that has locked the store"),
    ],
)
async def test_a_form_waits_with_its_text_for_whoever_is_named(
    day: Morning, code: str, who: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience(day, monkeypatch, 60)  # however long a busy machine takes to look
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"Huber", "tab", *"radio")
        with another(code, path=day.desk.path, who=who) as process:
            await here.type("f2")
            await here.until_shown(sentence.format(pid=process.pid))
            assert isinstance(here.screen, Capture)
            assert "Huber" in here.text
        await here.until(lambda: here.screen is here.inbox)
        assert "waiting" not in here.text
    assert day.desk.sql("SELECT count(*) FROM inquiry WHERE about = 'radio'") == [(1,)]


@pytest.mark.parametrize(
    ("code", "sentence"), [(GATE, "Mia (process {pid}) has been writing"), (LOCK, "has been locked by another program")]
)
async def test_an_act_that_waited_too_long_ends_with_a_sentence_and_the_form_keeps_its_text(
    day: Morning, code: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience(day, monkeypatch, 0.7)
    before = day.desk.sql("SELECT count(*) FROM act")
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"Huber", "tab", *"radio")
        with another(code, path=day.desk.path, who="mia") as process:
            expected = sentence.format(pid=process.pid).replace("Mia", "mia")
            await here.type("f2")
            await here.until(lambda: expected in here.told)
            assert isinstance(here.screen, Capture)
            assert "Huber" in here.text
            await here.type("escape", "i", *"calls back", "f2")
            await here.until(lambda: "kept as a draft" in here.told)
        assert day.desk.sql("SELECT count(*) FROM act") == before
        await here.type("i")
        assert here.screen.query_one(TextArea).text == "calls back"
        await here.type("f2")
        await here.until(lambda: day.desk.acts_of(day.late)[-1] == "note")
        await here.type("f4", "f2")
        await here.until(lambda: day.desk.sql("SELECT count(*) FROM inquiry WHERE about = 'radio'") == [(1,)])


async def test_a_slow_disk_is_named_and_what_it_saved_is_said_afterwards(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()
    commit = Session.commit

    def slow(session: Session) -> Any:
        assert free.wait(10)
        return commit(session)

    monkeypatch.setattr(Session, "commit", slow)
    async with sitting(day.desk.store) as here:
        await here.type("j", "a")
        await here.until_shown("waiting for the disk to save; it is slow")
        free.set()
        await here.until_said("taken")
        assert "waiting" not in here.text
    assert day.desk.acts_of(day.free, Thing.INQUIRY)[-1] == "claim"
