from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from desk import acts
from desk.finding import ranking
from desk.finding.ranking import Memory
from tests.finding.conftest import Found


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys of all customers that are read from the store, as they are read."""
    keys: list[int] = []
    truly = ranking.read

    def counted(reader: Any, asked: Sequence[int]) -> Any:
        keys.extend(asked)
        return truly(reader, asked)

    monkeypatch.setattr(ranking, "read", counted)
    return keys


def test_the_next_letter_reads_only_whom_the_last_one_did_not_bring(found: Found, read: list[int]) -> None:
    assert found.numbers("kraus")[0] == "A1"
    first = list(read)
    assert first
    assert found.numbers("kraus m")[0] == "A1"
    assert not {*first} & {*read[len(first) :]}


def test_what_anybody_did_makes_the_next_letter_read_anew(found: Found, read: list[int]) -> None:
    """Also what changes no customer: who was in touch lately comes first among equals."""
    before = found.first("kraus")
    read.clear()
    with found.desk.again() as colleague:
        colleague.inquiry(customer="A5")
        assert found.first("kraus") == before
        assert before.id in read
        read.clear()
        colleague.do(acts.customers.edit, "A1", {"company": "Kraus Neu"}, None)
        assert found.first("kraus").name == "Kraus Neu"
        assert before.id in read


def test_a_reader_that_began_earlier_neither_gets_nor_leaves_what_others_see(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def read(reader: Any, keys: Sequence[int]) -> Any:
        seen.append((reader, tuple(keys)))
        return {key: reader for key in keys if key != 9}

    monkeypatch.setattr(ranking, "read", read)
    memory, now, then = Memory(), "now", "then"
    assert memory.read(now, [1, 9], 7) == {1: now}  # type: ignore[arg-type, comparison-overlap]
    assert memory.read(then, [1], 6) == {1: then}  # type: ignore[arg-type, comparison-overlap]
    assert memory.read(now, [1, 9, 2], 7) == {1: now, 2: now}  # type: ignore[arg-type, comparison-overlap]
    assert seen == [(now, (1, 9)), (then, (1,)), (now, (2,))]


def test_no_more_is_remembered_than_has_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "MOST_REMEMBERED", 3)
    monkeypatch.setattr(ranking, "read", lambda reader, keys: dict.fromkeys(keys, reader))
    memory = Memory()
    for key in range(20):
        assert list(memory.read("r", [key, key + 1], 1)) == [key, key + 1]  # type: ignore[arg-type]
        assert len(memory._last[1]) <= 3 + 2
