"""To whom? It opens filled in: `f` Enter offers to the tandem partner; `f`, two letters, Enter to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from desk import format, keys
from desk.clock import Clock
from desk.format import parse_amount, parse_duration
from desk.language import _, language
from desk.rows import AbsenceRow, FreeRow
from desk.rules.availability import deadline
from desk.rules.clocks import ACCEPT_MINUTES
from desk.rules.hours import Calendar
from desk.screens.questions.base import Incomplete
from desk.screens.questions.colleagues import ColleagueQuestion
from desk.screens.questions.fits import parse_contact
from desk.screens.questions.moments import Moment
from desk.sentences import refusal
from desk.text import plain
from desk.widgets import colleague_list
from desk.widgets.colleague_list import ColleagueList
from desk.widgets.field import Field
from desk.widgets.look import Look
from desk.widgets.terms import called
from desk.words import FirstContact, Refused

_LISTED = 5
"""Colleagues that a terminal of 24 lines shows at once."""


@dataclass(frozen=True, slots=True)
class ForwardAnswer:
    """Who is offered it, for how long, and what goes with it; an empty note is each inquiry's own subject."""

    to: str
    note: str
    within_minutes: int
    contact: FirstContact | None = None
    why: str | None = None
    what: str | None = None
    wanted_by: str | None = None
    budget_cents: int | None = None
    area: str | None = None
    promise: str | None = None
    promise_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Forwarding:
    """What it opens with: the colleagues, whom it proposes, the subject, whether there was a first reply."""

    colleagues: tuple[FreeRow, ...]
    proposed: str | None
    note: str = ""
    replied: bool = False
    minutes: int = ACCEPT_MINUTES
    absences: tuple[AbsenceRow, ...] = ()


class ForwardQuestion(ColleagueQuestion[ForwardAnswer]):
    """Asks to whom and with what; Enter and F2 send from every field."""

    def __init__(self, what: str, given: Forwarding, calendar: Calendar, clock: Clock, look: Look) -> None:
        super().__init__(what, given.colleagues, given.proposed)
        self._given, self._calendar, self._clock, self._look = given, calendar, clock, look

    def asked(self) -> Iterable[Widget]:
        """Ask for the colleague, then for note, deadline, contact, first answers and promise."""
        given = self._given
        yield Field("to", _("Forward to"), hint=_("first letters of a name; Enter sends"))
        yield Static(id="head")
        yield ColleagueList(self._look, steered=True, most=_LISTED, id="colleagues")
        yield Field("note", _("Note"), given.note, hint=_("what it is about: the subject of each"))
        yield _pair(Field("within", _("To accept in"), str(given.minutes), hint="60, 2h, 1d"), Static(id="until"))
        if not given.replied:
            contact = Field("contact", _("First reply"), called(FirstContact.PARALLEL), hint=_contacts())
            yield _pair(contact, Field("why", _("Why none"), hint=_("only with none")))
        yield _pair(Field("what", _("What")), Field("wanted_by", _("By when")))
        yield _pair(Field("budget", _("Budget EUR")), Field("area", _("Area")))
        yield Field("promise", _("Promise"), hint=_("what was said to the customer"))
        yield Moment("due", _("Promised by"), self._calendar, self._clock, hint=_("fr 14:30, in 2h, +7d, 24.12. 10:00"))

    def begin(self) -> None:
        """Type a name."""
        self.query_one("#field-to", Field).take_focus()
        self.show_colleagues()
        self.call_after_refresh(self._say_head)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Say that Enter sends, and how to get to the rest."""
        own = ((keys.shown("enter"), _("Send")), (_("Tab"), _("Next field")), ("↑↓", _("Colleague")))
        return (*own, *super().hints())

    def answer(self) -> ForwardAnswer:
        """Give what stands here; raises Incomplete while it is not known to whom, why not, or until when."""
        colleague = self.colleague
        if colleague is None:
            raise Incomplete(
                _("Nobody in the team is called that.")
                if self._typed
                else _("To whom? Type the first letters of a name.")
            )
        contact = self._contact()
        promise, due = self._promise()
        budget = self._text("budget")
        return ForwardAnswer(
            to=colleague.handle,
            note=self._text("note"),
            within_minutes=self._minutes(),
            contact=contact,
            why=self._text("why") if contact is FirstContact.NONE else None,
            what=self._text("what") or None,
            wanted_by=self._text("wanted_by") or None,
            budget_cents=parse_amount(budget) if budget else None,
            area=self._text("area") or None,
            promise=promise,
            promise_due=due,
        )

    def colleague_changed(self) -> None:
        """Say until when the one under the cursor could accept."""
        self._say_until()

    def on_resize(self) -> None:
        """Keep the titles above their columns."""
        self.call_after_refresh(self._say_head)

    @on(Input.Changed, "#within")
    def _say_until(self) -> None:
        said, refused = "", False
        try:
            until = deadline(self._clock.now(), self._minutes(), self._calendar, self._away())
            said = format.moment_in_full(until, self._calendar.zone, language())
        except Refused as error:
            said, refused = refusal(error), True
        except ValueError:
            said, refused = _("that never comes"), True
        echo = self.query_one("#until", Static)
        echo.set_class(refused, "-refused")
        echo.update(plain(f"! {said}" if refused else f"= {said}"))

    def _say_head(self) -> None:
        self.query_one("#head", Static).update(colleague_list.head(self.query_one(ColleagueList).size.width))

    def _away(self) -> list[tuple[datetime, datetime]]:
        handle = self.colleague.handle if self.colleague is not None else None
        return [(row.from_at, row.until_at) for row in self._given.absences if row.rep == handle]

    def _minutes(self) -> int:
        longest = max(sum(end - start for start, end in day) for day in self._calendar.hours)
        return parse_duration(self._text("within"), longest)

    def _contact(self) -> FirstContact | None:
        if self._given.replied:
            return None
        contact = parse_contact(self._text("contact"))
        if contact is FirstContact.NONE and not self._text("why"):
            raise Incomplete(_("Why is there no first reply? The trail keeps the reason."))
        return contact

    def _promise(self) -> tuple[str | None, datetime | None]:
        text, due = self._text("promise"), self.query_one(Moment)
        if not text and not due.text:
            return None, None
        if not text:
            raise Incomplete(_("What was promised by then?"))
        if not due.text:
            raise Incomplete(_("By when was it promised?"))
        return text, due.at

    def _text(self, name: str) -> str:
        return self.query_one(f"#field-{name}", Field).value


def _pair(*widgets: Widget) -> Horizontal:
    return Horizontal(*widgets, classes="pair")


def _contacts() -> str:
    return ", ".join(called(contact) for contact in FirstContact)
