"""What the stores of one process share in tests: the statements that SQLAlchemy has compiled.

Each store has an engine of its own, and a new engine compiles every statement anew: a third of what the act of a test
costs. The key of a compiled statement is the statement itself and the dialect, so engines with one dialect may share.
"""

from __future__ import annotations

from sqlalchemy import Engine, create_engine

from desk.keeping import writer


def install() -> None:
    """Let every store that this process opens compile what none has compiled before."""
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
