from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.keeping.reader import expanded

LISTS = (
    ((), "IN (NULL)"),
    ((7,), "IN (:ids_0)"),
    ((7, 8), "IN (:ids_0, :ids_1)"),
    ((7, 8, 9), "IN (:ids_0, :ids_1, :ids_2, :ids_3)"),
)


@pytest.mark.parametrize(("ids", "written"), LISTS)
def test_a_sequence_is_written_as_a_list_of_values(ids: Sequence[int], written: str) -> None:
    assert expanded("IN :ids", {"ids": ids})[0] == written


@given(st.lists(st.integers(), max_size=200))
def test_a_list_of_values_holds_all_of_them_and_no_other_in_one_of_few_lengths(ids: list[int]) -> None:
    """Of few lengths are few statements, which SQLite prepares once."""
    sql, flat = expanded("id IN :ids AND rep = :rep", {"ids": ids, "rep": "anna"})
    assert {*flat.values()} == {*ids, "anna"}
    assert sql.count(":ids_") in (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)
    assert sql.endswith(" AND rep = :rep")
