"""Which customer is it? Found while typing; Enter takes the first hit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, Final

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from desk import clean
from desk.language import _
from desk.rows import CustomerHit
from desk.screens import own_keys
from desk.screens.questions.answers import LinkAnswer
from desk.screens.questions.base import Incomplete, Question
from desk.text import plain
from desk.widgets.customer_list import CustomerList
from desk.widgets.field import Field

_HITS: Final = 8

Find = Callable[[str], tuple[CustomerHit, ...]]


class LinkQuestion(Question[LinkAnswer]):
    """Asks for the customer an inquiry belongs to; `find` runs in a thread, what is superseded is dropped."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("fields")]
    LIST: ClassVar[type[CustomerList]] = CustomerList

    def __init__(self, what: str, find: Find, query: str = "") -> None:
        super().__init__(what)
        self._find, self._query = find, query

    @property
    def sentence(self) -> str:
        """Ask for the customer."""
        return _("Which customer is it?")

    def asked(self) -> Iterable[Widget]:
        """Ask for name or number."""
        yield Static(plain(self.sentence), classes="ask")
        yield Field("customer", _("Customer"), self._query, hint=_("name, number or telephone"))
        yield self.LIST(id="hits")

    def begin(self) -> None:
        """Type a name."""
        self.query_one(Field).take_focus()
        self._search(self.query_one(Field).value)

    def answer(self) -> LinkAnswer:
        """Give the customer under the cursor."""
        hit = self.query_one(CustomerList).current
        if hit is None:
            raise Incomplete(_("No customer is chosen yet: type a name or a number."))
        return LinkAnswer(hit.number)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(clean.line(event.value))

    @on(CustomerList.Opened)
    def _opened(self, event: CustomerList.Opened) -> None:
        self.action_finish()

    @on(CustomerList.Left)
    def _left(self, event: CustomerList.Left) -> None:
        self.query_one(Field).take_focus()

    def action_to_list(self) -> None:
        """From the field into the hits."""
        hits = self.query_one(CustomerList)
        if hits.rows and not hits.has_focus:
            self.set_focus(hits)
            hits.action_down()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _search(self, text: str) -> None:
        hits = self._find(text) if text else ()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(partial(self._show, text, hits))

    def _show(self, text: str, hits: tuple[CustomerHit, ...]) -> None:
        # A thread that was superseded while it handed over would show an older word's hits.
        if self.is_mounted and text == self.query_one(Field).value:
            listed = self.query_one(CustomerList)
            listed.found(text, hits)
            listed.styles.height = min(_HITS, len(hits))
