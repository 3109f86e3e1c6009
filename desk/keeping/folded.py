"""All that is kept folded, worked out anew at once: what an older program folded by other rules is found no more."""

from __future__ import annotations

import sqlite3

from desk.keeping import wording
from desk.rules.folding import customer_words, fold

_BATCH = 500
_LAST = "SELECT coalesce(max(id), 0) FROM customer"
_CUSTOMERS = "SELECT id, company, folded, merged_into FROM customer WHERE id BETWEEN ?1 AND ?2"
_TEXTS = """
  SELECT id, company || ' ' || number FROM customer WHERE id BETWEEN ?1 AND ?2
  UNION ALL SELECT former.of, customer.company || ' ' || customer.number FROM (
    WITH RECURSIVE former (of, id) AS (
      SELECT merged_into, id FROM customer WHERE merged_into BETWEEN ?1 AND ?2
      UNION SELECT former.of, customer.id FROM former JOIN customer ON customer.merged_into = former.id
    ) SELECT of, id FROM former
  ) AS former JOIN customer ON customer.id = former.id
  UNION ALL SELECT customer_id, first_name || ' ' || last_name FROM contact WHERE customer_id BETWEEN ?1 AND ?2
  UNION ALL SELECT customer_id, coalesce(name, '') || ' ' || coalesce(city, '') || ' ' || coalesce(postcode, '')
    FROM site WHERE customer_id BETWEEN ?1 AND ?2
"""
_ADDRESSES = "SELECT customer_id, address FROM email WHERE customer_id BETWEEN ?1 AND ?2"
_KEPT = "SELECT word, customer_id FROM customer_word WHERE customer_id BETWEEN ?1 AND ?2"


def folded_inquiry(sender: str) -> str:
    """Give the folded sender as a line of its own, by which the inquiries of the same person are known."""
    return f"\n{fold(sender)}\n"


def anew(connection: sqlite3.Connection) -> None:
    """Fold all that is kept folded by the rules of now, within the transaction that `connection` is in.

    Only what differs is written. Nothing of it is part of an act: no trail and no version is touched.
    """
    senders = connection.execute("SELECT number, sender, folded FROM inquiry")
    changed = [(made, number) for number, sender, kept in senders if (made := folded_inquiry(sender)) != kept]
    connection.executemany("UPDATE inquiry SET folded = ?1 WHERE number = ?2", changed)
    ((last,),) = connection.execute(_LAST)
    for first in range(1, last + 1, _BATCH):
        _customers(connection, (first, first + _BATCH - 1))
    wording.anew(connection)


def _customers(connection: sqlite3.Connection, keys: tuple[int, int]) -> None:
    """Fold the companies from one key to another, and work out the words of those that are no part of another."""
    customers = connection.execute(_CUSTOMERS, keys).fetchall()
    changed = [(made, key) for key, company, kept, _ in customers if (made := fold(company)) != kept]
    connection.executemany("UPDATE customer SET folded = ?1 WHERE id = ?2", changed)
    texts, addresses = _gathered(connection, _TEXTS, keys), _gathered(connection, _ADDRESSES, keys)
    wanted = {
        (word, key)
        for key, _, _, into in customers if into is None
        for word in customer_words(texts[key], addresses.get(key, ()))
    }  # fmt: skip
    kept_words = set(connection.execute(_KEPT, keys))
    connection.executemany("DELETE FROM customer_word WHERE word = ?1 AND customer_id = ?2", kept_words - wanted)
    connection.executemany("INSERT INTO customer_word (word, customer_id) VALUES (?1, ?2)", wanted - kept_words)


def _gathered(connection: sqlite3.Connection, sql: str, keys: tuple[int, int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, text in connection.execute(sql, keys):
        found.setdefault(key, []).append(text)
    return found
