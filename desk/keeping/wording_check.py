"""Whether the words of every inquiry are those of its texts, and whether the index knows them: for the check."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from desk.keeping import wording

Report = Callable[[str, str, int, str], None]
"""Takes a finding: kind, thing, id, detail."""

_KEPT = "SELECT words FROM inquiry_words WHERE inquiry_number = ?1"
_INDEX = "inquiry_words_index"
# The engine looks at an index only where it may write, and there is nothing to write into: so it looks at a copy.
_COPY = (
    "CREATE TEMP VIEW words_kept AS SELECT inquiry_number, words FROM main.inquiry_words",
    """
      CREATE VIRTUAL TABLE temp.words_copied USING fts5 (
        words, content = 'words_kept', content_rowid = 'inquiry_number', tokenize = 'ascii', detail = none,
        columnsize = 0
      )
    """,
    "DELETE FROM temp.words_copied_data",
    "DELETE FROM temp.words_copied_idx",
    f"INSERT INTO temp.words_copied_data SELECT * FROM main.{_INDEX}_data",
    f"INSERT INTO temp.words_copied_idx SELECT * FROM main.{_INDEX}_idx",
    # With rank 1 the words themselves are compared, not the index with itself alone.
    "INSERT INTO words_copied (words_copied, rank) VALUES ('integrity-check', 1)",
)


def look(connection: sqlite3.Connection, report: Report) -> None:
    """Compare words with texts, and the index with the words; `connection` may read only, and stays in its state.

    Reports words_differ for an inquiry, words_misplaced for the index. Takes 5 s for 100,000 inquiries.
    """
    found = 0
    for number, words in wording.of_all(connection.cursor().execute):
        found += 1
        if connection.execute(_KEPT, (number,)).fetchone() != (words,):
            report("words_differ", "inquiry", number, "")
    (kept,) = connection.execute("SELECT count(*) FROM inquiry_words").fetchone()
    if kept > found or not _indexed(connection):
        report("words_misplaced", "", 0, _INDEX)


def _indexed(connection: sqlite3.Connection) -> bool:
    connection.execute("PRAGMA query_only=OFF")  # the file itself is open for reading alone
    try:
        for statement in _COPY:
            connection.execute(statement)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.execute("PRAGMA query_only=ON")
    return True
