"""What does the lead want? One short form, noticed while speaking; quote and visit are noted here too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.widget import Widget

from desk import format
from desk.clock import Clock
from desk.format import parse_amount
from desk.language import N_, _, language
from desk.rows import Qualification
from desk.rules.hours import Calendar
from desk.screens.questions.answers import QualifyAnswer
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.fits import parse_fit
from desk.screens.questions.moments import Moment
from desk.widgets.field import Field
from desk.widgets.terms import called

_TEXTS: Final = (("what", N_("What")), ("wanted_by", N_("By when")), ("area", N_("Area")))


class QualifyQuestion(Question[QualifyAnswer]):
    """Asks what is known of a lead; what is known stands there, what is not changed is not written."""

    def __init__(self, what: str, calendar: Calendar, clock: Clock, known: Qualification | None = None) -> None:
        super().__init__(what)
        self._calendar, self._clock = calendar, clock
        self._known = known or Qualification()

    def asked(self) -> Iterable[Widget]:
        """Give a field for each thing worth knowing."""
        known = self._known
        yield Field("what", _("What"), known.what or "")
        yield Field("wanted_by", _("By when"), known.wanted_by or "")
        yield Field("budget", _("Budget EUR"), amount(known.budget_cents))
        yield Field("area", _("Area"), known.area or "")
        fit = called(known.fit) if known.fit else ""
        yield Field("fit", _("Fit"), fit, hint=_("hot, warm or cold; one letter is enough"))
        yield Field("quote", _("Quote EUR"), amount(known.quote_cents))
        hint = format.moment_in_full(known.visit_at, self._calendar.zone, language()) if known.visit_at else ""
        yield Moment("visit", _("Visit on"), self._calendar, self._clock, hint=hint)

    def answer(self) -> QualifyAnswer:
        """Give what was changed."""
        texts = {name: self._changed(name, getattr(self._known, name) or "") for name, _label in _TEXTS}
        visit = self.query_one(Moment)
        fit = self._value("fit")
        answer = QualifyAnswer(
            **texts,
            budget_cents=self._amount("budget", self._known.budget_cents),
            fit=parse_fit(fit) if fit and fit != (called(self._known.fit) if self._known.fit else "") else None,
            clear=self._emptied(),
            quote_cents=self._amount("quote", self._known.quote_cents),
            visit_at=visit.at if visit.text else None,
        )
        if answer == QualifyAnswer():
            raise Incomplete(_("Nothing was changed; Esc goes back."))
        return answer

    def _value(self, name: str) -> str:
        return self.query_one(f"#field-{name}", Field).value

    def _changed(self, name: str, before: str) -> str | None:
        text = self._value(name)
        return text if text != before else None

    def _emptied(self) -> tuple[str, ...]:
        """Name what was known and has been emptied; quotes and visits are a history, which nothing empties."""
        known = {"budget_cents": ("budget", self._known.budget_cents), "fit": ("fit", self._known.fit)}
        return tuple(name for name, (field, was) in known.items() if was is not None and not self._value(field))

    def _amount(self, name: str, before: int | None) -> int | None:
        text = self._value(name)
        return parse_amount(text) if text and text != amount(before) else None


def amount(cents: int | None) -> str:
    """Write an amount the way `parse_amount` reads it: without thousands, so that it is never ambiguous."""
    if cents is None:
        return ""
    whole, rest = divmod(cents, 100)
    return f"{whole}{',' if language() == 'de' else '.'}{rest:02}"
