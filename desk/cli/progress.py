"""How far long work has come: one line on standard error that writes over itself, on a terminal only."""

from __future__ import annotations

import sys
import threading
from time import monotonic
from typing import TYPE_CHECKING

from desk import clean
from desk.cli import output
from desk.language import N_, _

if TYPE_CHECKING:
    from types import TracebackType

UNSAID = 0.3
"""Seconds that need no words, as for every wait (QUALITY, "No wait is a mystery")."""

AGAIN = 0.2
"""Seconds between two lines."""

UPGRADING = N_("Bringing the store up to date for {seconds} s. Ctrl+C stops; it stays whole.")


class Progress:
    """Tells of `total` things (None: nobody knows how many) how many are done; gone without a trace at the end."""

    def __init__(self, total: int | None = None) -> None:
        self._total = total
        self._shown = 0
        self._next = monotonic() + UNSAID
        self._is_shown = output.is_terminal(sys.stderr)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._shown:
            self._write("")

    def tell(self, done: int) -> None:
        """So many are done."""
        if self._is_shown and monotonic() >= self._next:
            self._next = monotonic() + AGAIN
            self._write(sentence(done, self._total))

    def say(self, text: str) -> None:
        """Put a text into the line, nothing to take it away."""
        if self._is_shown and (text or self._shown):
            self._write(text)

    def _write(self, text: str) -> None:
        text = clean.line(text, 79)
        try:
            sys.stderr.write("\r" + text.ljust(self._shown) + ("" if text else "\r"))
            sys.stderr.flush()
        except (OSError, ValueError):
            self._is_shown = False
        self._shown = len(text)


def sentence(done: int, total: int | None) -> str:
    """Say how far it has come and how it is stopped."""
    if total is None:
        return _("{done} taken in so far. Ctrl+C stops; what is taken in stays.").format(done=done)
    return _("{done} of {total} taken in. Ctrl+C stops; what is taken in stays.").format(done=done, total=total)


def upgrading() -> Elapsed:
    """Say that a store is brought to this program's schema: half a minute for a big one, of which nobody knew."""
    return Elapsed(UPGRADING)


class Elapsed:
    """Says what goes on and for how many seconds, while nobody can tell how far it has come.

    `sentence` holds {seconds} and says what Ctrl+C leaves; it is looked up in the catalogue here.
    """

    def __init__(self, sentence: str) -> None:
        self._sentence = _(sentence)
        self._line = Progress()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._count, name="elapsed", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()
        self._line.say("")

    def _count(self) -> None:
        begun = monotonic()
        while not self._over.wait(UNSAID):
            self._line.say(self._sentence.format(seconds=int(monotonic() - begun)))
