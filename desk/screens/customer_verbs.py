"""What can be done to the customer whose card is shown: change it, call it, copy its number."""

from __future__ import annotations

from desk import views
from desk.language import _
from desk.rows import CustomerCard
from desk.screens.calling import Calling
from desk.widgets.customer_card import CardView
from desk.words import Role


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
