"""Numbered steps of the schema, each in its own transaction with its record.

A step is the files of its SQL, carried out in order; one that only works something out anew has none. A step that has
been released is never edited.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

STEPS: tuple[tuple[str, ...], ...] = (
    ("step_0001_tables.sql", "step_0001_guards.sql"),
    ("step_0002_offers.sql",),
    ("step_0003_team.sql",),
    ("step_0004_words.sql",),
    ("step_0005_merged_customers.sql",),
    (),
)
"""The files of each step; step N stands at place N - 1."""

FOLDED = 6
"""The step with which all that is kept folded is worked out anew: words of inquiries and customers, companies, senders.

SQL alone can't. Whoever changes how they are folded (desk.rules.folding, desk.rules.wording) or what they are made of
(keeping.derived, keeping.wording) adds a step and raises this number to it: an older store is then found by what a
search of now asks for. Steps before it leave that work to it, so no store is worked out twice on its way.
"""

SCHEMA = len(STEPS)
"""The user_version of a store that has had every step."""


def statements(step: int) -> Iterator[str]:
    """Give the statements of step number `step` (from 1), one by one."""
    for name in STEPS[step - 1]:
        yield from _split((Path(__file__).parent / name).read_text(encoding="utf-8"))


def carry_out(
    connection: sqlite3.Connection,
    step: int,
    at: int,
    program: str,
    then: Callable[[sqlite3.Connection], None] | None = None,
) -> None:
    """Carry out one step in a transaction of its own: its statements, its record and the new user_version.

    `connection` is in autocommit; `at` are microseconds since 1970 UTC; `program` is the version that did it; `then`
    does what SQL alone can't, within the same transaction.
    Whatever fails, the store is left as it was before the step.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(step):
            connection.execute(statement)
        if then is not None:
            then(connection)
        connection.execute("INSERT INTO upgrade (step, at, program) VALUES (?, ?, ?)", (step, at, program))
        connection.execute(f"PRAGMA user_version = {step:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _split(text: str) -> Iterator[str]:
    statement = ""
    for line in text.splitlines(keepends=True):
        if not statement and (not line.strip() or line.startswith("--")):
            continue
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
