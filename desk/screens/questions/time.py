"""When? `t 3` is a callback tomorrow at nine; `t t 3` lets the inquiry rest until then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, Static

from desk import keys
from desk.clock import Clock
from desk.language import N_, _, n_
from desk.rules.hours import Calendar
from desk.rules.when import PRESETS, parse_when, preset
from desk.screens import own_keys
from desk.screens.questions.answers import TimeAnswer, TimeKind
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.moments import Moment
from desk.screens.questions.presets import shown_presets
from desk.text import pieces
from desk.widgets.choices import Choice, Choices
from desk.widgets.field import Field
from desk.words import Refused

_KINDS: Final = {
    TimeKind.CALLBACK: N_("Call back"),
    TimeKind.SNOOZE: N_("Let it rest until"),
    TimeKind.FOLLOW_UP: N_("Take it up again"),
    TimeKind.PROMISE: N_("Promise"),
}
_WITH_TEXT: Final = (TimeKind.CALLBACK, TimeKind.PROMISE)
_PROMISED: Final = "promised"
NOTHING: Final[Mapping[TimeKind, str]] = MappingProxyType({})

_SETTLES: Final = 6
"""The digit after the presets: what became of a promise."""

_LETTERS: Final = 2
"""Letters from which on a time may get its first one back: "t u" is also the beginning of "um 15"."""


class TimeQuestion(Question[TimeAnswer]):
    """Asks for a time: presets act at once, a typed one is echoed in full.

    A key that means nothing to the presets begins a typed time: any other letter, `+`, a digit beyond them. A time
    that begins with a preset's digit comes after Tab; one that begins with the letter of another kind ("tue 9") gets
    its letter back as soon as it is understood only with it.

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
        self._led_by, self._kind_before = "", self._kind

    def asked(self) -> Iterable[Widget]:
        """Ask for kind and time."""
        yield Static(id="kinds", classes="ask")
        yield Choices(self._choices(), steady=False)
        yield Moment(
            "at",
            _("Or at"),
            self._calendar,
            self._clock,
            hint=_("just type: fr 14:30, in 2h, +7d · Tab first for 14:30"),
        )
        yield Field("topic", _("Topic"), self._topic)

    @property
    def choice(self) -> str:
        """Keep the kind along with what was typed, and whether it was promised."""
        return f"{self._kind.value} {_PROMISED if self._promised else ''}".strip()

    def begin(self) -> None:
        """Presets first; a draft's kind stands there again."""
        kind, _blank, promised = self.kept_choice.partition(" ")
        self._kind = next((each for each in self._kinds if each.value == kind), self._kind)
        self._promised = promised == _PROMISED
        self._show_kind()
        self.set_focus(self.query_one(Choices))

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Say what else there is."""
        own = (("t", _("Other kind")),) if len(self._kinds) > 1 else ()
        promised = ((keys.shown("space"), _("Promised")),) if self._promises else ()
        return (*own, *promised, (_("Tab"), _("Type a time")), *super().hints()[:2])

    def answer(self) -> TimeAnswer:
        """Give the preset under the cursor while it is marked, else the time that was typed."""
        choices = self.query_one(Choices)
        return self._at(self._preset(choices.cursor + 1) if choices.has_focus else self.query_one(Moment).at)

    def action_finish(self) -> None:
        """Finish; the cursor may also stand on what became of a promise."""
        choices = self.query_one(Choices)
        if choices.has_focus and choices.cursor >= len(PRESETS):
            self.action_choose(choices.cursor + 1)
        else:
            super().action_finish()

    def on_key(self, event: Key) -> None:
        """Begin a typed time with what means nothing here."""
        if not self.query_one(Choices).has_focus:
            return
        if event.key in self.active_bindings:
            self._led_by = event.character or ""
        elif event.character and (event.character.isalnum() or event.character == "+"):
            event.stop()
            self._type(event.character)
        else:
            super().on_key(event)

    def action_choose(self, digit: int) -> None:
        """Take a preset."""
        if digit == _SETTLES and self._open_promises:
            self.give(TimeAnswer(TimeKind.SETTLE, self._clock.now()))
        elif digit <= len(PRESETS):
            try:
                self.give(self._at(self._preset(digit)))
            except Incomplete as error:
                self.refuse(str(error))
        else:
            self._type(str(digit))

    def action_other_kind(self) -> None:
        """Go on to the next kind."""
        self._kind_before = self._kind
        self.keep_soon()
        self._kind = self._kinds[(self._kinds.index(self._kind) + 1) % len(self._kinds)]
        self._show_kind()
        self.refuse(self._refused[self._kind]) if self._kind in self._refused else self.unrefuse()

    def action_promise(self) -> None:
        """It was promised to the customer, or not."""
        if self._promises:
            self._promised = not self._promised
            self.keep_soon()
            self._show_kind()

    @property
    def _promises(self) -> bool:
        return self._kind is TimeKind.CALLBACK and not self._moves

    def _type(self, text: str) -> None:
        moment = self.query_one(Moment)
        moment.type_on(moment.text + text)

    @on(Input.Changed, "#at")
    def _give_back_a_letter(self) -> None:
        moment, led_by = self.query_one(Moment), self._led_by
        if len(moment.text) < _LETTERS or not led_by.isalpha() or self._means_something(moment.text):
            return
        if self._means_something(led_by + moment.text):
            self._led_by = ""
            moment.type_on(led_by + moment.text)
            if led_by == "t":
                self._kind = self._kind_before
                self._show_kind()

    def _means_something(self, text: str) -> bool:
        try:
            parse_when(text, self._clock.now(), self._calendar)
        except Refused as refusal:
            return refusal.reason == "when_needs_hour"
        return True

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
        presets = shown_presets(self._clock.now(), self._calendar)
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
                parts.append("  ")
                if on and self._promised and kind is TimeKind.CALLBACK:
                    parts.append((_("promised"), "bold $warning"))
                    parts.append("  ")
        self.query_one("#kinds", Static).update(pieces(*parts))
        self.query_one("#field-topic", Field).set_class(self._kind not in _WITH_TEXT, "hidden")
        self.show_hints()
