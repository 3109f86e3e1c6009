"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kit import stillness
from tests.kit.builders import Desk, team

stillness.install()


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    """A store with the team of three, at Monday 10:00, closed at the end."""
    with team(tmp_path) as made:
        yield made
