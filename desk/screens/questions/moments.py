"""A field for a spoken time that is echoed as a full date while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from desk import format
from desk.clock import Clock
from desk.language import language
from desk.rules.hours import Calendar
from desk.rules.when import parse_when
from desk.sentences import refusal
from desk.text import plain
from desk.widgets.field import Field
from desk.widgets.hanging import Hanging
from desk.words import Refused


class Moment(Vertical):
    """A field and below it what the desk understood, or why it did not; it is told from `after` on, else from now."""

    DEFAULT_CSS = """
    Moment { height: auto; }
    Moment .echo { height: auto; min-height: 1; padding-left: 14; color: $text-success; }
    Moment .echo.-refused { color: $text-error; }
    """

    def __init__(
        self,
        name: str,
        label: str,
        calendar: Calendar,
        clock: Clock,
        *,
        hint: str = "",
        after: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(id=f"moment-{name}")
        self._field = Field(name, label, hint=hint)
        self._calendar, self._clock, self._after = calendar, clock, after

    def compose(self) -> ComposeResult:
        """Put the echo below the field."""
        yield self._field
        yield Hanging(2, classes="echo")

    @property
    def text(self) -> str:
        """What was typed."""
        return self._field.value

    @property
    def at(self) -> datetime:
        """The instant that was meant; raises Refused when it is not understood."""
        return parse_when(self.text, self._after() if self._after else self._clock.now(), self._calendar)

    def type_on(self, text: str) -> None:
        """Say something and let what is typed follow it."""
        self._field.type_on(text)

    def take_focus(self) -> None:
        """Let what is typed go here."""
        self._field.take_focus()

    @on(Input.Changed)
    def _echo(self) -> None:
        echo = self.query_one(".echo", Hanging)
        refused, said = False, ""
        if self.text:
            try:
                said = format.moment_in_full(self.at, self._calendar.zone, language())
            except Refused as error:
                refused, said = True, refusal(error)
        echo.set_class(refused, "-refused")
        self.call_after_refresh(self.scroll_visible, animate=False)  # where the sheet is lower than what it asks
        echo.put(plain(f"! {said}" if refused else f"= {said}" if said else ""))
