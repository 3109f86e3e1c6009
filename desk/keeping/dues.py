"""What is due by now: the one question a store asks before it reads or writes, each part answered by an index."""

from __future__ import annotations

AT_ONCE = 100
"""How many are settled before the question is asked anew."""

WAKE = "wake"
EXPIRE = "expire"

DUE = f"""
  SELECT '{WAKE}' AS kind, number, wake_at AS at FROM inquiry WHERE state = 'snoozed' AND wake_at <= :now
  UNION ALL
  SELECT '{EXPIRE}', inquiry_number, due_at FROM offer WHERE state = 'open' AND due_at <= :now
  ORDER BY at, number LIMIT {AT_ONCE:d}
"""
"""Kind, number and the instant at which it was due, earliest first; `now` in microseconds."""
