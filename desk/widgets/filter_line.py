"""The line in which a filter is typed; Enter gives it, Esc leaves it as it was."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label

from desk.language import _
from desk.text import plain
from desk.widgets.typed import Given, Left


class FilterLine(Horizontal):
    """A label and a field, hidden until they are needed."""

    DEFAULT_CSS = """
    FilterLine { height: 1; display: none; background: $surface; }
    FilterLine Label { color: $accent; text-style: bold; padding: 0 1; }
    FilterLine Input { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self) -> None:
        super().__init__(id="filter")

    async def begin(self, text: str) -> None:
        """Take the focus, with the filter that is in force; the field is made when it is first needed."""
        if not self.children:
            hint = _("words, holder:anna, state:any, due:late, channel:email, age:2h")
            field = Input(compact=True, select_on_focus=True, placeholder=hint)
            field.cursor_blink = False
            await self.mount(Label(plain(_("Filter"))), field)
        field = self.query_one(Input)
        field.value = text
        field.focus()

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(Given(event.value.strip()))

    def action_leave(self) -> None:
        """Leave without a change."""
        self.post_message(Left())
