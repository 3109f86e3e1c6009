"""Are you sure? Asked before an act on many; F2 is yes, so that the key that started never confirms."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from desk import keys
from desk.language import _
from desk.screens.questions.base import Question
from desk.text import plain


class ConfirmQuestion(Question[bool]):
    """Says what would be done; F2 does it, anything else goes back."""

    def __init__(self, sentence: str) -> None:
        super().__init__(_("Please confirm"))
        self._sentence = sentence

    def asked(self) -> Iterable[Widget]:
        """Say the sentence."""
        yield Static(plain(self._sentence), classes="ask")

    def begin(self) -> None:
        """There is nothing to fill in."""
        self.set_focus(None)

    def answer(self) -> bool:
        """F2 is yes."""
        return True

    def hints(self) -> tuple[tuple[str, str], ...]:
        """F2 does it."""
        return ((keys.shown("f2"), _("Do it")), (keys.shown("escape"), _("Back")))

    def action_cancel(self) -> None:
        """Esc is no."""
        self.dismiss(False)
