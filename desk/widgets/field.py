"""A labelled field: one line of a form."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from desk import clean
from desk.text import plain


class Field(Horizontal):
    """A label and an input with the id it is given; what stands in it is one clean line."""

    DEFAULT_CSS = """
    Field { height: 1; }
    Field .field--label { width: 14; color: $secondary; }
    Field .field--label.-on { color: $accent; text-style: bold; }
    Field Input { width: 1fr; background: $panel; background-tint: transparent; }
    Field Input:focus { background: $panel-lighten-2; }
    """

    def __init__(self, name: str, label: str, value: str = "", *, hint: str = "") -> None:
        super().__init__(id=f"field-{name}")
        self._label = label
        self._input = Input(clean.line(value), id=name, compact=True, placeholder=hint, max_length=clean.LINE)
        self._input.cursor_blink = False

    @property
    def value(self) -> str:
        """What stands in the field, cleaned."""
        return clean.line(self._input.value)

    @value.setter
    def value(self, text: str) -> None:
        self._input.value = clean.line(text)
        self._input.cursor_position = len(self._input.value)

    def compose(self) -> ComposeResult:
        """Put the label before the input."""
        yield Static(plain(self._label), classes="field--label")
        yield self._input

    def on_descendant_focus(self) -> None:
        """Let the label say that what is typed goes here."""
        self.query_one(".field--label").add_class("-on")

    def on_descendant_blur(self) -> None:
        """What is typed goes elsewhere."""
        self.query_one(".field--label").remove_class("-on")

    def select_all(self) -> None:
        """Let what is typed replace what stands there."""
        self._input.select_all()

    def take_focus(self) -> None:
        """Let what is typed go here, from the very next key on: `focus` would come after it."""
        self.screen.set_focus(self._input)
