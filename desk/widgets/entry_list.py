"""A list of what can be done: key, name, sentence; under headings."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from desk.text import fit, pieces
from desk.widgets.short_list import ShortList


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done: by `press`, the key that does it, or by `action`."""

    label: str
    help: str = ""
    shown: str = ""
    group: str = ""
    press: str = ""
    action: str = ""

    def matches(self, words: list[str]) -> bool:
        """Say whether every word stands in what is shown of it, or is its key."""
        text = f"{self.label} {self.help} {self.shown} {self.group}".casefold()
        return all(word in text for word in words)


class EntryList(ShortList[Entry]):
    """What can be done, in its groups."""

    def arranged(self, rows: tuple[Entry, ...]) -> tuple[int | str, ...]:
        """Put a heading before each group."""
        lines: list[int | str] = []
        for at, row in enumerate(rows):
            if row.group and (at == 0 or rows[at - 1].group != row.group):
                lines.append(row.group)
            lines.append(at)
        return tuple(lines)

    def name_of(self, row: Entry) -> object:
        """Give what makes an entry the same."""
        return row.press, row.action, row.label

    def drawn(self, row: Entry, width: int, cursor: bool) -> Content:
        """Draw one entry: sign, key, name, sentence."""
        keys_width = max((cell_len(each.shown) for each in self.rows), default=0)
        label_width = max((cell_len(each.label) for each in self.rows), default=0)
        keys_width, label_width = min(keys_width, 14), min(label_width, 24)
        return pieces(
            ("▌" if cursor else " ", "$accent"),
            (fit(row.shown, keys_width), "bold $text-accent"),
            "  ",
            (fit(row.label, label_width), "bold"),
            "  ",
            (fit(row.help, max(1, width - keys_width - label_width - 6)), "$text-muted"),
        )

    def heading(self, text: str, width: int) -> Content:
        """Draw the name of a group."""
        return pieces((f" {text}", "bold $text-muted"))
