"""A look at the whole of a store: every page, every reference, every trail, and the custody of every inquiry."""

from __future__ import annotations

import os
import sqlite3

from desk import upgrades
from desk.health import Finding, Findings
from desk.keeping import connect, opening, wording_check
from desk.keeping.replay import Looked, replay
from desk.words import StoreRefused

MOST = 1000
"""Findings that are kept; the rest are counted."""

_FAR = 2**62
# The tables in which FTS5 keeps its index are its own, and another version of it may make them otherwise.
_SCHEMA = """
  SELECT type, name, sql FROM sqlite_master
  WHERE name NOT LIKE 'sqlite_stat%' AND name NOT LIKE 'inquiry!_words!_index!_%' ESCAPE '!' ORDER BY name
"""

_ACTS = {
    "act_without_entry": """
      SELECT 'act', id, name FROM act WHERE NOT EXISTS (SELECT 1 FROM trail WHERE trail.act_id = act.id)
    """,
    "act_misnamed": """
      SELECT 'act', act.id, act.name FROM act JOIN trail ON trail.id = (SELECT min(id) FROM trail WHERE act_id = act.id)
      WHERE trail.act <> act.name
    """,
    "act_undoes_later": "SELECT 'act', id, name FROM act WHERE undoes >= id",
    "feed_differs": """
      SELECT 'change', 0, CAST((SELECT count(*) FROM trail) - (SELECT count(*) FROM change) AS TEXT)
      WHERE (SELECT count(*) FROM trail) <> (SELECT count(*) FROM change)
    """,
}
_CUSTODY = {
    "no_one_holder": """
      SELECT 'inquiry', number, state FROM inquiry
      WHERE state <> 'closed' AND (holder_id IS NULL) <> (state = 'new')
    """,
    "holder_left": """
      SELECT 'inquiry', number, rep.handle FROM inquiry JOIN rep ON rep.id = inquiry.holder_id
      WHERE state <> 'closed' AND rep.ended_at IS NOT NULL
    """,
    "offer_wrong": """
      SELECT 'inquiry', number, inquiry.state FROM inquiry
      LEFT JOIN offer ON offer.inquiry_number = inquiry.number AND offer.state = 'open'
      WHERE (inquiry.state = 'offered') <> (offer.id IS NOT NULL) OR offer.from_id <> inquiry.holder_id
    """,
    "offered_to_left": """
      SELECT 'inquiry', inquiry_number, rep.handle FROM offer JOIN rep ON rep.id = offer.to_id
      WHERE offer.state = 'open' AND rep.ended_at IS NOT NULL
    """,
    "left_with_something": """
      SELECT 'rep', rep.id, rep.handle FROM rep WHERE rep.ended_at IS NOT NULL AND (
        EXISTS (SELECT 1 FROM promise WHERE rep_id = rep.id AND state = 'open')
        OR EXISTS (SELECT 1 FROM callback WHERE owner_id = rep.id AND state = 'open')
        OR EXISTS (SELECT 1 FROM customer WHERE inside_id = rep.id OR field_id = rep.id)
        OR EXISTS (SELECT 1 FROM customer_part WHERE rep_id = rep.id)
        OR EXISTS (SELECT 1 FROM tandem WHERE (inside_id = rep.id OR field_id = rep.id) AND until_at IS NULL)
      )
    """,
    "tandem_of_one_side": """
      SELECT 'rep', inside.id, inside.handle FROM tandem
      JOIN rep AS inside ON inside.id = tandem.inside_id JOIN rep AS outside ON outside.id = tandem.field_id
      WHERE inside.side <> 'inside' OR outside.side <> 'field'
    """,
    "callback_of_parted": """
      SELECT 'callback', callback.number, '' FROM callback JOIN tandem ON tandem.id = callback.owner_tandem_id
      WHERE callback.state = 'open' AND tandem.until_at IS NOT NULL
    """,
    "promise_lost": """
      SELECT 'inquiry', inquiry.number, promise.text FROM promise
      JOIN inquiry ON inquiry.number = promise.inquiry_number
      WHERE promise.state = 'open' AND inquiry.state = 'closed'
    """,
    "sleeps_past_promise": """
      SELECT 'inquiry', inquiry.number, promise.text FROM promise
      JOIN inquiry ON inquiry.number = promise.inquiry_number
      WHERE promise.state = 'open' AND promise.due_at < inquiry.wake_at
    """,
    "no_next_step": """
      SELECT 'inquiry', number, state FROM inquiry
      WHERE state <> 'closed' AND (next_step IS NULL OR next_at IS NULL)
    """,
    "snoozed_without_end": """
      SELECT 'inquiry', number, state FROM inquiry WHERE (state = 'snoozed') <> (wake_at IS NOT NULL)
    """,
    "closed_without_outcome": """
      SELECT 'inquiry', number, state FROM inquiry WHERE (state = 'closed') <> (outcome IS NOT NULL)
    """,
    "merged_wrongly": """
      SELECT 'inquiry', inquiry.number, CAST(inquiry.merged_into AS TEXT) FROM inquiry
      LEFT JOIN inquiry AS other ON other.number = inquiry.merged_into
      WHERE (inquiry.merged_into IS NOT NULL) <> (inquiry.outcome IS 'duplicate')
        OR inquiry.merged_into = inquiry.number OR other.merged_into = inquiry.number
    """,
    "customer_merged_wrongly": """
      SELECT 'customer', customer.id, customer.number FROM customer
      LEFT JOIN customer AS other ON other.id = customer.merged_into
      WHERE customer.merged_into IS NOT NULL AND (
        other.id IS NULL OR customer.merged_into = customer.id
        OR EXISTS (SELECT 1 FROM inquiry WHERE customer_id = customer.id)
        OR EXISTS (SELECT 1 FROM callback WHERE customer_id = customer.id)
        OR EXISTS (SELECT 1 FROM contact WHERE customer_id = customer.id)
        OR EXISTS (SELECT 1 FROM site WHERE customer_id = customer.id)
        OR EXISTS (SELECT 1 FROM phone WHERE customer_id = customer.id)
        OR EXISTS (SELECT 1 FROM email WHERE customer_id = customer.id)
        OR EXISTS (SELECT 1 FROM note WHERE customer_id = customer.id)
      )
      UNION ALL SELECT 'customer', id, number FROM customer WHERE merged_into IS NOT NULL AND id NOT IN (
        WITH RECURSIVE below (id) AS (
          SELECT id FROM customer WHERE merged_into IS NULL
          UNION SELECT customer.id FROM customer JOIN below ON customer.merged_into = below.id
        ) SELECT id FROM below
      )
    """,
    # What rules.steps.next_step says, once more and in other words.
    "next_step_wrong": f"""
      SELECT 'inquiry', number, next_step FROM (
        SELECT number, next_step, next_at, CASE WHEN state = 'snoozed' THEN wake_at ELSE min(
          CASE WHEN first_reply_at IS NULL THEN due_at ELSE {_FAR} END,
          coalesce(follow_up_at, {_FAR}),
          coalesce((
            SELECT due_at FROM offer WHERE inquiry_number = inquiry.number AND offer.state = 'open'
          ), {_FAR}),
          coalesce((
            SELECT min(due_at) FROM promise WHERE inquiry_number = inquiry.number AND promise.state = 'open'
          ), {_FAR}),
          coalesce((
            SELECT min(from_at) FROM callback WHERE inquiry_number = inquiry.number AND callback.state = 'open'
          ), {_FAR})
        ) END AS wanted FROM inquiry WHERE state <> 'closed'
      ) WHERE next_at IS NOT wanted
    """,
}


