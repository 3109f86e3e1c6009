"""One measured figure, and the table of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

LAST = 5
"""Recorded runs with whose median a figure is compared."""


@dataclass(frozen=True)
class Figure:
    """What was measured, its value, and the most it may be (with `at_least` the least); `goal` None: only told.

    `row` is its line in the table of QUALITY, "Speed"; 0 for what other figures are compared with.
    """

    what: str
    value: float
    unit: str
    goal: float | None = None
    row: int = 0
    at_least: bool = False

    @property
    def reached(self) -> bool:
        if self.goal is None:
            return True
        return self.value >= self.goal if self.at_least else self.value <= self.goal


def shown(figures: Sequence[Figure], before: Sequence[Mapping[str, float]] = ()) -> str:
    """Give the table, each figure beside its goal and beside the median of the last recorded runs."""
    wide = max(len(figure.what) for figure in figures)
    lines = [f"row  {'what':<{wide}}  {'measured':>14}  {'goal':>9}  {'':<6}  before"]
    for figure in figures:
        goal = "" if figure.goal is None else f"{'>=' if figure.at_least else '<='} {figure.goal:g}"
        sign = "" if figure.goal is None else "met" if figure.reached else "MISSED"
        line = (
            f"{figure.row or '':>3}  {figure.what:<{wide}}  {figure.value:>9.2f} {figure.unit:<4}  {goal:>9}  {sign:<6}"
        )
        lines.append(f"{line}  {trend(figure, before)}".rstrip())
    return "\n".join(lines)


def trend(figure: Figure, before: Sequence[Mapping[str, float]]) -> str:
    """Say what a figure was in the last recorded runs, and by how much it has changed since."""
    known = [run[figure.what] for run in before if figure.what in run][-LAST:]
    if not known or not median(known):
        return ""
    was = median(known)
    return f"{was:.2f} ({(figure.value - was) / was * 100:+.0f} %)"
