"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.kit import stillness
from tests.kit.builders import Desk, team

stillness.install()


@pytest.fixture(autouse=True, scope="session")
def own_state(tmp_path_factory) -> None:
    """Keep what desks write of themselves (log, drafts, index) out of the home of whoever runs the tests."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    """A store with the team of three, at Monday 10:00, closed at the end."""
    with team(tmp_path) as made:
        yield made
