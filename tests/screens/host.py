"""An application that has nothing but one question to ask."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from desk.clock import StoppedClock
from desk.rows import CallbackRow
from desk.rules.hours import Calendar, parse_hours
from desk.text import Belt
from desk.words import Bucket, CallbackState

NOW = datetime(2026, 11, 23, 9, 17, tzinfo=UTC)
CLOCK = StoppedClock(NOW)
CALENDAR = Calendar("Europe/Berlin", parse_hours("Mo-Fr 08:00-18:00"))
UNANSWERED = object()


class Host(App[None]):
    """Asks a question when it starts, and remembers the answer; F3 puts another layer above."""

    def __init__(self, question: Screen[Any]) -> None:
        super().__init__()
        self.question = question
        self.answered: object = UNANSWERED

    def get_line_filters(self) -> list[Any]:
        return [*super().get_line_filters(), Belt()]

    def compose(self) -> ComposeResult:
        yield Static("the place beneath")

    def on_mount(self) -> None:
        self.ask(self.question)

    def ask(self, question: Screen[Any]) -> None:
        self.answered = UNANSWERED
        self.question = question
        self.push_screen(question, self._answer)

    def action_find_customer(self) -> None:
        self.push_screen(Screen(name="layer"))

    def _answer(self, answer: object) -> None:
        self.answered = answer


def shown(pilot: Pilot[Any]) -> str:
    """Give what the screen shows, as text."""
    width, height = pilot.app.size
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).ljust(width) for strip in strips[:height])


def a_callback(**changed: Any) -> CallbackRow:
    """Build a callback that is due now."""
    values: dict[str, Any] = {
        "number": 7,
        "inquiry": 4711,
        "customer": "Autohaus Süd GmbH",
        "customer_number": "K12",
        "person": "Tom Meier",
        "phone": "0211 123456",
        "topic": "[@click=app.quit]Spots",
        "owner": "anna",
        "from_at": NOW,
        "until_at": None,
        "promised": True,
        "tried": 1,
        "tries": 6,
        "bucket": Bucket.NOW,
        "state": CallbackState.OPEN,
        "call_times": "Mo-Fr 8-10",
        "result": None,
        "calling_since": None,
        "version": 1,
    }
    return CallbackRow(**values | changed)
