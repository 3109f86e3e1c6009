"""A new callback: whom, when, about what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from desk import acts, views
from desk.clock import Clock
from desk.language import _
from desk.rows import CustomerHit
from desk.rules.hours import Calendar
from desk.screens import own_keys
from desk.screens.form import Form
from desk.screens.phone_text import looks_like_a_number
from desk.screens.questions.base import Incomplete
from desk.screens.questions.fits import parse_owner, parse_yes
from desk.screens.questions.moments import Moment
from desk.sentences import refusal
from desk.text import plain
from desk.widgets.customer_list import CustomerList
from desk.widgets.field import Field
from desk.words import Refused

_HITS: Final = 4
_SURE: Final = 0.99
"""How well a customer has to fit, from 0 to 1, to be meant without being chosen; if no other does."""


class CallbackForm(Form[int | None]):
    """Plans a call with a customer or a bare number."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("fields")]

    def __init__(self, calendar: Calendar, clock: Clock, who: str = "") -> None:
        super().__init__(_("New callback"))
        self._calendar, self._clock, self._who = calendar, clock, who
        self._customer: CustomerHit | None = None

    @property
    def draft_name(self) -> str:
        """A new callback is nobody's yet."""
        return "callback new"

    @property
    def choice(self) -> str | None:
        """Which customer was chosen: others may be called the same."""
        return self._customer.number if self._customer is not None else None

    @property
    def way(self) -> dict[str, str]:
        """It is planned among the callbacks."""
        return {"place": "callbacks", "subject": "", "do": "new"}

    def asked(self) -> Iterable[Widget]:
        """Give the fields."""
        yield Field("who", _("Whom"), self._who, hint=_("customer or number"))
        yield CustomerList(id="hits", by_tab=False)
        yield Static(id="taken")
        yield Moment("at", _("When"), self._calendar, self._clock, hint=_("fr 14:30, in 2h, +7d, 24.12. 10:00"))
        yield Field("topic", _("Topic"))
        yield Moment(
            "until", _("Until"), self._calendar, self._clock, hint=_("16:00, when it may last"), after=self._at
        )
        yield Field("promised", _("Promised"), hint=_("y when it was promised to the customer"))
        yield Field("owner", _("Who calls"), hint=_("you; or a name, inside, field"))

    def begin(self) -> None:
        """Ask whom."""
        self._found("", ())
        self.query_one("#field-who", Field).take_focus()
        self._look()

    def action_finish(self) -> None:
        """Plan it."""
        try:
            act = self._act()
        except Incomplete as error:
            self.refuse(str(error))
            return
        except Refused as error:
            self.refuse(refusal(error))
            return
        self.write(act, lambda done: self.give(done.value))

    def action_to_list(self) -> None:
        """From the field into those that were found."""
        self.query_one(CustomerList).take_focus()

    @on(Input.Changed, "#who")
    def _look(self) -> None:
        who = self._value("who")
        if self._customer is not None and who == self._customer.name:
            return
        self._take(None)
        if who:
            self.read(lambda r: views.customers.find(r, who, _HITS), partial(self._found, who), group="who")
        else:
            self._found("", ())

    def _found(self, who: str, hits: tuple[CustomerHit, ...]) -> None:
        if who == self._value("who") and self._customer is None:
            listed = self.query_one(CustomerList)
            listed.found(who, hits)
            listed.styles.height = min(_HITS, len(hits))
            listed.set_class(not hits, "hidden")
            chosen = next((hit for hit in hits if hit.number == self.kept_choice and hit.name == who), None)
            if chosen is not None:
                self._take(chosen)

    @on(CustomerList.Left)
    def _left(self) -> None:
        self.query_one("#field-who", Field).take_focus()

    @on(CustomerList.Opened)
    def _opened(self) -> None:
        self._take(self.query_one(CustomerList).current)
        self.query_one("#moment-at", Moment).take_focus()

    def _take(self, hit: CustomerHit | None) -> None:
        self._customer = hit
        self.query_one("#taken").set_class(hit is None, "hidden")
        if hit is not None:
            self.query_one("#taken", Static).update(plain(" ".join((" " * 13, hit.number, hit.city or ""))))
            if not looks_like_a_number(self._value("who")):
                self.query_one("#field-who", Field).value = hit.name
            self.query_one(CustomerList).add_class("hidden")

    def _act(self) -> Any:
        who, topic, when = self._value("who"), self._value("topic"), self.query_one("#moment-at", Moment)
        sure = [hit for hit in self.query_one(CustomerList).rows if hit.score >= _SURE]
        hit = self._customer or (sure[0] if len(sure) == 1 else None)
        phone = who if looks_like_a_number(who) else None
        if hit is None and phone is None:
            raise Incomplete(_("Whom? Choose a customer with ↓ and Enter, or type a number."))
        if not when.text:
            raise Incomplete(_("When? Type a time, such as “tomorrow 9:00”."))
        at, customer = when.at, hit.number if hit is not None else None
        last = self.query_one("#moment-until", Moment)
        until = last.at if last.text else None
        promised, owner = parse_yes(self._value("promised")), parse_owner(self._value("owner"), self.desk.around.reps)
        return lambda tx: acts.callbacks.add(
            tx, customer=customer, phone=phone, at=at, until=until, topic=topic, promised=promised, owner=owner
        )

    def _at(self) -> datetime:
        """Give when it begins, as far as that is typed: what it may last until is told from then on."""
        try:
            return self.query_one("#moment-at", Moment).at
        except Refused:
            return self._clock.now()

    def _value(self, name: str) -> str:
        return self.query_one(f"#field-{name}", Field).value
