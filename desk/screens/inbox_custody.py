"""The verbs of custody: who has an inquiry, to whom it goes, and how it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rows import PromiseRow
from desk.rules import filters
from desk.screens import forwarding
from desk.screens import inbox_deeds as deeds
from desk.screens.inbox_acting import Acting
from desk.views import inbox, team
from desk.words import Act, PromiseState

if TYPE_CHECKING:
    from desk.screens.questions.answers import AssignAnswer
    from desk.screens.questions.decline import DeclineAnswer
    from desk.screens.questions.forward import ForwardAnswer
    from desk.screens.questions.promise import PromiseAnswer


class InboxCustody(Acting):
    """Accept, forward, bring back, assign."""

    def action_accept(self) -> None:
        """Take it, accept the offer of it, wake it or open it again."""
        self.do(deeds.accept)

    async def action_forward(self, to: str | None = None) -> None:
        """Offer it to a colleague: `to`, or whom the tandem and the customer's care propose."""
        row, targets, detail, rep = self.current(), self.targets(), self.pane.detail, self.rep
        if row is None or not self.may(Act.OFFER):
            return
        one = row if targets == (row.number,) else None
        given = await self.fetch(lambda r: forwarding.filled(r, rep, one, detail, to))
        if given is None:
            return
        from desk.screens.questions.forward import ForwardQuestion

        def then(answer: ForwardAnswer) -> None:
            self.do(deeds.forward(answer))

        calendar, clock, look = self.around.calendar, self.store.clock, self.listing.look
        self.ask(lambda what: ForwardQuestion(what, given, calendar, clock, look), then, Act.OFFER)

    def to_forward(self) -> tuple[str, str]:
        """Name what could be forwarded."""
        return (self.what(), "") if self.listing.current is not None else super().to_forward()

    def action_bring_back(self) -> None:
        """Take back one's offer, decline a colleague's with a reason, give anything else back to the inbox."""
        targets, row = self.targets(), self.listing.current
        if row is not None and targets == (row.number,):
            self._bring_back(row.offered_to == self.rep)
        elif targets:
            wanted, rep, taken = filters.parse("offered:me"), self.rep, frozenset(targets)
            self.read(lambda r: not taken.isdisjoint(inbox.ids(r, wanted, rep)), self._bring_back, group="bring_back")

    def action_assign(self) -> None:
        """Give it to a rep."""
        from desk.screens.questions.choose import AssignQuestion

        def then(answer: AssignAnswer) -> None:
            self.do(deeds.assign(answer.to))

        self.read(
            team.reps, lambda reps: self.ask(lambda what: AssignQuestion(what, reps), then, Act.ASSIGN), group="assign"
        )

    def open_promises(self) -> tuple[PromiseRow, ...]:
        """Give the open promises of the one inquiry that a verb would take; none of many."""
        detail = self.pane.detail
        if detail is None or self.targets() != (detail.row.number,):
            return ()
        return tuple(promise for promise in detail.promises if promise.state is PromiseState.OPEN)

    def settle_promise(self) -> None:
        """Say what became of a promise."""
        from desk.screens.questions.promise import PromiseQuestion

        def then(answer: PromiseAnswer) -> None:
            self.do(deeds.settle(answer), settles=False, repeats=False)

        promises, calendar, clock, look = (
            self.open_promises(),
            self.around.calendar,
            self.store.clock,
            self.listing.look,
        )
        self.ask(lambda what: PromiseQuestion(what, promises, calendar, clock, look), then, Act.PROMISE_KEPT)

    def _bring_back(self, declines: bool) -> None:
        if not declines:
            self.do(deeds.bring_back())
            return
        from desk.screens.questions.decline import DeclineQuestion

        def then(answer: DeclineAnswer) -> None:
            self.do(deeds.bring_back(answer.why))

        self.ask(DeclineQuestion, then, Act.NOTE)
