"""Lists whose rows are marked by key, and one of numbers that is pointed at by mouse."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click
from textual.message import Message

from desk import keys
from desk.widgets.marks import Marks
from desk.widgets.short_list import WHEEL, Steered


class Markable(Steered):
    """What keys do to marks; `numbers` are the rows in their order, the list itself shows them."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("marks")]

    class Marked(Message):
        """Other rows are marked now."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.numbers = array("q")
        self.marks = Marks()

    def action_mark(self) -> None:
        """Mark this row, or unmark it, and go on."""
        if self.numbers:
            self.marks.toggle(self.numbers[self.cursor])
            self.go(self.cursor + 1)
            self._say_marked()

    def action_range(self) -> None:
        """Begin a range here; the second time, mark everything from there to here."""
        if self.numbers:
            self.marks.range(self.numbers, self.cursor)
            self._say_marked()

    def action_mark_all(self) -> None:
        """Mark all rows, or none when all are marked."""
        self.marks.all(self.numbers)
        self._say_marked()

    def taken(self) -> tuple[int, ...]:
        """Give the marked numbers in their order; a range that was begun is taken up to the cursor."""
        if self.marks.reaches:
            self.action_range()
        return self.marks.ordered(self.numbers)

    def mark_only(self, numbers: Iterable[int]) -> None:
        """Mark these rows and no others."""
        self.marks.clear()
        self.marks.all(tuple(numbers))
        self._say_marked()

    def unmark(self) -> bool:
        """Take all marks away; False when there were none."""
        had = len(self.marks) > 0
        self.marks.clear()
        self._say_marked()
        return had

    def _say_marked(self) -> None:
        self.refresh()
        self.post_message(self.Marked())


class Marking(Markable):
    """What keys and mouse do to marks and cursor of a list of numbers."""

    def on_mouse_scroll_down(self) -> None:
        """Go down with the wheel."""
        self.go(self.cursor + WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Go up with the wheel."""
        self.go(self.cursor - WHEEL)

    def on_click(self, event: Click) -> None:
        """Put the cursor where the pointer is; a second click opens."""
        index = event.y + self.scroll_offset.y
        if not 0 <= index < len(self.numbers):
            return
        if index == self.cursor and event.chain > 1:
            self.action_open()
        else:
            self.go(index)
