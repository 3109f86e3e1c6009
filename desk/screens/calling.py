"""What every place with callbacks does: call, ask for the result, and ask again for one that was never given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desk import acts, views
from desk.language import _
from desk.rows import CallbackRow
from desk.screens.place import Place
from desk.words import CallResult

if TYPE_CHECKING:
    from desk.keeping.reader import Reader
    from desk.screens.questions.answers import CallAnswer


class Calling(Place):
    """A place from which one calls."""

    def call(self, row: CallbackRow) -> None:
        """Record that the number is dialled, and ask what came of it; a call under way is only asked about."""
        number = row.number
        if row.calling_since is not None:
            self.ask_result(number)
        else:
            self.write(lambda tx: acts.callbacks.call(tx, number), lambda _done: self.ask_result(number))

    def call_customer(self, customer: str, phone: str) -> None:
        """Call a customer whom no callback was planned for."""

        def act(tx: Any) -> int:
            number = int(acts.callbacks.add(tx, customer=customer, phone=phone, at=tx.now))
            acts.callbacks.call(tx, number)
            return number

        self.write(act, lambda done: self.ask_result(done.value))

    def not_reached(self, view: Callable[[Reader], tuple[CallbackRow, ...]]) -> None:
        """Note that nobody answered: the next try of the first open callback plans itself."""

        def then(planned: tuple[CallbackRow, ...]) -> None:
            if not planned:
                self.refuse(_("No callback is open here; t plans one."))
                return
            number = planned[0].number
            self.write(
                lambda tx: acts.callbacks.result(tx, number, CallResult.NO_ANSWER), lambda _done: self.settled(number)
            )

        self.read(view, then, group="call")

    def settled(self, number: int) -> None:
        """A callback was settled for now; a list of them goes on to the next."""

    def ask_result(self, number: int) -> None:
        """Ask what came of a call; Esc leaves it waiting for its result."""
        self.read(lambda r: views.callbacks.one(r, number), self._ask, group="call")

    def _ask(self, row: CallbackRow) -> None:
        from desk.screens.questions.call import CallQuestion

        def answered(answer: CallAnswer | None) -> None:
            if answer is not None:
                result, note, again = answer.result, answer.note, answer.again_at
                self.write(
                    lambda tx: acts.callbacks.result(tx, row.number, result, note, again),
                    lambda _done: self.settled(row.number),
                )

        self.app.push_screen(CallQuestion(row, self.around.calendar, self.store.clock), answered)
