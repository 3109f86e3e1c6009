"""How two columns share what room there is in a row."""

from __future__ import annotations

LEAST = 8
"""Cells that the title of a column takes."""


def shared(room: int, share: int, first: int, second: int) -> int:
    """Give the cells of the first of two columns: its `share` of the room, more of what the second does not need.

    `first` and `second` are the most cells that anything in them takes, 0 where that is not known. What the first does
    not need is the second's.
    """
    if second and second < room - share:
        return max(share, min(first, room - second))
    if first and first < share:
        return min(share, max(LEAST, first))
    return share
