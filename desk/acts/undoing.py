"""Undo and redo: what one act changed is as before, while nobody has touched it since; the trail keeps both."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import col, select

from desk.acts import customer_merging, leaving, team
from desk.clock import instant
from desk.keeping import rooms
from desk.keeping.tx import Tx
from desk.tables import ActRow, TrailEntry
from desk.words import FOR_GOOD, Act, Refused, Thing

_LATER = """
  SELECT later.thing, later.thing_id, act.id, act.undoes, act.rep_id, act.at FROM trail AS mine
  JOIN trail AS later ON later.thing = mine.thing AND later.thing_id = mine.thing_id AND later.act_id > mine.act_id
  JOIN act ON act.id = later.act_id
  WHERE mine.act_id = ? ORDER BY later.id
"""
"""What has been done since to the things that an act touched."""


def undo(tx: Tx, number: int | None = None) -> str:
    """Take back the last act of whoever asks, or their last one on an inquiry, and give that act's name.

    Raises Refused: nothing_to_undo, undo_never (name), undo_touched (who, at) when somebody has touched it since.
    """
    acts = _mine(tx, number)
    undone = {row.undoes for row in acts if row.undoes is not None}
    last = next((row for row in acts if row.id not in undone and row.name != Act.UNDO), None)
    if last is None:
        raise Refused("nothing_to_undo")
    name = _first(tx, last)
    if name in FOR_GOOD:
        raise Refused("undo_never", act=name)
    _take_back(tx, last, Act.UNDO, name)
    return name


def redo(tx: Tx) -> str:
    """Do again what the last undo took back, as long as no other act came after it, and give its name.

    Raises Refused: nothing_to_redo, undo_touched.
    """
    acts = _mine(tx, None)
    undone = {row.undoes for row in acts if row.undoes is not None}
    last: ActRow | None = None
    for row in acts:
        if row.name == Act.UNDO and row.id not in undone:
            last = row
            break
        if row.name not in (Act.UNDO, Act.REDO):
            break
    if last is None:
        raise Refused("nothing_to_redo")
    tx.redoes = True
    name = _first(tx, last)
    _take_back(tx, last, Act.REDO, name)
    return name


def _mine(tx: Tx, number: int | None) -> list[ActRow]:
    """Give the acts of whoever asks, newest first; the last thousand are as far back as anybody undoes."""
    mine = select(ActRow).where(col(ActRow.rep_id) == tx.rep.id).order_by(col(ActRow.id).desc()).limit(1000)
    if number is not None:
        tx.inquiry(number)
        touching = select(TrailEntry.act_id).where(
            col(TrailEntry.thing) == Thing.INQUIRY, col(TrailEntry.thing_id) == number
        )
        mine = mine.where(col(ActRow.id).in_(touching))
    return list(tx.all(mine))


def _first(tx: Tx, act: ActRow) -> str:
    """Follow a chain of undo and redo back to the act that it is about, and give its name."""
    while act.undoes is not None:
        earlier = tx.session.get(ActRow, act.undoes)
        assert earlier is not None  # its foreign key holds it
        act = earlier
    return act.name


def _take_back(tx: Tx, act: ActRow, name: Act, about: str) -> None:
    entries = tx.all(select(TrailEntry).where(col(TrailEntry.act_id) == act.id).order_by(col(TrailEntry.id)))
    _untouched(tx, act)
    tx.undoes = act.id
    for entry in entries:
        if entry.thing is Thing.INQUIRY:
            tx.inquiry(entry.thing_id)  # so that the trail says over whose head it was done
        tx.note_thing((entry.thing, entry.thing_id), name, about)
    changes = _moves_as_one([change for entry in entries for change in json.loads(entry.changes)])
    for change in sorted(changes, key=_order):
        _restore(tx, change)
    tx.session.flush()
    customer_merging.leave_nothing_behind(tx, changes)
    if any(change["table"] == "setting" for change in changes):
        team.reckon(tx)  # what has come in since runs by these settings too
    gone = leaving.left_with_something(tx)
    if gone is not None:
        raise Refused("has_left", who=gone)


def _untouched(tx: Tx, act: ActRow) -> None:
    """Refuse when one of its things was touched after the act, unless each such touch was itself taken back."""
    standing: dict[tuple[str, int], list[Any]] = {}
    for row in tx.ask(_LATER, (act.id,)):
        later = standing.setdefault((row.thing, row.thing_id), [])
        if later and row.undoes == later[-1].id:
            later.pop()
        else:
            later.append(row)
    for (thing, number), later in standing.items():
        if later:
            who, at = tx.handle(later[-1].rep_id) or "desk", instant(later[-1].at)
            raise Refused("undo_touched", who=who, at=at, number=number, thing=Thing(thing))


def _moves_as_one(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the changes, those of a row that moved to another thing (gone here, come there) as what it was before."""
    gone = {(change["table"], change["id"]): change for change in changes if change["version"] == 0}
    for change in changes:
        was = gone.get((change["table"], change["id"]), change)
        if was is not change:
            was |= {name: [None, pair[1]] for name, pair in change.items() if name not in was}
    return [change for change in changes if gone.get((change["table"], change["id"]), change) is change]


def _order(change: dict[str, Any]) -> tuple[int, int]:
    """Give the order in which rows are put back: parts leave before the whole, and come back after it."""
    place = list(rooms.MODELS).index(change["table"])
    made, gone = change["version"] == 1 and _was_made(change), change["version"] == 0
    return (0, -place) if made else (2, place) if gone else (1, place)


def _was_made(change: dict[str, Any]) -> bool:
    return all(pair[0] is None for name, pair in change.items() if name in rooms.columns(change["table"]))


def _restore(tx: Tx, change: dict[str, Any]) -> None:
    table, key = change["table"], change["id"]
    model = rooms.MODELS[table]
    pairs = {name: pair for name, pair in change.items() if name in rooms.columns(table)}
    row: Any = tx.session.get(model, key)
    if row is None:
        before = {name: rooms.meant(table, name, pair[0]) for name, pair in pairs.items()}
        tx.add(model(**{rooms.key_of(table): key}, **before))
    elif change["version"] == 1 and _was_made(change):
        tx.remove(row)
    else:
        for name, pair in pairs.items():
            setattr(row, name, rooms.meant(table, name, pair[0]))
