"""What was measured before: one line of JSON for each recorded run, without a word of whose machine it was."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from desk import __version__
from tests.bench.table import Figure

KEPT = Path(__file__).parents[2] / "docs" / "bench.jsonl"


def before(kept: Path = KEPT) -> list[dict[str, float]]:
    """Give the figures of every recorded run, the oldest first."""
    if not kept.exists():
        return []
    return [json.loads(line)["figures"] for line in kept.read_text(encoding="utf-8").splitlines()]


def append(figures: Sequence[Figure], kept: Path = KEPT) -> None:
    """Record a run at the end; runs are never changed."""
    run = {
        "date": datetime.now(UTC).date().isoformat(),
        "version": __version__,
        "python": platform.python_version(),
        "figures": {figure.what: round(figure.value, 3) for figure in figures},
    }
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps(run) + "\n")
