"""Making an index: run as `python -m desk.finding.making STORE FOLDER`, so that nobody's keys wait for it.

Shares done are printed, one a line; at the end the line `done`. Whoever started it and goes away ends it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desk.clock import MachineClock
from desk.finding import files
from desk.finding.building import Arrays, build
from desk.finding.gathering import Progress, gather
from desk.keeping import connect, team
from desk.keeping.reader import Reader, SqliteReader

T = TypeVar("T")
_POLITE = 10
_ONE_STEP = 0.01


def make(reader: Reader, told: Progress) -> tuple[Arrays, files.Snapshot]:
    """Read and build an index; call it within one snapshot of the store."""
    state = files.snapshot(reader)
    return build(gather(reader, told), told), state


def reading(path: str, view: Callable[[Reader], T]) -> T:
    """Give what a view finds in one snapshot, over a connection of its own; raises sqlite3.Error."""
    connection = connect.reading(path)
    try:
        connection.execute("BEGIN")
        calendar = team.load(connection.execute).calendar
        return view(SqliteReader(connection, MachineClock().now(), calendar))
    finally:
        connection.close()


def main(arguments: list[str]) -> int:
    """Make the index of a store and keep it in its folder; 0 when it is there."""
    path, where = arguments
    os.nice(_POLITE)
    said = -1.0

    def told(share: float) -> None:
        nonlocal said
        if share - said >= _ONE_STEP:
            said = share
            print(f"{share:.3f}", flush=True)

    arrays, state = reading(path, lambda r: make(r, told))
    files.save(Path(where), arrays, state)
    print("done", flush=True)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(1)  # whoever wanted it is gone
