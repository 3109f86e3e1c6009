"""The list of inquiries: holds numbers only, fetches rows by the page, draws lines; a cursor, marks, and no surprises.

A hundred thousand rows cost what is on the screen. Others' changes never move the row under the cursor: rows change in
place, arrivals are counted until the list is shown anew.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.events import Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from desk.rows import InquiryRow
from desk.rules.wording import Sought
from desk.widgets.found_words import with_words
from desk.widgets.inquiry_line import UNKNOWN, Piece, pieces_of, wants
from desk.widgets.look import Look
from desk.widgets.marking import Marking
from desk.widgets.painting import Lines

Fetch = Callable[[Sequence[int]], Mapping[int, InquiryRow]]
"""Gives the rows with these numbers; called while painting, so it has to be quick."""

PAGE = 64
STYLES = {
    "sign": "$accent",
    "late": "bold $text-error",
    "near": "bold $text-warning",
    "due": "",
    "muted": "$text-muted",
    "customer": "bold",
    "customer found": "bold underline",
    "about": "",
    "about found": "bold underline",
    "nobody": "$text-muted",
    "mine": "$accent",
    "other": "$text-muted",
    "state": "$text-muted",
}
"""How each kind of thing in a row is written; component classes would cost the start a tenth of its time."""

GROUNDS = {
    "cursor": "on $primary 30%",
    "unfocused": "on $primary 12%",
    "unfocused contrast": "on $primary 22%",
    "marked": "on $warning 18%",
    "": "",
}
"""What lies behind a row; on black, where contrast is wanted, a paler one would not be seen."""

KEPT = 4096
"""Rows that are kept at once."""

DRAWN = 512
"""Drawn lines that are kept at once: what was in sight lately; each takes 2 kB."""


class InquiryList(Marking, Lines):
    """Rows in the order of `numbers`; `moved` is called directly, so that list and pane are painted in one frame."""

    DEFAULT_CSS = """
    InquiryList { height: 1fr; overflow: hidden hidden; }
    """

    class Topped(Message):
        """The first row was asked for."""

    def __init__(self, fetch: Fetch, moved: Callable[[InquiryRow | None], None], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fetch, self._moved = fetch, moved
        self.look = Look()
        self.wants = UNKNOWN
        self.asked: tuple[Sought, ...] = ()
        self.cursor = self._height = 0
        self._rows: dict[int, InquiryRow] = {}
        self._strips: dict[tuple[int, bool, bool, int], Strip] = {}
        self._styles: dict[tuple[str, str], Style] = {}
        self._drawn_in: object = None

    # what is shown

    @property
    def current(self) -> InquiryRow | None:
        """The row under the cursor."""
        return self.row(self.cursor) if 0 <= self.cursor < len(self.numbers) else None

    @property
    def in_sight(self) -> str:
        """Say which rows are in sight, of how many, such as `1-8/4812`; nothing when all are."""
        total, height, top = len(self.numbers), self.size.height, self.scroll_offset.y
        return f"{top + 1}-{min(total, top + height)}/{total}" if 0 < height < total else ""

    def show(
        self,
        numbers: array[int],
        rows: Mapping[int, InquiryRow] | None = None,
        *,
        on: int | None = None,
        asked: tuple[Sought, ...] = (),
    ) -> None:
        """Show other numbers; the cursor goes to `on` in what is in sight, or stays with its row, at its height.

        The words that were `asked` for are marked where they stand.
        """
        here = self.numbers[self.cursor] if self.cursor < len(self.numbers) else None
        before, height = self._in_sight(), self.cursor - self.scroll_offset.y
        wanted = here if on is None else on
        self.numbers = numbers
        was = self.wants, self.asked
        self.wants, self.asked = wants((rows or {}).values(), self.look), asked
        seen = self._rows
        if rows is None or was != (self.wants, asked) or any(seen.get(each, row) != row for each, row in rows.items()):
            self._strips.clear()
            before = None
        self._rows = dict(rows or {})
        self.marks.keep(numbers)
        try:
            self.cursor = numbers.index(wanted) if wanted is not None else 0
        except ValueError:
            self.cursor = max(0, min(self.cursor, len(numbers) - 1))
        self._measure(self.size.width)
        top = self.cursor - height if on is None or on == here else self.scroll_offset.y
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self._reveal()
        if before != self._in_sight():
            self.refresh()
        self._moved(self.current)

    def renew(self, numbers: Iterable[int] | None = None) -> None:
        """Read rows again, all or these, and draw them where they stand."""
        for number in tuple(self._rows) if numbers is None else tuple(numbers):
            self._rows.pop(number, None)
        self._strips.clear()
        self.refresh()
        self._moved(self.current)

    def redraw(self, look: Look) -> None:
        """Draw all lines as somebody sees them now; what looks the same is not painted again."""
        self.look = look
        self._strips.clear()
        self.refresh()

    def row(self, index: int) -> InquiryRow | None:
        """Give a row, fetching its page when it is not here yet; None when the store does not give it."""
        number = self.numbers[index]
        row = self._rows.get(number)
        if row is None:
            first = index - index % PAGE
            if len(self._rows) > KEPT:
                self._rows.clear()
            self._rows.update(self._fetch(self.numbers[first : first + PAGE]))
            row = self._rows.get(number)
        return row

    # drawing

    def line_at(self, index: int, width: int) -> Strip:
        """Draw one row, or nothing below the last."""
        if index >= len(self.numbers):
            return self._line((0, False, False, width), [])
        number = self.numbers[index]
        cursor, marked = index == self.cursor, number in self.marks
        key = (number, cursor, marked, width)
        strip = self._strips.get(key)
        if strip is None:
            row = self.row(index)
            if row is None:
                missing = Segment(f" #{number}", self._style("muted", cursor, marked))
                return self.drawn([missing], width, self.rich_style)
            pieces = pieces_of(row, self.look, width, self.wants, cursor=cursor, marked=marked)
            strip = self._line(key, with_words(pieces, self.asked) if self.asked else pieces)
        return strip

    def _line(self, key: tuple[int, bool, bool, int], pieces: Iterable[Piece]) -> Strip:
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > DRAWN:
                self._strips.clear()
            _number, cursor, marked, width = key
            segments = [Segment(text, self._style(kind, cursor, marked)) for text, kind in pieces]
            strip = self._strips[key] = self.drawn(segments, width, self._style("due", cursor, marked))
        return strip

    def _style(self, kind: str, cursor: bool, marked: bool) -> Style:
        ground = ("cursor" if self.has_focus else "unfocused") if cursor else "marked" if marked else ""
        style = self._styles.get((kind, ground))
        if style is None:
            parse = self.app.stylesheet.parse_style
            behind = GROUNDS.get(f"{ground} {self.app.theme}", GROUNDS[ground])
            style = (self.visual_style + parse(STYLES[kind]) + parse(behind)).rich_style
            self._styles[kind, ground] = style
        return style

    def notify_style_update(self) -> None:
        """Forget drawn lines when the theme changes."""
        super().notify_style_update()
        look = (self.visual_style, self.app.theme) if self.is_attached else None
        if look != self._drawn_in:  # it is told of every focus too, which leaves most lines as they are
            self._drawn_in = look
            self._strips.clear()
            self._styles.clear()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show by the cursor whether the keys go here."""
        super().watch_has_focus(_has_focus)
        for key in [key for key in self._strips if key[1]]:
            del self._strips[key]
        self.refresh(Region(0, self.cursor - self.scroll_offset.y, self.size.width, 1))

    # moving and marking

    def go(self, index: int) -> None:
        """Put the cursor on a row; past an end is that end."""
        index = max(0, min(index, len(self.numbers) - 1))
        if index == self.cursor or not self.numbers:
            return
        before, self.cursor = self.cursor, index
        if not self._reveal():
            top, width = self.scroll_offset.y, self.size.width
            self.refresh(Region(0, before - top, width, 1), Region(0, index - top, width, 1))
        self._moved(self.current)

    def action_first(self) -> None:
        """Go to the first row; whoever shows the list may bring it up to date."""
        self.go(0)
        self.post_message(self.Topped())

    def action_last(self) -> None:
        """Go to the last row."""
        self.go(len(self.numbers) - 1)

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        if self.numbers:
            self.post_message(self.Opened(self.cursor))

    def _in_sight(self) -> tuple[int, array[int]] | None:
        top = self.scroll_offset.y
        return self.cursor, self.numbers[top : top + self.size.height]

    def _measure(self, width: int) -> None:
        # Set past the reactive: without scroll bars nothing around the list depends on its length.
        self.set_reactive(InquiryList.virtual_size, Size(width, len(self.numbers)))

    def _reveal(self) -> bool:
        """Scroll as far as the cursor needs; True when something scrolled."""
        top, height = self.scroll_offset.y, self.size.height
        if not height or top <= self.cursor < top + height:
            return False
        self.scroll_to(
            y=self.cursor if self.cursor < top else self.cursor - height + 1, animate=False, force=True, immediate=True
        )
        return True

    def on_resize(self, event: Resize) -> None:
        """Keep the rows as wide as the list, and the cursor in sight; another height shows other rows."""
        was, self._height = self._height, event.size.height
        self._measure(event.size.width)
        self._reveal()
        if was not in (0, self._height):
            self._moved(self.current)
