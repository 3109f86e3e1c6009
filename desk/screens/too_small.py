"""A window too small for a list covers itself with one sentence; what was open lies beneath, and comes back whole."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from desk.language import _
from desk.screens.frame import LEAST
from desk.text import plain


class TooSmall(Screen[None]):
    """Says the least size; no key does anything here, but for the one that quits."""

    DEFAULT_CSS = "TooSmall { align: center middle; } TooSmall Static { width: 100%; text-align: center; }"
    AUTO_FOCUS = None

    def compose(self) -> ComposeResult:
        """Say the sentence."""
        yield Static()

    def on_resize(self) -> None:
        """Say it for the window as it is now."""
        sentence = _("The desk needs {columns} × {lines} characters; here are {wide} × {high}.")
        wide, high = self.app.size
        said = sentence.format(columns=LEAST[0], lines=LEAST[1], wide=wide, high=high)
        self.query_one(Static).update(plain(said))

    def on_screen_resume(self) -> None:
        """Go, when the window grew while another layer lay on this one."""
        self.on_resize()
        self.app.call_later(fit, self.app)


async def fit(app: App[Any]) -> None:
    """Cover the window of an app, or uncover it, as its size is now."""
    wide, high = app.size
    is_small = wide < LEAST[0] or high < LEAST[1]
    if is_small and not any(isinstance(screen, TooSmall) for screen in app.screen_stack):
        await app.push_screen(TooSmall())
    elif not is_small and isinstance(app.screen, TooSmall):
        await app.pop_screen()
