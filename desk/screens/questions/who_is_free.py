"""Who is free? Everybody's presence, what they have got and from when on they are free; Enter forwards to one."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from desk import keys
from desk.language import _
from desk.rows import FreeRow
from desk.screens.questions.base import Incomplete, Question
from desk.text import plain
from desk.widgets import colleague_list
from desk.widgets.colleague_list import ColleagueList
from desk.widgets.look import Look


class WhoIsFreeQuestion(Question[str]):
    """Shows the team; with `forwards`, what the inquiry to be forwarded is called, Enter gives a handle.

    Without it, Enter says why not.
    """

    def __init__(
        self, what: str, colleagues: tuple[FreeRow, ...], look: Look, *, forwards: str = "", why_not: str = ""
    ) -> None:
        super().__init__(what)
        self._colleagues, self._look, self._forwards, self._why_not = colleagues, look, forwards, why_not

    def asked(self) -> Iterable[Widget]:
        """Show everybody, whoever works with one first."""
        sentence = _("Enter forwards {it} to the colleague under the cursor.").format(it=self._forwards)
        yield Static(plain(sentence if self._forwards else _("Who is free?")), classes="ask")
        yield Static(id="head")
        yield ColleagueList(self._look, most=14, id="colleagues")
        if any(row.urgent for row in self._colleagues):
            yield Static(plain(_("! away, but urgent calls reach them")), id="urgent")

    def begin(self) -> None:
        """Look."""
        listed = self.query_one(ColleagueList)
        listed.show(self._colleagues, keep=False)
        self.set_focus(listed)
        self.call_after_refresh(self.on_resize)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Name what can be done here."""
        forward = ((keys.shown("enter"), _("Forward")),) if self._forwards else ()
        return (*forward, (keys.shown("escape"), _("Back")), (keys.shown("f1"), _("Help")))

    def answer(self) -> str:
        """Give the handle of whoever is under the cursor; raises Incomplete where nothing can be forwarded."""
        colleague = self.query_one(ColleagueList).current
        if colleague is None:
            raise Incomplete(_("Nobody else is in the team yet."))
        if not self._forwards:
            raise Incomplete(self._why_not)
        if colleague.handle == self._look.rep:
            raise Incomplete(_("That is you; choose a colleague."))
        return colleague.handle

    def on_resize(self) -> None:
        """Keep the titles above their columns."""
        self.query_one("#head", Static).update(colleague_list.head(self.query_one(ColleagueList).size.width))

    @on(ColleagueList.Opened)
    def _opened(self, event: ColleagueList.Opened) -> None:
        self.action_finish()
