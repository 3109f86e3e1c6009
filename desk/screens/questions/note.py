"""A text for the trail, or one that belongs to an inquiry; Enter begins a new line, F2 finishes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual import on
from textual.widget import Widget
from textual.widgets import Static, TextArea

from desk import clean
from desk.language import _
from desk.screens.questions.answers import AttachAnswer, NoteAnswer
from desk.screens.questions.base import Incomplete, Question
from desk.text import plain

Answer = TypeVar("Answer")


class TextQuestion(Question[Answer]):
    """Asks for a text of several lines."""

    label = ""

    def __init__(self, what: str, text: str = "") -> None:
        super().__init__(what)
        self._text = clean.lines(text)

    def asked(self) -> Iterable[Widget]:
        """Ask for the text."""
        yield Static(plain(self.label), classes="ask")
        area = TextArea(self._text, id="text", classes="note", compact=True, soft_wrap=True)
        area.cursor_blink = False
        yield area

    def begin(self) -> None:
        """Type at the end of what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.set_focus(area)

    def text(self) -> str:
        """Give the text; raises Incomplete when there is none."""
        text = clean.lines(self.query_one(TextArea).text).strip()
        if not text:
            raise Incomplete(_("There is no text yet; Esc goes back."))
        return text

    @on(TextArea.Changed)
    def _written(self, event: TextArea.Changed) -> None:
        self.unrefuse()


class NoteQuestion(TextQuestion[NoteAnswer]):
    """Asks for a note for the trail."""

    @property
    def label(self) -> str:  # type: ignore[override]
        """What is asked."""
        return _("Note for the trail")

    def answer(self) -> NoteAnswer:
        """Give the note."""
        return NoteAnswer(self.text())


class AttachQuestion(TextQuestion[AttachAnswer]):
    """Asks for a text that came later and belongs to the inquiry."""

    @property
    def label(self) -> str:  # type: ignore[override]
        """What is asked."""
        return _("Text that belongs to this inquiry")

    def answer(self) -> AttachAnswer:
        """Give the text."""
        return AttachAnswer(self.text())
