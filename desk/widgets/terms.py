"""What a screen says for a word of the field where its own list of words is too short, and in which order it asks."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from desk.language import N_, _
from desk.sentences import word
from desk.words import Bucket, CallResult, Outcome, Presence, Priority

OUTCOMES: Final = (
    Outcome.ANSWERED,
    Outcome.WON,
    Outcome.LOST,
    Outcome.NO_NEED,
    Outcome.DUPLICATE,
    Outcome.SPAM,
    Outcome.WRONG_NUMBER,
)
"""Outcomes in the order of their digits: the most frequent first."""

RESULTS: Final = (
    CallResult.REACHED,
    CallResult.NO_ANSWER,
    CallResult.BUSY,
    CallResult.VOICEMAIL,
    CallResult.CALL_AGAIN,
    CallResult.WRONG_NUMBER,
    CallResult.NOT_INTERESTED,
    CallResult.DO_NOT_CALL,
)
"""Results of a call in the order of their digits."""

_OWN: Final[dict[StrEnum | Priority, str]] = {
    Outcome.DUPLICATE: N_("duplicate of another one"),
    CallResult.CALL_AGAIN: N_("call again at …"),
    CallResult.DO_NOT_CALL: N_("must not be called"),
    Presence.PHONE: N_("on the phone"),
    Bucket.OVERDUE: N_("Overdue"),
    Bucket.NOW: N_("Now"),
    Bucket.TODAY: N_("Today"),
    Bucket.AHEAD: N_("Later"),
}


def called(value: StrEnum | Priority) -> str:
    """Give the name of a word of the field."""
    # Members of different enums with the same text are equal: the class has to fit as well.
    own = next((name for each, name in _OWN.items() if each is value), None)
    return word(value) if own is None else _(own)


def why(reason: str) -> str:
    """Say why a customer was found."""
    return word(reason)
