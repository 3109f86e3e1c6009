"""A layer that lets what lies beneath it be seen, also when that is such a layer itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.segment import Segment
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

Answer = TypeVar("Answer")


class Sheet(ModalScreen[Answer]):
    """A modal screen over a place; Textual itself shows one layer beneath, and nothing beneath a second."""

    def render(self) -> RenderableType:
        """Give the screen beneath as the background."""
        stack = self.app.screen_stack
        at = stack.index(self) if self in stack else 0
        return _Beneath(stack[at - 1], self.styles.background) if at else super().render()


class _Beneath(BackgroundScreen):
    """The screen beneath, whole: Textual renders only what has just changed of it, or loses what it lies on."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for strip in self.screen._compositor.render_strips():
            yield from self.process_segments(strip, self.color)
            yield Segment.line()
