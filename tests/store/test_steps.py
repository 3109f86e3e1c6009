"""Each released step of the schema, cut at any of its statements, leaves an old store whole; the next start goes on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import upgrades
from desk.clock import StoppedClock
from desk.keeping import upgrading
from desk.keeping.check import check
from desk.store import Store
from desk.words import StoreRefused
from tests.kit.builders import MONDAY, raw
from tests.kit.old import old_store

CLOCK = StoppedClock(MONDAY)
PROOF = os.environ.get("DESK_PROOF") == "1"
CUTS = [
    (step, place) for step in range(2, upgrades.SCHEMA + 1) for place in range(len([*upgrades.statements(step)]) + 1)
]
SMALL = CUTS if PROOF else CUTS[:: max(1, len(CUTS) // 24)]
ADDED = """
CREATE TABLE hint (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;
INSERT INTO hint (text) SELECT about FROM inquiry;
ALTER TABLE customer ADD COLUMN rhythm_of_hints INTEGER;
UPDATE customer SET rhythm_of_hints = 30;
"""


def content(path: str) -> tuple[Any, ...]:
    """Give all that stands in a store: its version, its schema, every row of every table."""
    with raw(path) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        tables = [name for kind, name, _ in schema if kind == "table"]
        return (
            version,
            schema,
            {
                name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=lambda row: repr(tuple(row)))
                for name in tables
            },
        )


def backups(path: str) -> list[str]:
    folder = os.path.dirname(path)
    return sorted(
        os.path.join(folder, name) for name in os.listdir(folder)
        if ".schema-" in name and not name.endswith(("-wal", "-shm"))
    )  # fmt: skip


def cut(monkeypatch: pytest.MonkeyPatch, at_step: int, at: int) -> None:
    """Let step `at_step` fail before its statement number `at` (from 0); steps before it succeed."""
    whole = upgrades.statements

    def statements(step: int) -> Iterator[str]:
        for place, statement in enumerate(whole(step)):
            if (step, place) == (at_step, at):
                break
            yield statement
        if step == at_step:
            yield "INSERT INTO nowhere VALUES (1)"

    monkeypatch.setattr(upgrades, "statements", statements)


def one_more(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let the program know one more step than it has; give its number."""
    last, whole = upgrades.SCHEMA + 1, upgrades.statements
    added = [*upgrades._split(ADDED)]
    monkeypatch.setattr(upgrades, "SCHEMA", last)
    monkeypatch.setattr(upgrades, "statements", lambda step: iter(added) if step == last else whole(step))
    return last


def held(path: str, monkeypatch: pytest.MonkeyPatch, step: int, at: int) -> None:
    """Cut a step, and hold the store to being whole as it was before it; then let the next start go on."""
    with monkeypatch.context() as before:
        before.setattr(upgrades, "SCHEMA", step - 1)
        upgrading.carry_on(path, CLOCK)
        wanted = content(path)
    with monkeypatch.context() as failing:
        cut(failing, step, at)
        with pytest.raises((StoreRefused, sqlite3.Error)):
            Store.open(path, CLOCK)
    assert content(path) == wanted
    (kept,) = backups(path)
    assert content(kept) == wanted
    Store.open(path, CLOCK).close()
    with raw(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (upgrades.SCHEMA,)
    assert len(backups(path)) == 2


@pytest.mark.parametrize(("step", "at"), SMALL)
def test_a_step_cut_at_any_statement_leaves_a_store_with_its_working_day_whole(tmp_path, monkeypatch, step, at) -> None:
    path = old_store(tmp_path / "desk.db")
    held(path, monkeypatch, step, at)
    assert check(path).sound


@pytest.mark.parametrize("at", range(len([*upgrades._split(ADDED)]) + 1))
def test_a_step_to_come_is_held_to_the_same(tmp_path, monkeypatch, at: int) -> None:
    held(old_store(tmp_path / "desk.db"), monkeypatch, one_more(monkeypatch), at)


def test_a_store_of_the_first_schema_is_sound_after_all_steps_and_lost_no_row_of_its_past(tmp_path) -> None:
    path = old_store(tmp_path / "desk.db")
    with raw(path) as connection:
        past = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in PAST}
    Store.open(path, CLOCK).close()
    assert check(path).sound
    with raw(path) as connection:
        connection.row_factory = sqlite3.Row
        for name, rows in past.items():
            now = connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            width = len(rows[0])
            assert [tuple(row)[:width] for row in now] == rows, name


PAST = ("act", "trail", "message", "source")


def test_a_step_that_commits_in_its_middle_is_found(tmp_path, monkeypatch) -> None:
    """The control: a step whose statements are not one transaction leaves half of itself behind, and this sees it."""
    last, path = one_more(monkeypatch), old_store(tmp_path / "desk.db")
    whole = upgrades.statements

    def statements(step: int) -> Iterator[str]:
        for place, statement in enumerate(whole(step)):
            yield statement
            if (step, place) == (last, 1):
                yield "COMMIT"
                yield "BEGIN IMMEDIATE"

    monkeypatch.setattr(upgrades, "statements", statements)
    with pytest.raises(AssertionError):
        held(path, monkeypatch, last, 3)


def test_the_old_store_is_the_one_that_was_released(tmp_path) -> None:
    """The control of what the others begin with: it has the first step's tables to the letter, and is full."""
    path, made = old_store(tmp_path / "desk.db"), sqlite3.connect(":memory:")
    for statement in upgrades.statements(1):
        made.execute(statement)
    named = "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    with raw(path) as connection:
        assert connection.execute(named).fetchall() == made.execute(named).fetchall()
        for table in ("customer", "inquiry", "callback", "message", "trail", "quote", "note"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0, table
    made.close()
    assert Path(path).stat().st_size > 300_000
