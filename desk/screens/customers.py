"""The customers: found while typing, with the card of the one under the cursor; F3 leads here from anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from desk import keys
from desk.language import _
from desk.screens import own_keys
from desk.screens.customer_search import CustomerSearch
from desk.widgets.customer_card import CardView
from desk.widgets.customer_list import CustomerList
from desk.widgets.field import Field
from desk.widgets.key_footer import KeyFooter


class Customers(CustomerSearch):
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
        self._open_when_found = opened
        self._was_left = self._from_hits = False

    def body(self) -> Iterable[Widget]:
        """Give field, hits and card."""
        yield Field("find", _("Find"), self._first_query, hint=_("name, person, town, number, telephone or e-mail"))
        yield Static(id="found")
        with Container(id="halves"):
            yield CustomerList(id="hits")
            yield CardView(id="card")

    def on_mount(self) -> None:
        """Say what the empty place is for."""
        self.say_nothing("")
        self.prepare()
        self.search()

    def on_screen_suspend(self) -> None:
        """Remember whether one went to another place, or only to a layer above."""
        self._was_left = self not in self.app.screen_stack

    def on_screen_resume(self) -> None:
        """Begin anew after another place: what is typed replaces what was looked for."""
        super().on_screen_resume()
        if self._was_left:
            self._was_left = False
            self.begin_anew()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Name only keys that do something where the focus is."""
        self.say_keys()

    def say_keys(self) -> None:
        """Name only keys that do something here and now: in the field letters are text, and there may be no hits."""
        footer = self.query_one(KeyFooter)
        if self.focused is self.card:
            footer.tell("card")
        elif not isinstance(self.focused, Input):
            footer.tell("customers")
        elif self.hits.rows:
            footer.tell("finding")
        elif self.query_text:
            footer.tell_typing(_("New customer"))
        else:
            footer.tell("unasked")

    # keys

    @on(Input.Submitted, "#find")
    def _submitted(self, event: Input.Submitted) -> None:
        if self._shown_query != self.query_text:
            self._open_when_found = True
        else:
            self.enter()

    def enter(self) -> None:
        """Open the hit, or make a new customer when there is none."""
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
            self.set_focus(self.hits)
            self.hits.action_down()

    def open_card(self, full: bool) -> None:
        """Give the card the whole place, or the half it came from."""
        was_full = self.has_class("-card")
        self.set_class(full, "-card")
        if full:
            self._from_hits = self.hits.has_focus
            self.set_focus(self.card)
            return
        self.field.take_focus()
        if was_full:
            self.search()  # what was changed on the card may have changed the hits

    def action_search(self) -> None:
        """Go back to the field; twice in a row asks where the inquiries of whoever was typed are."""
        twice = self.pressed_twice("f3")  # also where the first press came from the card or the hits
        if twice and isinstance(self.focused, Input):
            from desk.screens.where import Where

            self.app.push_screen(Where(self.query_text))
        else:
            self.begin_anew()

    @on(Input.Changed, "#find")
    def _between(self, event: Input.Changed) -> None:
        if event.time > self._pressed[1]:  # of letters typed ahead one is told after the press that followed them
            self.pressed_twice("")  # what is typed between two presses makes them two

    def begin_anew(self) -> None:
        """Go back to the field; what is typed replaces what stands there."""
        self.open_card(False)
        self.field.select_all()

    def action_back(self) -> None:
        """From the card to where it was opened, from the hits to the field, from there to the layer below."""
        if self.has_class("-card"):
            self.open_card(False)
            if self._from_hits and self.hits.rows:
                self.set_focus(self.hits)
        elif self.hits.has_focus:
            self.field.take_focus()
        else:
            super().action_back()

    def action_new(self) -> None:
        """Make a new customer of what was typed."""
        from desk.screens.customer_form import CustomerForm

        self.app.push_screen(CustomerForm(typed=self.query_text), self.made)

    def made(self, number: str | None) -> None:
        """Look for the customer that was just made."""
        if number is not None:
            self.field.value = number
