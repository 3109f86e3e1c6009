"""What a rep did last, and so what `u` would take back and `U` bring back."""

from __future__ import annotations

from desk.clock import instant
from desk.keeping.reader import Reader
from desk.rows import LastAct, Touched
from desk.words import Thing

_UNDOABLE = """
  SELECT act.id, act.name, act.at FROM act
  JOIN rep ON rep.id = act.rep_id
  LEFT JOIN act AS undoing ON undoing.undoes = act.id
  WHERE rep.handle = :rep AND undoing.id IS NULL AND act.name <> 'undo'
  ORDER BY act.id DESC LIMIT 1
"""
_UNDONE = """
  SELECT act.id, act.name, act.at FROM act
  JOIN rep ON rep.id = act.rep_id
  LEFT JOIN act AS undoing ON undoing.undoes = act.id
  WHERE rep.handle = :rep AND undoing.id IS NULL AND act.name = 'undo'
  ORDER BY act.id DESC LIMIT 1
"""
_TOUCHED = "SELECT thing, thing_id FROM trail WHERE act_id = :act ORDER BY id"


def undoable(reader: Reader, rep: str) -> LastAct | None:
    """Give the last act of a rep that is not taken back, or None."""
    return _last(reader, _UNDOABLE, rep)


def redoable(reader: Reader, rep: str) -> LastAct | None:
    """Give the last undo of a rep that is not itself taken back, or None."""
    return _last(reader, _UNDONE, rep)


def _last(reader: Reader, sql: str, rep: str) -> LastAct | None:
    row = reader.one(sql, rep=rep)
    if row is None:
        return None
    touched = tuple(Touched(Thing(each["thing"]), each["thing_id"]) for each in reader.all(_TOUCHED, act=row["id"]))
    return LastAct(row["id"], row["name"], instant(row["at"]), touched)
