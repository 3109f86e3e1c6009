"""Who else reads this: what this desk tells the others of, and what it shows of them; on the one timer there is."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from time import monotonic

from desk.keeping.presence import GONE_AFTER, Presence
from desk.language import _, n_

READS_AFTER = 1.0
"""Seconds on the same inquiry after which it is being read (ARCHITECTURE, "Presence and drafts")."""

AGAIN_AFTER = 15.0
"""Seconds between two signs of life: four of them may be missed."""


class Reading:
    """The presence of one desk; `look` is called with each look at the store."""

    def __init__(self, store: str, rep: str, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._eyes, self._mouth = Presence(store, rep, now), Presence(store, rep, now)
        self._speaking = threading.Lock()
        self._inquiry: int | None = None
        self._since = self._said_at = now()
        self._said = False

    def look(self, inquiry: int | None, quiet_for: float) -> bool:
        """Take in what is read here, None when nothing is; True when others read something else than before.

        Whoever has touched no key for a minute (`quiet_for`, seconds) is taken to be elsewhere.
        """
        now = self._now()
        if inquiry != self._inquiry:
            self._inquiry, self._since = inquiry, now
            if self._said:
                self._said = False
                self._tell(None)
        is_read = inquiry is not None and now - self._since >= READS_AFTER and quiet_for < GONE_AFTER
        if is_read and (not self._said or now - self._said_at >= AGAIN_AFTER):
            self._said, self._said_at = True, now
            self._tell(inquiry)
        return self._eyes.look()

    def others(self, inquiry: int) -> tuple[str, ...]:
        """Give the handles of the colleagues who read an inquiry."""
        return self._eyes.others.get(inquiry, ())

    def close(self) -> None:
        """Say that nothing is read here any more."""
        with self._speaking:
            self._inquiry = None
            self._mouth.close()
        self._eyes.close()

    def _tell(self, inquiry: int | None) -> None:
        """Write it in a thread: a disk that stalls must not hold a key up."""
        asyncio.get_running_loop().run_in_executor(None, self._speak, inquiry)

    def _speak(self, inquiry: int | None) -> None:
        with self._speaking:
            if inquiry != (self._inquiry if self._said else None):
                return  # overtaken by another one
            if inquiry is None:
                self._mouth.leave()
            else:
                self._mouth.say(inquiry)


def sentence(names: list[str]) -> str:
    """Say who else reads an inquiry; nothing when nobody does."""
    if not names:
        return ""
    if len(names) == 1:
        return _("{name} is reading this").format(name=names[0])
    more = len(names) - 1
    said = n_("{name} and {count} other are reading this", "{name} and {count} others are reading this", more)
    return said.format(name=names[0], count=more)
