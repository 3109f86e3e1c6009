"""The verbs of the inbox: a key, perhaps a question, an act; on the row under the cursor or on all marked ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from desk.rows import CallbackRow, InquiryRow
from desk.screens import inbox_deeds as deeds
from desk.screens.inbox_custody import InboxCustody
from desk.views import callbacks
from desk.words import Act

if TYPE_CHECKING:
    from desk.screens.questions.answers import (
        AttachAnswer,
        EditAnswer,
        LinkAnswer,
        MergeAnswer,
        NoteAnswer,
        OutcomeAnswer,
        QualifyAnswer,
        ReplyAnswer,
        TimeAnswer,
    )
    from desk.words import Priority


class InboxVerbs(InboxCustody):
    """What can be done to inquiries; the screen below it shows them."""

    # work

    def action_done(self) -> None:
        """Close it with its outcome."""
        from desk.screens.questions.outcome import OutcomeQuestion

        def then(answer: OutcomeAnswer) -> None:
            self.do(deeds.close(answer))

        self.ask(OutcomeQuestion, then, Act.CLOSE)

    def action_reply(self) -> None:
        """Note the first reply."""
        from desk.screens.questions.reply import ReplyQuestion

        def then(answer: ReplyAnswer) -> None:
            self.do(deeds.reply(answer))

        self.ask(ReplyQuestion, then, Act.REPLY)

    def action_note(self) -> None:
        """Write a note."""
        from desk.screens.questions.note import NoteQuestion

        def then(answer: NoteAnswer) -> None:
            self.do(deeds.note(answer.text), settles=False)

        self.ask(NoteQuestion, then, Act.NOTE)

    def action_attach(self) -> None:
        """Add what the customer says once more."""
        from desk.screens.questions.note import AttachQuestion

        def then(answer: AttachAnswer) -> None:
            self.do(deeds.attach(answer.text), settles=False)

        self.ask(AttachQuestion, then, Act.ATTACH)

    def action_priority(self) -> None:
        """Set the priority."""
        from desk.screens.questions.choose import PriorityQuestion

        row = self.current()
        if row is None:
            return

        def then(answer: Priority) -> None:
            self.do(deeds.priority(answer), settles=False)

        self.ask(lambda what: PriorityQuestion(what, row.priority), then, Act.PRIORITY)

    def action_time(self) -> None:
        """Set a callback, a rest, a follow-up or a promise; say what became of one."""
        from desk.screens.questions.answers import TimeKind
        from desk.screens.questions.time import TimeQuestion

        row = self.current()
        if row is None:
            return

        def then(answer: TimeAnswer) -> None:
            if answer.kind is TimeKind.SETTLE:
                self.settle_promise()
            else:
                self.do(deeds.time(answer))

        calendar, clock = self.around.calendar, self.store.clock
        why = self.why_not(Act.SNOOZE)
        refused = {TimeKind.SNOOZE: why} if why else {}
        more: dict[str, Any] = {"refused": refused, "topic": row.about, "promises": len(self.open_promises())}
        self.ask(lambda what: TimeQuestion(what, calendar, clock, **more), then, Act.FOLLOW_UP)

    def action_qualify(self) -> None:
        """Note what the lead wants."""
        from desk.screens.questions.qualify import QualifyQuestion

        detail = self.detail()
        if detail is None:
            return

        def then(answer: QualifyAnswer) -> None:
            self.do(deeds.qualify(answer), settles=False)

        known, calendar, clock = detail.qualification, self.around.calendar, self.store.clock
        self.ask(lambda what: QualifyQuestion(what, calendar, clock, known), then, Act.QUALIFY)

    def action_edit(self) -> None:
        """Change what is written about it."""
        from desk.screens.questions.edit import EditQuestion

        detail = self.detail()
        if detail is None:
            return

        def then(answer: EditAnswer) -> None:
            if answer.values:
                self.do(deeds.edit(answer.values), settles=False)

        self.ask(lambda what: EditQuestion(what, detail), then, Act.EDIT)

    def action_merge(self) -> None:
        """Merge it into another one; open ones of the same customer suggest themselves."""
        detail = self.detail()
        if detail is None:
            return
        from desk.views import customers

        row = detail.row

        def ask(others: tuple[InquiryRow, ...]) -> None:
            from desk.screens.questions.choose import MergeQuestion

            def then(answer: MergeAnswer) -> None:
                self.do(deeds.merge(answer.into))

            self.ask(lambda what: MergeQuestion(what, row.number, others), then, Act.MERGE)

        phone, email = detail.sender_phone, detail.sender_email
        self.read(lambda r: customers.open_of(r, row.customer or row.sender, phone, email), ask, group="merge")

    def action_customer(self) -> None:
        """Show the customer's card; ask whose inquiry it is when nobody knows yet."""
        row = self.current()
        if row is None:
            return
        if row.customer_number is not None:
            from desk.screens.card import CardScreen

            self.app.push_screen(CardScreen(row.customer_number))
            return
        from desk.screens.questions.link import LinkQuestion
        from desk.views import customers

        def then(answer: LinkAnswer) -> None:
            self.do(deeds.link(answer.customer_number), settles=False)

        store = self.store
        self.ask(
            lambda what: LinkQuestion(what, lambda text: store.read(lambda r: customers.find(r, text)), row.sender),
            then,
            Act.LINK,
        )

    def action_call(self) -> None:
        """Call about it: the callback that was planned, else one made for this call."""
        row = self.current()
        if row is None:
            return
        number = row.number

        def then(planned: tuple[CallbackRow, ...]) -> None:
            if planned:
                self.call(planned[0])
            else:
                self.write(lambda tx: deeds.call_now(tx, number), lambda done: self.ask_result(done.value))

        self.read(lambda r: callbacks.of_inquiry(r, number), then, group="call")

    def action_not_reached(self) -> None:
        """Nobody answered: the next try of its callback plans itself."""
        row = self.current()
        if row is not None:
            number = row.number
            self.not_reached(lambda r: callbacks.of_inquiry(r, number))

    def action_new(self) -> None:
        """Write down a new inquiry."""
        cast(Any, self.app).action_new_inquiry()

    def to_copy(self) -> tuple[str | None, int | None]:
        """Give the sender's telephone number, and the inquiry's."""
        detail = self.pane.detail
        return (detail.sender_phone, detail.row.number) if detail is not None else (None, None)
