"""Who acts for somebody who is not there, and how long somebody has who is away meanwhile."""

from __future__ import annotations

from datetime import datetime

from desk.clock import instant, micros
from desk.keeping.tx import Tx
from desk.rules.availability import Span, deadline
from desk.rules.care import Colleague, stand_in
from desk.words import AbsenceKind

_REPS = "SELECT id FROM rep WHERE ended_at IS NULL OR ended_at > ?"
_AWAY = """
  SELECT rep_id, deputy_id, kind FROM absence
  WHERE state <> 'over' AND from_at <= ?1 AND until_at > ?1 ORDER BY until_at, id
"""
_TANDEMS = """
  SELECT inside_id, field_id FROM tandem
  WHERE until_at IS NULL ORDER BY main_at IS NULL, main_at DESC, since_at, id
"""
_SPANS = """
  SELECT from_at, until_at FROM absence WHERE rep_id = ? AND until_at > ? AND (state <> 'over' OR until_at <= ?)
"""


def colleagues(tx: Tx, at: datetime, *, visits: bool) -> dict[int, Colleague]:
    """Give the reps of the team at an instant by id: who is away, who stands in, the partners, the main one first.

    With `visits` somebody at a visit counts as away too: they can't take anything new, and keep what they have.
    """
    tx.session.flush()
    found = {row[0]: Colleague() for row in tx.ask(_REPS, (micros(at),))}
    for rep_id, deputy_id, kind in tx.ask(_AWAY, (micros(at),)):
        known = found.get(rep_id)
        if known is not None and (visits or kind != AbsenceKind.VISIT):
            found[rep_id] = known._replace(away=True, deputy=deputy_id if known.deputy is None else known.deputy)
    for inside_id, field_id in tx.ask(_TANDEMS):
        for rep_id, partner in ((inside_id, field_id), (field_id, inside_id)):
            if rep_id in found:
                found[rep_id] = found[rep_id]._replace(partners=(*found[rep_id].partners, partner))
    return found


def who_stands_in(tx: Tx, rep_id: int, at: datetime) -> int | None:
    """Give the rep before whom something of `rep_id` comes back at an instant; None: it comes into the inbox.

    It is the rep; while that one is away the deputy, else a tandem partner.
    """
    team = colleagues(tx, at, visits=False)
    if rep_id in team and not team[rep_id].away:
        return rep_id
    return stand_in(rep_id, team)[0]


def has_left(tx: Tx, rep_id: int) -> bool:
    """Say whether somebody is no longer of the team."""
    return tx.ask("SELECT ended_at FROM rep WHERE id = ?", (rep_id,)).scalar() is not None


def spans(tx: Tx, rep_id: int, since: datetime) -> tuple[Span, ...]:
    """Give when a rep is away, from an instant on, as far as that is known; what is over counts as far as it went."""
    tx.session.flush()
    return tuple(
        (instant(start), instant(end)) for start, end in tx.ask(_SPANS, (rep_id, micros(since), micros(tx.now)))
    )


def time_to_accept(tx: Tx, rep_id: int, minutes: int) -> datetime:
    """Give until when a rep has so many business minutes within their own availability, from now on.

    Raises ValueError as `Calendar.add` does.
    """
    return deadline(tx.now, minutes, tx.calendar, spans(tx, rep_id, tx.now))
