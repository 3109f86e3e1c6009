"""What the questions answer: frozen data that a place hands to an act; None in their stead means "changed my mind".

Every question takes `what` first: the line that names what it is about ("#4711 Autohaus Sued GmbH"), any text.

| in `desk.screens.questions.` | question | answer |
| --- | --- | --- |
| outcome | OutcomeQuestion(what) | OutcomeAnswer |
| reply | ReplyQuestion(what) | ReplyAnswer |
| note | NoteQuestion(what, text="") | NoteAnswer |
| note | AttachQuestion(what) | AttachAnswer |
| qualify | QualifyQuestion(what, calendar, clock, known=Qualification()) | QualifyAnswer |
| time | TimeQuestion(what, calendar, clock, moves=False, refused={}, topic="") | TimeAnswer |
| choose | PriorityQuestion(what, current) | Priority |
| choose | AssignQuestion(what, reps) | AssignAnswer |
| choose | MergeQuestion(what, number, others=()) | MergeAnswer |
| edit | EditQuestion(what, detail) | EditAnswer: only what was changed |
| link | LinkQuestion(what, find, query="") | LinkAnswer; `find(text) -> tuple[CustomerHit, ...]` runs in a thread |
| call | CallQuestion(callback, calendar, clock, what="") | CallAnswer |
| confirm | ConfirmQuestion(sentence) | bool; None never comes |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.words import CallResult, Fit, Outcome, ReplyHow


class TimeKind(StrEnum):
    """What is set on a time: a call, a rest until then, the date to take something up again, a promise.

    SETTLE sets nothing: it asks what became of a promise.
    """

    CALLBACK = "callback"
    SNOOZE = "snooze"
    FOLLOW_UP = "follow_up"
    PROMISE = "promise"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class OutcomeAnswer:
    """How an inquiry ended, with what that outcome needs: the amount won, the reason lost, the other number."""

    outcome: Outcome
    amount_cents: int | None = None
    why: str | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class ReplyAnswer:
    """How the sender was answered, and what was said."""

    how: ReplyHow
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteAnswer:
    """A note for the trail."""

    text: str


@dataclass(frozen=True, slots=True)
class AttachAnswer:
    """A text that belongs to an inquiry."""

    text: str


@dataclass(frozen=True, slots=True)
class QualifyAnswer:
    """What is known of a lead now; None where nothing was changed, `clear` names budget_cents and fit when emptied."""

    what: str | None = None
    wanted_by: str | None = None
    budget_cents: int | None = None
    area: str | None = None
    fit: Fit | None = None
    clear: tuple[str, ...] = ()
    quote_cents: int | None = None
    visit_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimeAnswer:
    """An instant and what is to happen then; topic for a callback and a promise, promised only for a callback."""

    kind: TimeKind
    at: datetime
    topic: str = ""
    promised: bool = False


@dataclass(frozen=True, slots=True)
class MergeAnswer:
    """The inquiry that stays."""

    into: int


@dataclass(frozen=True, slots=True)
class EditAnswer:
    """Column -> new text, of what was changed."""

    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """The customer an inquiry belongs to."""

    customer_number: str


@dataclass(frozen=True, slots=True)
class AssignAnswer:
    """The handle of the rep who is to hold it."""

    to: str


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What came of a call; `again_at` with call_again."""

    result: CallResult
    note: str = ""
    again_at: datetime | None = None
