"""The callbacks: overdue, now, today, later; called, moved and settled by key."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from desk import keys, views
from desk.done import Done
from desk.language import _
from desk.rows import CallbackRow, Touched
from desk.screens import forwarding
from desk.screens.callback_verbs import CallbackVerbs
from desk.text import plain
from desk.widgets import callback_facts, callback_list, marks
from desk.widgets.callback_list import CallbackList
from desk.widgets.key_footer import KeyFooter
from desk.widgets.line import Line
from desk.words import Thing


class Callbacks(CallbackVerbs):
    """The callbacks that wait for this rep or for anybody, most urgent first."""

    WHERE = "callbacks"
    CSS_PATH = Path(__file__).parent / "callbacks.tcss"
    AUTO_FOCUS = "CallbackList"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("callbacks")]

    def __init__(self) -> None:
        super().__init__()
        self._read_once = False
        self._reading = False
        self._back: int | None = None

    def body(self) -> Iterable[Widget]:
        """Give the list, and what is said when it is empty."""
        yield Line(id="head")
        yield CallbackList(id="callbacks")
        yield Line(id="facts-head")
        yield Static(id="facts")
        yield Static(id="none")

    def on_screen_resume(self) -> None:
        """Read what waits now."""
        super().on_screen_resume()
        self._reload()

    def store_changed(self, touched: frozenset[Touched]) -> None:
        """Read what waits now; the cursor stays on its callback."""
        if not touched or any(each.thing is not Thing.TEAM for each in touched):
            self._reload()

    def _reload(self) -> None:
        """Read once, however many reasons there are at this moment."""
        if not self._reading:
            self._reading = True
            self.call_later(self._read)

    def _read(self) -> None:
        self._reading = False
        rep = self.rep
        self.read(lambda r: views.callbacks.waiting(r, rep), self._show, group="callbacks")

    def tick(self) -> None:
        """A minute has passed: what was today may be due."""
        self._reload()

    def came_back(self, done: Done[Any]) -> None:
        """Put the cursor on what came back."""
        self._back = next((each.id for each in done.touched if each.thing is Thing.CALLBACK), None)
        self._reload()

    def _show(self, rows: tuple[CallbackRow, ...]) -> None:
        self.list.tell(rows, self.store.clock.now(), self.around.calendar.zone, self.owner_name)
        if self._back is not None:
            self.list.go(next((at for at, row in enumerate(rows) if row.number == self._back), self.list.cursor))
            self._back = None
        self.set_class(not rows, "-none")
        self.query_one(KeyFooter).tell("callbacks" if rows else "callbacks done")
        if not rows:
            self.query_one("#none", Static).update(
                plain(_("Nobody waits for a call. {key} plans one.").format(key=keys.press("new")))
            )
        self._show_facts()
        self._ask_again(rows)

    def on_resize(self) -> None:
        """Draw the titles and the rule as wide as the screen is now."""
        if self._read_once:
            self._show_facts()

    @on(CallbackList.Moved)
    @on(CallbackList.Marked)
    def _show_facts(self) -> None:
        row, width = self.list.current, self.size.width
        marked = marks.said(len(self.list.marks)) if len(self.list.marks) else ""
        self.query_one("#head", Line).put(callback_list.head(width, self.list.wants, marked))
        if row is not None:
            zone, now = self.around.calendar.zone, self.store.clock.now()
            self.query_one("#facts-head", Line).put(callback_facts.head(row, width))
            self.query_one("#facts", Static).update(callback_facts.facts(row, now, zone, self.owner_name))

    def _ask_again(self, rows: tuple[CallbackRow, ...]) -> None:
        """Ask once for a call that was still waiting for its result when the desk was started."""
        if self._read_once:
            return
        self._read_once = True
        left = next((row for row in rows if row.calling_since is not None and row.owner == self.rep), None)
        if left is not None:
            self.ask_result(left.number)

    # keys

    def to_forward(self) -> tuple[str, str]:
        """Name the inquiry of the callback under the cursor."""
        row = self.list.current
        if row is None or row.inquiry is None:
            return super().to_forward()
        return f"#{row.inquiry} {row.customer or row.topic}", ""

    async def action_forward(self, to: str | None = None) -> None:
        """Forward the inquiry of the callback under the cursor."""
        row = self.list.current
        if row is not None and row.inquiry is not None:
            await forwarding.forward(self, row.inquiry, to)

    @on(CallbackList.Opened)
    def _opened(self, event: CallbackList.Opened) -> None:
        row = self.current()
        if row is None:
            return
        if row.inquiry is None:
            self.action_customer()
        else:
            self.app.call_later(cast(Any, self.app).show_inquiry, row.inquiry)
