"""Where is my inquiry? What a caller says is typed, what to read out stands above the inquiries, all verbs work."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from desk import acts, keys, views
from desk.language import N_, _
from desk.rows import InboxCounts, InquiryRow, Touched
from desk.rows.trace import Trace
from desk.screens import own_keys
from desk.screens.inbox import Inbox
from desk.screens.place import Place
from desk.sentences import trace as telling
from desk.text import plain
from desk.widgets.field import Field
from desk.widgets.headline import ListHead
from desk.widgets.inquiry_list import InquiryList
from desk.widgets.key_footer import KeyFooter
from desk.widgets.painting import Column, Halves
from desk.widgets.reading_pane import ReadingPane
from desk.widgets.stations import told_stations
from desk.words import Link, State

UNFOUND: Final = keys.Key(
    "unfound",
    ("f2",),
    N_("Not found"),
    N_("Take down that the caller wrote before and nothing is found, for the huddle."),
    ("where",),
)


class Where(Inbox):
    """The inbox's list and pane, of the inquiries that `query` names; the field has the focus.

    Enter and ↓ go to the inquiries, Esc back to the field and then to where one came from.
    """

    CSS_PATH = Path(__file__).parent / "where.tcss"
    AUTO_FOCUS = "#where"
    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("fields"), UNFOUND.binding("f2")]

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._first_query = query
        self._found = Trace("", (), {})

    def body(self) -> Iterable[Widget]:
        """Give field, sentence, stations, list and pane."""
        yield Field("where", _("Where is"), self._first_query, hint=_("who asks: name, company, number, e-mail, words"))
        yield Static(id="told")
        yield Static(id="stations")
        with Halves(id="halves"):
            with Column(id="left"):
                yield ListHead()
                yield InquiryList(self._fetch, self._moved, id="inquiries")
            yield ReadingPane(id="pane", traced=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Name only keys that do something where the focus is."""
        self.say_keys()

    def say_keys(self) -> None:
        """Name only keys that do something here and now: in the field letters are text."""
        if isinstance(self.focused, Input):
            self.query_one(KeyFooter).tell("finding" if self.listing.numbers else "unasked")
        else:
            super().say_keys()

    # what is shown

    @on(Input.Changed, "#where")
    def _typed(self, event: Input.Changed) -> None:
        self.fill()

    def fill_first(self) -> None:
        """Ask for what was typed before one came here."""
        self.fill()

    def fill(self, *, on: int | None = None, top: bool = False) -> None:
        """Ask anew, in a thread; the cursor goes to `on`, to the top, or stays with its row."""
        query = self.query_text
        self._filling = None
        self.read(
            lambda r: views.trace.find(r, query),
            partial(self._show, on=on, top=top or query != self._found.query),
            group="list",
        )

    def store_changed(self, touched: frozenset[Touched]) -> None:
        """Ask anew: what others did may have changed what a caller is told."""
        self.see()
        self.fill()

    def _show(self, found: Trace, *, on: int | None, top: bool) -> None:
        if found.query != self.query_text:
            return
        self._found, self.is_ready = found, True
        rows = {each.row.number: each.row for each in found.rows}
        first = telling.told_of(found).row.number if found.rows else None
        said = telling.trace(found, self.store.clock.now()) if found.query else ""
        self.query_one("#told", Static).update(plain(said))
        self._say_empty()
        self.listing.show(array("q", rows), rows, on=first if top else on)
        self._say_stations(self.listing.current)
        self.say_keys()

    def _moved(self, row: InquiryRow | None) -> None:
        super()._moved(row)
        self._say_stations(row)

    def _say_stations(self, row: InquiryRow | None) -> None:
        one = next((each for each in self._found.rows if row is not None and each.row.number == row.number), None)
        self.query_one("#stations", Static).update(told_stations(one, self.around.name))

    def _say_counts(self, counts: InboxCounts) -> None:
        """What is counted here stands in the sentence."""

    def _say_empty(self) -> None:
        if self.query_text:
            lines = [
                _("Ask for another name, number or address, or for a word of what was written."),
                _("F2 takes down that the caller wrote and nothing is found."),
            ]
            self.pane.say_empty(_("Nothing found"), lines)
        else:
            lines = [_("Type who asks or what it is about: what to read out stands here at once.")]
            self.pane.say_empty(_("Where is my inquiry?"), lines)

    # keys

    @on(Input.Submitted, "#where")
    def action_to_list(self) -> None:
        """Go from the field to the inquiries."""
        if self.listing.current is not None:
            self.set_focus(self.listing)

    async def action_search(self) -> None:
        """Go back to the field; what is typed replaces what stands there."""
        self.show_open(False)
        self.field.take_focus()
        self.field.select_all()

    def action_back(self) -> None:
        """Go back one layer: from the open pane to the list, to the field, to where one came from."""
        if self.has_class("-open"):
            self.show_open(False)
        elif self.listing.has_focus and not self.listing.unmark():
            self.field.take_focus()
        elif not self.listing.has_focus:
            Place.action_back(self)

    def action_close_layer(self) -> None:
        """Go back to where one came from."""
        Place.action_close_layer(self)

    def action_unfound(self) -> None:
        """Take down that the caller says to have written and nothing is found; what is found can't be that."""
        query = self.query_text
        sure = next((each.row for each in self._found.rows if each.match is Link.EXACT), None)
        if self._found.query != query:
            return  # what is asked for is still being looked up
        if sure is not None and sure.state is not State.CLOSED:
            self.refuse(_("This is found: #{number} is open.").format(number=sure.number))
        elif not query:
            self.refuse(_("Type first who says to have written."))
        else:
            about = _("says to have written before; nothing was found")
            self.write(lambda tx: acts.unfound.unfound(tx, query, about), lambda done: self.fill(on=done.value))

    @property
    def query_text(self) -> str:
        """What is asked for."""
        return self.field.value

    @property
    def field(self) -> Field:
        """The field."""
        return self.query_one("#field-where", Field)
