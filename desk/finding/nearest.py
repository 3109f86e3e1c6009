"""Of many customers that one typed word brought in: whose other names come closest to what else was typed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from desk.finding.wordlist import Array, Words

MOST = 3_000
"""Customers that are compared; the names of more cost a keystroke more than they tell."""


def nearness(words: Words, names: Array, tokens: Sequence[str], tells: Sequence[float]) -> Array:
    """Give for each customer from 0 to 1 how alike its names are to all that was typed, however far each word is.

    `names` has a row for each kind of name and a column for each customer, places in `words`, -1 for none. Each of
    the `tokens` counts for as much as it `tells`.
    """
    places, where = np.unique(names, return_inverse=True)
    texts = words.many(np.maximum(places, 0))
    alike = cdist([token.encode() for token in tokens], texts, scorer=OSA.normalized_similarity, dtype=np.float32)
    alike[:, places < 0] = 0
    closest = alike[:, where.reshape(names.shape)].max(axis=1)
    near: Array = np.asarray(tells, np.float32) @ closest / sum(tells)
    return near
