"""The inbox: most urgent first, the pane shows the inquiry under the cursor, its custody and what comes next."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from textual import on
from textual.timer import Timer
from textual.widget import Widget

from desk import keys
from desk.keeping.reader import Reader
from desk.language import _, n_
from desk.rows import InboxCounts, InquiryRow, Touched
from desk.rules import filters
from desk.rules.wording import sought
from desk.screens.inbox_beside import InboxBeside
from desk.screens.place import MANY, SELDOM
from desk.views import inbox, inquiry
from desk.widgets.headline import Headline, ListHead
from desk.widgets.inquiry_list import InquiryList
from desk.widgets.look import Look
from desk.widgets.painting import Column, Halves
from desk.widgets.reading_pane import ReadingPane
from desk.words import Thing

FIRST = 64
"""Rows that are read for the first paint; the numbers of the others come from a thread."""

AFTER_FIRST = 0.1
"""Seconds that the first paint and its first key have for themselves."""


class Inbox(InboxBeside):
    """What is to be done by whoever sits here."""

    WHERE = "inbox"
    AUTO_FOCUS = "InquiryList"
    BINDINGS = keys.bindings("inbox")

    def __init__(self) -> None:
        super().__init__()
        self._counts = InboxCounts(0, 0, 0)
        self._known: frozenset[int] = frozenset()
        self._arrived = self._ended = 0
        self._filling: Callable[[], None] | None = None
        self._counting: Timer | None = None
        self.is_ready = False

    def body(self) -> Iterable[Widget]:
        """Give headline, list and pane."""
        yield Headline()
        with Halves(id="halves"):
            with Column(id="left"):
                yield ListHead()
                yield InquiryList(self._fetch, self._moved, id="inquiries")
            yield ReadingPane(id="pane")

    def on_mount(self) -> None:
        """Read the first page at once, so that the first paint has it."""
        self.see()
        self.fill_first()

    # what is shown

    def see(self) -> None:
        """Look as of now."""
        around = self.around
        look = Look(self.rep, self.store.clock.now(), around.calendar, around.names)
        self.listing.redraw(look)
        self.pane.look, self.pane.read_by = look, self.desk.read_by

    def fill_first(self) -> None:
        """Read the first page at once, so that the first paint has it; everything after it."""
        wanted, rep = self._wanted, self.rep
        nothing: tuple[InquiryRow, ...] = ()
        page = self.peek(lambda r: inbox.page(r, wanted, rep, FIRST), nothing)
        self.listing.show(array("q", [row.number for row in page]), {row.number: row for row in page})
        self.say_keys()
        self.set_timer(AFTER_FIRST, self.fill)

    def fill(self, *, on: int | None = None, top: bool = False) -> None:
        """Show the list anew, read in a thread; the cursor goes to `on`, to the top, or stays with its row."""
        wanted, rep = self._wanted, self.rep
        asked = self.pane.asked = sought(wanted.words)
        self._filling = partial(self.fill, on=on, top=top)

        def read(r: Reader) -> tuple[array[int], dict[int, InquiryRow], InboxCounts, int]:
            numbers, counts = inbox.listing(r, wanted, rep)
            elsewhere = 0 if numbers or not wanted.words else len(inbox.ids(r, wanted._replace(closed=True), rep))
            return numbers, inbox.rows(r, numbers[:FIRST]), counts, elsewhere

        def then(found: tuple[array[int], dict[int, InquiryRow], InboxCounts, int]) -> None:
            numbers, rows, counts, self._ended = found
            self._known, self._arrived, self._filling = frozenset(numbers), 0, None
            self.listing.show(numbers, rows, on=numbers[0] if top and numbers else on, asked=asked)
            self._say_counts(counts)
            self._say_empty()
            self.say_keys()
            self.is_ready = True

        self.read(read, then, group="list")

    def store_changed(self, touched: frozenset[Touched]) -> None:
        """Show what others did where it stands; arrivals are counted, so that no row moves under the cursor."""
        self.see()
        if self._filling is not None or not touched:
            (self._filling or self.fill)()
            return
        changed = {each.id for each in touched if each.thing is Thing.INQUIRY}
        self.listing.renew(changed)
        self.show_customer(self.listing.current)
        if len(touched) <= MANY:
            self._count()
        elif self._counting is None:
            self._counting = self.set_timer(SELDOM, self._count)

    def _count(self) -> None:
        """Say how many there are now, and how many came; no row moves."""
        self._counting, wanted, rep = None, self._wanted, self.rep

        def then(found: inbox.Listing) -> None:
            numbers, counts = found
            if not len(self.listing.numbers):
                self.fill()
            else:
                self._arrived = len(frozenset(numbers) - self._known)
                self._say_counts(counts)

        self.read(lambda r: inbox.listing(r, wanted, rep), then, group="list")

    def tick(self) -> None:
        """Show ages anew."""
        self.see()
        self.pane.lay_out()

    def _fetch(self, numbers: Sequence[int]) -> Mapping[int, InquiryRow]:
        return self.peek(lambda r: inbox.rows(r, numbers), {})

    def _moved(self, row: InquiryRow | None) -> None:
        """Show another inquiry in the pane, in the same frame as the list."""
        self.query_one(ListHead).tell(self.listing.in_sight, self.listing.wants)
        self.show_customer(row)
        if row is None:
            self.pane.show(None)
            return
        number = row.number
        self.pane.show(self.peek(lambda r: inquiry.detail(r, number), None))

    def _say_counts(self, counts: InboxCounts) -> None:
        self._counts = counts
        marked = len(self.listing.marks)
        self.query_one(Headline).tell(counts, self._text, self._arrived, marked, closed=self._wanted.closed)

    @on(InquiryList.Topped)
    def _top(self) -> None:
        if self._arrived:
            self.fill(top=True)

    def _say_empty(self) -> None:
        if self._text:
            search, back, closed = keys.press("search"), keys.press("back"), self._ended
            lines = [
                _("No open inquiry matches this filter.") if closed else _("No inquiry matches this filter."),
                _("{search} changes it, {back} takes it away.").format(search=search, back=back),
            ]
            if closed:
                more = n_(
                    "{count} closed one does: {search} {filter}", "{count} closed ones do: {search} {filter}", closed
                )
                lines.insert(1, more.format(count=closed, search=search, filter=f"state:any {self._text}"))
        else:
            lines = [
                _("Nothing waits for you: nobody's inquiries and yours are done."),
                _("{key} writes down a new one, {place} shows the callbacks.").format(
                    key=keys.press("new"), place=keys.press("places", 2)
                ),
            ]
        self.pane.say_empty(_("All done") if not self._text else _("Nothing found"), lines)

    def show_number(self, number: int) -> None:
        """Show one inquiry, whoever holds it and however it stands."""
        self._text = f"#{number}"
        self._wanted = filters.parse(self._text, closed=True)
        self.fill(on=number)

    @on(InquiryList.Marked)
    def _marked(self, event: InquiryList.Marked) -> None:
        self._say_counts(self._counts)
