"""One measured figure, and the table of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, its value, and the most it may be; `goal` None: only told."""

    what: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def reached(self) -> bool:
        return self.goal is None or self.value <= self.goal


def shown(figures: Sequence[Figure]) -> str:
    wide = max(len(figure.what) for figure in figures)
    lines = [f"{'what':<{wide}}  {'measured':>14}  {'at most':>8}"]
    for figure in figures:
        goal = "" if figure.goal is None else f"{figure.goal:g}"
        sign = "" if figure.reached else "  missed"
        lines.append(f"{figure.what:<{wide}}  {figure.value:>9.2f} {figure.unit:<4}  {goal:>8}{sign}")
    return "\n".join(lines)
