"""The last line: the most important keys of the place."""

from __future__ import annotations

from rich.cells import cell_len

from desk import keys
from desk.language import _
from desk.widgets.key_line import KeyLine


class KeyFooter(KeyLine):
    """` a Accept  t Time  ? Help`; what does not fit falls out from the right, help never."""

    def __init__(self, where: str) -> None:
        super().__init__(id="footer")
        self._where = where

    def on_mount(self) -> None:
        """Show the keys of the place it was made for."""
        self.tell(self._where)

    def on_resize(self) -> None:
        """Let in or drop what the new width allows."""
        if self._where:
            self.tell(self._where)

    def tell_typing(self, enter: str) -> None:
        """Show what works while a line is typed, where letters are text; `enter` is what Enter does."""
        self._where = ""
        self.put_keys([(keys.shown("enter"), enter), (keys.shown("escape"), _("Back")), (keys.shown("f1"), _("Help"))])

    def tell(self, where: str) -> None:
        """Show the keys of a place."""
        self._where = where
        width = self.size.width or self.app.size.width  # before the layout: as wide as it will be
        entries = [(keys.shown_below(entry, where), _(entry.label)) for entry in keys.footer(where)]
        while len(entries) > 1 and sum(cell_len(f"{name} {label}  ") for name, label in entries) > width:
            del entries[-2]
        self.put_keys(entries)
