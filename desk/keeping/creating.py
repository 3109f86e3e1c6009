"""Making a store: its file with its modes, its schema and the holidays of its region."""

from __future__ import annotations

import os
import sqlite3

from desk import __version__, upgrades
from desk.clock import Clock, micros
from desk.keeping import connect, modes, opening, places, team
from desk.words import Refused


def create(path: str, clock: Clock, region: str, *, group: str | None = None) -> None:
    """Make an empty store at `path`; the team's settings and reps come by acts.

    `region` is whose public holidays are kept from the start, like DE-NW; `group` the name of an operating-system
    group that shares the store. Raises Refused("store_exists") when something is there, StoreRefused when the place
    is no good; then nothing is left behind.
    """
    path = os.path.abspath(path)
    if os.path.lexists(path):
        raise Refused("store_exists", path=path)
    if sqlite3.sqlite_version_info < opening.NEEDED:
        opening.examine(path, schema=upgrades.SCHEMA)
    places.require_sound(path)
    modes.make_folder(path, group)
    modes.make_file(path, group)
    try:
        _fill(path, clock, region)
    except sqlite3.Error as error:
        _remove(path)
        raise opening.translate(error, path) or error from error
    except BaseException:
        _remove(path)
        raise


def _fill(path: str, clock: Clock, region: str) -> None:
    connection = sqlite3.connect(connect.address(path, "rw"), uri=True)
    try:
        connect.prepare(connection)
        opening.require_words(connection)
        connection.execute(f"PRAGMA application_id = {opening.APPLICATION_ID:d}")
        for step in range(1, upgrades.SCHEMA + 1):
            upgrades.carry_out(connection, step, micros(clock.now()), __version__)
        connection.execute("BEGIN IMMEDIATE")
        years = [clock.now().year + step for step in team.YEARS]
        team.keep(connection.execute, team.holiday_rows(region, years))
        connection.execute("COMMIT")
    finally:
        connection.close()


def _remove(path: str) -> None:
    for name in (path, path + "-wal", path + "-shm"):
        try:
            os.unlink(name)
        except OSError:
            pass
