"""Times as they are typed after a command, read within the act so that they count from its instant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from desk.rules.when import parse_when
from desk.words import Refused

if TYPE_CHECKING:
    from desk.keeping.tx import Tx

_NOON = 12 * 60
"""The minute of a past day that was named without its hour."""


def meant(tx: Tx, phrase: str) -> datetime:
    """Give the instant ahead that a phrase means; raises Refused when it is not fully understood."""
    return parse_when(phrase, tx.now, tx.calendar)


def meant_or_past(tx: Tx, phrase: str) -> datetime:
    """Give the instant that a phrase means; one that is past has to be an ISO date or instant.

    Raises Refused when it is not fully understood.
    """
    try:
        return meant(tx, phrase)
    except Refused as refused:
        past = _iso(tx, phrase) if refused.reason in ("when_past", "when_needs_hour") else None
        if past is None:
            raise
        return past


def _iso(tx: Tx, phrase: str) -> datetime | None:
    text = phrase.strip()
    try:
        if len(text) == 10:
            return tx.calendar.at(date.fromisoformat(text), _NOON)
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=tx.calendar.tz)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
