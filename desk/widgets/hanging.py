"""A sentence behind its sign, on as many lines as it takes; each begins where the sentence does."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from desk.text import hanging


class Hanging(Widget):
    """Shows a sentence whose first `indent` cells are its sign."""

    DEFAULT_CSS = "Hanging { height: auto; }"

    def __init__(self, indent: int, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._indent, self._said = indent, Content("")

    def put(self, content: Content) -> None:
        """Say something else; it may take another number of lines."""
        if not content.is_same(self._said):
            self._said = content
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the sentence does."""
        return max(1, len(hanging(self._said, self._indent, width)))

    def render(self) -> RenderResult:
        """Give the sentence."""
        return Content("\n").join(hanging(self._said, self._indent, self.size.width))
