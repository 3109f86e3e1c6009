"""The third column of the inbox: the card of the customer whose inquiry is read, where a screen is wide enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Resize

from desk import views
from desk.language import _
from desk.screens.inbox_layers import InboxLayers

if TYPE_CHECKING:
    from desk.keeping.reader import Reader
    from desk.rows import CustomerCard, InquiryRow
    from desk.widgets.customer_card import CardView

BROAD = 180
"""Columns from which the customer stands beside list and pane (INTERFACE, Screens)."""


class InboxBeside(InboxLayers):
    """Shows the customer beside the inquiry; the card is made when there is room for it for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self._beside: CardView | None = None
        self._beside_of: str | None = None

    async def on_resize(self, event: Resize) -> None:
        """Let the card in, or out."""
        broad = event.size.width >= BROAD
        self.set_class(broad, "-broad")
        if broad and self._beside is None:
            from desk.widgets.customer_card import CardView  # most screens are narrower

            self._beside = CardView(id="customer")
            await self.query_one("#halves").mount(self._beside)
        self.show_customer(self.listing.current)

    def show_customer(self, row: InquiryRow | None) -> None:
        """Show whose inquiry this is; read in a thread, so that the cursor never waits for it."""
        if self._beside is None or not self.has_class("-broad"):
            return
        number = row.customer_number if row is not None else None
        self._beside_of = number
        if number is None:
            self._say_nobody(row)
        else:
            self.read(lambda r: _card(r, number), self._show_card, group="beside")

    def action_back(self) -> None:
        """Go from the card back to the list, else back one layer."""
        if self._beside is not None and self._beside.has_focus:
            self.listing.focus()
        else:
            super().action_back()

    def _show_card(self, card: CustomerCard) -> None:
        if self._beside is not None and card.number == self._beside_of:
            around = self.around
            self._beside.tell(card, self.store.clock.now(), around.calendar.zone, around.name)

    def _say_nobody(self, row: InquiryRow | None) -> None:
        from desk import keys

        assert self._beside is not None
        if row is None:
            self._beside.clear("", "")
        else:
            more = _("{key} says whose inquiry it is.").format(key=keys.press("customer"))
            self._beside.clear(_("No customer yet"), more)


def _card(r: Reader, number: str) -> CustomerCard:
    return views.customers.card(r, views.customers.by_number(r, number))
