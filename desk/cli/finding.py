"""One line of `desk doctor`: a sign, what was found, and what to do when it isn't good."""

from __future__ import annotations

from typing import Any, NamedTuple

from desk.language import _

OK, WARN, BAD = "ok", "warn", "bad"

SIGNS = {OK: "+", WARN: "!", BAD: "x"}
"""Signs and words tell the levels apart: colour alone would tell nothing to many."""


class Finding(NamedTuple):
    """What one look found: `check` names it for programs, `facts` are for them too, `advice` is empty when it's good.

    `unopened` is True where the store can't be opened, which has an exit status of its own.
    """

    check: str
    level: str
    found: str
    advice: str = ""
    facts: dict[str, Any] | None = None
    unopened: bool = False

    def document(self) -> dict[str, Any]:
        """Give the finding for a program."""
        return {
            "check": self.check,
            "level": self.level,
            "found": self.found,
            "advice": self.advice or None,
            "facts": self.facts or {},
        }

    def line(self) -> str:
        """Give the finding as one line."""
        words = {OK: _("good"), WARN: _("look"), BAD: _("bad")}
        word = words[self.level].ljust(max(map(len, words.values())))
        said = self.found if not self.advice or self.found.endswith(".") else f"{self.found}."
        return f"{SIGNS[self.level]} {word} {said} {self.advice}".rstrip()
