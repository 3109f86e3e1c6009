"""Painting only what has changed: at each update Textual asks every widget on the screen for all of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.containers import Container, Vertical
from textual.content import Content
from textual.filter import LineFilter
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.widget import Widget


class Kept(StylesCache):
    """Gives the lines of a widget again until one of them has to be drawn anew.

    Textual's own gives them line by line through every filter: 190 lines at each move of a cursor, a quarter of its
    cost. Put it in place of a widget's `_styles_cache`.
    """

    def __init__(self) -> None:
        super().__init__()
        self._given: tuple[Region, list[Strip]] | None = None

    def set_dirty(self, *regions: Region) -> None:
        """Draw anew what lies in these regions, or all of it."""
        self._given = None
        super().set_dirty(*regions)

    def clear(self) -> None:
        """Draw everything anew."""
        self._given = None
        super().clear()

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Give the lines within `crop`."""
        if self._given is None or self._given[0] != crop:
            self._given = (crop, super().render_widget(widget, crop))
        return self._given[1]


class Halves(Container):
    """The list and what is read of it."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._styles_cache = Kept()


class Column(Vertical):
    """A list under its titles."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._styles_cache = Kept()


class Lines(ScrollView):
    """A view that keeps its lines drawn and filtered, so that painting one takes a look into a table.

    It has neither border nor padding. Whoever draws passes each line through `drawn`, and forgets it when it changes.
    """

    _through: tuple[Sequence[LineFilter], Color] | None = None

    def line_at(self, index: int, width: int) -> Strip:
        """Give one line of what is shown, counted from its beginning, drawn `width` cells wide."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        return self.line_at(y + self.scroll_offset.y, self.scrollable_content_region.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines within `crop`, past the cache of styles: there are none to put around them."""
        top, width = self.scroll_offset.y, self.scrollable_content_region.width
        self._through = None
        strips = [self.line_at(top + y, width) for y in crop.line_range]
        left, right = crop.column_span
        return [
            strip if left == 0 and strip.cell_length == right else strip.crop_extend(left, right, None)
            for strip in strips
        ]

    def drawn(self, segments: Iterable[Segment], width: int, fill: Style) -> Strip:
        """Give a line of exactly `width` cells, through every filter of the app, the last belt among them."""
        if self._through is None:  # once for all lines of an update
            self._through = self.get_line_filters(), self.background_colors[1]
        ready = list(Strip(segments).adjust_cell_length(width, fill))
        filters, background = self._through
        for each in filters:
            ready = each.apply(ready, background)
        return Strip(ready, width)


class Painter:
    """Gives lines of a widget as the strips a screen is made of; each style is worked out once for what it lies on.

    Textual's own rendering lets styled stretches overlap and takes three times as long; here they follow one another,
    as `text.pieces` leaves them.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._on: dict[VisualStyle, dict[str | VisualStyle, Style]] = {}

    def forget(self) -> None:
        """Work all styles out anew: the theme has changed."""
        self._on.clear()

    def strip(self, line: Content, width: int, base: VisualStyle) -> Strip:
        """Give one line, cut or filled to its width."""
        known = self._on.setdefault(base, {})
        text, below, at = line.plain, base.rich_style, 0
        segments: list[Segment] = []
        for start, end, named in line.spans:
            if start > at:
                segments.append(Segment(text[at:start], below))
            style = known.get(named)
            if style is None:
                style = known[named] = (base + self._widget.app.stylesheet.parse_style(named)).rich_style
            segments.append(Segment(text[start:end], style))
            at = end
        if at < len(text):
            segments.append(Segment(text[at:], below))
        return Strip(segments).adjust_cell_length(width, below)
