"""What `u` and `U` take back at this desk: its own acts at once, older ones on a second press."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from desk import keys, sentences
from desk.words import Refused

AGAIN: Final = 60.0
"""Seconds within which the second press counts."""


class Regret:
    """Knows which acts were done at this desk; asked and told in the writer's thread, where acts have their order."""

    def __init__(self) -> None:
        self._here: set[int] = set()
        self._asked: tuple[int, float] = (0, 0.0)

    def note(self, act: int | None) -> None:
        """An act was done here."""
        if act is not None:
            self._here.add(act)

    def undo(self, tx: Any) -> str:
        """Take the last act back; raises Refused, whose sentence asks for a second press, when it was done before."""
        from desk.acts import undoing_earlier

        return self._regret(undoing_earlier.undo, tx, "undo")

    def redo(self, tx: Any) -> str:
        """Bring back what was taken back; raises Refused as `undo` does."""
        from desk.acts import undoing_earlier

        return self._regret(undoing_earlier.redo, tx, "redo")

    def _regret(self, act: Callable[[Any, set[int]], str], tx: Any, key: str) -> str:
        asked, at = self._asked
        known = {asked} if monotonic() - at <= AGAIN else set()
        try:
            return act(tx, self._here | known)
        except Refused as refusal:
            if refusal.reason not in ("undo_earlier", "redo_earlier"):
                raise
            self._asked = (refusal.facts["id"], monotonic())
            number, name = refusal.facts["number"], sentences.name_of_act(refusal.facts["name"])
            done = f"#{number} {name}" if number is not None else name
            raise Refused(refusal.reason, done=done, at=refusal.facts["at"], key=keys.press(key)) from refusal
