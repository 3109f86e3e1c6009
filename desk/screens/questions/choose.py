"""Questions that are one choice: a priority, a rep, the inquiry that stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from desk import phone
from desk.language import _
from desk.rows import InquiryRow, RepRow
from desk.screens import own_keys
from desk.screens.questions.answers import AssignAnswer, MergeAnswer
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.numbers import parse_number
from desk.sentences import asked
from desk.text import plain
from desk.widgets.choices import Choice, Choices
from desk.widgets.field import Field
from desk.widgets.terms import called
from desk.words import Priority

_PRIORITIES: Final = (Priority.HIGH, Priority.NORMAL, Priority.LOW)


class PriorityQuestion(Question[Priority]):
    """Asks for the priority; the digit acts at once."""

    def __init__(self, what: str, current: Priority = Priority.NORMAL) -> None:
        super().__init__(what)
        self._current = current

    def asked(self) -> Iterable[Widget]:
        """Ask, and mark what it is now."""
        yield Static(plain(_("What priority?")), classes="ask")
        yield Choices(
            tuple(
                Choice(str(digit), called(each), _("as it is now") if each is self._current else "")
                for digit, each in enumerate(_PRIORITIES, 1)
            )
        )

    def begin(self) -> None:
        """Begin at what it is now."""
        choices = self.query_one(Choices)
        self.set_focus(choices)
        self.call_after_refresh(choices.go, _PRIORITIES.index(self._current))

    def answer(self) -> Priority:
        """Give the one under the cursor."""
        return _PRIORITIES[self.query_one(Choices).cursor]

    def action_choose(self, digit: int) -> None:
        """Take it."""
        if digit <= len(_PRIORITIES):
            self.give(_PRIORITIES[digit - 1])

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.give(_PRIORITIES[event.index])


class AssignQuestion(Question[AssignAnswer]):
    """Asks who is to hold it; what is typed narrows the reps down, Enter takes the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("fields")]

    def __init__(self, what: str, reps: tuple[RepRow, ...]) -> None:
        super().__init__(what)
        self._reps = reps

    def asked(self) -> Iterable[Widget]:
        """Ask for a rep."""
        yield Static(plain(_("Who is to take it?")), classes="ask")
        yield Field("rep", _("Name"), hint=_("two letters are enough"))
        yield Choices(self._choices(self._reps))

    def begin(self) -> None:
        """Type a name."""
        self.query_one(Field).take_focus()

    def answer(self) -> AssignAnswer:
        """Give the rep under the cursor."""
        chosen = self.query_one(Choices).current
        if chosen is None:
            raise Incomplete(_("Nobody in the team is called that."))
        return AssignAnswer(chosen.key)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        text = event.value.strip().casefold()
        found = tuple(rep for rep in self._reps if rep.handle.startswith(text) or text in rep.name.casefold())
        self.query_one(Choices).show(self._choices(found), keep=False)

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_finish()

    def action_to_list(self) -> None:
        """From the field into the list."""
        self.set_focus(self.query_one(Choices))

    def _choices(self, reps: tuple[RepRow, ...]) -> tuple[Choice, ...]:
        return tuple(Choice(rep.handle, rep.name, called(rep.side)) for rep in reps)


class AttachToQuestion(Question[MergeAnswer]):
    """Asks to which of several open inquiries something belongs."""

    def __init__(self, what: str, rows: tuple[InquiryRow, ...]) -> None:
        super().__init__(what)
        self._rows = rows[:9]

    def asked(self) -> Iterable[Widget]:
        """Give the inquiries."""
        yield Static(plain(_("To which inquiry does it belong?")), classes="ask")
        yield Choices(_inquiries(self._rows))

    def begin(self) -> None:
        """Choose."""
        self.set_focus(self.query_one(Choices))

    def answer(self) -> MergeAnswer:
        """Give the one under the cursor."""
        return MergeAnswer(self._rows[self.query_one(Choices).cursor].number)

    def action_choose(self, digit: int) -> None:
        """Take one by its digit."""
        if digit <= len(self._rows):
            self.give(MergeAnswer(self._rows[digit - 1].number))

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)


class NumberQuestion(Question[str]):
    """Asks which number is to be called."""

    def __init__(self, what: str, numbers: dict[str, str]) -> None:
        super().__init__(what)
        self._numbers = tuple(numbers.items())[:9]

    def asked(self) -> Iterable[Widget]:
        """Give the numbers, and whose they are."""
        yield Static(plain(_("Which number?")), classes="ask")
        yield Choices(
            tuple(Choice(str(at), phone.shown(number), whose) for at, (number, whose) in enumerate(self._numbers, 1))
        )

    def begin(self) -> None:
        """Choose."""
        self.set_focus(self.query_one(Choices))

    def answer(self) -> str:
        """Give the one under the cursor."""
        return self._numbers[self.query_one(Choices).cursor][0]

    def action_choose(self, digit: int) -> None:
        """Take one by its digit."""
        if digit <= len(self._numbers):
            self.give(self._numbers[digit - 1][0])

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)


class MergeQuestion(Question[MergeAnswer]):
    """Asks which inquiry stays: one of those that suggest themselves by digit, or any by its number."""

    def __init__(self, what: str, number: int, others: tuple[InquiryRow, ...] = ()) -> None:
        super().__init__(what)
        self._number = number
        self._others = tuple(row for row in others if row.number != number)[:9]

    def asked(self) -> Iterable[Widget]:
        """Ask for the other inquiry."""
        yield Static(
            plain(_("Into which inquiry? That one stays, this one is closed as its duplicate.")), classes="ask"
        )
        if self._others:
            yield Choices(_inquiries(self._others), steady=False)
        yield Field("into", _("Number"), hint="#4711")

    def begin(self) -> None:
        """Choices first, when there are any."""
        if self._others:
            self.set_focus(self.query_one(Choices))
        else:
            self.query_one(Field).take_focus()

    def answer(self) -> MergeAnswer:
        """Give the inquiry that stays: the one that is marked, else the one whose number was typed."""
        for choices in self.query(Choices):
            if choices.has_focus:
                return MergeAnswer(self._others[choices.cursor].number)
        into = parse_number(self.query_one(Field).value)
        if into == self._number:
            raise Incomplete(_("An inquiry can't be merged into itself."))
        return MergeAnswer(into)

    def action_choose(self, digit: int) -> None:
        """Take one of those that suggest themselves."""
        if digit <= len(self._others):
            self.give(MergeAnswer(self._others[digit - 1].number))

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)


def _inquiries(rows: tuple[InquiryRow, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(digit), f"#{row.number} {asked.who(row)}", asked.what(row)) for digit, row in enumerate(rows, 1)
    )
