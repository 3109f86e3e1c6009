"""The step that rebuilds the callbacks' table: every row, every reference and every number is kept."""

from __future__ import annotations

import sqlite3

import pytest

from desk import upgrades
from desk.keeping import connect

STEP = next(place for place, files in enumerate(upgrades.STEPS, 1) if "step_0003_team.sql" in files)
_CALLBACK = """
  INSERT INTO callback (number, state, topic, promised, owner_kind, owner_id, owner_side, from_at, tried, version)
  VALUES (?, ?, 'x', 0, ?, ?, ?, 1, 0, 1)
"""
_ATTEMPT = "INSERT INTO attempt (callback_number, rep_id, at, result, version) VALUES (?, 1, 1, 'busy', 1)"


@pytest.fixture
def before(tmp_path):
    """A store that lacks the step, with two callbacks, of which the last was taken back, and three attempts."""
    connection = sqlite3.connect(tmp_path / "old.db")
    connect.prepare(connection)
    for step in range(1, STEP):
        upgrades.carry_out(connection, step, 1, "test")
    connection.execute("INSERT INTO rep (handle, name, side, role, version) VALUES ('anna', 'A', 'inside', 'lead', 1)")
    connection.execute(_CALLBACK, (1, "open", "rep", 1, None))
    connection.execute(_CALLBACK, (2, "done", "side", None, "field"))
    connection.execute(_CALLBACK, (9, "open", "rep", 1, None))
    connection.execute("DELETE FROM callback WHERE number = 9")
    for number in (1, 1, 2):
        connection.execute(_ATTEMPT, (number,))
    yield connection
    connection.close()


def held(connection) -> list[object]:
    named = "number, state, topic, owner_kind, owner_id, owner_side, from_at, tried, version"
    return [
        connection.execute(f"SELECT {named} FROM callback ORDER BY number").fetchall(),
        connection.execute("SELECT * FROM attempt ORDER BY id").fetchall(),
        connection.execute("SELECT name, seq FROM sqlite_sequence WHERE name IN ('callback', 'attempt')").fetchall(),
    ]


def test_callbacks_attempts_and_the_next_number_are_kept_and_nothing_is_left_beside(before):
    kept = held(before)
    upgrades.carry_out(before, STEP, 1, "test")
    assert [sorted(rows) for rows in held(before)] == [sorted(rows) for rows in kept]
    assert dict(held(before)[2]) == {"callback": 9, "attempt": 3}
    assert before.execute("PRAGMA foreign_key_check").fetchall() == []
    assert before.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert before.execute("SELECT name FROM sqlite_master WHERE name LIKE '%aside'").fetchall() == []
    before.execute(_CALLBACK, (None, "open", "anyone", None, None))
    assert before.execute("SELECT max(number) FROM callback").fetchone() == (10,)
    with pytest.raises(sqlite3.IntegrityError, match="a_tandem_is_named"):
        before.execute(_CALLBACK, (None, "open", "tandem", None, None))


@pytest.mark.parametrize("cut", range(0, len(list(upgrades.statements(STEP))), 4))
def test_a_step_cut_short_leaves_every_row_where_it_was(before, monkeypatch, cut):
    kept = held(before)
    whole = list(upgrades.statements(STEP))
    monkeypatch.setattr(upgrades, "statements", lambda _step: iter([*whole[:cut], "SELECT nothing"]))
    with pytest.raises(sqlite3.OperationalError):
        upgrades.carry_out(before, STEP, 1, "test")
    assert held(before) == kept
