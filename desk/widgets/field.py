"""A labelled field: one line of a form."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Paste
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, Static

from desk import clean
from desk.language import n_
from desk.text import plain
from desk.widgets.typed import Cut


class OneLine(Input):
    """An input of at most `clean.LINE` characters: of what is too long it takes what fits, and says so.

    Textual's own drops the whole of a paste that is too long, and all lines but the first, without a word.
    """

    virtual_size = Reactive(Size(0, 0))
    """Textual's own lays the whole screen out at each letter; a field keeps its place, however long its text."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of what stands between two positions, as much of it as fits."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        room = clean.LINE - len(self.value) + end - start
        super().replace(text[: max(0, room)], start, end)
        if len(text) > room:
            said = n_(
                "Only {count} character fits here; the rest was left out.",
                "Only {count} characters fit here; the rest was left out.",
                clean.LINE,
            )
            self.post_message(Cut(said.format(count=clean.LINE)))

    def _on_paste(self, event: Paste) -> None:
        """Take all lines of what is pasted, as one."""
        event.prevent_default()
        event.stop()
        text = clean.line(event.text, clean.STORED)
        if text:
            self.replace(text, *sorted(self.selection))


class Field(Horizontal):
    """A label and an input with the id it is given; what stands in it is one clean line."""

    DEFAULT_CSS = """
    Field { height: 1; }
    Field .field--label { width: 14; color: $secondary; }
    Field .field--label.-on { color: $accent; text-style: bold; }
    Field Input { width: 1fr; background: $panel; background-tint: transparent; }
    Field:even Input { background: $panel 45%; }
    Field Input:focus { background: $panel-lighten-2; }
    """

    def __init__(self, name: str, label: str, value: str = "", *, hint: str = "") -> None:
        super().__init__(id=f"field-{name}")
        self._label = label
        self._input = OneLine(clean.line(value), id=name, compact=True, placeholder=hint, max_length=clean.LINE)
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

    def type_on(self, text: str) -> None:
        """Say something and let what is typed follow it; focus alone would select it for the next key to replace."""
        self._input.select_on_focus = False
        self.value = text
        self.take_focus()

    def take_focus(self) -> None:
        """Let what is typed go here, from the very next key on: `focus` would come after it."""
        self.screen.set_focus(self._input)
