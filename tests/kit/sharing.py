"""What the stores and the desks of one process share in tests: compiled statements, and styles that were read.

Each store has an engine of its own, and a new engine compiles every statement anew: a third of what the act of a test
costs. The key of a compiled statement is the statement itself and the dialect, so engines with one dialect may share.
Likewise each app reads all styles anew, a tenth of a short sitting; what was read is the same under the same colours.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine
from textual.css.stylesheet import Stylesheet

from desk.keeping import writer


def install() -> None:
    """Let every store of this process compile, and every app read, only what none before it has."""
    _share_statements()
    _share_styles()


def _share_statements() -> None:
    first = create_engine("sqlite+pysqlite://")
    with first.connect():  # which tells the dialect what this SQLite can do
        pass
    first.dispose()
    made = writer._engine

    def sharing(path: str) -> Engine:
        engine = made(path)
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
        return engine

    writer._engine = sharing


def _share_styles() -> None:
    read: dict[tuple[Any, ...], list[Any]] = {}
    parse = Stylesheet._parse_rules

    def sharing(sheet: Stylesheet, css: str, read_from: Any, *given: Any, **named: Any) -> list[Any]:
        key = (css, read_from, given, *named.items(), frozenset(sheet._variables.items()))
        if key not in read:
            read[key] = parse(sheet, css, read_from, *given, **named)
        return read[key]

    Stylesheet._parse_rules = sharing  # type: ignore[method-assign]
