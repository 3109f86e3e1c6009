"""A question that is asked before the desk opens: an application that shows nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ReturnType
from textual.filter import LineFilter

from desk.language import _
from desk.screens.asking import went_wrong
from desk.screens.lasting import Lasting
from desk.screens.questions.base import Question
from desk.text import Belt
from desk.themes import THEMES


class Alone(Lasting[ReturnType]):
    """Asks `question`; its return value is the answer, None when it was left."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "desk"

    def __init__(self, question: Question[ReturnType], *, theme: str = THEMES[0].name) -> None:
        super().__init__()
        self._question = question
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Put the last belt before everything that is painted."""
        return [*super().get_line_filters(), Belt()]

    def action_interrupt(self) -> None:
        """Say how one gets out."""
        self._question.refuse(_("Ctrl+Q quits; Esc goes back one layer."))

    def action_help_quit(self) -> None:
        """Say it in the desk's own words."""
        self.action_interrupt()

    def on_mount(self) -> None:
        """Ask."""
        self.push_screen(self._question, self.exit)

    def say_failed(self, error: BaseException) -> None:
        """Say below the question that something failed by our fault."""
        self._question.refuse(went_wrong(error))
