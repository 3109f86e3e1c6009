"""What the tables ask of a database, as statements: the source of the first step and the measure of all later ones."""

from __future__ import annotations

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

import desk.tables  # noqa: F401  the tables register themselves


def statements() -> list[str]:
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in SQLModel.metadata.sorted_tables:
        made.append(_tidy(str(CreateTable(table).compile(dialect=dialect))))
        made += [
            _tidy(str(CreateIndex(index).compile(dialect=dialect)))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return made


def _tidy(statement: str) -> str:
    lines = [line.rstrip().replace("\t", "  ") for line in statement.strip().splitlines()]
    return "\n".join(line for line in lines if line) + ";"


if __name__ == "__main__":
    print("-- The first schema. Written once from desk.tables; later changes are steps of their own.\n")
    print("\n\n".join(statements()))
