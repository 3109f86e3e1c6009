"""Why what stands in a form is no answer yet: as many lines as the sentence takes."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size

from desk.text import hanging
from desk.widgets.status_line import StatusLine

_SIGN = 3
"""Cells of the sign before a sentence that refuses."""


class Refusal(StatusLine):
    """A status line within a form; nothing of a sentence is cut off."""

    DEFAULT_CSS = "Refusal { height: auto; min-height: 1; }"

    def __init__(self) -> None:
        super().__init__(id="refusal")

    def put(self, left: Content, right: Content | None = None) -> None:
        """Say something else; it may take another number of lines."""
        super().put(left)
        self.refresh(layout=True)

    def _make_room(self, left: Content, right: Content | None, matters: bool) -> None:
        """It has the room it needs."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the sentence does."""
        return max(1, len(hanging(self.left, _SIGN, width)))

    def render(self) -> RenderResult:
        """Give the sentence."""
        return Content("\n").join(hanging(self.left, _SIGN, self.size.width))
