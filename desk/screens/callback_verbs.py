"""What can be done to the callback under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desk import acts, keys
from desk.language import _, n_
from desk.rows import CallbackRow
from desk.screens.calling import Calling
from desk.screens.inbox_deeds import timed
from desk.screens.questions.answers import CallAnswer, TimeAnswer
from desk.widgets.callback_list import CallbackList
from desk.widgets.callback_strip import whom
from desk.words import CallResult


class CallbackVerbs(Calling):
    """A place that lists callbacks."""

    @property
    def subject(self) -> str:
        """The number of the callback under the cursor."""
        return str(self.list.current.number) if self.list.current is not None else ""

    def settled(self, number: int) -> None:
        """Go on to the next one that needs somebody: the one below, else the first."""
        rows = self.list.rows
        at = next((at for at, row in enumerate(rows) if row.number == number), None)
        if at is not None and self.list.cursor == at:
            self.list.go(at + 1 if at + 1 < len(rows) else 0)

    def action_call(self) -> None:
        """Call, then ask for the result."""
        row = self.current()
        if row is not None:
            self.call(row)

    def action_not_reached(self) -> None:
        """Nobody answered: the next try plans itself."""
        self.do(lambda tx, number: acts.callbacks.result(tx, number, CallResult.NO_ANSWER))

    def action_time(self) -> None:
        """Put it to another time."""
        from desk.screens.questions.time import TimeQuestion

        row = self.current() if self.targets() else None
        if row is None:
            return

        def answered(answer: TimeAnswer | None) -> None:
            if answer is not None:
                at = answer.at
                self.do(timed(lambda tx, number: acts.callbacks.move(tx, number, at), at))

        question = TimeQuestion(self.what(row), self.around.calendar, self.store.clock, moves=True, topic=row.topic)
        self.app.push_screen(question, answered)

    def action_done(self) -> None:
        """Note what came of it, without calling first."""
        from desk.screens.questions.call import CallQuestion

        row = self.current() if self.targets() else None
        if row is None:
            return
        if len(self.targets()) == 1:
            self.ask_result(self.targets()[0])
            return

        def answered(answer: CallAnswer | None) -> None:
            if answer is not None:
                result, note, again = answer.result, answer.note, answer.again_at
                self.do(lambda tx, number: acts.callbacks.result(tx, number, result, note, again))

        self.app.push_screen(CallQuestion(row, self.around.calendar, self.store.clock, self.what(row)), answered)

    def targets(self) -> tuple[int, ...]:
        """Give the numbers a verb takes: the marked ones, else the one under the cursor."""
        row = self.list.current
        return self.list.taken() or ((row.number,) if row is not None else ())

    def what(self, row: CallbackRow) -> str:
        """Name what a question is about."""
        count = len(self.targets())
        return n_("{count} callback", "{count} callbacks", count).format(count=count) if count > 1 else whom(row)

    def do(self, verb: Callable[[Any, int], object]) -> None:
        """Do a verb to the targets, one transaction and one undo; ask first when they are many."""
        numbers = self.targets()
        sentence = _("This changes {count} callbacks at once.").format(count=len(numbers))
        if not numbers:
            self.current()
        elif len(numbers) == 1:
            number = numbers[0]
            self.write(lambda tx: verb(tx, number), lambda _done: self._go_on(number))
        else:
            self.sure(len(numbers), sentence, lambda: self._do_all(verb, numbers))

    def _do_all(self, verb: Callable[[Any, int], object], numbers: tuple[int, ...]) -> None:
        def then(done: Any) -> None:
            self.list.unmark()
            self.say_refused(done.value, "")

        self.write(lambda tx: acts.bulk.each(tx, numbers, lambda number: verb(tx, number)), then)

    def _go_on(self, number: int) -> None:
        self.list.unmark()
        self.settled(number)

    def action_back(self) -> None:
        """Take the marks away, then go back one layer."""
        if not self.list.unmark():
            super().action_back()

    def action_new(self) -> None:
        """Plan a callback."""
        from desk.screens.callback_form import CallbackForm

        self.app.push_screen(CallbackForm(self.around.calendar, self.store.clock))

    def action_customer(self) -> None:
        """Show the customer's card."""
        row = self.current()
        if row is None:
            return
        if row.customer_number is None:
            self.refuse(_("Nobody knows yet which customer this is."))
        else:
            from desk.screens.card import CardScreen

            self.app.push_screen(CardScreen(row.customer_number))

    def owner_name(self, owner: str) -> str:
        """Give the short name of a rep, of a side, of the two of a tandem, or of anyone."""
        if owner.startswith("tandem:"):
            return " + ".join(map(self.around.name, owner.removeprefix("tandem:").split("+")))
        if owner == "anyone":
            return _("anyone")
        if owner == "side:inside":
            return _("inside")
        if owner == "side:field":
            return _("field")
        return self.around.name(owner)

    def to_copy(self) -> tuple[str | None, int | None]:
        """Give the telephone number, and the number of the inquiry."""
        row = self.list.current
        return (row.phone, row.inquiry) if row is not None else (None, None)

    def current(self) -> CallbackRow | None:
        """Give the callback under the cursor; say so when there is none."""
        if self.list.current is None:
            self.refuse(_("There is no callback here; {key} plans one.").format(key=keys.press("new")))
        return self.list.current

    @property
    def list(self) -> CallbackList:
        """The callbacks."""
        return self.query_one(CallbackList)
