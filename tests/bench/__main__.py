"""`make bench`: how fast the desk is beside what it is compared with, in one run; fails when a goal is missed.

Processor time counts, as the least of many rounds in which all programs take turns: wall time on a machine that does
other work says nothing. RECORD=1 keeps the run in docs/bench.jsonl, with which later ones are compared.
"""

from __future__ import annotations

import compileall
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import desk
from tests.bench import claims, commands, finding, idle, meanwhile, peers, record, screens, trace, words
from tests.bench.table import Figure, shown


def measured(folder: Path) -> Iterator[Figure]:
    """Measure row by row."""
    yield from commands.figures()
    yield from screens.figures(folder)
    yield from finding.figures(folder)
    yield from meanwhile.figures(folder)
    yield from trace.figures(folder)
    yield from words.figures(folder)
    yield from idle.figures(folder)
    yield from claims.figures()
    yield from peers.figures(folder)


def main() -> int:
    compileall.compile_dir(str(Path(desk.__file__).parent), quiet=1)  # as it is once installed
    folder = Path(os.environ.get("DESK_BENCH", "build/bench"))
    figures = list(measured(folder))
    print(shown(figures, record.before()))
    if os.environ.get("RECORD") == "1":
        record.append(figures)
    missed = [figure for figure in figures if not figure.reached]
    for figure in missed:
        print(f"missed: {figure.what}: {figure.value:.2f} {figure.unit}, the goal is {figure.goal}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
