"""The status line: the last act with its undo, a refusal, a wait; one sentence at a time."""

from __future__ import annotations

from enum import StrEnum
from time import monotonic

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content

from desk.text import hanging, pieces
from desk.widgets.line import Line

_MOST = 4
"""Lines of a sentence that says what is wrong."""

SEEN = 1.5
"""Seconds for which a sentence stays whatever is pressed: it may come after the next key of quick hands."""

PASSES = 10.0
"""Seconds after which a refusal goes by itself."""


class Tone(StrEnum):
    """How a sentence is meant; each has a sign, so that colour is never needed."""

    SAID = "said"
    REFUSED = "refused"
    WAITING = "waiting"
    FAILED = "failed"


_SIGNS = {Tone.SAID: " ", Tone.REFUSED: " ! ", Tone.WAITING: " … ", Tone.FAILED: " !! "}


class StatusLine(Line):
    """Keeps the last act with its undo; what else is said passes, and a wait covers it for as long as it lasts."""

    def __init__(self, *, id: str | None = "status") -> None:
        super().__init__(id=id)
        self._said: tuple[str, str, Tone] = ("", "", Tone.SAID)
        self._lasting = self._said
        self._since = 0.0
        self._awaited = ""
        self._tall = False

    @property
    def sentence(self) -> str:
        """The sentence that stands there, also while a wait covers it."""
        return self._said[0]

    def say(self, sentence: str, hint: str = "", tone: Tone = Tone.SAID) -> None:
        """Say a sentence, with a hint at the right; without one, what was done last is said again."""
        self._said, self._since = (sentence, hint, tone), monotonic()
        if tone is Tone.SAID and hint:
            self._lasting = self._said
        elif not sentence:
            self._said = self._lasting
        self._paint()

    def let_pass(self, after: float | None = None) -> None:
        """Say again what was done last, when something else has stood here for `after` seconds; a failure stays."""
        is_over = monotonic() - self._since >= (SEEN if after is None else after)
        if is_over and self._said is not self._lasting and self._said[2] is not Tone.FAILED:
            self.say("")

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
        return Content("\n").join(self._lines(self.left, self.right)) if self._tall else super().render()

    def _lines(self, left: Content, right: Content | None) -> list[Content]:
        """Wrap what is said so that every line begins where the sentence does, behind its sign."""
        whole = Content("  ").join((left, right)) if right is not None and right.plain else left
        return hanging(whole, len(_SIGNS[self._said[2]]), self.size.width)

    def _make_room(self, left: Content, right: Content | None, matters: bool) -> None:
        """Take the lines that a refusal or failure needs: its end says what to do. Everything else is cut."""
        width = self.size.width
        length = cell_len(left.plain) + (cell_len(right.plain) + 2 if right is not None else 0)
        tall = matters and 0 < width < length
        if tall or self._tall:
            self._tall = tall
            self.styles.height = min(_MOST, len(self._lines(left, right))) if tall else 1
