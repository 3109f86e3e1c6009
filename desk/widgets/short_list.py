"""A list of a few hundred rows, drawn line by line: what is not on the screen costs nothing."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from desk import keys
from desk.widgets.painting import Painter

Row = TypeVar("Row")

WHEEL = 3
"""Rows that one notch of the wheel moves the cursor."""

_PAINTED = Content("?")

_COMPARED = 60
"""Lines up to which a list finds out which of them changed before it paints."""


class Steered(ScrollView, can_focus=True):
    """What the keys of every list do to its cursor; the list itself says how to go somewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("list")]

    cursor = -1
    rows: tuple[object, ...] = ()

    class Opened(Message):
        """A row was chosen by Enter or a click."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Left(Message):
        """The cursor was sent up from the first row."""

    def go(self, index: int) -> None:
        """Put the cursor on a row."""
        raise NotImplementedError

    def is_marked(self, row: Any) -> bool:
        """Say whether a row has the ground of the marked ones; a list without marks has none."""
        return False

    def action_down(self) -> None:
        """Go one row down."""
        self.go(self.cursor + 1)

    def action_up(self) -> None:
        """Go one row up; from the first row, say so."""
        if self.cursor <= 0:
            self.post_message(self.Left())
        else:
            self.go(self.cursor - 1)

    def action_page_down(self) -> None:
        """Go one page down."""
        self.go(self.cursor + max(1, self.size.height - 1))

    def action_page_up(self) -> None:
        """Go one page up."""
        self.go(self.cursor - max(1, self.size.height - 1))

    def action_first(self) -> None:
        """Go to the first row."""
        self.go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.go(len(self.rows) - 1)

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        if 0 <= self.cursor < len(self.rows):
            self.post_message(self.Opened(self.cursor))


class ShortList(Steered, Generic[Row]):
    """Rows with a cursor and headings between them; a subclass says what a row looks like and what is its own name.

    The cursor follows its row when other rows come or go. Focus is not needed to show the cursor: a field may steer it.
    """

    DEFAULT_CSS = """
    ShortList {
        height: 1fr; overflow: hidden hidden; background: $background;
    }
    ShortList > .short-list--cursor { background: $primary 30%; }
    ShortList > .short-list--cursor-unfocused { background: $primary 12%; }
    ShortList > .short-list--marked { background: $warning 18%; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "short-list--cursor",
        "short-list--cursor-unfocused",
        "short-list--marked",
    }

    class Moved(Message):
        """The cursor stands on another row, or on a row that says something else; -1 when there is none."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: tuple[Row, ...] = ()
        self._lines: tuple[int | str, ...] = ()
        self._line_of: dict[int, int] = {}
        self._seen: list[Content] = []
        self._painter = Painter(self)
        self.cursor = -1
        self.marks_cursor = True
        """Whether the row under the cursor is shown as chosen; what is not must not be taken."""

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def show(self, rows: tuple[Row, ...], *, keep: bool = True) -> None:
        """Show other rows; the cursor stays on its row when it is still there, else at its place (or at the first)."""
        here = self.name_of(self.current) if self.current is not None else None
        place = self.cursor
        self.rows = rows
        self._lines = self.arranged(rows)
        self._line_of = {row: at for at, row in enumerate(self._lines) if isinstance(row, int)}
        found = next((at for at, row in enumerate(rows) if self.name_of(row) == here), -1) if keep else -1
        wanted = found if found >= 0 else (max(0, place) if keep else 0)
        self.cursor = min(wanted, len(rows) - 1)
        self._measure(self.size.width)
        self._reveal()
        self._repaint_changed()
        self.post_message(self.Moved(self.cursor))

    def go(self, index: int) -> None:
        """Put the cursor on a row; past an end is that end."""
        index = max(0, min(index, len(self.rows) - 1))
        if not self.rows or index == self.cursor:
            return
        before, self.cursor = self.cursor, index
        self._reveal()
        self._repaint(before)
        self._repaint(index)
        self.post_message(self.Moved(index))

    def arranged(self, rows: tuple[Row, ...]) -> tuple[int | str, ...]:
        """Give what stands on each line: the index of a row, or a heading."""
        return tuple(range(len(rows)))

    def name_of(self, row: Row) -> object:
        """Give what makes a row the same row when it says something else."""
        raise NotImplementedError

    def drawn(self, row: Row, width: int, cursor: bool) -> Content:
        """Draw one row."""
        raise NotImplementedError

    def heading(self, text: str, width: int) -> Content:
        """Draw a heading."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        at, width = y + self.scroll_offset.y, self.size.width
        base = self.visual_style
        if not 0 <= at < len(self._lines):
            return Strip.blank(width, base.rich_style)
        what = self._lines[at]
        if what == self.cursor and self.marks_cursor:
            base += self.get_visual_style("short-list--cursor" if self.has_focus else "short-list--cursor-unfocused")
        elif isinstance(what, int) and self.is_marked(self.rows[what]):
            base += self.get_visual_style("short-list--marked")
        return self._painter.strip(self._line(at, width), width, base)

    def _repaint_changed(self) -> None:
        """Paint only the lines that say something else than they did."""
        width = self.size.width
        seen = [self._line(at, width) for at in range(len(self._lines))] if len(self._lines) <= _COMPARED else []
        if not seen or not width:
            self.refresh()
        else:
            others = changed_lines(self._seen, seen, self.scroll_offset.y, self.size.height)
            if others:
                self.refresh(*(Region(0, y, width, 1) for y in others))
        self._seen = seen

    def _line(self, at: int, width: int) -> Content:
        what = self._lines[at]
        if isinstance(what, str):
            return self.heading(what, width)
        return self.drawn(self.rows[what], width, what == self.cursor and self.marks_cursor)

    def _measure(self, width: int) -> None:
        # Not the reactive: another length must not lay the whole screen out again.
        self.set_reactive(ShortList.virtual_size, Size(width, len(self._lines)))

    def _reveal(self) -> None:
        line = self._line_of.get(self.cursor)
        if line is None:
            return
        top, height = self.scroll_offset.y, max(1, self.size.height)
        # The first row of a group brings its heading with it.
        first = line - 1 if line and isinstance(self._lines[line - 1], str) else line
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True)

    def _repaint(self, index: int) -> None:
        line = self._line_of.get(index)
        if line is not None:
            if line < len(self._seen):
                self._seen[line] = _PAINTED  # by another way than `show`, which has to paint it again
            self.refresh(Region(0, line - self.scroll_offset.y, self.size.width, 1))

    def on_resize(self, event: Resize) -> None:
        """Keep the rows as wide as the list."""
        self._measure(event.size.width)
        self._reveal()

    def on_mouse_scroll_down(self) -> None:
        """Go down with the wheel."""
        self.go(self.cursor + WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Go up with the wheel."""
        self.go(self.cursor - WHEEL)

    def on_click(self, event: Click) -> None:
        """Put the cursor where the pointer is; a second click opens."""
        at = event.y + self.scroll_offset.y
        what = self._lines[at] if 0 <= at < len(self._lines) else ""
        if not isinstance(what, int):
            return
        if what == self.cursor and event.chain > 1:
            self.action_open()
        else:
            self.go(what)

    def notify_style_update(self) -> None:
        """Work styles out anew when the theme changes."""
        super().notify_style_update()
        self._painter.forget()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show by the cursor whether the keys go here."""
        super().watch_has_focus(_has_focus)
        self._repaint(self.cursor)


def changed_lines(before: list[Content], now: list[Content], top: int, height: int) -> list[int]:
    """Give the lines of the screen, from the top of the widget, on which something else stands."""
    blank = Content("")

    def at(lines: list[Content], line: int) -> Content:
        return lines[line] if line < len(lines) else blank

    return [y for y in range(height) if not at(before, top + y).is_same(at(now, top + y))]
