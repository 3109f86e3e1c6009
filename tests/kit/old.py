"""A store as the first release made it, with a working day in it: what every later step of the schema brings on."""

from __future__ import annotations

import gzip
import os
import sqlite3
from pathlib import Path

from desk.keeping import opening

_FIRST = Path(__file__).parents[1] / "store" / "schema_1.sql.gz"
"""The statements that make it. It can't be built: today's acts know only today's tables."""


def old_store(path: Path) -> str:
    """Make the store of the first schema at `path`: 30 customers, 30 inquiries; give its path."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(gzip.decompress(_FIRST.read_bytes()).decode("utf-8"))
        connection.execute(f"PRAGMA application_id = {opening.APPLICATION_ID:d}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    os.chmod(path, 0o600)
    return str(path)
