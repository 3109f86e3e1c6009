"""A line of keys with what each does, or of places: what is shown there can be clicked."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click

from desk import keys
from desk.text import pieces
from desk.widgets.line import Line


class KeyLine(Line):
    """Says `a Accept  t Time  ? Help`; a click on one of them presses its key."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._spots: list[tuple[int, int, str]] = []

    def put_keys(self, entries: list[tuple[str, str]], right: Content | None = None) -> None:
        """Show keys, as people read them, and what each does."""
        parts: list[str | tuple[str, str]] = [" "]
        spots, at = [], 1
        for shown, label in entries:
            parts += [(shown, "bold $accent"), f" {label}  "]
            width = cell_len(f"{shown} {label}")
            spots.append((at, at + width, shown))
            at += width + 2
        self._spots = spots
        self.put(pieces(*parts), right)

    def put_spots(self, spots: list[tuple[int, int, str]]) -> None:
        """Say what stands where: from a column on, up to another, a name for `tapped`."""
        self._spots = spots

    async def tapped(self, name: str) -> None:
        """Something was clicked: press its key."""
        key = pressed_by(name)
        if key:
            self.app.simulate_key(key)

    async def on_click(self, event: Click) -> None:
        """Find what stands where the pointer is."""
        for begin, end, name in self._spots:
            if begin <= event.x < end:
                await self.tapped(name)


def pressed_by(text: str) -> str:
    """Give Textual's name of the key that people read like this, "" for what is no single key: "1–3"."""
    for name in keys.SHOWN:
        if keys.shown(name) == text:
            return name
    return keys.named(text) if len(text) == 1 else text.lower() if keys.is_function_key(text.lower()) else ""
