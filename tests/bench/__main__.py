"""`make bench`: how fast the desk is beside what it is compared with, in one run; fails when a goal is missed.

Processor time counts, as the least of many rounds in which all programs take turns: wall time on a machine that does
other work says nothing. RECORD=1 keeps the run in docs/bench.jsonl, with which later ones are compared.
"""

from __future__ import annotations

import compileall
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import desk
from tests import bench
from tests.bench import claims, commands, idle, peers, record, screens, trace
from tests.bench.table import Figure, shown


def measured(folder: Path) -> Iterator[Figure]:
    """Measure row by row; searching customers has a module of its own."""
    yield from commands.figures()
    yield from screens.figures(folder)
    yield from _finding()
    yield from trace.figures(folder)
    yield from idle.figures(folder)
    yield from claims.figures()
    yield from peers.figures(folder)


def _finding() -> Iterator[Figure]:
    names = [each.name for each in pkgutil.iter_modules(bench.__path__) if each.name.startswith("finding")]
    found = [importlib.import_module(f"tests.bench.{name}") for name in names]
    for module in found:
        if hasattr(module, "figures"):
            yield from module.figures()
    if not any(hasattr(module, "figures") for module in found):
        print("row 5, a keystroke in the customer search: nothing here measures it", file=sys.stderr)


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
