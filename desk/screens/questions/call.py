"""The call is being made: whom, at which number; what came of it is asked for, by digit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from desk import phone
from desk.clock import Clock
from desk.language import _
from desk.rows import CallbackRow
from desk.rules.hours import Calendar
from desk.screens.questions.answers import CallAnswer
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.moments import Moment
from desk.text import pieces, plain
from desk.widgets.callback_strip import whom
from desk.widgets.choices import Choice, Choices
from desk.widgets.field import Field
from desk.widgets.terms import RESULTS, called
from desk.words import CallResult

_ASK_FURTHER: Final = (CallResult.REACHED, CallResult.CALL_AGAIN)


class CallQuestion(Question[CallAnswer]):
    """Shows the number and asks for the result; Esc leaves the call waiting for it.

    A result that ends the try is taken at once; reached goes on to the note, call again to the time. What stands in
    the note goes with any result.
    """

    def __init__(self, callback: CallbackRow, calendar: Calendar, clock: Clock, what: str = "") -> None:
        super().__init__(what or whom(callback))
        self._many = bool(what)
        self.callback = callback
        self._calendar, self._clock = calendar, clock
        self._result: CallResult | None = None

    @property
    def draft_name(self) -> str:
        """A call's draft goes with its callback."""
        return f"{type(self).__name__} {self.callback.number}"

    @property
    def way(self) -> dict[str, str]:
        """The result can be noted later."""
        return {"place": "callbacks", "subject": str(self.callback.number), "do": "done"}

    def asked(self) -> Iterable[Widget]:
        """Show the number, ask for the result."""
        yield Static(self._head(), classes="ask")
        yield Choices(
            tuple(Choice(str(digit), called(result)) for digit, result in enumerate(RESULTS, 1)), steady=False
        )
        yield Field("note", _("Note"), hint=_("what was said; goes with the result"))
        yield Moment("again", _("Again at"), self._calendar, self._clock, hint=_("fr 14:30, in 2h, +7d"))

    @property
    def choice(self) -> str:
        """Keep the result along with the note."""
        return self._result.value if self._result is not None else ""

    def begin(self) -> None:
        """The result first; with a draft, go on where it was left."""
        self.set_focus(self.query_one(Choices))
        self.query_one(Moment).add_class("hidden")
        kept = next((result for result in _ASK_FURTHER if result.value == self.kept_choice), None)
        if kept is not None:
            self.call_after_refresh(self.action_choose, RESULTS.index(kept) + 1)

    def answer(self) -> CallAnswer:
        """Give the result with its note, and the time of the next call when one was agreed."""
        if self._result is None:
            raise Incomplete(_("Choose a result by its number first; Esc leaves the call waiting for it."))
        note = self.query_one("#field-note", Field).value
        return CallAnswer(self._result, note, self._again())

    def action_choose(self, digit: int) -> None:
        """Take a result; one that needs nothing more finishes."""
        if digit > len(RESULTS):
            return
        self._result = RESULTS[digit - 1]
        self.unrefuse()
        self.query_one(Choices).go(digit - 1)
        self.query_one(Choices).steady(True)
        self.query_one(Moment).set_class(self._result is not CallResult.CALL_AGAIN, "hidden")
        if self._result not in _ASK_FURTHER:
            self.action_finish()
        elif self._result is CallResult.CALL_AGAIN:
            self.query_one(Moment).take_focus()
        else:
            self.query_one("#field-note", Field).take_focus()

    def action_finish(self) -> None:
        """Take the result that is marked, or finish with the one that was taken."""
        choices = self.query_one(Choices)
        if choices.has_focus and (self._result is None or RESULTS[choices.cursor] is not self._result):
            self.action_choose(choices.cursor + 1)
        else:
            super().action_finish()

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)

    def _again(self) -> datetime | None:
        return self.query_one(Moment).at if self._result is CallResult.CALL_AGAIN else None

    def _head(self) -> Content:
        row = self.callback
        if self._many:
            return plain(_("What came of all of these calls?"))
        if not row.phone:
            return plain(_("There is no telephone number; note here what came of it."))
        tries = _("try {tried} of {tries}").format(tried=min(row.tried + 1, row.tries), tries=row.tries)
        dial = "tel:" + "".join(sign for sign in row.phone if sign in "+0123456789")
        parts: list[str | tuple[str, str]] = [
            ("☎ ", "$accent"),
            (phone.shown(row.phone), "bold"),
            ("   ", ""),
            (dial, "$secondary"),
        ]
        parts += ["   ", (tries, "$secondary")]
        if row.topic:
            parts += ["\n", row.topic]
        if row.call_times:
            parts += ["\n", (_("reached best: {times}").format(times=row.call_times), "$secondary")]
        return pieces(*parts)
