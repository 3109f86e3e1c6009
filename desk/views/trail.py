"""What happened to one thing, oldest first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from desk.clock import instant
from desk.keeping.reader import Reader, Row
from desk.rows import Change, TrailLine
from desk.words import Act, Thing

MOST = 500
"""Entries of one trail that a screen or command shows; the newest of them."""

_ENTRIES = """
  SELECT trail.id, trail.act_id, act.at, rep.handle, trail.act, trail.note, over_rep.handle AS over_handle,
    trail.changes, act.clock_stopped, undoing.id AS undone_by
  FROM trail
  JOIN act ON act.id = trail.act_id
  LEFT JOIN rep ON rep.id = act.rep_id
  LEFT JOIN rep AS over_rep ON over_rep.id = trail.over_id
  LEFT JOIN act AS undoing ON undoing.undoes = act.id
"""
_TRAIL = f"{_ENTRIES} WHERE trail.thing = :thing AND trail.thing_id = :thing_id ORDER BY trail.id DESC LIMIT :most"
_SPOKEN = f"""
  {_ENTRIES} WHERE undoing.id IS NULL AND (
    trail.act = 'reply' AND trail.thing = 'inquiry' AND trail.thing_id IN (
      SELECT inquiry.number FROM inquiry WHERE inquiry.customer_id = :customer
      ORDER BY inquiry.received_at DESC LIMIT 60
    )
    OR trail.act = 'callback_result' AND trail.thing = 'callback' AND trail.thing_id IN (
      SELECT callback.number FROM callback WHERE callback.customer_id = :customer
      ORDER BY callback.number DESC LIMIT 60
    )
  ) ORDER BY trail.id DESC LIMIT :most
"""

_HANDLES = "SELECT id, handle FROM rep WHERE id IN :reps"


def trail(reader: Reader, thing: Thing, thing_id: int, most: int = MOST) -> tuple[TrailLine, ...]:
    """Give the entries of one thing's trail, oldest first, the newest `most` of them."""
    found = reader.all(_TRAIL, thing=thing.value, thing_id=thing_id, most=most)
    lines = tuple(_line(row) for row in reversed(found))
    to = [_receiver(line) for line in lines]
    wanted = {each for each in to if each is not None}
    if not wanted:
        return lines
    handles = {row["id"]: row["handle"] for row in reader.all(_HANDLES, reps=tuple(sorted(wanted)))}
    return tuple(
        line if each is None else line._replace(to=handles.get(each)) for line, each in zip(lines, to, strict=True)
    )


def spoken(reader: Reader, customer_id: int, most: int) -> tuple[TrailLine, ...]:
    """Give the latest contacts with a customer, newest first: replies, and what came of calls; `most` of them.

    Of its 60 newest inquiries and callbacks: some customers have hundreds.
    """
    return tuple(_line(row) for row in reader.all(_SPOKEN, customer=customer_id, most=most))


def care_why(lines: Iterable[TrailLine], customer_id: int) -> str | None:
    """Give the reason of a customer's care model out of its trail, oldest first; None when a file or nobody set it.

    What was taken back counts no more, and the reason before it counts again.
    """
    reasons: list[str | None] = []
    undone: list[str | None] = []
    for line in lines:
        if not any(_sets_care(change, customer_id) for change in line.changes):
            continue
        if line.act == Act.UNDO and reasons:
            undone.append(reasons.pop())
        elif line.act == Act.REDO and undone:
            reasons.append(undone.pop())
        else:
            reasons.append(line.note if line.act in (Act.CUSTOMER_ADD, Act.CUSTOMER_EDIT) else None)
    return reasons[-1] if reasons else None


def _sets_care(change: Change, customer_id: int) -> bool:
    return change.table == "customer" and change.id == customer_id and "care_model" in change.columns


def _receiver(line: TrailLine) -> int | None:
    if line.act != Act.OFFER:
        return None
    told = (change.columns["to_id"][1] for change in line.changes if "to_id" in change.columns)
    found = next(told, None)
    return found if isinstance(found, int) else None


def _line(row: Row) -> TrailLine:
    return TrailLine(
        seq=row["id"],
        act_id=row["act_id"],
        at=instant(row["at"]),
        rep=row["handle"],
        act=row["act"],
        note=row["note"],
        over=row["over_handle"],
        changes=tuple(_change(each) for each in json.loads(row["changes"])),
        clock_stopped=bool(row["clock_stopped"]),
        undone=row["undone_by"] is not None,
    )


def _change(kept: dict[str, Any]) -> Change:
    columns = {name: (pair[0], pair[1]) for name, pair in kept.items() if isinstance(pair, list)}
    return Change(kept["table"], kept["id"], kept["version"], columns)
