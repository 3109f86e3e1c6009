"""The pane below or beside a list: one inquiry, read; painted line by line, only where something has changed."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.style import Style

from desk import keys
from desk.clean import SHOWN
from desk.rows import InquiryDetail
from desk.rules.wording import Sought
from desk.widgets import pane_lines
from desk.widgets.look import Look
from desk.widgets.painting import Lines
from desk.widgets.pane_lines import Sheet


class ReadingPane(Lines, can_focus=True):
    """Shows an inquiry in brief, or all of it while it is open; it never changes the layout around it."""

    BINDINGS = keys.bindings("pane")
    DEFAULT_CSS = """
    ReadingPane { height: 1fr; overflow: hidden hidden; scrollbar-size-horizontal: 0; scrollbar-size-vertical: 1; }
    """

    class Opened(Message):
        """Enter was pressed here."""

    def __init__(self, *, id: str | None = None, traced: bool = True) -> None:
        """Make it; `traced` says whether what a caller is told stands here, or elsewhere on the screen."""
        super().__init__(id=id)
        self._traced = traced
        self.look = Look()
        self.read_by: Callable[[int], str] = lambda _number: ""
        self.asked: tuple[Sought, ...] = ()
        self.detail: InquiryDetail | None = None
        self.opened = False
        self._limit = SHOWN
        self._empty: tuple[str, list[str]] = ("", [])
        self._sheet = Sheet(())
        self._made_for = Size(0, 0)
        self._strips: dict[tuple[int, int], Strip] = {}

    def show(self, detail: InquiryDetail | None) -> None:
        """Show an inquiry, from its beginning; None shows what `say_empty` said."""
        same = detail is not None and self.detail is not None and detail.row.number == self.detail.row.number
        self.detail = detail
        if not same:
            self._limit = SHOWN
            if self.scroll_offset.y:
                self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.lay_out()

    def say_empty(self, title: str, lines: list[str]) -> None:
        """Say what is shown while there is nothing to read."""
        self._empty = (title, lines)
        if self.detail is None:
            self.lay_out()

    def open(self, opened: bool) -> None:
        """Show everything, or the brief again."""
        self.opened = opened
        self.styles.overflow_y = "auto" if opened else "hidden"  # what is brief fits, whatever its size was before
        self._limit = SHOWN
        self.virtual_size = Size(0, 0)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.lay_out()

    def lay_out(self) -> None:
        """Make the lines anew and paint those that say something else."""
        before, height = self._sheet.lines, self.scrollable_content_region.height
        self._make()
        top, width = self.scroll_offset.y, self.size.width
        changed = [
            Region(0, y, width, 1)
            for y in range(height)
            if not _same(_at(before, y + top), _at(self._sheet.lines, y + top))
        ]
        if changed:
            self.refresh(*changed)

    def _make(self) -> None:
        self._made_for = size = self.scrollable_content_region.size
        before, (width, height) = self._sheet.lines, size
        if not width or not height:
            return
        if self.detail is None:
            self._sheet = pane_lines.message(*self._empty, width)
        elif self.opened:
            self._sheet = pane_lines.whole(self.detail, self.look, width, self._limit, traced=self._traced)
        else:
            self._sheet = pane_lines.brief(self.detail, self.look, width, height, traced=self._traced)
        if self.detail is not None and self.asked:
            self._sheet = pane_lines.with_words(self._sheet, self.asked)
        readers = self.read_by(self.detail.row.number) if self.detail is not None else ""
        if readers:
            self._sheet = pane_lines.with_readers(self._sheet, readers, width)
        lines = self._sheet.lines
        self._strips = {at: strip for at, strip in self._strips.items() if _same(_at(before, at[0]), _at(lines, at[0]))}
        if self.opened:
            self.virtual_size = Size(width, len(self._sheet.lines))
        else:  # past the reactive: nothing scrolls, so nothing has to be laid out again
            self.set_reactive(ReadingPane.virtual_size, Size(width, height))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Make the lines for the size there is, asked once for all of them, then draw."""
        if self._made_for != self.scrollable_content_region.size:
            self._make()
        return super().render_lines(crop)

    def line_at(self, index: int, width: int) -> Strip:
        """Draw one line, or nothing below the last."""
        strip = self._strips.get((index, width))
        if strip is None:
            line = _at(self._sheet.lines, index)
            strip = self._strips[index, width] = self._drawn(line, width, self.visual_style)
        return strip

    def _drawn(self, line: Content | None, width: int, base: Style) -> Strip:
        if line is None:
            return self.drawn([], width, base.rich_style)
        if line.cell_length > width:
            line = line.truncate(width, ellipsis=True)
        if not line.spans:  # most lines are plain text
            return self.drawn([Segment(line.plain, base.rich_style)], width, base.rich_style)
        parse = self.app.stylesheet.parse_style
        rendered = line.render(base, end="", parse_style=lambda s: s if isinstance(s, Style) else parse(s))
        return self.drawn([Segment(text, style.rich_style) for text, style in rendered], width, base.rich_style)

    def notify_style_update(self) -> None:
        """Forget drawn lines when the theme changes."""
        super().notify_style_update()
        self._strips.clear()

    # reading on

    def action_down(self) -> None:
        """Scroll one line down."""
        self._scroll(1)

    def action_up(self) -> None:
        """Scroll one line up."""
        self._scroll(-1)

    def action_page_down(self) -> None:
        """Scroll one page down."""
        self._scroll(self.size.height - 1)

    def action_page_up(self) -> None:
        """Scroll one page up."""
        self._scroll(1 - self.size.height)

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self._scroll(-self.scroll_offset.y)

    def action_last(self) -> None:
        """Scroll to the end."""
        self._scroll(len(self._sheet.lines))

    def action_open(self) -> None:
        """Ask for the whole inquiry, or for more of its text."""
        if not self.more():
            self.post_message(self.Opened())

    def more(self) -> bool:
        """Show more of a long text; False when all of it is there."""
        if not self._sheet.left:
            return False
        self._limit += SHOWN
        self.lay_out()
        return True

    def _scroll(self, by: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True, immediate=True)


def _at(lines: tuple[Content, ...], index: int) -> Content | None:
    return lines[index] if index < len(lines) else None


def _same(one: Content | None, other: Content | None) -> bool:
    return one is other or (one is not None and other is not None and one.is_same(other))
