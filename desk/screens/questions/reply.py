"""The first contact of a person with the sender: `r 1 F2` notes that it was spoken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from desk.language import N_, _
from desk.screens.questions.answers import ReplyAnswer
from desk.screens.questions.base import Question
from desk.text import plain
from desk.widgets.choices import Choice, Choices
from desk.widgets.field import Field
from desk.widgets.terms import called
from desk.words import ReplyHow

_HOW: Final = (ReplyHow.SPOKEN, ReplyHow.WRITTEN)
_TEMPLATES: Final = {ReplyHow.SPOKEN: N_("spoke with the sender"), ReplyHow.WRITTEN: N_("answered in writing")}
"""What stands in the note until something better is typed: a reply without a note is refused."""


class ReplyQuestion(Question[ReplyAnswer]):
    """Asks how the sender was answered, then for a note, which a template fills."""

    def __init__(self, what: str) -> None:
        super().__init__(what)

    def asked(self) -> Iterable[Widget]:
        """Ask how, then what was said."""
        yield Static(plain(_("How was the sender answered?")), classes="ask")
        yield Choices(tuple(Choice(str(digit), called(how)) for digit, how in enumerate(_HOW, 1)), id="choices")
        yield Field("note", _("Note"), hint=_("what was said"))

    @property
    def choice(self) -> str:
        """Keep the way along with the note."""
        return str(max(0, self.query_one(Choices).cursor) + 1)

    def begin(self) -> None:
        """The way first; a draft's stands there again."""
        choices = self.query_one(Choices)
        self.set_focus(choices)
        if self.kept_choice.isdigit():
            self.call_after_refresh(choices.go, int(self.kept_choice) - 1)

    def answer(self) -> ReplyAnswer:
        """Give the way that is marked, and the note."""
        how, note = _HOW[self.query_one(Choices).cursor], self.query_one("#field-note", Field).value
        return ReplyAnswer(how, note if note and not _is_template(note) else _(_TEMPLATES[how]))

    def action_choose(self, digit: int) -> None:
        """Take spoken or written and go on to the note."""
        if digit <= len(_HOW):
            note = self.query_one("#field-note", Field)
            self.unrefuse()
            self.query_one(Choices).go(digit - 1)
            if not note.value or _is_template(note.value):
                note.value = _(_TEMPLATES[_HOW[digit - 1]])
            note.take_focus()

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)


def _is_template(note: str) -> bool:
    return note in (_(text) for text in _TEMPLATES.values())
