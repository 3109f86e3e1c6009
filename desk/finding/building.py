"""From what was gathered to the arrays of an index: pure, without a store and without files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from desk.finding.gathering import PHONE_DIGITS, Gathered, Progress
from desk.finding.wordlist import LONGEST, LONGEST_BEGINNING, SHORTEST_BEGINNING, Array, signature
from desk.rules.sounds import cologne, sounds

Arrays = dict[str, Array]


def build(found: Gathered, told: Progress) -> Arrays:
    """Give the arrays of an index, by name; `told` is called with shares from 0.6 to 1."""
    order = sorted(range(len(found.words)), key=found.words.__getitem__)
    words = [found.words[place].encode() for place in order]
    arrays: Arrays = {"ids": found.ids, "inside": found.inside, "field": found.field, "recent": found.recent}
    arrays |= _blob("word", words) | _by_length("word", words) | _postings(found, order)
    places = {found.words[place]: at for at, place in enumerate(order)}
    for name, own in found.names.items():
        arrays[name] = np.array([places.get(word, -1) for word in own], np.int32)
    told(0.7)
    arrays |= _beginnings(words)
    told(0.75)
    texts = [found.words[place] for place in order]
    arrays |= _codes("sound", texts, sounds)
    told(0.85)
    arrays |= _codes("cologne", texts, lambda word: (code,) if (code := cologne(word)) else ())
    told(0.95)
    arrays |= _telephones("begin", found.phones, found.phone_rows)
    arrays |= _telephones("end", [number[::-1] for number in found.phones], found.phone_rows)
    told(1.0)
    return arrays


def padded(digits: str) -> int:
    """Give digits as a number in which those that begin alike lie side by side."""
    return int(digits[:PHONE_DIGITS].ljust(PHONE_DIGITS, "0"))


def _blob(name: str, words: list[bytes]) -> Arrays:
    starts = np.zeros(len(words) + 1, np.uint32)
    np.cumsum(np.fromiter(map(len, words), np.uint32, len(words)), out=starts[1:])
    return {f"{name}_blob": np.frombuffer(b"".join(words), np.uint8), f"{name}_starts": starts}


def _by_length(name: str, words: list[bytes]) -> Arrays:
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    order = np.argsort(lengths, kind="stable").astype(np.int32)
    bounds = np.searchsorted(lengths[order], np.arange(LONGEST + 2)).astype(np.int32)
    return {f"{name}_order": order, f"{name}_bounds": bounds, f"{name}_signatures": signature(words)[order]}


def _postings(found: Gathered, order: list[int]) -> Arrays:
    counts = np.array(found.counts, np.int64)
    begins = np.concatenate(([0], np.cumsum(counts)))[:-1]
    places = np.array(order, np.int64)
    starts = np.concatenate(([0], np.cumsum(counts[places]))).astype(np.int64)
    within = np.arange(int(starts[-1])) - np.repeat(starts[:-1], counts[places])
    return {
        "posting_starts": starts.astype(np.uint32),
        "postings": found.rows[np.repeat(begins[places], counts[places]) + within],
    }


def _beginnings(words: list[bytes]) -> Arrays:
    arrays: Arrays = {}
    for length in range(SHORTEST_BEGINNING, LONGEST_BEGINNING + 1):
        long = np.array([place for place, word in enumerate(words) if len(word) >= length], np.int32)
        cut = np.array([words[place][:length] for place in long.tolist()], f"S{length}")
        new = np.flatnonzero(np.concatenate(([True], cut[1:] != cut[:-1]))) if len(cut) else np.empty(0, np.int64)
        ends = np.concatenate((new[1:], [len(long)])).astype(np.int64) - 1 if len(new) else new
        arrays[f"beginning{length}_firsts"] = long[new]
        arrays[f"beginning{length}_ends"] = long[ends] + 1 if len(new) else long[new]
        arrays[f"beginning{length}_signatures"] = signature(cut[new].tolist())
    return arrays


def _codes(name: str, texts: list[str], coded: Callable[[str], Iterable[str]]) -> Arrays:
    pairs = sorted((code, place) for place, text in enumerate(texts) for code in coded(text))
    codes: list[bytes] = []
    starts: list[int] = []
    for at, (code, _) in enumerate(pairs):
        if not at or code != pairs[at - 1][0]:
            codes.append(code.encode())
            starts.append(at)
    arrays = _blob(name, codes)
    if name == "sound":
        arrays |= _by_length(name, codes)
    arrays[f"{name}_first"] = np.array([*starts, len(pairs)], np.uint32)
    arrays[f"{name}_words"] = np.array([place for _, place in pairs], np.int32)
    return arrays


def _telephones(name: str, numbers: list[str], rows: Array) -> Arrays:
    values = np.fromiter(map(padded, numbers), np.int64, len(numbers))
    lengths = np.fromiter(map(len, numbers), np.uint8, len(numbers))
    order = np.argsort(values, kind="stable")
    return {f"{name}_numbers": values[order], f"{name}_rows": rows[order], f"{name}_lengths": lengths[order]}
