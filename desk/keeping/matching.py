"""Finding inquiries by their words, as each engine does it: FTS5 on SQLite, tsvector on PostgreSQL.

Either way the engine is asked for words that `rules.wording` has cut from what was typed, quoted one by one: no sign of
a search means anything to it. Every engine gives the same inquiries.
"""

from __future__ import annotations

from collections.abc import Sequence

from desk.rules.wording import Sought, sought

POSTGRES_INDEX = """
  ALTER TABLE inquiry_words
    ADD COLUMN cut tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
  CREATE INDEX inquiry_words_index ON inquiry_words USING gin (cut)
"""
"""What PostgreSQL needs beside the tables. For words that most inquiries say it reads every row, not the index: were
they cut only then, that would take a second for 100,000."""

FTS5_FOUND = "SELECT rowid FROM inquiry_words_index WHERE inquiry_words_index MATCH :sought"
TSVECTOR_FOUND = """
  SELECT inquiry_words.inquiry_number FROM inquiry_words
  WHERE inquiry_words.cut @@ CAST(:sought AS tsquery)
"""
"""The numbers of all inquiries in which `sought` is found, in no order."""

_FTS5 = f"{{plus}}inquiry.number IN ({FTS5_FOUND})"
_TSVECTOR = f"inquiry.number IN ({TSVECTOR_FOUND})"
_NOTHING = "inquiry.number IS NULL"

Matching = tuple[str, dict[str, str]]
"""A condition on `inquiry` and its values."""


def fts5(parts: Sequence[str], *, leads: bool = False) -> Matching:
    """Give the condition that holds for the inquiries in which everything typed is found, on SQLite.

    It leads where what is found is looked up in the table, newest first; else a list's own index is looked through.
    """
    wanted = sought(parts)
    if not wanted:
        return _NOTHING, {}
    return _FTS5.format(plus="" if leads else "+"), {
        "sought": " AND ".join(_either(each, '"', "*", " AND ", " OR ") for each in wanted)
    }


def tsvector(parts: Sequence[str]) -> Matching:
    """Give the condition that holds for the inquiries in which everything typed is found, on PostgreSQL.

    Its planner knows by itself what leads.
    """
    wanted = sought(parts)
    if not wanted:
        return _NOTHING, {}
    return _TSVECTOR, {"sought": " & ".join(_either(each, "'", ":*", " & ", " | ") for each in wanted)}


def _either(wanted: Sought, quote: str, on: str, both: str, either: str) -> str:
    """Write in an engine's language what has to be found; words are letters and digits, so quoting them is all."""
    said = both.join(f"{quote}{word}{quote}{on if goes_on else ''}" for word, goes_on in wanted.words)
    if wanted.phone:
        return f"(({said}){either}{quote}{wanted.phone}{quote}{on})"
    return f"({said})"
