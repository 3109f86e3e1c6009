"""`make bench`: how fast the desk is beside what it is compared with, in one run; fails when a goal is missed.

Processor time counts, as ratios in one run; wall time on a machine that does other work does not.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path

from tests.bench import commands, screens
from tests.bench.table import Figure, shown


def main() -> int:
    figures: list[Figure] = [*commands.figures(), *screens.figures(Path(os.environ.get("DESK_BENCH", "build/bench")))]
    print(shown(figures))
    missed = [figure for figure in figures if not figure.reached]
    record = {"python": platform.python_version(), "machine": platform.machine()}
    record |= {figure.what: round(figure.value, 3) for figure in figures}
    kept = Path("build/bench/results.jsonl")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
    for figure in missed:
        print(f"missed: {figure.what}: {figure.value:.2f} {figure.unit}, the goal is {figure.goal}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
