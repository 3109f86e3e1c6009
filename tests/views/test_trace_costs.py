"""What a caller asks for is looked up, not looked for: no question of the trace goes through all inquiries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from desk.keeping.reader import expanded
from desk.views import trace_matches
from tests.kit.builders import team

SAID = ("#1001", "1001", "kraus", "möbel kraus köln", "0221 123456", "ute@kraus.example", "stühle", "xyzzy qwertz")


class Planned:
    """A reader that keeps how SQLite means to answer each question."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.plans: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def all(self, sql: str, /, **values: Any) -> Sequence[Any]:
        statement, flat = expanded(sql, values)
        self.plans += [row["detail"] for row in self._reader.all(f"EXPLAIN QUERY PLAN {statement}", **flat)]
        return self._reader.all(sql, **values)


def through_all(plans: list[str]) -> list[str]:
    """Give the steps that go through a whole table, or all closed inquiries; the open ones are few, in an index."""
    allowed = r"SCAN (inquiry USING .*\binquiry_in_order|inquiry_words_index VIRTUAL|(family|below|rep)$|CONSTANT)"
    return [plan for plan in plans if plan.startswith("SCAN") and not re.match(allowed, plan)]


@pytest.mark.parametrize("said", SAID)
def test_nothing_that_a_caller_says_has_all_inquiries_looked_through(tmp_path: Path, said: str) -> None:
    with team(tmp_path) as desk:
        desk.customer("Möbel Kraus", city="Köln", phone="0221 123456")
        planned: list[Planned] = []

        def view(reader: Any) -> object:
            planned.append(Planned(reader))
            return trace_matches.matches(planned[0], said)  # type: ignore[arg-type]

        desk.read(view)
        assert planned[0].plans
        assert through_all(planned[0].plans) == []


def test_the_control_goes_through_all_of_them(tmp_path: Path) -> None:
    with team(tmp_path) as desk:
        planned: list[Planned] = []

        def view(reader: Any) -> None:
            planned.append(Planned(reader))
            planned[0].all("SELECT inquiry.number FROM inquiry WHERE inquiry.about = :about", about="x")

        desk.read(view)
        assert through_all(planned[0].plans)
