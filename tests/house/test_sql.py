"""The views' SQL stays within what SQLite and PostgreSQL share, and asks for columns that are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import desk.tables  # noqa: F401  the tables register themselves
from tests.house.source import DESK, at, files, name_of, tree

ONE_SIDED = re.compile(
    r"::|\b(ifnull|printf|strftime|julianday|datetime|instr|group_concat|string_agg|json_extract|iif|nvl|ilike|glob|"
    r"rowid|typeof|total|unixepoch|to_char|date_trunc|array_agg|regexp|pragma|insert|update|delete|replace|"
    r"is not '|is '|limit -1|collate)\b",
    re.IGNORECASE,
)
SQL = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|ORDER BY|LIKE)\b|[a-z]+\.[a-z_]+ (=|<|<>|>=|<=|IS|IN|NOT) ")
LITERAL = re.compile(r"'[^']*'")
COLUMN = re.compile(r"\b([a-z_]+)\.([a-z_]+)\b")
ALIASES = {"inside": "rep", "outside": "rep", "over_rep": "rep", "undoing": "act"}
TABLES = {name: {column.name for column in table.columns} for name, table in SQLModel.metadata.tables.items()}
VIEWS = files(DESK / "views")


def texts(path: Path) -> list[tuple[ast.AST, str]]:
    """Give every piece of SQL in a file; what a piece of code fills in is left out."""
    found: list[tuple[ast.AST, str]] = []
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if id(node) not in docstrings and SQL.search(text):
            found.append((node, text))
    return found


def wrong(sql: str) -> list[str]:
    """Give what in a piece of SQL only one engine understands, or no table has."""
    found = [match.group() for match in ONE_SIDED.finditer(sql)]
    found += [literal for literal in LITERAL.findall(sql) if ":" in literal]
    for table, column in COLUMN.findall(sql):
        table = ALIASES.get(table, table)
        if table in TABLES and column not in TABLES[table]:
            found.append(f"{table}.{column}")
    return found


@pytest.mark.parametrize("path", VIEWS, ids=name_of)
def test_a_views_sql_is_what_both_engines_understand_and_its_columns_are_there(path: Path) -> None:
    assert {at(path, node): bad for node, sql in texts(path) if (bad := wrong(sql))} == {}


def test_there_is_sql_to_look_at() -> None:
    assert sum(len(texts(path)) for path in VIEWS) > 40


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT number::text FROM inquiry",
        "SELECT number FROM inquiry WHERE about = 'a:b'",
        "SELECT ifnull(inquiry.about, '') FROM inquiry",
        "SELECT inquiry.nothing FROM inquiry",
        "SELECT inside.shoe_size FROM rep AS inside",
        "SELECT about FROM inquiry WHERE about GLOB 'x'",
        "SELECT rowid FROM inquiry",
    ],
)
def test_what_one_engine_alone_understands_is_seen(sql: str) -> None:
    """The control."""
    assert wrong(sql)
