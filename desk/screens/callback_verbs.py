"""What can be done to the callback under the cursor."""

from __future__ import annotations

from desk import acts
from desk.language import _
from desk.rows import CallbackRow
from desk.screens.calling import Calling
from desk.screens.questions.answers import TimeAnswer
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
        row = self.current()
        if row is not None:
            number = row.number
            self.write(
                lambda tx: acts.callbacks.result(tx, number, CallResult.NO_ANSWER), lambda _done: self.settled(number)
            )

    def action_time(self) -> None:
        """Put it to another time."""
        row = self.current()
        if row is None:
            return
        number = row.number

        def answered(answer: TimeAnswer | None) -> None:
            if answer is not None:
                at = answer.at
                self.write(lambda tx: acts.callbacks.move(tx, number, at), lambda _done: self.settled(number))

        from desk.screens.questions.time import TimeQuestion

        question = TimeQuestion(whom(row), self.around.calendar, self.store.clock, moves=True, topic=row.topic)
        self.app.push_screen(question, answered)

    def action_done(self) -> None:
        """Note what came of it, without calling first."""
        row = self.current()
        if row is not None:
            self.ask_result(row.number)

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
        """Give the short name of a rep, or of a side."""
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
            self.refuse(_("There is no callback here; n plans one."))
        return self.list.current

    @property
    def list(self) -> CallbackList:
        """The callbacks."""
        return self.query_one(CallbackList)
