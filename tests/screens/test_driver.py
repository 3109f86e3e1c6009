"""The desk sleeps until a key comes: nobody looks for one while nobody types."""

from __future__ import annotations

import os
import pty
import selectors
import threading
import time
import tty
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from desk.screens import driver
from desk.screens.driver import SleepingDriver


class Wire:
    """A driver at the end of a terminal of its own, which notes its keys and how often it looked for them."""

    def __init__(self, kind: type[LinuxDriver], monkeypatch: pytest.MonkeyPatch) -> None:
        self.hand, self._end = pty.openpty()
        tty.setraw(self._end)
        self.keys: list[str] = []
        self.looks = 0
        select = selectors.SelectSelector.select

        def counted(selector: Any, timeout: float | None = None) -> Any:
            self.looks += 1
            return select(selector, timeout)

        monkeypatch.setattr(selectors.SelectSelector, "select", counted)
        self.driver = kind.__new__(kind)
        self.driver.__dict__.update(fileno=self._end, _debug=False, exit_event=threading.Event(), _mouse=False)
        self.driver.process_message = self._note  # type: ignore[method-assign]
        self.driver._app = SimpleNamespace()
        self.driver._key_thread = threading.Thread(target=self.driver.run_input_thread)
        self.driver._key_thread.start()

    def _note(self, message: Any) -> None:
        if isinstance(message, Key):
            self.keys.append(message.key)

    def types(self, text: bytes, *keys: str) -> None:
        os.write(self.hand, text)
        end = time.monotonic() + 40
        while self.keys[-len(keys) :] != list(keys):
            assert time.monotonic() < end, self.keys
            time.sleep(0.005)

    def close(self) -> None:
        self.driver.disable_input()
        assert not self.driver._key_thread.is_alive()
        os.close(self.hand)
        os.close(self._end)


@pytest.fixture
def wires(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    made: list[Wire] = []
    yield lambda kind: (made.append(Wire(kind, monkeypatch)), made[-1])[1]
    for each in made:
        each.close()


def test_keys_arrive_and_a_lone_escape_is_told_from_the_beginning_of_a_sequence(wires: Any) -> None:
    wire = wires(SleepingDriver)
    wire.types(b"jk\r", "j", "k", "enter")
    wire.types(b"\x1b[A", "up")
    wire.types("\u00fc".encode(), "\u00fc")
    wire.types(b"\x1b", "escape")


def test_nobody_looks_for_a_key_while_none_comes(wires: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "AWAKE", 0.0)
    sleeping = wires(SleepingDriver)
    time.sleep(0.35)
    assert sleeping.looks <= 2
    sleeping.types(b"j", "j")


def test_textuals_own_driver_would_look_again_and_again(wires: Any) -> None:
    """The control."""
    awake = wires(LinuxDriver)
    time.sleep(0.35)
    assert awake.looks > 2
