"""The table of `make bench`: a goal that is missed is said, and runs are compared with those that were recorded."""

from __future__ import annotations

from pathlib import Path

from tests.bench import record
from tests.bench.table import Figure, shown, trend


def test_a_figure_is_met_up_to_its_goal_and_missed_beyond_it() -> None:
    assert Figure("a", 1.3, "x", 1.3).reached
    assert not Figure("a", 1.31, "x", 1.3).reached
    assert Figure("a", 1000, "", 1000, at_least=True).reached
    assert not Figure("a", 999, "", 1000, at_least=True).reached
    assert Figure("a", 1e9, "ms").reached


def test_the_table_says_of_each_figure_its_row_its_goal_and_what_came_of_it() -> None:
    lines = shown([Figure("a move", 6.0, "ms", 5.0, 3), Figure("bare", 1.0, "ms")]).splitlines()
    assert lines[1].split() == ["3", "a", "move", "6.00", "ms", "<=", "5", "MISSED"]
    assert lines[2].split() == ["bare", "1.00", "ms"]


def test_a_recorded_run_names_no_machine_and_later_ones_are_compared_with_the_median(tmp_path: Path) -> None:
    kept = tmp_path / "bench.jsonl"
    assert record.before(kept) == []
    for value in (10.0, 20.0, 30.0):
        record.append([Figure("a move", value, "ms", 5.0, 3)], kept)
    assert trend(Figure("a move", 25.0, "ms"), record.before(kept)) == "20.00 (+25 %)"
    assert trend(Figure("another", 25.0, "ms"), record.before(kept)) == ""
    assert set(kept.read_text().split('"')[1::2]) & {"host", "machine", "path"} == set()
