"""Keys from the terminal, waited for in sleep.

Textual's own thread looks for them ten times a second, which is three quarters of what an app costs while nobody does
anything; many desks may share one host.
"""

from __future__ import annotations

import os
import selectors
import socket
from codecs import getincrementaldecoder
from collections.abc import Iterable
from time import monotonic

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

LOOK = 0.1
"""Seconds between two looks while the end of an escape sequence may be outstanding; as Textual's own."""

AWAKE = 2.0
"""Seconds after the last byte during which it looks so often; an escape sequence is waited for 0.1 s by default."""


class SleepingDriver(LinuxDriver):
    """Reads the terminal as Textual's driver does, but sleeps until a byte comes or the input is to end."""

    _alarm: socket.socket | None = None

    def disable_input(self) -> None:
        """Wake the thread that reads and let it end."""
        alarm = self._alarm
        if alarm is not None:
            alarm.close()  # what the thread listens to ends
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read until the input is to end."""
        listening, self._alarm = socket.socketpair()
        with selectors.SelectSelector() as selector, listening, self._alarm:
            selector.register(listening, selectors.EVENT_READ)
            selector.register(self.fileno, selectors.EVENT_READ)
            self._read_on(selector)

    def _read_on(self, selector: selectors.BaseSelector) -> None:
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")().decode
        last = monotonic()
        while not self.exit_event.is_set():
            found = selector.select(LOOK if monotonic() - last < AWAKE else None)
            if any(key.fd == self.fileno for key, _mask in found):
                last = monotonic()
                data = os.read(self.fileno, 4096)
                if not data:  # the terminal is gone; asking it again would never wait
                    selector.unregister(self.fileno)
                text = decode(data)
                if text:
                    self._hand_on(parser.feed(text))
            self._hand_on(parser.tick())

    def _hand_on(self, events: Iterable[Message]) -> None:
        for event in events:
            self.process_message(event)
