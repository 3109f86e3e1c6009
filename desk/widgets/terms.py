"""How a screen calls the words of the field, in the language of whoever looks at it."""

from __future__ import annotations

from enum import Enum
from typing import Final

from desk.language import N_, _
from desk.words import Bucket, CallResult, CareModel, Channel, Fit, Outcome, Priority, ReplyHow, Side, State

_OUTCOMES: Final = {
    Outcome.ANSWERED: N_("answered"),
    Outcome.WON: N_("won"),
    Outcome.LOST: N_("lost"),
    Outcome.NO_NEED: N_("no need"),
    Outcome.DUPLICATE: N_("duplicate of another"),
    Outcome.SPAM: N_("spam"),
    Outcome.WRONG_NUMBER: N_("wrong number"),
}
_RESULTS: Final = {
    CallResult.REACHED: N_("reached"),
    CallResult.NO_ANSWER: N_("no answer"),
    CallResult.BUSY: N_("busy"),
    CallResult.VOICEMAIL: N_("voicemail"),
    CallResult.CALL_AGAIN: N_("call again at …"),
    CallResult.WRONG_NUMBER: N_("wrong number"),
    CallResult.NOT_INTERESTED: N_("not interested"),
    CallResult.DO_NOT_CALL: N_("do not call again"),
}
_CARE: Final = {
    CareModel.INSIDE_FACE: N_("inside face"),
    CareModel.TWO_FACES: N_("two faces"),
    CareModel.FIELD_FACE: N_("field face"),
    CareModel.ONE_TEAM: N_("one team"),
}
_CHANNELS: Final = {
    Channel.PHONE: N_("phone"),
    Channel.EMAIL: N_("e-mail"),
    Channel.WEB: N_("web form"),
    Channel.RECEPTION: N_("reception"),
    Channel.FIELD: N_("field"),
    Channel.REFERRAL: N_("referral"),
}
_STATES: Final = {
    State.NEW: N_("new"),
    State.HELD: N_("held"),
    State.OFFERED: N_("offered"),
    State.SNOOZED: N_("snoozed"),
    State.CLOSED: N_("closed"),
}
_FITS: Final = {Fit.HOT: N_("hot"), Fit.WARM: N_("warm"), Fit.COLD: N_("cold")}
_HOW: Final = {ReplyHow.SPOKEN: N_("spoken"), ReplyHow.WRITTEN: N_("written")}
_SIDES: Final = {Side.INSIDE: N_("inside"), Side.FIELD: N_("field")}
_PRIORITIES: Final = {Priority.HIGH: N_("high"), Priority.NORMAL: N_("normal"), Priority.LOW: N_("low")}
_BUCKETS: Final = {
    Bucket.OVERDUE: N_("Overdue"),
    Bucket.NOW: N_("Now"),
    Bucket.TODAY: N_("Today"),
    Bucket.AHEAD: N_("Later"),
}
_WHY: Final = {
    "exact": N_("exact"),
    "begins_with": N_("begins with"),
    "sounds_like": N_("sounds like"),
    "one_letter_off": N_("one letter off"),
    "number": N_("number"),
    "email": N_("e-mail"),
}
_TABLES: Final = (
    _OUTCOMES, _RESULTS, _CARE, _CHANNELS, _STATES, _FITS, _HOW, _SIDES, _PRIORITIES, _BUCKETS,
)  # fmt: skip

OUTCOMES: Final = tuple(_OUTCOMES)
"""Outcomes in the order of their digits."""

RESULTS: Final = tuple(_RESULTS)
"""Results of a call in the order of their digits."""


def called(word: Enum) -> str:
    """Give the name of a word of the field; a word without one is given as it is stored."""
    for table in _TABLES:
        for known, name in table.items():
            if known is word:
                return _(name)
    return str(word.value)


def why(word: str) -> str:
    """Say why a customer was found."""
    return _(_WHY[word]) if word in _WHY else word
