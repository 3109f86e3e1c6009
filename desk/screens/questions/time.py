"""When? `t 3` is a callback tomorrow at nine; `t t 3` lets the inquiry rest until then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from desk import format, keys
from desk.clock import Clock
from desk.language import N_, _, language, n_
from desk.rules.hours import Calendar
from desk.rules.when import preset
from desk.screens import own_keys
from desk.screens.questions.answers import TimeAnswer, TimeKind
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.moments import Moment
from desk.text import pieces
from desk.widgets.choices import Choice, Choices
from desk.widgets.field import Field

_KINDS: Final = {
    TimeKind.CALLBACK: N_("Call back"),
    TimeKind.SNOOZE: N_("Let it rest until"),
    TimeKind.FOLLOW_UP: N_("Take it up again"),
    TimeKind.PROMISE: N_("Promise"),
}
_WITH_TEXT: Final = (TimeKind.CALLBACK, TimeKind.PROMISE)
NOTHING: Final[Mapping[TimeKind, str]] = MappingProxyType({})

_PRESETS: Final = (N_("in 15 minutes"), N_("in an hour"), N_("tomorrow 9:00"), N_("Monday 9:00"), N_("in a week"))
_SETTLES: Final = 6
"""The digit after the presets: what became of a promise."""


class TimeQuestion(Question[TimeAnswer]):
    """Asks for a time: presets act at once, a typed one is echoed in full.

    `moves` leaves nothing but the time of a callback to choose; `refused` says why a kind can't be set here; with open
    `promises` there is a choice to say what became of one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("times")]

    def __init__(
        self,
        what: str,
        calendar: Calendar,
        clock: Clock,
        *,
        moves: bool = False,
        refused: Mapping[TimeKind, str] = NOTHING,
        topic: str = "",
        promises: int = 0,
    ) -> None:
        super().__init__(what)
        self._calendar, self._clock = calendar, clock
        self._kinds = (TimeKind.CALLBACK,) if moves else tuple(_KINDS)
        self._kind, self._moves, self._topic, self._refused = TimeKind.CALLBACK, moves, topic, refused
        self._promised, self._open_promises = False, promises

    def asked(self) -> Iterable[Widget]:
        """Ask for kind and time."""
        yield Static(id="kinds", classes="ask")
        yield Choices(self._choices())
        yield Moment("at", _("Or at"), self._calendar, self._clock, hint=_("fr 14:30, in 2h, +7d, 24.12. 10:00"))
        yield Field("topic", _("Topic"), self._topic)

    def begin(self) -> None:
        """Presets first."""
        self._show_kind()
        self.set_focus(self.query_one(Choices))

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Say what else there is."""
        own = (("t", _("Other kind")),) if len(self._kinds) > 1 else ()
        promised = ((keys.shown("space"), _("Promised")),) if self._promises else ()
        return (*own, *promised, (_("Tab"), _("Type a time")), *super().hints()[:2])

    def answer(self) -> TimeAnswer:
        """Give the time that was typed, or the preset under the cursor when none was."""
        typed = self.query_one(Moment)
        choices = self.query_one(Choices)
        return self._at(typed.at if typed.text or not choices.has_focus else self._preset(choices.cursor + 1))

    def action_choose(self, digit: int) -> None:
        """Take a preset."""
        if digit == _SETTLES and self._open_promises:
            self.give(TimeAnswer(TimeKind.SETTLE, self._clock.now()))
        elif digit <= len(_PRESETS):
            try:
                self.give(self._at(self._preset(digit)))
            except Incomplete as error:
                self.refuse(str(error))

    def action_other_kind(self) -> None:
        """Go on to the next kind."""
        self._kind = self._kinds[(self._kinds.index(self._kind) + 1) % len(self._kinds)]
        self._show_kind()
        self.refuse(self._refused[self._kind]) if self._kind in self._refused else self.unrefuse()

    def action_promise(self) -> None:
        """It was promised to the customer, or not."""
        if self._promises:
            self._promised = not self._promised
            self._show_kind()

    @property
    def _promises(self) -> bool:
        return self._kind is TimeKind.CALLBACK and not self._moves

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)

    def _preset(self, digit: int) -> datetime:
        return preset(digit, self._clock.now(), self._calendar)

    def _at(self, at: datetime) -> TimeAnswer:
        if self._kind in self._refused:
            raise Incomplete(self._refused[self._kind])
        called = self._kind is TimeKind.CALLBACK
        topic = self.query_one("#field-topic", Field).value if self._kind in _WITH_TEXT else ""
        if self._kind is TimeKind.PROMISE and not topic:
            raise Incomplete(_("What is promised? Write it as the topic."))
        return TimeAnswer(self._kind, at, topic, promised=called and self._promised)

    def _choices(self) -> tuple[Choice, ...]:
        def full(digit: int) -> str:
            return format.moment_in_full(self._preset(digit), self._calendar.zone, language())

        presets = tuple(Choice(str(digit), _(label), full(digit)) for digit, label in enumerate(_PRESETS, 1))
        if not self._open_promises:
            return presets
        count = n_("{count} promise is open", "{count} promises are open", self._open_promises)
        settle = Choice(str(_SETTLES), _("promise kept, moved or not kept"), count.format(count=self._open_promises))
        return (*presets, settle)

    def _show_kind(self) -> None:
        parts: list[str | tuple[str, str]] = []
        for kind, label in _KINDS.items():
            if kind in self._kinds:
                on = kind is self._kind
                parts.append((f"{'●' if on else '○'} {_(label)}", "bold $accent" if on else "$secondary"))
                parts.append("   ")
                if on and self._promised and kind is TimeKind.CALLBACK:
                    parts.append((_("promised"), "bold $warning"))
                    parts.append("   ")
        self.query_one("#kinds", Static).update(pieces(*parts))
        self.query_one("#field-topic", Field).set_class(self._kind not in _WITH_TEXT, "hidden")
        self.show_hints()
