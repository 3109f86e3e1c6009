"""The status line: the last act with its undo, a refusal, a wait; one sentence at a time."""

from __future__ import annotations

from enum import StrEnum

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content

from desk.text import pieces
from desk.widgets.line import Line

_MOST = 4
"""Lines of a sentence that says what is wrong."""


class Tone(StrEnum):
    """How a sentence is meant; each has a sign, so that colour is never needed."""

    SAID = "said"
    REFUSED = "refused"
    WAITING = "waiting"
    FAILED = "failed"


_SIGNS = {Tone.SAID: " ", Tone.REFUSED: " ! ", Tone.WAITING: " … ", Tone.FAILED: " !! "}


class StatusLine(Line):
    """Keeps the last sentence; a wait covers it for as long as it lasts."""

    def __init__(self, *, id: str | None = "status") -> None:
        super().__init__(id=id)
        self._said: tuple[str, str, Tone] = ("", "", Tone.SAID)
        self._awaited = ""
        self._tall = False

    @property
    def sentence(self) -> str:
        """The sentence that stands there, also while a wait covers it."""
        return self._said[0]

    def say(self, sentence: str, hint: str = "", tone: Tone = Tone.SAID) -> None:
        """Say a sentence, with a hint at the right."""
        self._said = (sentence, hint, tone)
        self._paint()

    def wait(self, sentence: str) -> None:
        """Say what is being waited for; without a sentence, give back what stood there."""
        if sentence != self._awaited:
            self._awaited = sentence
            self._paint()

    def _paint(self) -> None:
        sentence, hint, tone = self._said
        if self._awaited:
            sentence, hint, tone = self._awaited, "", Tone.WAITING
        for each in Tone:
            self.set_class(each is tone and bool(sentence), f"-{each}")
        said = pieces(_SIGNS[tone], sentence) if sentence else pieces()
        more = pieces((hint, "$text-muted"), " ") if hint else None
        self._make_room(said, more, tone in (Tone.REFUSED, Tone.FAILED))
        self.put(said, more)

    def render(self) -> RenderResult:
        """Give the line, or all of them while what is wrong takes more than one."""
        if not self._tall:
            return super().render()
        return Content("  ").join((self.left, self.right)) if self.right.plain else self.left

    def _make_room(self, left: Content, right: Content | None, matters: bool) -> None:
        """Take the lines that a refusal or failure needs: its end says what to do. Everything else is cut."""
        width = self.size.width
        length = cell_len(left.plain) + (cell_len(right.plain) + 2 if right is not None else 0)
        tall = matters and 0 < width < length
        if tall or self._tall:
            self._tall = tall
            whole = left if right is None else Content("  ").join((left, right))
            self.styles.height = min(_MOST, len(whole.wrap(width))) if tall else 1
