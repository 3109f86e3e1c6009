"""Who is in the team, and what it agreed on."""

from __future__ import annotations

from desk.keeping.reader import Reader, Row
from desk.rows import RepRow
from desk.rules.settings import DEFAULTS
from desk.words import Role, Side

_REPS = "SELECT id, handle, name, side, role FROM rep WHERE ended_at IS NULL"


def reps(reader: Reader) -> tuple[RepRow, ...]:
    """Give the team by handle."""
    return tuple(_rep(row) for row in reader.all(f"{_REPS} ORDER BY handle"))


def rep(reader: Reader, handle: str) -> RepRow | None:
    """Give one rep by handle, in any case, or None."""
    row = reader.one(f"{_REPS} AND handle = :handle", handle=handle.strip().lower())
    return None if row is None else _rep(row)


def settings(reader: Reader) -> dict[str, str]:
    """Give every setting with the value that holds now."""
    return DEFAULTS | {row["key"]: row["value"] for row in reader.all("SELECT key, value FROM setting ORDER BY key")}


def _rep(row: Row) -> RepRow:
    return RepRow(row["id"], row["handle"], row["name"], Side(row["side"]), Role(row["role"]))
