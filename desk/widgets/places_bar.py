"""The line of places: where one is, what waits in each, and what time it is."""

from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len

from desk import format, keys
from desk.language import N_, _
from desk.text import pieces
from desk.widgets.key_line import KeyLine

NAMES = {"inbox": N_("Inbox"), "customers": N_("Customers"), "callbacks": N_("Callbacks")}
"""What each place is called."""


class Around(NamedTuple):
    """What the bar says besides the places: what waits, the time and its zone."""

    open: int = 0
    overdue: int = 0
    now: datetime | None = None
    zone: str = "Europe/Berlin"
    stopped: bool = False


class PlacesBar(KeyLine):
    """` 1 Inbox 12 | 2 Customers | 3 Callbacks 3!   10:17`; the place one is at stands out in bold between marks."""

    def __init__(self, place: str) -> None:
        super().__init__(id="places")
        self._place = place

    def tell(self, around: Around) -> None:
        """Say what waits now, and the time."""
        parts: list[str | tuple[str, str]] = []
        spots, column = [], 0
        for digit, name in enumerate(keys.PLACES, 1):
            parts.append((" | ", "$text-muted") if parts else "")
            waits = self._waits(name, around)
            text = f"{digit} {_(NAMES[name])}{waits}"
            column += 3 if digit > 1 else 0
            spots.append((column, column + cell_len(text) + 2, str(digit)))
            column += cell_len(text) + 2
            parts.append(
                (f" {text} ", "bold $block-cursor-foreground on $primary") if name == self._place else f" {text} "
            )
        self.put_spots(spots)
        self.put(pieces(*parts), pieces((self._time(around), "bold"), " "))

    async def tapped(self, name: str) -> None:
        """Go to the place that was clicked, also while a field has the focus."""
        await self.app.run_action(f"app.place({name})")

    def _waits(self, name: str, around: Around) -> str:
        if name == "inbox" and around.open:
            return f" {around.open}"
        if name == "callbacks" and around.overdue:
            return f" {around.overdue}!"
        return ""

    def _time(self, around: Around) -> str:
        if around.now is None:
            return ""
        time = format.clock_time(around.now, around.zone)
        return _("clock stopped at {time}").format(time=time) if around.stopped else time
