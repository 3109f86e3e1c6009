"""What customers were called that are part of others by now: whoever asks for them means the other one."""

from __future__ import annotations

from collections.abc import Iterable

from desk.keeping.reader import Reader

_FORMER = """
  WITH RECURSIVE below (of, id) AS (
    SELECT merged_into, id FROM customer WHERE merged_into IN :ids
    UNION SELECT below.of, customer.id FROM customer JOIN below ON customer.merged_into = below.id
  ) SELECT below.of, customer.number, customer.folded FROM below JOIN customer ON customer.id = below.id
  ORDER BY below.of, customer.id
"""


def former(reader: Reader, ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Give number and folded company of all that are part of some customers, by whatever detour, by their keys."""
    found: dict[int, list[tuple[str, str]]] = {}
    for row in reader.all(_FORMER, ids=tuple(ids)):
        found.setdefault(row["of"], []).append((row["number"], row["folded"]))
    return found
