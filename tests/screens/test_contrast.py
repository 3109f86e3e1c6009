"""In high contrast one sees which row one comes back to while the keys go elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.color import Color

from desk.themes import CONTRAST
from desk.widgets.choices import Choices
from desk.widgets.inquiry_list import InquiryList
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting
from tests.test_themes import brightness

SEEN = 1.5
"""Contrast to black from which a ground is seen at a glance; text needs three times as much, and stands on it."""


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


def ground(rows: InquiryList | Choices) -> float:
    """Give the contrast to black of what lies behind the row under the cursor."""
    (behind,) = {segment.style.bgcolor for segment in rows.render_line(rows.cursor) if segment.style is not None}
    assert behind is not None
    return contrast(Color.from_rich_color(behind))


def contrast(color: Color) -> float:
    return (brightness(color) + 0.05) / 0.05


async def test_the_row_at_rest_is_seen_and_paler_than_the_one_with_the_keys(day: Morning) -> None:
    async with sitting(day.desk.store, theme=CONTRAST.name) as here:
        with_keys = ground(here.inbox.listing)
        await here.type("s")
        assert SEEN < ground(here.inbox.listing) < with_keys
        await here.type("escape", "r", "tab")
        choices = here.screen.query_one(Choices)
        assert not choices.has_focus
        assert SEEN < ground(choices) < with_keys
    as_pale_as_elsewhere = Color.parse("black").blend(Color.parse(CONTRAST.primary), 0.12)
    assert contrast(as_pale_as_elsewhere) < SEEN, "the control"
