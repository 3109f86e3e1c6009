from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from desk.finding.finder import Finder
from desk.screens.customers import Customers
from tests.kit.morning import morning
from tests.kit.screen import sitting


async def test_where_no_index_can_be_made_beginnings_are_found_and_the_screen_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Finder) -> None:
        raise OSError("no more memory\x1b[2J")

    monkeypatch.setattr(Finder, "_prepare", broken)
    day = morning(tmp_path)
    async with sitting(day.desk.store) as here:
        await here.type("f3", *"moe")
        place = here.screen
        assert isinstance(place, Customers)
        said = "The customer search could not be prepared: no more memory[2J. Only beginnings of words are found."
        await here.until(lambda: said in str(place.query_one("#found", Static).render()))
        assert place.hits.rows[0].name == "Moebel Kraus KG"
    day.desk.close()
