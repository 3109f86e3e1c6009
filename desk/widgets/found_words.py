"""The words by which inquiries were searched for, marked in the columns where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from desk.rules.wording import Sought, places
from desk.widgets.inquiry_line import Piece

FOUND = "found"
"""What a marked word's kind ends with, after that of its column."""

_COLUMNS = frozenset({"customer", "about"})


def with_words(pieces: Iterable[Piece], wanted: Sequence[Sought]) -> Iterator[Piece]:
    """Cut the words that were searched for out of customer and subject, as pieces of a kind of their own."""
    for text, kind in pieces:
        at = 0
        for start, end in places(text, wanted) if kind in _COLUMNS else ():
            if start > at:
                yield text[at:start], kind
            yield text[start:end], f"{kind} {FOUND}"
            at = end
        yield text[at:], kind
