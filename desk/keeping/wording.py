"""The words of every inquiry, kept beside it: gathered from all that was written about it, whenever that changes.

Nothing here is part of an act: the words follow from the rows, and can be worked out anew at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from desk.rules.wording import LONGEST_TEXT, words
from desk.words import Act, Thing

Ask = Callable[..., Iterable[Any]]
Changes = Mapping[tuple[Thing, int], Iterable[Mapping[str, Any]]]

SAID = (
    Act.UNFOUND, Act.REPLY, Act.NOTE, Act.ATTACH, Act.CLOSE, Act.OFFER, Act.DECLINE, Act.OBJECT, Act.CORRECT,
    Act.PROMISE, Act.PROMISE_KEPT, Act.PROMISE_MOVED, Act.PROMISE_BROKEN,
)  # fmt: skip
"""The acts whose entry in a trail bears what somebody said; what others note are handles and numbers."""

_BATCH = 100
_COLUMNS: dict[str, frozenset[str]] = {
    "inquiry": frozenset(
        "about body sender sender_email sender_phone customer_id lead_what lead_wanted_by lead_area outcome_why "
        "merged_into".split()
    ),
    "note": frozenset({"text"}),
    "offer": frozenset({"note", "why", "end_why"}),
    "promise": frozenset({"text", "why"}),
    "suggested": frozenset({"objection"}),
    "callback": frozenset({"inquiry_number", "person", "phone", "topic"}),
    "attempt": frozenset({"note"}),
    "customer": frozenset({"company", "number", "merged_into"}),
}
"""The columns whose words count, of every table that acts change."""

_TRAIL = ", ".join(f"'{act.value}'" for act in SAID)
_LINE = "|| char(10) ||"
# What was said by people comes before long messages: of more than a million characters the last ones are left out.
_TEXTS = f"""
  SELECT number, number {_LINE} about {_LINE} sender {_LINE} coalesce(sender_email, '')
    {_LINE} coalesce(sender_phone, '') {_LINE} coalesce(lead_what, '') {_LINE} coalesce(lead_wanted_by, '')
    {_LINE} coalesce(lead_area, '') {_LINE} coalesce(outcome_why, '')
  FROM inquiry WHERE number BETWEEN ?1 AND ?2
  UNION ALL SELECT inquiry.number, customer.company {_LINE} customer.number
    FROM inquiry JOIN customer ON customer.id = inquiry.customer_id WHERE inquiry.number BETWEEN ?1 AND ?2
  UNION ALL SELECT inquiry_number, text FROM note WHERE inquiry_number BETWEEN ?1 AND ?2
  UNION ALL SELECT inquiry_number, note {_LINE} coalesce(why, '') {_LINE} coalesce(end_why, '')
    FROM offer WHERE inquiry_number BETWEEN ?1 AND ?2
  UNION ALL SELECT inquiry_number, text {_LINE} coalesce(why, '')
    FROM promise WHERE inquiry_number BETWEEN ?1 AND ?2
  UNION ALL SELECT inquiry_number, objection
    FROM suggested WHERE inquiry_number BETWEEN ?1 AND ?2 AND objection IS NOT NULL
  UNION ALL SELECT inquiry_number, coalesce(person, '') {_LINE} coalesce(phone, '') {_LINE} topic
    FROM callback WHERE inquiry_number BETWEEN ?1 AND ?2
  UNION ALL SELECT callback.inquiry_number, attempt.note
    FROM callback JOIN attempt ON attempt.callback_number = callback.number
    WHERE callback.inquiry_number BETWEEN ?1 AND ?2 AND attempt.note IS NOT NULL
  UNION ALL SELECT thing_id, note FROM trail
    WHERE thing = 'inquiry' AND thing_id BETWEEN ?1 AND ?2 AND note IS NOT NULL AND act IN ({_TRAIL})
  UNION ALL SELECT number, substr(body, 1, {LONGEST_TEXT}) FROM inquiry WHERE number BETWEEN ?1 AND ?2
  UNION ALL SELECT inquiry_number, about {_LINE} sender {_LINE} coalesce(sender_email, '')
    {_LINE} substr(text, 1, {LONGEST_TEXT})
    FROM message WHERE inquiry_number BETWEEN ?1 AND ?2
  UNION ALL SELECT former.number, customer.company {_LINE} customer.number FROM (
    WITH RECURSIVE former (number, id) AS (
      SELECT inquiry.number, customer.id FROM inquiry
        JOIN customer ON customer.merged_into = inquiry.customer_id WHERE inquiry.number BETWEEN ?1 AND ?2
      UNION SELECT former.number, customer.id FROM former JOIN customer ON customer.merged_into = former.id
    ) SELECT number, id FROM former
  ) AS former JOIN customer ON customer.id = former.id
