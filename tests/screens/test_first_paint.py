"""The first paint does nothing twice: styles are read once, and a line is painted when its width is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from desk.screens.painted_once import PaintedOnce
from desk.widgets.headline import ListHead
from desk.widgets.inquiry_list import InquiryList
from desk.widgets.key_footer import KeyFooter
from desk.widgets.line import Line
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting, until


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_the_styles_are_read_once_and_again_for_another_look(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[Stylesheet] = []
    reparse = Stylesheet.reparse
    monkeypatch.setattr(Stylesheet, "reparse", lambda sheet: (again.append(sheet), reparse(sheet))[1])
    async with sitting(day.desk.store) as here:
        assert here.app.has_class("-theme-dark", "-dark-mode")
        assert not here.app.has_class("-light-mode")
        assert again == []
        here.app.theme = "light"
        await until(lambda: here.app.has_class("-theme-light", "-light-mode"), here.app)
        await until(lambda: bool(again), here.app)


async def test_head_and_footer_are_painted_once(day: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    render = Line.render
    monkeypatch.setattr(Line, "render", lambda line: (painted.append(type(line).__name__), render(line))[1])
    async with sitting(day.desk.store) as here:
        assert here.app.query_one(KeyFooter).left.plain
        assert here.app.query_one(ListHead).left.plain
        assert painted.count("ListHead") == painted.count("KeyFooter") == 1


async def whole_paintings(day: Morning, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count how often the whole screen is painted until the desk is ready."""
    painted: list[object] = []
    paint = Compositor.render_full_update
    monkeypatch.setattr(
        Compositor, "render_full_update", lambda one, **more: (painted.append(one), paint(one, **more))[1]
    )
    async with sitting(day.desk.store):
        pass
    return len(painted)


async def test_the_whole_screen_is_painted_once(day: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await whole_paintings(day, monkeypatch) == 1


async def test_as_textual_paints_it_it_would_be_painted_again(day: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PaintedOnce, "_compositor_refresh", Screen._compositor_refresh)
    assert await whole_paintings(day, monkeypatch) > 1


async def test_a_focus_that_comes_or_goes_draws_the_row_under_the_cursor_alone(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        listing = here.app.query_one(InquiryList)
        drawn = dict(listing._strips)
        await here.type("tab")
        await until(lambda: not listing.has_focus, here.app)
        await here.pilot.pause()
        kept = [key for key, strip in drawn.items() if listing._strips.get(key) is strip]
        assert len(drawn) > 1
        assert kept == [key for key in drawn if not key[1]]
