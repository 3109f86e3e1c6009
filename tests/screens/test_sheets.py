from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.morning import Morning, morning
from tests.kit.screen import line, sitting

WAITS, STRIP, KEYS = 22, 23, 24
"""The last lines of a screen of 24: what was done, the callbacks, the keys."""


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


@pytest.mark.parametrize("keys", ["t", "l", "e", "i", "x", "f4", "f1", "i f1", "i f1 f1"])
async def test_status_line_and_callbacks_stay_in_sight_below_every_layer(day: Morning, keys: str) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "a")
        await here.until_said("taken")
        await here.type(*keys.split())
        assert len(here.app.screen_stack) > 1
        assert line(here.app, WAITS).startswith(f" #{day.free} taken")
        assert line(here.app, STRIP) == " call now: Moebel Kraus KG"
        assert "Esc" in line(here.app, KEYS)


async def test_a_callback_that_a_colleague_plans_is_seen_below_an_open_question(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("i")
        day.desk.callback(owner="anna", rep="mia", at=day.desk.now, topic="before all others", phone="0211 1")
        day.desk.clock.move(day.desk.later(minutes=31))
        await here.until(lambda: "overdue" in line(here.app, STRIP))
        assert "Note for the trail" in here.text
