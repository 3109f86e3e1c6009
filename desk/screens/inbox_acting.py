"""How a verb of the inbox is done: to which rows, after which question, and where the cursor stands afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from textual.screen import ModalScreen

from desk import acts, keys
from desk import done as state
from desk.language import _, n_
from desk.rows import InquiryDetail, InquiryRow
from desk.rules import states
from desk.screens import asking
from desk.screens.calling import Calling
from desk.screens.inbox_deeds import Verb
from desk.sentences import asked
from desk.widgets.inquiry_list import InquiryList
from desk.widgets.reading_pane import ReadingPane
from desk.words import Act, Refused, Thing

Answer = TypeVar("Answer")

_BY_THE_HOLDER = (Act.SNOOZE, Act.OFFER)
"""What nobody but the holder does to what somebody holds."""


class Done(NamedTuple):
    """The last verb, so that it can be done again: what it does, and whether the cursor moves on after it."""

    verb: Verb
    settles: bool


class Acting(Calling):
    """Does verbs to inquiries; the screen below shows them."""

    _last: Done | None = None

    @property
    def listing(self) -> InquiryList:
        """The list of inquiries."""
        return self.query_one(InquiryList)

    @property
    def pane(self) -> ReadingPane:
        """The reading pane."""
        return self.query_one(ReadingPane)

    def fill(self, *, on: int | None = None) -> None:
        """Show the list anew, with the cursor on a row."""
        raise NotImplementedError

    def current(self) -> InquiryRow | None:
        """Give the row under the cursor; say so when there is none."""
        if self.listing.current is None:
            self.refuse(_("There is no inquiry here; {key} writes down a new one.").format(key=keys.press("new")))
        return self.listing.current

    def detail(self) -> InquiryDetail | None:
        """Give everything about the row under the cursor; say so when there is none."""
        return self.pane.detail if self.current() is not None else None

    def targets(self) -> tuple[int, ...]:
        """Give the numbers a verb takes: the marked ones, else the one under the cursor."""
        marked = self.listing.taken()
        row = None if marked else self.current()
        return marked or ((row.number,) if row is not None else ())

    @property
    def subject(self) -> str:
        """The number of the one inquiry that a verb would take."""
        row = self.listing.current
        return str(row.number) if row is not None and not self.listing.marks.ordered(self.listing.numbers) else ""

    @property
    def many(self) -> tuple[int, ...]:
        """The marked numbers."""
        return self.listing.marks.ordered(self.listing.numbers)

    def what(self) -> str:
        """Name what a question is about."""
        numbers = self.targets()
        row = self.listing.current
        if len(numbers) > 1 or row is None:
            return n_("{count} inquiry", "{count} inquiries", len(numbers)).format(count=len(numbers))
        return called(row)

    def ask(
        self, question: Callable[[str], ModalScreen[Answer | None]], then: Callable[[Answer], None], act: Act
    ) -> None:
        """Ask a question about the targets, unless the rules refuse `act` anyway; None changes nothing."""
        if self.may(act):
            self.app.push_screen(question(self.what()), lambda answer: None if answer is None else then(answer))

    def may(self, act: Act) -> bool:
        """Say why the one target does not allow an act, before anything is asked."""
        why = self.why_not(act)
        if why:
            self.refuse(why)
        return not why and bool(self.targets())

    def why_not(self, act: Act) -> str:
        """Give the sentence with which the rules refuse an act on the one target, empty when they don't or on many."""
        targets, row = self.targets(), self.listing.current
        if row is None or targets != (row.number,):
            return ""
        return why_not(act, row, self.rep, self.around.names)

    def do(self, verb: Verb, *, settles: bool = True, repeats: bool = True) -> None:
        """Do a verb to the targets, one transaction and one undo; ask first when they are many."""
        numbers = self.targets()
        self._last = Done(verb, settles) if repeats else None  # never an older verb than the one that was seen
        sentence = _("This changes {count} inquiries at once.").format(count=len(numbers))
        self.sure(len(numbers), sentence, lambda: self._do(verb, numbers, settles))

    def _do(self, verb: Verb, numbers: tuple[int, ...], settles: bool) -> None:
        if not numbers:
            return
        onto = self.next_one(numbers) if settles else None

        def then(done: Any) -> None:
            self.listing.unmark()
            self.say_refused(done.value)
            self.fill(on=onto)

        if len(numbers) == 1:
            self.write(lambda tx: verb(tx, numbers[0]), then)
        else:
            self.write(lambda tx: acts.bulk.each(tx, numbers, lambda number: verb(tx, number)), then)

    def came_back(self, done: state.Done[Any]) -> None:
        """Put the cursor on what came back."""
        on = next((each.id for each in done.touched if each.thing is Thing.INQUIRY), None)
        if on is not None:
            self.fill(on=on)

    def next_one(self, taken: tuple[int, ...]) -> int | None:
        """Find the next row below that needs somebody, from the top again if need be."""
        listing = self.listing
        order = [
            *range(listing.cursor, min(len(listing.numbers), listing.cursor + 500)),
            *range(min(listing.cursor, 100)),
        ]
        for index in order:
            row = listing.row(index)
            if row is not None and row.number not in taken and listing.look.needs_somebody(row):
                return row.number
        return None

    def action_repeat(self) -> None:
        """Do the last verb again, here."""
        if self._last is None:
            self.refuse(_("No verb was used yet that could be used again."))
        else:
            self.do(self._last.verb, settles=self._last.settles)


def called(row: InquiryRow) -> str:
    """Name one inquiry."""
    return f"#{row.number} {asked.who(row)}"


def why_not(act: Act, row: InquiryRow, rep: str, names: Mapping[str, str]) -> str:
    """Give the sentence with which the rules refuse an act of `rep` on an inquiry, empty when they don't."""
    try:
        states.require(act, row.state, number=row.number, holder=row.holder, me=rep, to=row.offered_to)
        if act in _BY_THE_HOLDER and row.holder not in (None, rep):
            raise Refused("only_holder", number=row.number, holder=row.holder)
    except Refused as refusal:
        return asking.why(refusal, names)
    return ""
