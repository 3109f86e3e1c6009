"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.kit import sharing, stillness
from tests.kit.builders import Desk, team

sharing.install()
stillness.install()

# The small size tries the same cases each time, so that no chance and no busy machine fails it; the proof tries others.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("small", _PATIENT, derandomize=True, max_examples=50)
settings.register_profile("proof", _PATIENT, max_examples=500)
settings.load_profile("proof" if os.environ.get("DESK_PROOF") == "1" else "small")


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
