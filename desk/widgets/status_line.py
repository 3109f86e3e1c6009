"""The status line: the last act with its undo, a refusal, a wait; one sentence at a time."""

from __future__ import annotations

from enum import StrEnum

from desk.text import pieces
from desk.widgets.line import Line


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
        self.put(said, pieces((hint, "$text-muted"), " ") if hint else None)
