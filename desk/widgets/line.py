"""One line of the screen with something at its left and something at its right."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from desk.widgets.painting import Kept


class Line(Widget):
    """A line that is painted again only when what it says has changed."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles_cache = Kept()
        self._left = Content("")
        self._right = Content("")

    @property
    def left(self) -> Content:
        """What stands at the left."""
        return self._left

    @property
    def right(self) -> Content:
        """What stands at the right."""
        return self._right

    def put(self, left: Content, right: Content | None = None) -> None:
        """Say something else; the same again paints nothing."""
        if self.take(left, right or Content("")):
            self.refresh()

    def take(self, left: Content, right: Content) -> bool:
        """Take on what to say the next time it is painted; True when that is something else."""
        if left.is_same(self._left) and right.is_same(self._right):
            return False
        self._left, self._right = left, right
        return True

    def render(self) -> RenderResult:
        """Give the line: the left side is cut before the right one is."""
        width = self.size.width
        right_width = cell_len(self._right.plain)
        if not right_width:
            return self._left.truncate(width, ellipsis=True)
        room = width - right_width - 2
        if room < 8:
            return self._left.truncate(width, ellipsis=True)
        left = self._left.truncate(room, ellipsis=True)
        return Content("").join((left, Content(" " * (room + 2 - cell_len(left.plain))), self._right))
