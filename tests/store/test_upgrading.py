"""A store is brought to a new schema with a backup before, step by step, each step whole or not at all."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

import desk.tables  # noqa: F401  the tables register themselves
from desk import upgrades
from desk.keeping import backup, upgrading
from desk.words import StoreRefused
from tests.kit.builders import Desk, raw, team
from tests.kit.machine import fill_up, needs_root
from tests.kit.schema import statements

ADDED = """
-- What a later schema might bring.
CREATE TABLE hint (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;
INSERT INTO hint (text) VALUES ('one; two');
ALTER TABLE customer ADD COLUMN rhythm INTEGER;
UPDATE customer SET rhythm = 30;
CREATE TRIGGER hint_is_kept BEFORE DELETE ON hint
BEGIN
  SELECT RAISE(ABORT, 'kept; for ever');
END;
"""
COUNT = 5  # statements in ADDED
NOW, NEXT = upgrades.SCHEMA, upgrades.SCHEMA + 1


@pytest.fixture
def old(tmp_path) -> Desk:
    """A store of this schema, with a customer in it, closed."""
    with team(tmp_path) as desk:
        desk.customer("Kraus KG")
    return desk


@pytest.fixture
def added(monkeypatch) -> None:
    """A program that knows one step more."""
    made = {step: list(upgrades.statements(step)) for step in range(1, NEXT)}
    monkeypatch.setattr(upgrades, "STEPS", (*upgrades.STEPS, ("added.sql",)))
    monkeypatch.setattr(upgrades, "SCHEMA", NEXT)
    made[NEXT] = list(upgrades._split(ADDED))
    assert len(made[NEXT]) == COUNT
    monkeypatch.setattr(upgrades, "statements", lambda step: iter(made[step]))


def schema(path: str) -> list[tuple[Any, ...]]:
    with raw(path) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return [(version,), *connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")]


def kept(desk: Desk) -> list[str]:
    folder = Path(desk.path).parent
    return sorted(name for name in os.listdir(folder) if ".schema-" in name and not name.endswith(("-wal", "-shm")))


def test_opening_an_older_store_brings_it_on_and_keeps_a_backup_of_what_it_was(old: Desk, added) -> None:
    before, rows = schema(old.path), old.everything()
    with Desk(old.path) as desk:
        assert desk.sql("SELECT text FROM hint") == [("one; two",)]
        assert desk.sql("SELECT rhythm FROM customer") == [(30,)]
        assert desk.sql("SELECT step FROM upgrade ORDER BY step") == [(step,) for step in range(1, NEXT + 1)]
        assert desk.inquiry() == 1001, "and it can be worked with"
    assert schema(old.path)[0] == (NEXT,)
    (name,) = kept(old)
    assert name == f"desk.db.schema-{NOW}-20261123T090000Z"
    copy = str(Path(old.path).parent / name)
    assert schema(copy) == before
    assert {table: [tuple(row) for row in found] for table, found in everything(copy).items()} == rows


def everything(path: str) -> dict[str, list[Any]]:
    named = "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%schema'"
    with raw(path) as connection:
        names = sorted(name for (name,) in connection.execute(named))
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}


def test_a_backup_of_an_older_schema_is_brought_on_in_its_copy_only(old, added, tmp_path) -> None:
    target = str(tmp_path / "backup.db")
    backup.backup(old.path, target)
    before = Path(target).read_bytes()
    place = str(tmp_path / "new" / "desk.db")
    backup.restore(target, place, old.clock)
    assert Path(target).read_bytes() == before
    assert schema(target)[0] == (NOW,)
    assert schema(place)[0] == (NEXT,)
    with Desk(place) as desk:
        assert desk.sql("SELECT text FROM hint") == [("one; two",)]


def test_a_store_of_this_schema_is_opened_without_a_backup(old: Desk) -> None:
    with Desk(old.path):
        pass
    assert kept(old) == []
    assert upgrading.upgrade(old.path, NOW, old.clock) is None, "another desk was faster"


@pytest.mark.parametrize("cut", range(COUNT + 1))
def test_a_step_that_fails_at_any_statement_leaves_the_store_whole_as_it_was(old, added, monkeypatch, cut) -> None:
    before, rows = schema(old.path), old.everything()
    whole = list(upgrades.statements(NEXT))
    broken = [*whole[:cut], "INSERT INTO nowhere VALUES (1)", *whole[cut:]]
    monkeypatch.setattr(upgrades, "statements", lambda step: iter(broken))
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Desk(old.path)
    assert schema(old.path) == before
    assert old.everything() == rows
    assert len(kept(old)) == 1
    monkeypatch.setattr(upgrades, "statements", lambda step: iter(whole))
    with Desk(old.path) as desk:
        assert desk.sql("SELECT count(*) FROM hint") == [(1,)]


KILLED = """
import os, sys
from desk import upgrades
from desk.clock import MachineClock
from desk.store import Store
path, cut, text = sys.argv[1], int(sys.argv[2]), sys.argv[3]
def dying(step):
    for place, statement in enumerate(upgrades._split(text)):
        if place == cut:
            os.kill(os.getpid(), 9)
        yield statement
    os.kill(os.getpid(), 9)
upgrades.STEPS, upgrades.statements = (*upgrades.STEPS, ("added.sql",)), dying
upgrades.SCHEMA = len(upgrades.STEPS)
Store.open(path, MachineClock())
"""


@pytest.mark.parametrize("cut", range(COUNT + 1))
def test_a_desk_killed_at_any_statement_of_a_step_leaves_the_store_whole_as_it_was(old: Desk, added, cut) -> None:
    before, rows = schema(old.path), old.everything()
    done = subprocess.run([sys.executable, "-c", KILLED, old.path, str(cut), ADDED], check=False)
    assert done.returncode == -9
    assert schema(old.path) == before
    assert old.everything() == rows
    assert len(kept(old)) == 1
    with Desk(old.path) as desk:
        assert desk.sql("SELECT count(*) FROM hint") == [(1,)]


def test_a_control_step_without_its_transaction_is_left_half_done(old: Desk, added) -> None:
    """The control: the same cut, with each statement committed by itself, leaves half a step behind."""
    before = schema(old.path)
    with raw(old.path, "rw") as connection:
        for statement in list(upgrades.statements(NEXT))[:2]:
            connection.execute(statement)
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("INSERT INTO nowhere VALUES (1)")
    assert schema(old.path) != before


def test_without_a_backup_nothing_is_brought_on(old: Desk, added, monkeypatch) -> None:
    before = schema(old.path)

    def full(_store: str, target: str, **_: object) -> int:
        raise StoreRefused("disk_full", path=target)

    monkeypatch.setattr(backup, "backup", full)
    with pytest.raises(StoreRefused) as refused:
        Desk(old.path)
    assert refused.value.reason == "disk_full"
    assert schema(old.path) == before


@needs_root
def test_on_a_disk_without_room_for_the_backup_the_store_stays_as_it_was(old: Desk, added, mount) -> None:
    point = mount("-t", "tmpfs", "-o", "size=2m", "none")
    path = str(point / "desk.db")
    backup.backup(old.path, path)
    with raw(path, "rw") as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    before = schema(path)
    with raw(path) as reader:
        reader.execute("SELECT count(*) FROM act")  # so that the room for reading is taken already
        (point / "desk.db.gate").write_bytes(b" " * 96)
        os.chmod(point / "desk.db.gate", 0o600)
        fill_up(point / "fill")
        with pytest.raises(StoreRefused) as refused:
            Desk(path)
    assert refused.value.reason == "disk_full"
    assert f".schema-{NOW}-" in refused.value.facts["path"], "it is the backup that found no room"
    (point / "fill").unlink()
    assert schema(path) == before
    assert not [name for name in os.listdir(point) if "schema" in name or "part" in name]


def test_a_desk_of_yesterday_writes_nothing_into_a_store_brought_on_meanwhile(tmp_path) -> None:
    with team(tmp_path) as yesterday:
        number = yesterday.inquiry()
        with raw(yesterday.path, "rw") as connection:
            connection.execute(f"PRAGMA user_version = {NEXT}")
        with pytest.raises(StoreRefused) as refused:
            yesterday.inquiry()
        assert (refused.value.reason, refused.value.facts["found"]) == ("store_newer", NEXT)
        assert yesterday.row(number).number == number, "it may still read"


IN_COLUMN = re.compile(r"(\w+)( .*?)( CONSTRAINT \w+ CHECK \(.*\))?( REFERENCES \w+ \(\w+\))")


def clauses(sql: str) -> list[str]:
    """Give what a statement says, part by part; what a step added to a column stands as if the table had begun so."""
    parts, depth = [""], 0
    for sign in sql:
        depth += (sign == "(") - (sign == ")")
        if (sign, depth) == (",", 1):
            parts.append("")
        else:
            parts[-1] += sign
    found: list[str] = []
    for part in (each.strip() for each in parts):
        column = IN_COLUMN.fullmatch(part)
        if column is None or column[1] in ("CONSTRAINT", "FOREIGN"):
            found.append(part)
        else:
            found += [column[1] + column[2], (column[3] or "").strip(), f"FOREIGN KEY({column[1]}){column[4]}"]
    columns = [each for each in found if each and not each.startswith(("CONSTRAINT", "FOREIGN", "UNIQUE"))]
    return columns + sorted(each.removesuffix(" ) STRICT") for each in found if each and each not in columns)


def test_the_steps_make_every_table_exactly_as_the_tables_say() -> None:
    made, wanted = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    for step in range(1, upgrades.SCHEMA + 1):
        for statement in upgrades.statements(step):
            made.execute(statement)
    for statement in statements():
        wanted.execute(statement)
    named = "SELECT type, name, sql FROM sqlite_master WHERE type <> 'trigger' ORDER BY type, name"
    normal = [
        {
            (kind, name): clauses(" ".join((sql or "").replace('"', "").split()))
            for kind, name, sql in connection.execute(named)
            if not name.startswith("inquiry_words_index")  # what an engine has of its own to find words
        }
        for connection in (made, wanted)
    ]
    assert normal[0] == normal[1]
    tables = {name for kind, name in normal[0] if kind == "table" and name != "sqlite_sequence"}
    assert tables == set(SQLModel.metadata.tables)
    made.close()
    wanted.close()


def test_every_table_is_strict_and_every_column_has_the_type_its_table_says() -> None:
    made = sqlite3.connect(":memory:")
    for step in range(1, upgrades.SCHEMA + 1):
        for statement in upgrades.statements(step):
            made.execute(statement)
    from sqlalchemy.dialects import sqlite

    for name, table in SQLModel.metadata.tables.items():
        columns = {row[1]: (row[2], bool(row[3])) for row in made.execute(f"PRAGMA table_info({name})")}
        dialect = sqlite.dialect()
        wanted = {each.name: (each.type.compile(dialect=dialect), not each.nullable) for each in table.columns}
        assert columns == wanted, name
        assert made.execute("SELECT strict FROM pragma_table_list WHERE name = ?", (name,)).fetchone() == (1,)
    made.close()
