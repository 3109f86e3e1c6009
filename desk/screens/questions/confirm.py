"""Are you sure? Asked before an act on many; the key that led here is never the one that confirms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from desk import keys
from desk.language import _
from desk.screens import own_keys
from desk.screens.questions.base import Question
from desk.text import plain


class ConfirmQuestion(Question[bool]):
    """Says what would be done; F2 does it, or Enter for whoever comes from F2; anything else goes back.

    `led_by` is Textual's name of the key that was pressed last.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("confirm")]

    def __init__(self, sentence: str, led_by: str = "") -> None:
        super().__init__(_("Please confirm"))
        self._sentence = sentence
        self._by = "enter" if led_by == "f2" else "f2"

    def asked(self) -> Iterable[Widget]:
        """Say the sentence."""
        yield Static(plain(self._sentence), classes="ask")

    def begin(self) -> None:
        """There is nothing to fill in."""
        self.set_focus(None)

    def answer(self) -> bool:
        """Yes."""
        return True

    def action_finish(self) -> None:
        """F2 is yes, unless F2 led here."""
        if self._by == "f2":
            super().action_finish()

    def action_confirm(self) -> None:
        """Enter is yes when F2 led here."""
        if self._by == "enter":
            super().action_finish()

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Name the key that does it."""
        return ((keys.shown(self._by), _("Do it")), (keys.shown("escape"), _("Back")))

    def action_cancel(self) -> None:
        """Esc is no; what was typed for it waits."""
        self.left()
        self.dismiss(False)
