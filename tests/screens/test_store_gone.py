"""A store that is deleted or replaced under an open desk: noticed at once, nothing more is written, no text is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import TextArea

from desk.screens.capture import Capture
from desk.screens.watching import POLL_RESTING
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_a_deleted_store_is_told_with_what_to_do_and_what_is_typed_stays_typed(day: Morning) -> None:
    """The look comes within a second also at rest; how long a busy machine takes for it says nothing."""
    assert POLL_RESTING < 1.0
    path, away = day.desk.path, day.desk.path + ".away"
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"Huber", "tab", *"radio")
        os.rename(path, away)
        await here.until(lambda: "nothing is saved any more" in here.told)
        assert "Put it back, or leave the desk and use desk store restore." in here.told
        await here.type(*" 24", "f2")
        await here.until(lambda: "deleted or moved" in here.told)
        assert isinstance(here.screen, Capture)
        assert "radio 24" in here.text
        await here.type("escape", "i", *"calls back", "f2")
        await here.until(lambda: "nothing is saved any more" in here.told and here.screen is here.inbox)
        assert "use desk store restore." in here.told  # not cut at 80 columns
        assert not os.path.exists(path)
        os.rename(away, path)
        await here.until(lambda: "deleted" not in here.text)
        await here.type("i")
        assert here.screen.query_one(TextArea).text == "calls back"
        await here.type("f2")
        await here.until(lambda: day.desk.acts_of(day.late)[-1] == "note")
        await here.type("f4", "f2")
        await here.until(lambda: day.desk.sql("SELECT count(*) FROM inquiry WHERE about = 'radio 24'") == [(1,)])


async def test_into_a_store_that_took_the_place_of_the_first_nothing_is_written(day: Morning, tmp_path: Path) -> None:
    path, other = day.desk.path, str(tmp_path / "other.db")
    day.desk.store.write(lambda _tx: None, None)
    shutil.copyfile(path, other)
    async with sitting(day.desk.store) as here:
        os.rename(path, path + ".away")
        os.rename(other, path)
        await here.until(lambda: "moved or replaced while the desk was open" in here.told)
        before = Path(path).read_bytes()
        await here.type("i", *"calls back", "f2")
        await here.until(lambda: "Start the desk again." in here.told and here.screen is here.inbox)
        assert Path(path).read_bytes() == before
        os.rename(path + ".away", path)
