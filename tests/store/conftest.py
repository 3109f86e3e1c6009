"""Gates of several desks at one store, and what only root can stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from desk.keeping.gate import Gate
from tests.kit.machine import mount, open_folder

__all__ = ["mount", "open_folder"]


@pytest.fixture
def store(tmp_path) -> str:
    return str(tmp_path / "desk.db")


@pytest.fixture
def desks(store) -> Iterator[Callable[[str], Gate]]:
    """A maker of desks' gates, closed at the end."""
    with ExitStack() as stack:

        def desk(who: str) -> Gate:
            made = Gate(store, who)
            stack.callback(made.close)
            return made

        yield desk
