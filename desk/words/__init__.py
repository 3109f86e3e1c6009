"""The words of the field: states, channels, outcomes and the like, as the code, the database and the commands use them.

Stored and printed in English, lower case, never translated; what a person reads is made from them by `desk.sentences`.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any

from desk.words.acts import FOR_GOOD as FOR_GOOD
from desk.words.acts import Act as Act


class Side(StrEnum):
    """Which half of the one team a rep works in."""

    INSIDE = "inside"
    FIELD = "field"


class Role(StrEnum):
    """What a rep may do beyond the daily work."""

    MEMBER = "member"
    LEAD = "lead"


class Grade(StrEnum):
    """How much a customer matters; a prospect has none."""

    A = "A"
    B = "B"
    C = "C"


class CareModel(StrEnum):
    """Which face of the team the customer sees."""

    INSIDE_FACE = "inside_face"
    TWO_FACES = "two_faces"
    FIELD_FACE = "field_face"
    ONE_TEAM = "one_team"


class Part(StrEnum):
    """What one of the team does for a customer whose care model is one team."""

    FIRST_REPLY = "first_reply"
    QUOTE = "quote"
    VISIT = "visit"
    CALLBACK = "callback"
    STAND_IN = "stand_in"


class Why(StrEnum):
    """The rule that made a suggestion (DOMAIN, care models)."""

    UNKNOWN_CALLER = "unknown_caller"
    NO_FIELD_REP = "no_field_rep"
    NOBODY_NAMED = "nobody_named"
    INSIDE_FACE = "inside_face"
    TWO_FACES_ONE_FREE = "two_faces_one_free"
    TWO_FACES_LESS_LOAD = "two_faces_less_load"
    FIELD_FACE = "field_face"
    ONE_TEAM = "one_team"


class Through(StrEnum):
    """How the work of somebody absent finds its way."""

    DEPUTY = "deputy"
    TANDEM = "tandem"
    INBOX = "inbox"


class AbsenceKind(StrEnum):
    """Why a rep can't take work; a visit lasts hours and moves nothing to anybody else."""

    LEAVE = "leave"
    SICK = "sick"
    VISIT = "visit"
    TRAVEL = "travel"


class AbsenceState(StrEnum):
    """Whether an absence is ahead, goes on, or is over."""

    PLANNED = "planned"
    AWAY = "away"
    OVER = "over"


class Presence(StrEnum):
    """Whether a colleague can take work now."""

    FREE = "free"
    PHONE = "phone"
    VISIT = "visit"
    AWAY = "away"


class Channel(StrEnum):
    """How an inquiry reached the team."""

    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    RECEPTION = "reception"
    FIELD = "field"
    REFERRAL = "referral"


class State(StrEnum):
    """Where an inquiry stands; all but the last are open."""

    NEW = "new"
    HELD = "held"
    OFFERED = "offered"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class Step(StrEnum):
    """What happens next with an open inquiry (DOMAIN, custody rule 5)."""

    FIRST_REPLY = "first_reply"
    PROMISE = "promise"
    CALLBACK = "callback"
    SNOOZE = "snooze"
    OFFER = "offer"
    FOLLOW_UP = "follow_up"


class Outcome(StrEnum):
    """How an inquiry ended."""

    WON = "won"
    LOST = "lost"
    ANSWERED = "answered"
    NO_NEED = "no_need"
    DUPLICATE = "duplicate"
    SPAM = "spam"
    WRONG_NUMBER = "wrong_number"


class Priority(IntEnum):
    """A person's judgement of what goes first among what is due together; stored as its rank so that it sorts."""

    HIGH = 0
    NORMAL = 1
    LOW = 2

    @property
    def word(self) -> str:
        """The word the commands take and print."""
        return self.name.lower()


class Urgency(IntEnum):
    """The first sort key of every list of inquiries; the second is when the next step is due."""

    NO_NEXT_STEP = 0
    RETURNED = 1
    DUE = 2
    LATER = 3


class ReplyHow(StrEnum):
    """How the first contact with the sender was made."""

    SPOKEN = "spoken"
    WRITTEN = "written"


class FirstContact(StrEnum):
    """How somebody who has had no reply yet is told, while their inquiry is offered to a colleague."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    PARALLEL = "parallel"
    NONE = "none"


class OfferState(StrEnum):
    """What became of an offer; `ended` when the inquiry was settled before anybody answered."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"
    ENDED = "ended"


class PromiseState(StrEnum):
    """What became of a promise; `ended` when its inquiry was closed, or merged into one that goes on with it."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    ENDED = "ended"


class Fit(StrEnum):
    """How promising a lead sounded."""

    HOT = "hot"
    WARM = "warm"
    COLD = "cold"


class Link(StrEnum):
    """How sure it is that an inquiry belongs to the customer it is linked to."""

    EXACT = "exact"
    PROBABLE = "probable"


class CallbackState(StrEnum):
    """Whether a callback still waits for its call."""

    OPEN = "open"
    DONE = "done"


class OwnerKind(StrEnum):
    """Who a callback waits for."""

    REP = "rep"
    TANDEM = "tandem"
    SIDE = "side"
    ANYONE = "anyone"


class CallResult(StrEnum):
    """What came of one attempt to reach somebody."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"
    WRONG_NUMBER = "wrong_number"
    CALL_AGAIN = "call_again"
    NOT_INTERESTED = "not_interested"
    DO_NOT_CALL = "do_not_call"


class Bucket(StrEnum):
    """Where a callback stands in the day, in the order of the list."""

    OVERDUE = "overdue"
    NOW = "now"
    TODAY = "today"
    AHEAD = "ahead"


class Mark(StrEnum):
    """What a list shows beside an inquiry."""

    RETURNED = "returned"
    UNREADABLE = "unreadable"
    PROBABLE = "probable"
    LATE = "late"


class Thing(StrEnum):
    """What has a trail of its own."""

    INQUIRY = "inquiry"
    CUSTOMER = "customer"
    CALLBACK = "callback"
    REP = "rep"
    TEAM = "team"


class Refused(Exception):
    """An act that the rules do not allow; carries an id and its facts, the sentence is made where it is read.

    `reason` is a key of `desk.sentences.REFUSALS`; `facts` fill its placeholders: strings, whole numbers,
    enum words and aware datetimes.
    """

    def __init__(self, reason: str, /, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


class StoreRefused(Exception):
    """A store that can't be opened or written now (exit status 3); nothing in it was changed.

    `reason` is a key of `desk.sentences.STORE_REFUSALS`; `facts` fill its placeholders.
    """

    def __init__(self, reason: str, /, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
