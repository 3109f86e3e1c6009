"""The filter of the inbox: words joined by *and*, such as `holder:anna state:new due:late media data`."""

import re
from collections.abc import Sequence
from datetime import timedelta
from difflib import get_close_matches
from typing import NamedTuple

from desk.rules.folding import fold
from desk.words import Channel, Grade, Mark, Refused, State

KEYS = ("holder", "with", "offered", "state", "channel", "customer", "due", "age", "grade", "priority", "mark")
NOBODY = "nobody"
ANYBODY = "anybody"
ME = "me"
ANY = "any"
"""The state of all inquiries, closed ones included."""
DUE = ("late", "today")
UNFOUND = "unfound"
MARKS = (*(each.value for each in Mark), UNFOUND)
"""What a list marks, and what a caller says to have sent and nobody found."""
_AGE = r"(\d{1,5})(min|h|d)"
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
MOST_WORDS = 20


class Filter(NamedTuple):
    """What a list of inquiries shows; the empty filter shows every open one.

    `mine` is the screen's first filter: what one holds, is offered or has promised something on, and what nobody
    holds. `holder` is a handle, `me` or `nobody`; `offered`, who something is offered to, a handle, `me` or `anybody`.
    `closed` includes closed ones. `words` are folded and must all be found.
    """

    mine: bool = False
    holder: str | None = None
    offered: str | None = None
    state: State | None = None
    channel: Channel | None = None
    customer: str | None = None
    due: str | None = None
    age: timedelta | None = None
    grade: Grade | None = None
    priority: str | None = None
    mark: str | None = None
    words: tuple[str, ...] = ()
    closed: bool = False


def parse(text: str, *, mine: bool = False, closed: bool = False) -> Filter:
    """Read a filter as it is typed; `mine` holds as long as no holder, no state and no mark are named.

    A colon after anything but letters (14:30, "re:offer), or before two strokes (https://), is a sign among words.
    Raises Refused: filter_unknown (word, nearest), filter_value (key, value, known), filter_too_long.
    """
    found: dict[str, object] = {}
    words: list[str] = []
    parts = text[:2000].split()
    if len(parts) > MOST_WORDS:
        raise Refused("filter_too_long", most=MOST_WORDS)
    for part in parts:
        key, _, value = part.partition(":")
        if not value or not key.isalpha() or value.startswith("//"):
            words.append(fold(part))
            continue
        key = key.lower()
        if key not in KEYS:
            raise Refused("filter_unknown", word=key, nearest=get_close_matches(key, KEYS, 1, 0.0)[0])
        found["holder" if key == "with" else key] = _value(key, value)
    mine = mine and not found.keys() & {"holder", "offered", "state", "customer", "mark"} and not words
    if found.get("state") in (ANY, State.CLOSED):
        closed = True
    if found.get("state") == ANY:
        del found["state"]
    return Filter(mine=mine, words=tuple(words), closed=closed, **found)  # type: ignore[arg-type]


def require_known(wanted: Filter, handles: Sequence[str]) -> None:
    """Refuse a filter by somebody who is not among these: filter_rep (handle, nearest)."""
    for handle in (wanted.holder, wanted.offered):
        if handle is not None and handle not in (ME, NOBODY, ANYBODY, *handles):
            raise Refused("filter_rep", handle=handle, nearest=get_close_matches(handle, [*handles, ME], 1, 0.0)[0])


def _value(key: str, value: str) -> object:
    low = value.lower()
    if key in ("holder", "with", "offered"):
        return low
    if key == "customer":
        return fold(value)
    if key == "age":
        found = re.fullmatch(_AGE, low)
        if found is None:
            raise Refused("filter_value", key=key, value=value, known="30min, 2h, 3d")
        return int(found[1]) * _UNITS[found[2]]
    known: dict[str, dict[str, object]] = {
        "state": {each.value: each for each in State} | {ANY: ANY},
        "channel": {each.value: each for each in Channel},
        "grade": {each.value.lower(): each for each in Grade},
        "due": {each: each for each in DUE},
        "mark": {each: each for each in MARKS},
        "priority": {each: each for each in ("high", "normal", "low")},
    }
    if low not in known[key]:
        raise Refused("filter_value", key=key, value=value, known=", ".join(known[key]))
    return known[key][low]
