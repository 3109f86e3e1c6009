"""Why not? Whoever declines an offer says why; its sender reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.widget import Widget
from textual.widgets import Static

from desk.language import _
from desk.screens.questions.base import Incomplete, Question
from desk.text import plain
from desk.widgets.field import Field


@dataclass(frozen=True, slots=True)
class DeclineAnswer:
    """Why an offer is declined."""

    why: str


class DeclineQuestion(Question[DeclineAnswer]):
    """Asks for the reason, which the trail keeps."""

    def asked(self) -> Iterable[Widget]:
        """Ask for it."""
        yield Static(plain(_("Decline the offer: why?")), classes="ask")
        yield Field("why", _("Reason"), hint=_("your colleague reads it"))

    def answer(self) -> DeclineAnswer:
        """Give the reason; raises Incomplete without one."""
        why = self.query_one(Field).value
        if not why:
            raise Incomplete(_("Declining needs a reason; Esc goes back."))
        return DeclineAnswer(why)
