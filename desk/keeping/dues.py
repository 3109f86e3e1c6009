"""What is due by now: the one question a store asks before it reads or writes, each part answered by an index."""

from __future__ import annotations

AT_ONCE = 100
"""How many are settled before the question is asked anew."""

WAKE = "wake"
EXPIRE = "expire"
AWAY = "away"
BACK = "back"
WIDEN = "widen"

BRINGS_MORE = frozenset({AWAY, BACK})
"""After these something may be due earlier than what was found with them: an absence's end, a callback given back."""

DUE = f"""
  SELECT '{WAKE}' AS kind, number, wake_at AS at FROM inquiry WHERE state = 'snoozed' AND wake_at <= :now
  UNION ALL
  SELECT '{EXPIRE}', inquiry_number, due_at FROM offer WHERE state = 'open' AND due_at <= :now
  UNION ALL
  SELECT '{AWAY}', id, from_at FROM absence WHERE state = 'planned' AND from_at <= :now
  UNION ALL
  SELECT '{BACK}', id, until_at FROM absence WHERE state = 'away' AND until_at <= :now
  UNION ALL
  SELECT '{WIDEN}', number, widen_at FROM callback WHERE state = 'open' AND widen_at IS NOT NULL AND widen_at <= :now
  ORDER BY at, number LIMIT {AT_ONCE:d}
"""
"""Kind, number and the instant at which it was due, earliest first; `now` in microseconds."""
