"""Which screen each place is; made when it is first entered, so that the first paint waits for one only."""

from __future__ import annotations

from desk.screens.place import Place


def new_place(name: str) -> Place:
    """Make the screen of a place."""
    if name == "customers":
        from desk.screens.customers import Customers

        return Customers()
    if name == "callbacks":
        from desk.screens.callbacks import Callbacks

        return Callbacks()
    from desk.screens.inbox import Inbox

    return Inbox()
