"""What can be done to the customer whose card is shown: change it, call it, copy its number, make one of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import acts, views
from desk.language import _
from desk.rows import CustomerCard, CustomerHit, InquiryRow
from desk.screens import forwarding
from desk.screens.calling import Calling
from desk.screens.inbox_acting import called
from desk.widgets.customer_card import CardView
from desk.words import Role, State

if TYPE_CHECKING:
    from desk.keeping.reader import Reader
    from desk.screens.questions.answers import LinkAnswer


class CustomerVerbs(Calling):
    """A place that shows a card."""

    @property
    def card(self) -> CardView:
        """The card."""
        return self.query_one(CardView)

    @property
    def subject(self) -> str:
        """The number of the customer whose card is shown."""
        return self.card.card.number if self.card.card is not None else ""

    def to_forward(self) -> tuple[str, str]:
        """Name the one open inquiry of the customer, or say why it can't be told which is meant."""
        card = self.card.card
        found = self._still_open()
        if len(found) == 1:
            return called(found[0]), ""
        if card is None or not found:
            return super().to_forward()
        sentence = _("{company} has {count} open inquiries; open the one that is meant to forward it.")
        return "", sentence.format(company=card.company, count=len(found))

    async def action_forward(self, to: str | None = None) -> None:
        """Forward the one open inquiry of the customer."""
        found = self._still_open()
        if len(found) == 1:
            await forwarding.forward(self, found[0].number, to)

    def _still_open(self) -> list[InquiryRow]:
        card = self.card.card
        return [row for row in card.inquiries if row.state is not State.CLOSED] if card is not None else []

    def action_edit(self) -> None:
        """Change the customer whose card is shown, its people, its sites or its numbers."""
        from desk.screens.customer_parts import Part, PartsQuestion, form_for, removal

        card = self.card.card
        if card is None:
            self.refuse(_("There is no customer here to change."))
            return
        lead = any(rep.handle == self.rep and rep.role is Role.LEAD for rep in self.around.reps)

        def chosen(part: Part | None) -> None:
            if part is not None and part.kind in ("phone", "email"):
                self.write(removal(card, part))
            elif part is not None:
                self.app.push_screen(form_for(card, part, lead))

        self.app.push_screen(PartsQuestion(card), chosen)

    def action_call(self) -> None:
        """Call the customer, and ask what came of it."""
        from desk.screens.questions.choose import NumberQuestion

        card = self.card.card
        numbers = phones_of(card) if card is not None else {}
        if card is None or not numbers:
            self.refuse(_("There is no telephone number here."))
            return
        customer = card.number

        def chosen(phone: str | None) -> None:
            if phone is not None:
                self.call_customer(customer, phone)

        if len(numbers) == 1:
            chosen(next(iter(numbers)))
        else:
            self.app.push_screen(NumberQuestion(card.company, numbers), chosen)

    def action_not_reached(self) -> None:
        """Nobody answered: the next try of the customer's callback plans itself."""
        card = self.card.card
        if card is None:
            self.refuse(_("There is no customer here."))
            return
        customer = card.id
        self.not_reached(lambda r: views.callbacks.of_customer(r, customer))

    def action_merge_customer(self) -> None:
        """Make one of this customer and another one, after showing both side by side."""
        from desk.screens.questions.merge_customers import SameCustomerQuestion

        card, store = self.card.card, self.store
        if card is None:
            self.refuse(_("There is no customer here."))
            return

        def find(text: str) -> tuple[CustomerHit, ...]:
            return store.read(lambda r: views.customer_doubles.doubles(r, card.id, text))

        def chosen(answer: LinkAnswer | None) -> None:
            if answer is not None:
                self.read(lambda r: _both(r, card.id, answer.customer_number), self._who_stays, group="merge")

        self.app.push_screen(SameCustomerQuestion(card.company, find, card.company), chosen)

    def _who_stays(self, both: tuple[CustomerCard, CustomerCard]) -> None:
        from desk.screens.questions.merge_customers import WhoStaysQuestion

        def chosen(stays: str | None) -> None:
            if stays is not None:
                (gone,) = (card.number for card in both if card.number != stays)
                self.write(lambda tx: acts.customer_merging.merge(tx, gone, stays))

        if both[0].id == both[1].id:
            self.refuse(_("These two are one already."))
        else:
            self.app.push_screen(WhoStaysQuestion(*both, self.around.name), chosen)

    def action_unmerge_customer(self) -> None:
        """Let a customer that is part of this one be on its own again."""
        from desk.screens.questions.merge_customers import WhoGoesQuestion

        card = self.card.card
        parts = card.merged if card is not None else ()

        def chosen(number: str | None) -> None:
            if number is not None:
                self.write(lambda tx: acts.customer_merging.unmerge(tx, number))

        if card is None or not parts:
            self.refuse(_("No other customer is part of this one."))
        elif len(parts) == 1:
            chosen(parts[0].number)
        else:
            self.app.push_screen(WhoGoesQuestion(card.company, parts), chosen)

    def to_copy(self) -> tuple[str | None, int | None]:
        """Give the telephone number of the card."""
        numbers = phones_of(self.card.card) if self.card.card is not None else {}
        return next(iter(numbers), None), None


def phones_of(card: CustomerCard) -> dict[str, str]:
    """Give every number of a customer with whose it is, the company's first."""
    numbers = dict.fromkeys(card.phones, card.company)
    for person in card.contacts:
        for phone in person.phones:
            numbers.setdefault(phone, person.name)
    return numbers


def _both(r: Reader, one: int, other: str) -> tuple[CustomerCard, CustomerCard]:
    return views.customers.card(r, one), views.customers.card(r, views.customers.by_number(r, other))
