"""The customers: found while typing, with the card of the one under the cursor; F3 leads here from anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Input

from desk import clean, keys, views
from desk.keeping.reader import Reader
from desk.language import _
from desk.rows import CustomerCard, CustomerHit, Touched
from desk.screens import own_keys
from desk.screens.customer_verbs import CustomerVerbs
from desk.widgets.customer_card import CardView
from desk.widgets.customer_list import CustomerList
from desk.widgets.field import Field
from desk.words import Thing

Found = tuple[CustomerCard | None, tuple[CustomerHit, ...]]


def _hits(r: Reader, *, query: str, here: int | None) -> Found:
    """Read the hits, and the card of the one under the cursor: `here` when it is still among them, else the first."""
    hits = views.customers.find(r, query)
    shown = here if any(hit.id == here for hit in hits) else hits[0].id if hits else None
    return (views.customers.card(r, shown) if shown is not None else None), hits


class Customers(CustomerVerbs):
    """A field, what it found, and a card. Enter shows the first hit's card in full; Esc goes back layer by layer.

    `query` is looked for at once, and `opened` shows the card of the first hit.
    """

    WHERE = "customers"
    CSS_PATH = Path(__file__).parent / "customers.tcss"
    AUTO_FOCUS = "#find"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings("customers"),
        *own_keys.bindings("customers"),
        *own_keys.bindings("fields"),
    ]

    def __init__(self, query: str = "", *, opened: bool = False) -> None:
        super().__init__()
        self._first_query = query
        self._shown_query = ""
        self._open_when_found = opened
        self._was_left = False
        self._card_wanted: int | None = None

    def body(self) -> Iterable[Widget]:
        """Give field, hits and card."""
        yield Field("find", _("Find"), self._first_query, hint=_("name, person, town, number, telephone or e-mail"))
        with Container(id="halves"):
            yield CustomerList(id="hits")
            yield CardView(id="card")

    def on_mount(self) -> None:
        """Say what the empty place is for."""
        self._nothing("")
        self._search()

    def on_screen_suspend(self) -> None:
        """Remember whether one went to another place, or only to a layer above."""
        self._was_left = self not in self.app.screen_stack

    def on_screen_resume(self) -> None:
        """Begin anew after another place: what is typed replaces what was looked for."""
        super().on_screen_resume()
        if self._was_left:
            self._was_left = False
            self.action_search()

    # asking

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        self._search()

    def _search(self) -> None:
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
            self._nothing(query)
        if self._open_when_found:
            self._open_when_found = False
            self._enter()

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

    def _nothing(self, query: str) -> None:
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
        if self.query_text and (not touched or any(each.thing is Thing.CUSTOMER for each in touched)):
            self._search()  # the hits bring the card along
        elif self.card.card is not None:
            self._show_card(self.card.card.id)

    # keys

    @on(Input.Submitted, "#find")
    def _submitted(self, event: Input.Submitted) -> None:
        if self._shown_query != self.query_text:
            self._open_when_found = True
        else:
            self._enter()

    def _enter(self) -> None:
        if self.hits.current is not None:
            self.open_card(True)
        elif self.query_text:
            self.action_new()

    @on(CustomerList.Opened)
    def _opened(self, event: CustomerList.Opened) -> None:
        self.open_card(True)

    @on(CustomerList.Left)
    def _left(self, event: CustomerList.Left) -> None:
        self.field.take_focus()

    def action_to_list(self) -> None:
        """From the field into the hits."""
        if self.focused is not self.hits and not self.has_class("-card"):
            self.hits.focus()
            self.hits.action_down()

    def open_card(self, full: bool) -> None:
        """Give the card the whole place, or the half it came from."""
        self.set_class(full, "-card")
        if full:
            self.card.focus()
        else:
            self.field.take_focus()

    def action_search(self) -> None:
        """Go back to the field; what is typed replaces what stands there."""
        self.open_card(False)
        self.field.select_all()

    def action_back(self) -> None:
        """From the card to the hits, from the hits to the field, from there to the layer below."""
        if self.has_class("-card"):
            self.open_card(False)
        elif self.hits.has_focus:
            self.field.take_focus()
        else:
            super().action_back()

    def action_new(self) -> None:
        """Make a new customer of what was typed."""
        from desk.screens.customer_form import CustomerForm

        self.app.push_screen(CustomerForm(typed=self.query_text), self._made)

    def _made(self, number: str | None) -> None:
        if number is not None:
            self.field.value = number

    # parts

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
