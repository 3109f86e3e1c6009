"""What hands type, in order, and what no hands typed: a guard between the terminal and the verbs.

A verb's letter waits for a moment of quiet, so that a scanner or a paste into the wrong window runs nothing. While a
verb opens a question, what is typed ahead waits for it, however long that takes, so that it never reaches the place
below; when there is nothing to open, what was typed for it is dropped.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from desk import keys

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Key

QUIET: Final = 0.025
"""Seconds without a key after which letters are taken for typed by hand."""

MANY: Final = 6
"""Letters without a moment of quiet between them that no hand types."""

_PATIENCE: Final = 0.5
"""Seconds to wait for a key that a widget may have kept, or for a screen to be built, before typing goes on."""

_HARMLESS: Final = frozenset(
    name for id in ("down", "up", "first", "last") for name in keys.key(id).keys if len(name) == 1
)
"""Letters that only move the cursor: they never wait."""


class Keyboard:
    """Holds keys back and passes them on in order; `forward` gives a key to Textual, `burst` tells of a burst."""

    def __init__(self, app: App[Any], forward: Callable[[Key], Awaitable[None]], burst: Callable[[], None]) -> None:
        self._app, self._forward, self._burst = app, forward, burst
        self._held: deque[Key] = deque()
        self._last = monotonic()
        self._before = ""
        self._letters = 0
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._handled = asyncio.Event()
        self._leaves = self._runs = False
        self._waits = 0
        self._dropped = 0.0

    @property
    def last(self) -> str:
        """Textual's name of the last key."""
        return self._before

    @property
    def quiet_for(self) -> float:
        """Seconds since the last key."""
        return monotonic() - self._last

    def keeps(self, key: Key) -> bool:
        """Say whether a key is kept back for now; it comes later, or is dropped with a burst."""
        if key.time < self._dropped:
            return True
        quiet = key.time - self._last >= QUIET  # by when it came: while a verb runs, keys queue
        self._last = key.time
        letter = key.is_printable and not self._in_field(key)
        harmless = key.character is not None and key.character in _HARMLESS
        if quiet:
            self._letters, self._before = 0, ""
        if letter and not (harmless and key.key == self._before):
            self._letters += 1
        self._before = key.key
        at_once = not letter or harmless
        is_free = not self._held and self._task is None and not self._waits
        if at_once and is_free and not self._leaves and self._is_open():
            self._leaves = self._has_field() and not self._in_field(key)
            self._handled.clear()
            return False
        self._held.append(key)
        self._arm(QUIET if letter else 0.0)
        return True

    def runs(self) -> None:
        """A key has come back from the widgets, and its verb begins."""
        self._runs = True

    def handled(self) -> None:
        """A key has come back from the widgets, and its verb has run."""
        self._leaves = self._runs = False
        self._handled.set()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Hold all keys back while a question is being prepared, whatever asked for it."""
        self._waits += 1
        try:
            yield
        finally:
            self._waits -= 1
            if self._held:
                self._arm(0.0)

    def drop(self) -> None:
        """Forget what was typed up to now: it was meant for a question that doesn't open."""
        self._held.clear()
        self._letters = 0
        self._dropped = monotonic()

    def _in_field(self, key: Key) -> bool:
        focused = self._app.focused
        return focused is not None and focused.check_consume_key(key.key, key.character)

    def _has_field(self) -> bool:
        focused = self._app.focused
        return focused is not None and focused.check_consume_key("a", "a")

    def _is_open(self) -> bool:
        screen = self._app.screen
        return screen.is_mounted and screen.is_current

    def _arm(self, delay: float) -> None:
        if self._task is not None or self._waits:
            return
        if self._timer is not None:
            self._timer.cancel()
        waited = QUIET if any(key.is_printable for key in self._held) else delay
        self._timer = asyncio.get_running_loop().call_later(waited, self._begin)

    def _begin(self) -> None:
        self._timer = None
        if not self._is_burst() and self._task is None and not self._waits:
            self._task = asyncio.create_task(self._release())

    def _is_burst(self) -> bool:
        """Drop what is held, and say so, when it came faster than hands type."""
        if self._letters < MANY:
            return False
        self._held.clear()
        self._letters = 0
        self._burst()
        return True

    def _quick(self) -> int:
        """Count the most letters for no field, of those held back, that came without a moment of quiet between them."""
        most = count = 0
        before = 0.0
        for key in self._held:
            if key.is_printable and not self._in_field(key):
                count = count + 1 if key.time - before < QUIET else 1
                most, before = max(most, count), key.time
        return most

    async def _release(self) -> None:
        try:
            if self._leaves:  # a key that may take the focus out of a field: what follows is for where it goes
                await self._came_back()
                self._leaves = False
            await self._until(self._is_open)
            self._letters = max(self._letters, self._quick())
            while self._held and not self._is_burst():
                await self._until(self._is_open)
                if self._waits or not self._held:  # they go on, or were dropped, when what is waited for is there
                    break
                key = self._held.popleft()
                self._handled.clear()
                await self._forward(key)
                if not self._in_field(key):
                    await self._came_back()
        finally:
            self._task = None

    async def _came_back(self) -> None:
        """Wait for the verb of the last key to have run; a key that a widget keeps for itself has none."""
        try:
            await asyncio.wait_for(self._handled.wait(), _PATIENCE)
        except TimeoutError:
            if self._runs:
                await self._handled.wait()

    async def _until(self, open_: Callable[[], bool]) -> None:
        """Wait for the screen on top to have been built and to have given the focus away."""
        begun = monotonic()
        while not open_() and monotonic() - begun < _PATIENCE:
            await asyncio.sleep(0.002)
        settled = asyncio.get_running_loop().create_future()
        self._app.screen.call_later(self._app.call_later, _settle, settled)
        try:
            await asyncio.wait_for(settled, _PATIENCE)
        except TimeoutError:
            pass


def _settle(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
