"""Looking for a customer: what is typed is looked up in a thread, and the first hit's card is read along with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import thread_time
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer
from textual.widgets import Input, Static

from desk import clean, keys, views
from desk.keeping.reader import Reader
from desk.language import _, n_
from desk.rows import CustomerCard, CustomerHit, Touched
from desk.screens.customer_verbs import CustomerVerbs
from desk.screens.place import MANY, SELDOM
from desk.text import plain
from desk.widgets.customer_list import CustomerList
from desk.widgets.field import Field
from desk.words import Act, Thing

if TYPE_CHECKING:
    from desk.finding.finder import Finder

Found = tuple[CustomerCard | None, tuple[CustomerHit, ...]]

MOST = 40
"""Hits that are shown."""
AT_ONCE = 0.005
"""Seconds of processor time up to which a search is done at once, measured by the last: a frame has sixteen ms."""
LOOK = 0.25
"""Seconds between two looks how far the first index is."""
_BAR = 10
_FAMILY = (Act.CUSTOMER_MERGE, Act.CUSTOMER_UNMERGE, Act.UNDO, Act.REDO)


def _hits(r: Reader, *, query: str, here: int | None, rep: str) -> Found:
    """Read the hits, and the card of the one under the cursor: `here` when it is still among them, else the first."""
    hits = views.customers.find(r, query, MOST, rep)
    shown = here if any(hit.id == here for hit in hits) else hits[0].id if hits else None
    return (views.customers.card(r, shown) if shown is not None else None), hits


class CustomerSearch(CustomerVerbs):
    """A place with a field, the hits of what was typed, and the card of the hit under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._shown_query = ""
        self._open_when_found = False
        self._took = float("inf")
        self._said = ""
        self._paint_at_once = False
        self._card_wanted: int | None = None
        self._looking: Timer | None = None
        self._later: Timer | None = None
        self._finder: Finder | None = None

    def enter(self) -> None:
        """Enter was pressed in the field, and its hits are there."""
        raise NotImplementedError

    def say_keys(self) -> None:
        """Other hits are there, or none: other keys may do something now."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Have the index opened, or made; until it is there, say how far it is."""
        from desk.finding.finder import Finder

        self._finder = Finder.open(self.store.path)
        if not self._finder.ready:
            self._looking = self.set_interval(LOOK, self._look)

    def _look(self) -> None:
        if self._finder is None or self._finder.ready:
            if self._looking is not None:
                self._looking.stop()
                self._looking = None
            if not self.has_class("-card"):  # a card that is read in full stays
                self.search()  # what was typed meanwhile was looked for by the beginnings of words only
        else:
            self._say_found(self._shown_query, len(self.hits.rows))

    def _say_found(self, query: str, count: int) -> None:
        """Say how many were found, or how far the index is."""
        said = ""
        if self._finder is not None and not self._finder.ready:
            share = self._finder.progress
            bar = "━" * round(share * _BAR) + "╌" * (_BAR - round(share * _BAR))
            said = _("{bar} {percent} %  Being prepared; until then beginnings of words are found.").format(
                bar=bar, percent=round(share * 100)
            )
        elif query and self._finder is not None and self._finder.failed and not self._finder.complete:
            said = _("The customer search could not be prepared: {why}. Only beginnings of words are found.").format(
                why=clean.line(self._finder.failed)
            )
        elif query and count >= MOST:
            said = _("The best {count} customers").format(count=count)
        elif query and count:
            said = n_("{count} customer", "{count} customers", count).format(count=count)
        if said != self._said:
            self._said = said
            self.query_one("#found", Static).update(plain(said), layout=False)

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        self.search()

    def search(self) -> None:
        """Look for what stands in the field."""
        query = self.query_text
        if not query:
            self._found("", (None, ()))
        else:
            here = self._card_wanted if query == self._shown_query else None
            self._look_for(query, partial(_hits, query=query, here=here, rep=self.rep))

    def _look_for(self, query: str, view: Callable[[Reader], Found]) -> None:
        """Show the hits in the frame of the letter when searches are that quick here, else read in a thread."""

        def timed(r: Reader) -> Found:
            began = thread_time()
            found = view(r)
            self._took = thread_time() - began
            return found

        if self._took > AT_ONCE or self._finder is None or not self._finder.complete:
            self.read(timed, partial(self._found, query), group="find")
            return
        found = self.peek(timed, None)
        if found is not None:
            self._found(query, found)

    def _found(self, query: str, found: Found) -> None:
        """Show hits and card in one frame: the card was read along with them."""
        card, hits = found
        if query != self.query_text:
            return
        self._shown_query = query
        self._paint_at_once = True
        if card is not None:
            self._card_wanted = card.id
            self._show(card)
        self.hits.found(query, hits)
        self._say_found(query, len(hits))
        if not hits:
            self.say_nothing(query)
        self.say_keys()
        if self._open_when_found:
            self._open_when_found = False
            self.enter()

    def on_idle(self) -> None:
        """Paint what was found, or where the cursor went, now: Textual waits a frame after it painted last."""
        if self._paint_at_once and not self._dirty_widgets.isdisjoint((self.hits, self.card)):
            self._paint_at_once = False
            self._on_timer_update()

    @on(CustomerList.Moved)
    def _moved(self, event: CustomerList.Moved) -> None:
        self._paint_at_once = True
        hit = self.hits.current
        if hit is not None and hit.id != self._card_wanted:
            self._show_card(hit.id)

    def _show_card(self, customer_id: int) -> None:
        self._card_wanted = customer_id
        self.read(lambda r: views.customers.card(r, customer_id), self._show, group="card")

    def _show(self, card: CustomerCard) -> None:
        parts, before = {part.id for part in card.merged}, self.card.card
        if self._card_wanted in parts:
            self._card_wanted = card.id  # it became a part of another one while its card was shown
            if before is not None and before.id != card.id:
                sentence = _("{rep} made {number} a part of {into}, whose card this is.")
                self._say_family(sentence, before.number, card)
        elif before is not None and before.id == card.id == self._card_wanted:
            for part in (part for part in before.merged if part.id not in parts):
                sentence = _("{rep} made {number} a customer of its own again; this is the card of {into}.")
                self._say_family(sentence, part.number, card)
        if card.id == self._card_wanted:
            self.card.tell(card, self.store.clock.now(), self.around.calendar.zone, self.around.name)

    def _say_family(self, sentence: str, number: str, card: CustomerCard) -> None:
        """Say of which customer the card is by now, when it was a colleague who made two one, or one two."""
        by = next((line.rep for line in reversed(card.trail) if line.act in _FAMILY), None)
        if by is not None and by != self.rep:
            self.say(sentence.format(rep=self.around.name(by), number=number, into=card.number))

    def say_nothing(self, query: str) -> None:
        """Say in the place of a card what can be done."""
        self._card_wanted = None
        if query:
            self.card.clear(
                _("Nobody is found for “{query}”.").format(query=query), _("Enter makes a new customer of it.")
            )
        else:
            self.card.clear(
                _("Type what you heard: names that only sound alike are found, too."),
                _("Enter opens the first hit, ↓ goes to the others; {key} makes a new customer there.").format(
                    key=keys.press("new")
                ),
            )

    def store_changed(self, touched: frozenset[Touched]) -> None:
        """Look again when a customer, or what its card tells, has changed."""
        if touched and all(each.thing in (Thing.REP, Thing.TEAM) for each in touched):
            return
        if not touched:
            self._later = None
        card = self.card.card
        renamed = not touched or any(each.thing is Thing.CUSTOMER for each in touched)
        # A card that is read in full stays, even if its customer is no hit any more.
        if renamed and self.query_text and not self.has_class("-card"):
            if len(touched) <= MANY:  # else the next letter finds it anyway: each search takes in what has changed
                self.search()
            elif self._later is None:
                self._later = self.set_timer(SELDOM, partial(self.store_changed, frozenset()))
        elif card is not None:
            self._show_card(card.id)

    @property
    def query_text(self) -> str:
        """What is looked for."""
        return clean.line(self.field.value)

    @property
    def field(self) -> Field:
        """The field."""
        return self.query_one("#field-find", Field)

    @property
    def hits(self) -> CustomerList:
        """The hits."""
        return self.query_one(CustomerList)
