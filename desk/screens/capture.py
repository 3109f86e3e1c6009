"""A new inquiry while the caller talks: F4, who, Tab, what about, F2. Esc keeps what was typed for the next F4."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from desk import keys, views
from desk.keeping.reader import Reader
from desk.language import _
from desk.rows import CustomerHit, InquiryRow
from desk.rules.folding import words
from desk.screens import drafts, own_keys
from desk.screens.form import Form
from desk.screens.phone_text import looks_like_a_number, looks_like_an_address
from desk.screens.questions.answers import MergeAnswer
from desk.screens.questions.base import Incomplete
from desk.text import pieces
from desk.widgets.customer_list import CustomerList
from desk.widgets.field import Field
from desk.widgets.terms import called
from desk.words import Channel, State

if TYPE_CHECKING:
    from desk.screens.captured import Captured

_CHANNELS: Final = tuple(Channel)
_HITS: Final = 3
_SURE: Final = ("number", "email")

Found = tuple[tuple[CustomerHit, ...], tuple[InquiryRow, ...]]


class Capture(Form[int | None]):
    """Takes an inquiry down; the customer and what is open already are found while typing."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("capture"), *own_keys.bindings("fields")]
    draft_name = "capture"
    way: ClassVar[drafts.Texts] = {"form": "capture"}

    def __init__(self) -> None:
        super().__init__(_("New inquiry"))
        self._channel = Channel.PHONE
        self._customer: CustomerHit | None = None
        self._chosen = False
        self._open: tuple[InquiryRow, ...] = ()

    def asked(self) -> Iterable[Widget]:
        """Give the fields: who, what about, and what was noticed while speaking."""
        yield Field("who", _("Who"), hint=_("name or number"))
        yield CustomerList(id="hits", by_tab=False)
        yield Static(id="customer")
        yield Field("about", _("What about"))
        yield Static(id="facts")
        yield Static(id="open")
        with Horizontal(classes="pair"):
            yield Field("what", _("Wants"))
            yield Field("wanted_by", _("By when"))
        with Horizontal(classes="pair"):
            yield Field("budget", _("Budget EUR"))
            yield Field("area", _("Area"))
        yield Field("fit", _("Fit"), hint=_("hot, warm or cold; one letter is enough"))

    def begin(self) -> None:
        """Ask who."""
        channel = self.kept.typed.get("channel") if self.kept is not None else None
        self._channel = Channel(channel) if channel in set(Channel) else Channel.PHONE
        self._show_hits(())
        self._show_facts()
        self.action_begin_again()
        self._look()

    def typed(self) -> drafts.Texts:
        """Keep the channel along with what was typed, when anything was."""
        typed = super().typed()
        return typed | {"channel": self._channel.value if any(typed.values()) else ""}

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Say what else there is."""
        attach = ((keys.shown("f6"), _("Attach")),) if self._open else ()
        other = ((keys.shown("f7"), _("Channel")), (keys.shown("f3"), _("Find")))
        return ((keys.shown("f2"), _("Save")), *attach, *other, (keys.shown("escape"), _("Keep for later")))

    # finding

    @on(Input.Changed, "#who")
    def _who_changed(self, event: Input.Changed) -> None:
        if not (self._chosen and self._customer is not None and event.value == self._customer.name):
            self._customer, self._chosen = None, False
            self._look()

    def _look(self) -> None:
        who = self._value("who")
        if who:
            self.read(partial(_found, who=who, customer=self._customer), partial(self._show_found, who), group="who")
        else:
            self._show_found("", ((), ()))

    def _show_found(self, who: str, found: Found) -> None:
        if who != self._value("who"):
            return
        hits, self._open = found
        if not self._chosen:
            self._customer = sure(who, hits)
        self._show_hits(() if self._customer is not None else hits)
        self._show_facts()
        self.show_hints()

    def _show_hits(self, hits: tuple[CustomerHit, ...]) -> None:
        listed = self.query_one(CustomerList)
        listed.found(self._value("who"), hits[:_HITS])
        listed.styles.height = min(_HITS, len(hits))
        listed.set_class(not hits, "hidden")

    def _show_facts(self) -> None:
        parts: list[str | tuple[str, str]] = [(_("Channel").ljust(14), "$secondary"), called(self._channel)]
        self.query_one("#facts", Static).update(pieces(*parts))
        customer = self.query_one("#customer", Static)
        customer.set_class(self._customer is None, "hidden")
        if self._customer is not None:
            customer.update(_told(self._customer, self._chosen))
        first = self._open[0] if self._open else None
        opened = self.query_one("#open", Static)
        opened.set_class(first is None, "hidden")
        if first is not None:
            holder = self.desk.around.name(first.holder) or _("nobody")
            sentence = _("! open already: #{number} {about} ({holder}) · F6 attaches")
            if len(self._open) > 1:
                sentence = _("! open already: #{number} {about} ({holder}) and more · F6 attaches")
            said = sentence.format(number=first.number, about=first.about[:28], holder=holder)
            opened.update(pieces((said, "bold $warning")))

    # keys

    def action_to_list(self) -> None:
        """From the field into those that were found."""
        self.query_one(CustomerList).take_focus()

    @on(CustomerList.Left)
    def action_begin_again(self) -> None:
        """Go to the first field."""
        self.query_one("#field-who", Field).take_focus()

    @on(CustomerList.Opened)
    def _take(self, event: CustomerList.Opened) -> None:
        hit = self.query_one(CustomerList).current
        if hit is not None:
            self._customer, self._chosen = hit, True
            who = self.query_one("#field-who", Field)
            if not looks_like_a_number(who.value):
                who.value = hit.name
            self._look()
            self.query_one("#field-about", Field).take_focus()

    def action_next_channel(self) -> None:
        """Go on to the next channel."""
        self._channel = _CHANNELS[(_CHANNELS.index(self._channel) + 1) % len(_CHANNELS)]
        self._show_facts()
        self.keep_soon()

    def action_attach_here(self) -> None:
        """Attach what was typed to the open inquiry instead of making another one."""
        from desk.screens.questions.choose import AttachToQuestion

        if len(self._open) == 1:
            self._attach_to(MergeAnswer(self._open[0].number))
        elif self._open:
            self.app.push_screen(AttachToQuestion(self.what, self._open), self._attach_to)
        else:
            self.refuse(_("Nothing of theirs is open; F2 saves it as a new inquiry."))

    @on(Input.Submitted)
    def _entered_field(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        if event.input.id == "who" and not self._value("about"):
            self.query_one("#field-about", Field).take_focus()
        else:
            self.action_finish()

    def action_finish(self) -> None:
        """Save it as a new inquiry."""
        captured = self._captured()
        if captured is not None:
            self.write(captured.save, lambda done: self.give(done.value))

    def _attach_to(self, chosen: MergeAnswer | None) -> None:
        if chosen is None:
            return
        captured, into = self._captured(), chosen.into
        if captured is not None:
            self.write(lambda tx: captured.attach(tx, into), lambda _done: self.give(into))

    def _captured(self) -> Captured | None:
        from desk.screens.captured import Captured

        names = ("who", "about", "what", "wanted_by", "budget", "area", "fit")
        try:
            return Captured.read({name: self._value(name) for name in names}, self._channel, self._customer)
        except Incomplete as error:
            self.refuse(str(error))
            return None

    def _value(self, name: str) -> str:
        return self.query_one(f"#field-{name}", Field).value


def _told(hit: CustomerHit, chosen: bool) -> Content:
    """Say whose inquiry it is going to be, and that nobody chose it when that is so."""
    facts = " · ".join(part for part in (hit.number, str(hit.grade or ""), hit.place) if part)
    how = "" if chosen else _("found by itself")
    return pieces((_("Customer").ljust(14), "$secondary"), (hit.name, "bold"), f" · {facts}   ", (how, "$text-success"))


def _found(r: Reader, *, who: str, customer: CustomerHit | None) -> Found:
    """Read who it may be, and what of theirs is open."""
    hits = tuple(hit for hit in views.customers.find(r, who, _HITS) if hit.score >= views.customers.ALIKE)
    phone = who if looks_like_a_number(who) else None
    email = who if looks_like_an_address(who) else None
    rows = {row.number: row for row in views.customers.open_of(r, "" if phone or email else who, phone, email)}
    known = customer or sure(who, hits)
    if known is not None:
        card = views.customers.card(r, known.id)
        rows |= {row.number: row for row in card.inquiries if row.state is not State.CLOSED}
    return hits, tuple(rows.values())


def sure(who: str, hits: tuple[CustomerHit, ...]) -> CustomerHit | None:
    """Give the one hit that it certainly is: the same number or address, or the whole name; one word of it is not."""
    typed = words(who)
    found = [
        hit
        for hit in hits
        if (hit.why in _SURE and hit.score >= 0.99) or typed in (words(hit.name), words(hit.person or ""), [hit.number])
    ]
    return found[0] if typed and len(found) == 1 else None
