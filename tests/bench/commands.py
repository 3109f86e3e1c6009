"""Row 1: what `desk --version` and `desk --help` cost beside an empty Python."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Sequence

from tests.bench.table import Figure

ROUNDS = 15


def figures() -> list[Figure]:
    python = [sys.executable, "-c", "pass"]
    desk = [sys.executable, "-m", "desk"]
    bare, version, help_ = together([python, [*desk, "--version"], [*desk, "--help"]])
    return [
        Figure("python -c pass", bare, "ms"),
        Figure("desk --version", version, "ms"),
        Figure("desk --help", help_, "ms"),
        Figure("desk --version / python -c pass", version / bare, "x", 1.7, 1),
        Figure("desk --help / python -c pass", help_ / bare, "x", 3.5, 1),
    ]


def together(commands: Sequence[Sequence[str]]) -> list[float]:
    """Give the least CPU milliseconds of each command, run in turn so that all see the same machine."""
    found: list[list[float]] = [[] for _ in commands]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ["LANG"] = "C.UTF-8"
    for round_ in range(ROUNDS + 1):
        for place, command in enumerate(commands):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environ)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if round_:
                used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                found[place].append(used * 1000)
    return [min(each) for each in found]
