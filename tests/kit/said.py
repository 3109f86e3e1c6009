"""All that was said about each inquiry, gathered from the rows one by one and looked through from end to end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desk.rules.folding import fold
from desk.words import Act, Priority

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

NOBODY_SAID = {
    "inquiry": "state channel link first_reply_how next_step outcome fit folded",
    "message": "digest message_id phones attachments why_unreadable full_text",
    "offer": "contact state",
    "promise": "state",
    "suggested": "model why through",
    "callback": "state owner_kind owner_side result",
    "attempt": "result",
    "handed": "state",
}
"""The columns of texts that the desk writes by itself; all others of these tables count, also new ones."""


def of_each(rows: Rows, trail: Sequence[tuple[int, str | None]]) -> dict[int, list[str]]:
    """Give the texts by which each inquiry has to be found; `trail` are numbers of inquiries and notes."""
    own = {each["number"]: [str(each["number"]), *_of_one(rows, each, trail)] for each in rows["inquiry"]}
    into = {each["number"]: each["merged_into"] for each in rows["inquiry"]}
    return {number: [text for other in own if number in _way(other, into) for text in own[other]] for number in own}


def by_looking(texts: Mapping[int, Sequence[str]], typed: str) -> set[int]:
    """Give the inquiries in whose texts a word begins with the one that was typed; a single letter is a whole word."""
    wanted = fold(typed)
    return {
        number
        for number, said in texts.items()
        for word in re.split(r"[^a-z0-9]+", fold("\n".join(said)))
        if word == wanted or (len(wanted) > 1 and word.startswith(wanted))
    }


def _of_one(rows: Rows, inquiry: Mapping[str, Any], trail: Sequence[tuple[int, str | None]]) -> Iterator[str]:
    number = inquiry["number"]
    callbacks = [each["number"] for each in rows["callback"] if each["inquiry_number"] == number]
    for table, left_out in NOBODY_SAID.items():
        for row in rows[table]:
            of_it = row["callback_number"] in callbacks if table == "attempt" else row.get("inquiry_number") == number
            if of_it or row is inquiry:
                yield from (text for name, text in row.items() if name not in left_out.split() and type(text) is str)
    yield from (row["text"] for row in rows["note"] if row["inquiry_number"] == number)
    into = {each["id"]: each["merged_into"] for each in rows["customer"]}
    for customer in rows["customer"]:
        if inquiry["customer_id"] in _way(customer["id"], into):
            yield from (customer["company"], customer["number"])
    names = {each["handle"] for each in rows["rep"]} | {each["number"] for each in rows["customer"]}
    names |= {level.word for level in Priority} | {act.value for act in Act}
    for about, note in trail:
        if about == number and note and not names.issuperset(re.findall(r"(?<![\w#])[\w.-]+", note)):
            yield note


def _way(key: int, into: Mapping[int, int | None]) -> Iterator[int]:
    at: int | None = key
    while at is not None:
        yield at
        at = into[at]
