"""The card of a customer, drawn line by line: what is most needed stands on one screen, the rest below it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from desk import keys
from desk.rows import CustomerCard
from desk.rules.hours import DEFAULT_ZONE
from desk.text import pieces
from desk.widgets.card_lines import Name, card_lines
from desk.widgets.painting import Painter
from desk.widgets.short_list import changed_lines


class CardView(ScrollView, can_focus=True):
    """Shows one card, or a sentence when there is none; drawn line by line, so that another card lays nothing out."""

    DEFAULT_CSS = """
    CardView { height: 1fr; background: $background; overflow: hidden hidden; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("pane")]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Content] = []
        self._painter = Painter(self)
        self._sentence: tuple[Content, ...] = ()
        self._card: CustomerCard | None = None
        self._now: datetime | None = None
        self._zone = DEFAULT_ZONE
        self._short: Name = str

    @property
    def card(self) -> CustomerCard | None:
        """The card that is shown."""
        return self._card

    def tell(self, card: CustomerCard, now: datetime, zone: str, name: Name) -> None:
        """Show a card; another customer's begins at its top."""
        if (self._card is None or self._card.id != card.id) and self.scroll_offset.y:
            self._scroll(0)
        self._card, self._now, self._zone, self._short = card, now, zone, name
        self._write()

    def clear(self, sentence: str, more: str) -> None:
        """Show a sentence in the place of a card, and what can be done."""
        self._card = None
        self._sentence = (pieces(""), pieces(" ", (sentence, "bold")), pieces(" ", (more, "$secondary")))
        self._scroll(0)
        self._write()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        at, width, base = y + self.scroll_offset.y, self.size.width, self.visual_style
        if not 0 <= at < len(self._lines):
            return Strip.blank(width, base.rich_style)
        return self._painter.strip(self._lines[at], width, base)

    def notify_style_update(self) -> None:
        """Work styles out anew when the theme changes."""
        super().notify_style_update()
        self._painter.forget()

    def on_resize(self, event: Resize) -> None:
        """Fit the lines to the new width."""
        self._write()

    def on_focus(self) -> None:
        """Add below what was cut: it is read on."""
        self._write()

    def on_blur(self) -> None:
        """Show what fits."""
        self._scroll(0)
        self._write()

    def action_down(self) -> None:
        """Read on."""
        self._scroll(self.scroll_offset.y + 1)

    def action_up(self) -> None:
        """Go back a line."""
        self._scroll(self.scroll_offset.y - 1)

    def action_page_down(self) -> None:
        """Read on a page."""
        self._scroll(self.scroll_offset.y + max(1, self.size.height - 1))

    def action_page_up(self) -> None:
        """Go back a page."""
        self._scroll(self.scroll_offset.y - max(1, self.size.height - 1))

    def action_first(self) -> None:
        """Go to the top."""
        self._scroll(0)

    def action_last(self) -> None:
        """Go to the end."""
        self._scroll(len(self._lines))

    def _scroll(self, y: int) -> None:
        self.scroll_to(y=max(0, min(y, len(self._lines) - self.size.height)), animate=False, force=True)

    def _write(self) -> None:
        width = self.size.width
        before, top = self._lines, self.scroll_offset.y
        if self._card is not None and self._now is not None:
            self._lines = card_lines(
                self._card,
                max(20, width),
                self.size.height,
                self._now,
                self._zone,
                self._short,
                whole=self.has_focus,
            )
        else:
            self._lines = [part for line in self._sentence for part in line.wrap(max(1, width - 1))]
        # Not the reactive: another length must not lay the whole screen out again.
        self.set_reactive(CardView.virtual_size, Size(width, len(self._lines)))
        others = changed_lines(before, self._lines, top, self.size.height)
        if others:
            self.refresh(*(Region(0, y, width, 1) for y in others))
