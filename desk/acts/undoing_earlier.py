"""Undo and redo for one desk: what was not done at it is named first, so that a stray key never reaches yesterday."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlmodel import col, select

from desk.acts import undoing
from desk.keeping.tx import Tx
from desk.tables import ActRow, TrailEntry
from desk.words import Refused, Thing


def undo(tx: Tx, here: Collection[int]) -> str:
    """Take back the last act of whoever asks if it is one of `here`, ids of acts, and give its name.

    Raises Refused: what `undoing.undo` raises; undo_earlier (id, name, at, number) for any other act.
    """
    return _of_here(tx, here, undoing.undo, "undo_earlier")


def redo(tx: Tx, here: Collection[int]) -> str:
    """Do again what the last undo took back if that is one of `here`, ids of acts, and give its name.

    Raises Refused: what `undoing.redo` raises; redo_earlier (id, name, at, number) for any other undo.
    """
    return _of_here(tx, here, undoing.redo, "redo_earlier")


def _of_here(tx: Tx, here: Collection[int], act: Callable[[Tx], str], reason: str) -> str:
    name = act(tx)
    if tx.undoes in here:
        return name
    row = tx.session.get(ActRow, tx.undoes)
    assert row is not None  # it was just taken back; the refusal gives that up with the transaction
    entries = select(TrailEntry).where(col(TrailEntry.act_id) == row.id, col(TrailEntry.thing) == Thing.INQUIRY)
    numbers = [entry.thing_id for entry in tx.all(entries)]
    raise Refused(reason, id=row.id, name=name, at=row.at, number=numbers[0] if len(numbers) == 1 else None)
