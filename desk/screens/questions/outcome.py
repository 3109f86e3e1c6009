"""How did it end? `e 1` closes an inquiry as answered; won, lost and duplicate ask for what they need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from desk.format import parse_amount
from desk.language import N_, _
from desk.screens.questions.answers import OutcomeAnswer
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.numbers import parse_number
from desk.text import plain
from desk.widgets.choices import Choice, Choices
from desk.widgets.field import Field
from desk.widgets.terms import OUTCOMES, called
from desk.words import Outcome

_NEEDS: Final = {
    Outcome.WON: ("amount", N_("Amount EUR")),
    Outcome.LOST: ("why", N_("Reason")),
    Outcome.DUPLICATE: ("of", N_("Duplicate of")),
}


class OutcomeQuestion(Question[OutcomeAnswer]):
    """Asks for the outcome by digit; one that needs something more shows its field."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self._chosen: Outcome | None = None

    def asked(self) -> Iterable[Widget]:
        """Ask for the outcome, and for what some outcomes need."""
        yield Static(plain(_("How did it end?")), classes="ask")
        yield Choices(
            tuple(Choice(str(digit), called(outcome)) for digit, outcome in enumerate(OUTCOMES, 1)),
            id="choices",
            steady=False,
        )
        for name, label in _NEEDS.values():
            yield Field(name, _(label))

    @property
    def choice(self) -> str:
        """Keep the outcome along with what it needs."""
        return self._chosen.value if self._chosen is not None else ""

    def begin(self) -> None:
        """Choices first; the fields come when they are needed, or when a draft stands in one."""
        kept = next((outcome for outcome in _NEEDS if outcome.value == self.kept_choice), None)
        self._choose(kept)
        if kept is not None:
            self.call_after_refresh(self.query_one(Choices).go, OUTCOMES.index(kept))

    def answer(self) -> OutcomeAnswer:
        """Give the outcome with what it needs."""
        if self._chosen is None:
            raise Incomplete(_("Choose an outcome by its number first."))
        text = self._field(self._chosen).value if self._chosen in _NEEDS else ""
        if self._chosen is Outcome.WON:
            return OutcomeAnswer(self._chosen, amount_cents=parse_amount(text))
        if self._chosen is Outcome.LOST and not text:
            raise Incomplete(_("Lost needs a reason."))
        if self._chosen is Outcome.DUPLICATE:
            return OutcomeAnswer(self._chosen, of=parse_number(text))
        return OutcomeAnswer(self._chosen, why=text or None)

    def action_choose(self, digit: int) -> None:
        """Take an outcome; one that needs nothing more finishes."""
        if digit <= len(OUTCOMES):
            self._choose(OUTCOMES[digit - 1])

    def action_finish(self) -> None:
        """Take the outcome that is marked, or finish with the one whose field is filled in."""
        choices = self.query_one(Choices)
        if choices.has_focus:
            self.action_choose(choices.cursor + 1)
        else:
            super().action_finish()

    def action_cancel(self) -> None:
        """Go back from the field to the choices, from there away."""
        if self._chosen is None:
            super().action_cancel()
        else:
            self._choose(None)

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)

    def _choose(self, outcome: Outcome | None) -> None:
        self._chosen = outcome
        self.unrefuse()
        self.query_one(Choices).steady(outcome is not None)
        for field in self.query(Field):
            field.set_class(outcome not in _NEEDS or field is not self._field(outcome), "hidden")
        if outcome is None:
            self.set_focus(self.query_one(Choices))
        elif outcome in _NEEDS:
            self.query_one(Choices).go(OUTCOMES.index(outcome))
            self._field(outcome).take_focus()
        else:
            self.give(OutcomeAnswer(outcome))

    def _field(self, outcome: Outcome) -> Field:
        return self.query_one(f"#field-{_NEEDS[outcome][0]}", Field)
