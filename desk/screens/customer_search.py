"""Looking for a customer: what is typed is looked up in a thread, and the first hit's card is read along with it."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.widgets import Input

from desk import clean, views
from desk.keeping.reader import Reader
from desk.language import _
from desk.rows import CustomerCard, CustomerHit, Touched
from desk.screens.customer_verbs import CustomerVerbs
from desk.widgets.customer_list import CustomerList
from desk.widgets.field import Field
from desk.words import Thing

Found = tuple[CustomerCard | None, tuple[CustomerHit, ...]]


def _hits(r: Reader, *, query: str, here: int | None) -> Found:
    """Read the hits, and the card of the one under the cursor: `here` when it is still among them, else the first."""
    hits = views.customers.find(r, query)
    shown = here if any(hit.id == here for hit in hits) else hits[0].id if hits else None
    return (views.customers.card(r, shown) if shown is not None else None), hits


class CustomerSearch(CustomerVerbs):
    """A place with a field, the hits of what was typed, and the card of the hit under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._shown_query = ""
        self._open_when_found = False
        self._card_wanted: int | None = None

    def enter(self) -> None:
        """Enter was pressed in the field, and its hits are there."""
        raise NotImplementedError

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        self.search()

    def search(self) -> None:
        """Look for what stands in the field."""
        query = self.query_text
        if not query:
            self._found("", (None, ()))
        else:
            here = self._card_wanted if query == self._shown_query else None
            self.read(partial(_hits, query=query, here=here), partial(self._found, query), group="find")

    def _found(self, query: str, found: Found) -> None:
        """Show hits and card in one frame: the card was read along with them."""
        card, hits = found
        if query != self.query_text:
            return
        self._shown_query = query
        if card is not None:
            self._card_wanted = card.id
            self._show(card)
        self.hits.found(query, hits)
        if not hits:
            self.say_nothing(query)
        if self._open_when_found:
            self._open_when_found = False
            self.enter()

    @on(CustomerList.Moved)
    def _moved(self, event: CustomerList.Moved) -> None:
        hit = self.hits.current
        if hit is not None and hit.id != self._card_wanted:
            self._show_card(hit.id)

    def _show_card(self, customer_id: int) -> None:
        self._card_wanted = customer_id
        self.read(lambda r: views.customers.card(r, customer_id), self._show, group="card")

    def _show(self, card: CustomerCard) -> None:
        if card.id == self._card_wanted:
            self.card.tell(card, self.store.clock.now(), self.around.calendar.zone, self.around.name)

    def say_nothing(self, query: str) -> None:
        """Say in the place of a card what can be done."""
        self._card_wanted = None
        if query:
            self.card.clear(
                _("Nobody is found for “{query}”.").format(query=query), _("Enter makes a new customer of it.")
            )
        else:
            self.card.clear(
                _("Type what you heard: names that only sound alike are found, too."),
                _("Enter opens the first hit, ↓ goes to the others; n makes a new customer there."),
            )

    def store_changed(self, touched: frozenset[Touched]) -> None:
        """Look again when a customer, or what its card tells, has changed."""
        if touched and all(each.thing in (Thing.REP, Thing.TEAM) for each in touched):
            return
        card = self.card.card
        renamed = not touched or any(each.thing is Thing.CUSTOMER for each in touched)
        # A card that is read in full stays, even if its customer is no hit any more.
        if renamed and self.query_text and not self.has_class("-card"):
            self.search()
        elif card is not None:
            self._show_card(card.id)

    @property
    def query_text(self) -> str:
        """What is looked for."""
        return clean.line(self.field.value)

    @property
    def field(self) -> Field:
        """The field."""
        return self.query_one("#field-find", Field)

    @property
    def hits(self) -> CustomerList:
        """The hits."""
        return self.query_one(CustomerList)
