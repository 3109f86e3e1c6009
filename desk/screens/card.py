"""The card of one customer, above whatever led to it; `s` goes on to look for another one."""

from __future__ import annotations

from desk.screens.customers import Customers
from desk.screens.place import Place


class CardScreen(Customers):
    """Opens the card of the customer with this number; Esc goes back to where one came from."""

    def __init__(self, number: str) -> None:
        super().__init__(number, opened=True)
        self._number = number

    def action_back(self) -> None:
        """Go back at once, unless another one was looked for meanwhile."""
        if self.has_class("-card") and self.query_text == self._number:
            Place.action_back(self)
        else:
            super().action_back()