def check(path: str) -> Findings:
    """Look at the whole of the store at `path`, as it stands at one instant; nothing is changed, others may write.

    Raises StoreRefused when the file can't be opened at all, store_older (found, known) when it lacks steps: what its
    rows mean is known only of this schema. What is wrong inside is in the findings, damage also of an older store.
    """
    path = os.path.abspath(path)
    version = opening.examine(path, schema=upgrades.SCHEMA, writing=False).user_version
    report = _Report()
    looked = Looked(0, 0)
    acts = 0
    try:
        connection = connect.reading(path)
        connection.row_factory = None
        try:
            connect.stoppable(connection)
            connection.execute("BEGIN")
            if _pages(connection, report):
                if version < upgrades.SCHEMA:
                    raise StoreRefused("store_older", path=path, found=version, known=upgrades.SCHEMA)
                _references(connection, report)
                _schema(connection, report)
                (acts,) = connection.execute("SELECT count(*) FROM act").fetchone()
                looked = replay(connection, report.add)
                for kind, sql in (_ACTS | _CUSTODY).items():
                    for thing, key, detail in connection.execute(sql):
                        report.add(kind, thing, key, detail or "")
                wording_check.look(connection, report.add)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if connect.was_stopped(error):
            raise KeyboardInterrupt from error
        raise opening.translate(error, path) or error from error
    except sqlite3.DatabaseError as error:
        report.add("damaged", "", 0, error.sqlite_errorname)
    return Findings(tuple(report.found), report.total, acts, looked.entries, looked.rows)


class _Report:
    def __init__(self) -> None:
        self.found: list[Finding] = []
        self.total = 0

    def add(self, kind: str, thing: str, key: int, detail: str) -> None:
        self.total += 1
        if len(self.found) < MOST:
            self.found.append(Finding(kind, thing, key, detail))


def _pages(connection: sqlite3.Connection, report: _Report) -> bool:
    """Let SQLite read every page and index; False when it finds them damaged, and then nothing else can be trusted."""
    try:
        told = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({MOST})")]
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:  # some versions of SQLite end the look at the first page that makes no sense
        told = [error.sqlite_errorname]
    # From 3.44 on SQLite looks at the index of words as well, which has a look of its own here: its pages are sound.
    told = [text for text in told if "inverted index for FTS5" not in text]
    if told in (["ok"], []):
        return True
    for table in _damaged(connection):
        report.add("damaged_table", table, 0, "")
    for text in told:
        report.add("damaged", "", 0, text)
    return False


def _damaged(connection: sqlite3.Connection) -> list[str]:
    """Give the tables that are damaged, or one of whose indexes is: what is in the others can be saved."""
    found = []
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        try:
            told = connection.execute(f"PRAGMA integrity_check({table})").fetchall()
        except sqlite3.DatabaseError:
            told = []
        if [row[0] for row in told] != ["ok"]:
            found.append(str(table))
    return found


def _references(connection: sqlite3.Connection, report: _Report) -> None:
    for table, key, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        kind = "entry_without_act" if (table, parent) == ("trail", "act") else "reference_broken"
        report.add(kind, table, key or 0, parent)


def _schema(connection: sqlite3.Connection, report: _Report) -> None:
    """Compare tables, indexes and triggers with what the steps make: without its triggers no trail is protected."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for step in range(1, version + 1):
            for statement in upgrades.statements(step):
                made.execute(statement)
        wanted = {(kind, name): _tidy(sql) for kind, name, sql in made.execute(_SCHEMA)}
    finally:
        made.close()
    found = {(kind, name): _tidy(sql) for kind, name, sql in connection.execute(_SCHEMA)}
    for kind, name in sorted(wanted.keys() | found.keys()):
        if wanted.get((kind, name)) != found.get((kind, name)):
            report.add("schema_differs", kind, 0, name)


def _tidy(sql: str | None) -> str:
    return " ".join((sql or "").split())
