"""Things to choose from: a digit or a letter takes one at once, the cursor and Enter too."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from desk.text import fit, pieces
from desk.text import width as text_width
from desk.widgets.short_list import ShortList


@dataclass(frozen=True, slots=True)
class Choice:
    """One of them: the key that takes it, what it is called, what it means."""

    key: str
    label: str
    more: str = ""


class Choices(ShortList[Choice]):
    """A few choices, each with its key before it; the cursor is shown with the focus, and always while `steady`."""

    def __init__(self, choices: tuple[Choice, ...], *, id: str | None = None, steady: bool = True) -> None:
        super().__init__(id=id)
        self._choices, self._steady = choices, steady
        self.marks_cursor = steady

    def on_mount(self) -> None:
        """Show them all."""
        self.styles.height = len(self._choices)
        self.show(self._choices)

    def steady(self, steady: bool) -> None:
        """Say whether what the cursor stands on is chosen, wherever the focus is."""
        self._steady = steady
        self.watch_has_focus(self.has_focus)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Without the focus, the cursor stands on what was chosen or on nothing."""
        self.marks_cursor = self._steady or has_focus
        super().watch_has_focus(has_focus)

    def name_of(self, row: Choice) -> object:
        """A choice is itself by its key."""
        return row.key

    def drawn(self, row: Choice, width: int, cursor: bool) -> Content:
        """Draw key, label and meaning."""
        key = max(text_width(each.key) for each in self.rows)
        room = width - 5 - key
        label = min(36, room) if row.more else room
        return pieces(
            ("▌" if cursor else " ", "$accent"),
            (f" {fit(row.key, key)} ", "bold $accent"),
            fit(row.label, max(1, label)),
            (fit(row.more, max(1, room - label)), "$secondary"),
        )
