"""Why what stands in a form is no answer yet: as many lines as the sentence takes."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content

from desk.widgets.status_line import StatusLine


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

    def render(self) -> RenderResult:
        """Give the sentence."""
        return self.left
