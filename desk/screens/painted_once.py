"""A screen that is painted once when it opens.

Textual paints a new screen when it is laid out, again when its parts have learned of their sizes, and again because it
was resumed: the same lines three times, a tenth of what a start costs. Here nothing is painted before all of that is
done, and what has to be laid out and painted at once is painted once.
"""

from __future__ import annotations

from textual.events import ScreenResume
from textual.screen import Screen, ScreenResultType


class PaintedOnce(Screen[ScreenResultType]):
    """Holds its painting back until it has come to rest; what is to be painted gathers in its compositor meanwhile."""

    _holds = True
    _waits = False

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Spare the styles a second reading: Textual's own handler, which comes after this one, would begin with it."""
        if not self.stack_updates:
            event.refresh_styles = False

    def _compositor_refresh(self) -> None:
        if self._holds:
            self._waits = True
        else:
            super()._compositor_refresh()

    def _on_timer_update(self) -> None:
        """Lay out and paint what has gathered; Textual's own timer, a sixtieth of a second after the last message."""
        self._holds = True
        try:
            super()._on_timer_update()
        finally:
            self._holds = False
            if self._waits:
                self._waits = False
                self._compositor_refresh()
