"""What became of a promise? Kept with one digit; moved asks until when, not kept asks why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from desk.clock import Clock
from desk.language import N_, _
from desk.rows import PromiseRow
from desk.rules.hours import Calendar
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.moments import Moment
from desk.text import plain
from desk.widgets.choices import Choice, Choices
from desk.widgets.field import Field
from desk.widgets.look import Look
from desk.words import Act

_ENDS: Final = (
    (Act.PROMISE_KEPT, N_("kept: {text}")),
    (Act.PROMISE_MOVED, N_("moved: {text}")),
    (Act.PROMISE_BROKEN, N_("not kept: {text}")),
)
_MOST: Final = 3
"""Promises of one inquiry that nine digits are enough for; the first due come first."""


@dataclass(frozen=True, slots=True)
class PromiseAnswer:
    """Which promise, and whether it was kept, moved (`to`) or not kept (`why`)."""

    number: int
    end: Act
    why: str = ""
    to: datetime | None = None


class PromiseQuestion(Question[PromiseAnswer]):
    """Asks which of the open promises, and what became of it."""

    def __init__(
        self, what: str, promises: tuple[PromiseRow, ...], calendar: Calendar, clock: Clock, look: Look
    ) -> None:
        super().__init__(what)
        self._calendar, self._clock = calendar, clock
        self._ways = tuple((promise, end, text) for promise in promises[:_MOST] for end, text in _ENDS)
        self._look, self._chosen = look, -1

    def asked(self) -> Iterable[Widget]:
        """Give the promises with what may have become of them."""
        yield Static(plain(_("What became of the promise?")), classes="ask")
        yield Choices(
            tuple(
                Choice(
                    str(digit),
                    _(text).format(text=promise.text),
                    _("by {due}, {rep}").format(due=self._look.time(promise.due_at), rep=self._look.name(promise.rep)),
                )
                for digit, (promise, _end, text) in enumerate(self._ways, 1)
            ),
            steady=False,
        )
        yield Moment("to", _("Promised by"), self._calendar, self._clock, hint=_("fr 14:30, in 2h, +7d, 24.12. 10:00"))
        yield Field("why", _("Reason"))

    @property
    def choice(self) -> str:
        """Keep which promise it is, and what became of it."""
        return f"{self._ways[self._chosen][0].number} {self._ways[self._chosen][1]}" if self._chosen >= 0 else ""

    def begin(self) -> None:
        """Choose; the fields come when they are needed, or when a draft stands in one."""
        asking = [
            f"{promise.number} {end}" if end is not Act.PROMISE_KEPT else "" for promise, end, _text in self._ways
        ]
        kept = asking.index(self.kept_choice) if self.kept_choice and self.kept_choice in asking else -1
        self._choose(kept)
        if kept >= 0:
            self.call_after_refresh(self.query_one(Choices).go, kept)

    def answer(self) -> PromiseAnswer:
        """Give what became of it; raises Incomplete while that or what it needs is not said."""
        if self._chosen < 0:
            raise Incomplete(_("Choose by number what became of it."))
        promise, end, _text = self._ways[self._chosen]
        why = self.query_one("#field-why", Field).value
        if end is Act.PROMISE_MOVED:
            if not self.query_one(Moment).text:
                raise Incomplete(_("Until when is it promised now?"))
            return PromiseAnswer(promise.number, end, why, self.query_one(Moment).at)
        if end is Act.PROMISE_BROKEN and not why:
            raise Incomplete(_("Why was it not kept? The trail keeps the reason."))
        return PromiseAnswer(promise.number, end, why)

    def action_choose(self, digit: int) -> None:
        """Take one; what was kept needs nothing more."""
        if digit <= len(self._ways):
            self._choose(digit - 1)

    def action_finish(self) -> None:
        """Take what is marked, or finish with what its field says."""
        choices = self.query_one(Choices)
        if choices.has_focus and self._chosen != choices.cursor:
            self.action_choose(choices.cursor + 1)
        else:
            super().action_finish()

    def action_cancel(self) -> None:
        """Go back from the field to the choices, from there away."""
        if self._chosen < 0:
            super().action_cancel()
        else:
            self._choose(-1)

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)

    def _choose(self, index: int) -> None:
        self._chosen = index
        self.unrefuse()
        end = self._ways[index][1] if index >= 0 else None
        self.query_one(Choices).steady(end is not None)
        moment, why = self.query_one(Moment), self.query_one("#field-why", Field)
        moment.set_class(end is not Act.PROMISE_MOVED, "hidden")
        why.set_class(end not in (Act.PROMISE_MOVED, Act.PROMISE_BROKEN), "hidden")
        choices = self.query_one(Choices)
        if end is None:
            self.set_focus(choices)
            return
        choices.go(index)
        if end is Act.PROMISE_KEPT:
            self.action_finish()
        elif end is Act.PROMISE_MOVED:
            moment.take_focus()
        else:
            why.take_focus()
