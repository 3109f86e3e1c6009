"""What every place with callbacks does: call, ask for the result, and ask again for one that was never given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desk import acts, keys, views
from desk.language import _
from desk.rows import CallbackRow
from desk.screens import asking
from desk.screens.place import Place
from desk.words import CallResult

if TYPE_CHECKING:
    from desk.keeping.reader import Reader
    from desk.screens.questions.answers import CallAnswer


MANY = 10
"""From so many rows on, a verb asks first."""


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
                self.refuse(_("No callback is open here; {key} plans one.").format(key=keys.press("time")))
                return
            number = planned[0].number
            self.write(
                lambda tx: acts.callbacks.result(tx, number, CallResult.NO_ANSWER), lambda _done: self.settled(number)
            )

        self.read(view, then, group="call")

    def sure(self, count: int, sentence: str, go: Callable[[], None]) -> None:
        """Go on, after a question when many are concerned; the key that led here never answers it."""
        if count < MANY:
            go()
            return
        from desk.screens.questions.confirm import ConfirmQuestion

        question = ConfirmQuestion(sentence, self.desk.last_key)
        self.app.push_screen(question, lambda yes: go() if yes else None)

    def say_refused(self, bulk: Any, sign: str = "#") -> None:
        """Say which of many were refused, and why the first was."""
        refused = getattr(bulk, "refused", ())
        if not refused:
            return
        named = ", ".join(f"{sign}{number}" for number, _why in refused[1:4]) + (" …" if len(refused) > 4 else "")
        why = asking.why(refused[0][1], self.around.names)
        sentence = _("{done} done. {why}") if len(refused) == 1 else _("{done} done. {why} Refused too: {names}")
        self.say(
            sentence.format(done=len(bulk.done), why=why, names=named),
            _("{key} takes it back").format(key=keys.press("undo")),
        )

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
