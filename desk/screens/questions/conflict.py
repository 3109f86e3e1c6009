"""Two reps changed the same field: what stood there, what each of them wrote, and which of it is to stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from desk import keys
from desk.language import _
from desk.screens import own_keys
from desk.screens.customer_values import Conflict, Values
from desk.screens.questions.base import Question
from desk.text import fit, hanging, pieces, plain
from desk.text import width as cells
from desk.widgets.short_list import ShortList

_LABEL = 14
_MARK = 2
"""Cells of the sign before what stays."""


class Conflicts(ShortList[Conflict]):
    """One line for each field: before, mine, theirs; what stays is marked."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(id="conflicts")
        self._conflicts = conflicts
        self.theirs: set[str] = set()

    def on_mount(self) -> None:
        """Show them all."""
        self.styles.height = min(10, len(self._conflicts))
        self.show(self._conflicts)

    def name_of(self, row: Conflict) -> object:
        """A conflict is itself by its field."""
        return row.field

    def drawn(self, row: Conflict, width: int, cursor: bool) -> Content:
        """Draw one field."""
        room = _column(width) - _MARK - 1
        theirs = row.field in self.theirs
        mine, other = ("  ", "● ") if theirs else ("● ", "  ")
        return pieces(
            ("▌" if cursor else " ", "$accent"),
            (fit(row.label, _LABEL - 1) + " ", "$secondary"),
            (fit(row.before or "-", room + _MARK) + " ", "$secondary"),
            (mine + fit(row.mine or "-", room) + " ", "" if theirs else "bold"),
            (other + fit(row.theirs or "-", room), "bold" if theirs else ""),
        )

    def take(self, theirs: bool) -> None:
        """Choose for the field under the cursor, and go on to the next."""
        if self.current is not None:
            (self.theirs.add if theirs else self.theirs.discard)(self.current.field)
            self.refresh()
            self.go(self.cursor + 1)


class ConflictQuestion(Question[Values]):
    """Lets the rep choose per field; mine stays unless theirs is chosen. Nothing that was typed is lost by Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("conflict")]

    def __init__(self, what: str, conflicts: tuple[Conflict, ...], who: str) -> None:
        super().__init__(what)
        self._conflicts, self._who = conflicts, who

    def asked(self) -> Iterable[Widget]:
        """Show the fields in three columns, and below them in full the texts that these are too narrow for."""
        asked = _("{rep} changed the same fields meanwhile. What is to stay?").format(rep=self._who)
        yield Static(plain(asked), classes="ask")
        yield _Heading()
        yield Conflicts(self._conflicts)
        yield Static(id="whole", classes="more")

    def begin(self) -> None:
        """Choose."""
        self.set_focus(self.query_one(Conflicts))

    def answer(self) -> Values:
        """Give the text of each field that is to stay."""
        theirs = self.query_one(Conflicts).theirs
        return {each.field: each.theirs if each.field in theirs else each.mine for each in self._conflicts}

    @on(Conflicts.Moved)
    def _moved(self) -> None:
        """Write out the field under the cursor when its columns cut one of its texts."""
        listed = self.query_one(Conflicts)
        row, room = listed.current, _column(listed.size.width) - _MARK - 1
        whole = self.query_one("#whole", Static)
        is_cut = row is not None and max(map(cells, (row.before, row.mine, row.theirs))) > room
        whole.set_class(not is_cut, "hidden")
        if row is not None and is_cut:
            told = ((_("before"), row.before), (_("mine"), row.mine), (_("theirs"), row.theirs))
            lines = [pieces((fit(name, _LABEL), "$secondary"), text or "-") for name, text in told]
            wide = max(_LABEL + 10, listed.size.width - 1)
            whole.update(Content("\n").join(part for line in lines for part in hanging(line, _LABEL, wide)))

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Say the two keys."""
        return (("1", _("Mine")), ("2", _("Theirs")), (keys.shown("f2"), _("Save")), (keys.shown("escape"), _("Back")))

    def action_mine(self) -> None:
        """Mine stays."""
        self.query_one(Conflicts).take(False)

    def action_theirs(self) -> None:
        """Theirs stays."""
        self.query_one(Conflicts).take(True)


class _Heading(Static):
    """The names of the columns."""

    DEFAULT_CSS = "_Heading { height: 1; }"

    def render(self) -> Content:
        """Write them over their columns."""
        room = _column(self.size.width) - _MARK
        before, mine, theirs = (fit(name, room) for name in (_("before"), _("mine"), _("theirs")))
        blank = " " * _MARK
        return pieces((f"{' ' * (_LABEL + 1)}{before}{blank}{blank}{mine}{blank}{theirs}", "$secondary"))


def _column(width: int) -> int:
    """Give the cells of each of three columns beside the names of the fields."""
    return max(8, (width - 1 - _LABEL) // 3)
