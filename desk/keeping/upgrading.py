"""Bringing a store to the schema this program knows: a backup first, then step by step, each whole or not at all."""

from __future__ import annotations

import os
import sqlite3

from desk import __version__, upgrades
from desk.clock import Clock, micros
from desk.keeping import backup, connect, folded, opening
from desk.keeping.gate import Gate


def upgrade(path: str, from_version: int, clock: Clock) -> str | None:
    """Carry out the steps that a store lacks, and give the path of the backup that was made before.

    `from_version` is the user_version found; when another desk was faster, nothing is left to do and None is given.
    Raises StoreRefused when the backup can't be made, the gate is shut or a step fails: the store then stands, whole,
    after the last step that succeeded, and the backup stays.
    """
    gate = Gate(path, "")
    try:
        with gate.held():
            found = opening.examine(path, schema=upgrades.SCHEMA)
            if found.user_version >= upgrades.SCHEMA:
                return None
            kept = backup.dated(path, f"schema-{min(from_version, found.user_version)}", clock.now())
            backup.backup(path, kept, for_all=True)
            carry_on(path, clock)
            return kept
    finally:
        gate.close()


def carry_on(path: str, clock: Clock) -> None:
    """Carry out the missing steps on a store that nobody else writes to, without a backup.

    Raises StoreRefused as `upgrade` does, KeyboardInterrupt when Ctrl+C ends a step.
    """
    try:
        connection = sqlite3.connect(connect.address(os.path.abspath(path), "rw"), uri=True)
        try:
            connect.prepare(connection)
            connect.stoppable(connection)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            for step in range(version + 1, upgrades.SCHEMA + 1):
                then = folded.anew if step == upgrades.FOLDED else None
                upgrades.carry_out(connection, step, micros(clock.now()), __version__, then)
        finally:
            connection.close()
    except sqlite3.Error as error:
        if connect.was_stopped(error):
            raise KeyboardInterrupt from error
        raise opening.translate(error, path) or error from error
