"""Which colleague? First letters narrow them down, arrows go on; each line says whether they can take work now."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input

from desk.rows import FreeRow
from desk.rules import folding
from desk.screens import own_keys
from desk.screens.questions.base import Answer, Question
from desk.widgets.colleague_list import ColleagueList
from desk.words import Presence


class ColleagueQuestion(Question[Answer]):
    """A sheet with the field `to` and a list of colleagues; `proposed` is the handle under the cursor at first."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("colleagues")]

    def __init__(self, what: str, colleagues: tuple[FreeRow, ...], proposed: str | None) -> None:
        super().__init__(what)
        self._colleagues, self._proposed = colleagues, proposed

    @property
    def colleague(self) -> FreeRow | None:
        """The one under the cursor; nobody while nobody is proposed and nothing was chosen."""
        listed = self.query_one(ColleagueList)
        return listed.current if listed.marks_cursor else None

    def colleague_changed(self) -> None:
        """The cursor stands on somebody else."""

    def show_colleagues(self) -> None:
        """Show those whom the letters mean, the proposed one under the cursor while there are none."""
        listed, typed = self.query_one(ColleagueList), self._typed
        found = matching(self._colleagues, typed)
        listed.show(found, keep=False)
        if not typed:
            handles = [row.handle for row in found]
            listed.go(handles.index(self._proposed) if self._proposed in handles else 0)
        listed.let_choose(bool(typed) or (listed.current is not None and listed.current.handle == self._proposed))
        self.colleague_changed()

    def action_next_colleague(self) -> None:
        """Go on to the next colleague."""
        self._go(1)

    def action_colleague_before(self) -> None:
        """Go back to the colleague before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        listed = self.query_one(ColleagueList)
        listed.go(listed.cursor + by if listed.marks_cursor else listed.cursor)
        listed.let_choose(True)
        self.unrefuse()
        self.colleague_changed()

    @property
    def _typed(self) -> str:
        return self.query_one("#to", Input).value.strip()

    @on(Input.Changed, "#to")
    def _narrow(self) -> None:
        self.show_colleagues()

    @on(ColleagueList.Clicked)
    def _clicked(self) -> None:
        self._go(0)


def matching(colleagues: tuple[FreeRow, ...], typed: str) -> tuple[FreeRow, ...]:
    """Give those whose handle or a word of whose name begins like this, in any spelling; failing that, who holds it."""
    wanted = folding.fold(typed)
    if not wanted:
        return colleagues
    begins = tuple(row for row in colleagues if any(word.startswith(wanted) for word in _words(row)))
    return begins or tuple(row for row in colleagues if wanted in folding.fold(row.name))


def proposal(colleagues: tuple[FreeRow, ...], partner: str | None, faces: tuple[str | None, ...]) -> str | None:
    """Give whom forwarding proposes: the main tandem partner, else the first of the customer's `faces` who is another.

    Whoever of them is away is stood for by whoever acts for them; without one, the next is asked. Handles.
    """
    by_handle = {row.handle: row for row in colleagues}
    for handle in (partner, *faces):
        row = by_handle.get(handle or "")
        if row is not None and row.presence is not Presence.AWAY:
            return row.handle
        if row is not None and row.stands_in in by_handle:
            return row.stands_in
    return None


def _words(row: FreeRow) -> tuple[str, ...]:
    return (row.handle, *folding.fold(row.name).split())