"""
"""All that was written, also name and number of what is part of an inquiry's customer by now."""
_ABOVE = """
  WITH RECURSIVE above (number) AS (
    SELECT ?1 UNION SELECT merged_into FROM inquiry JOIN above USING (number) WHERE merged_into IS NOT NULL
  ) SELECT number FROM above
"""
_BELOW = """
  WITH RECURSIVE below (number) AS (
    SELECT ?1 UNION SELECT inquiry.number FROM inquiry JOIN below ON inquiry.merged_into = below.number
  ) SELECT number FROM below
"""
_SURVIVORS = "SELECT DISTINCT merged_into FROM inquiry WHERE merged_into IS NOT NULL"
_KEEP = """
  INSERT INTO inquiry_words (inquiry_number, words) VALUES (?1, ?2)
  ON CONFLICT (inquiry_number) DO UPDATE SET words = excluded.words WHERE inquiry_words.words <> excluded.words
"""
_OF_CALLBACK = "SELECT inquiry_number FROM callback WHERE number = ?1 AND inquiry_number IS NOT NULL"
_OF_CUSTOMER = """
  WITH RECURSIVE above (id) AS (
    SELECT ?1 UNION SELECT merged_into FROM customer JOIN above USING (id) WHERE merged_into IS NOT NULL
  ) SELECT number FROM inquiry WHERE customer_id IN (SELECT id FROM above)
"""
"""Those of a customer, and of whose part it is."""


def follow(ask: Ask, changes: Changes, said: Iterable[int]) -> None:
    """Keep the words of those inquiries of which something written has changed, before the act is committed.

    `changes` are those of an act, `said` the inquiries whose trail or messages say more than before. An inquiry has
    the words of all that was merged into it as well. A customer's new name is followed by all its inquiries.
    """
    stale = set(said)
    for (thing, key), told in changes.items():
        for change in told:
            if _COLUMNS.get(change["table"], frozenset()) & change.keys():
                stale.update(_of(ask, thing, key, change))
    kept = {number for each in stale for (number,) in ask(_ABOVE, (each,))}
    for number in sorted(kept):
        ask(_KEEP, (number, of_one(ask, number)))


def told(act: str, note: str | None) -> bool:
    """Say whether an act's entry in a trail bears words by which its inquiry is found."""
    return note is not None and act in SAID


def of_one(ask: Ask, number: int) -> str:
    """Gather the words of one inquiry and of what was merged into it."""
    below = sorted(each for (each,) in ask(_BELOW, (number,)))
    below.sort(key=lambda each: each != number)
    return words(text for each in below for _, text in ask(_TEXTS, (each, each)))


def of_all(ask: Ask) -> Iterator[tuple[int, str]]:
    """Gather the words of every inquiry, by number."""
    survivors = {number for (number,) in ask(_SURVIVORS)}
    ((last,),) = ask("SELECT coalesce(max(number), 0) FROM inquiry")
    for first in range(1, last + 1, _BATCH):
        found: dict[int, list[str]] = {}
        for number, text in ask(_TEXTS, (first, first + _BATCH - 1)):
            found.setdefault(number, []).append(text)
        for number in sorted(found):
            yield number, of_one(ask, number) if number in survivors else words(found[number])


def fill(connection: sqlite3.Connection) -> None:
    """Give words to the inquiries that have none, within the transaction that `connection` is in.

    Whoever puts inquiries into a store past the acts needs that.
    """
    have = {number for (number,) in connection.execute("SELECT inquiry_number FROM inquiry_words")}
    connection.executemany(_KEEP, (each for each in of_all(connection.cursor().execute) if each[0] not in have))


def anew(connection: sqlite3.Connection) -> None:
    """Work out all words anew, and the index from nothing, within the transaction that `connection` is in."""
    # The index may hold anything but these words, and can't forget one by one what it never held.
    connection.execute("INSERT INTO inquiry_words_index (inquiry_words_index) VALUES ('rebuild')")
    connection.execute("DELETE FROM inquiry_words WHERE inquiry_number NOT IN (SELECT number FROM inquiry)")
    connection.executemany(_KEEP, of_all(connection.cursor().execute))
    connection.execute("INSERT INTO inquiry_words_index (inquiry_words_index) VALUES ('rebuild')")


def _of(ask: Ask, thing: Thing, key: int, change: Mapping[str, Any]) -> Iterator[int]:
    if thing is Thing.INQUIRY:
        yield key
        yield from (number for number in change.get("merged_into", ()) if number is not None)
    elif thing is Thing.CALLBACK:
        yield from (number for (number,) in ask(_OF_CALLBACK, (key,)))
        yield from (number for number in change.get("inquiry_number", ()) if number is not None)
    elif thing is Thing.CUSTOMER and change["table"] == "customer" and change["version"] > 1:
        for each in sorted({key, *change.get("merged_into", ())} - {None}):
            yield from [number for (number,) in ask(_OF_CUSTOMER, (each,))]
