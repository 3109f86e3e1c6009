"""What a start, a move and a list cost, counted rather than timed, so that a busy machine changes nothing.

The figures in milliseconds are those of `make bench`; these counts hold them from day to day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual.timer import Timer
from textual.widget import Widget

from desk.keeping import connect
from desk.store import Store
from desk.widgets.painting import Kept
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting

WIDE = (120, 40)
ASKS = 10
"""SELECTs of a move: settings, the inquiry and what hangs on it, each by a key."""
BYTES = 6_000
DRAWN = 1
"""Widgets whose lines Textual asks for one by one at a move: the pane's and the list's are not among them."""
WIDGETS = 14
TIMERS = 2


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture
def asked(day: Morning, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, list[str]]]:
    """Give a store of which every SELECT is noted."""
    noted: list[str] = []
    opened = connect.reading

    def note(statement: str) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            noted.append(statement)

    def reading(*args: Any, **more: Any) -> sqlite3.Connection:
        connection = opened(*args, **more)
        connection.set_trace_callback(note)
        return connection

    monkeypatch.setattr(connect, "reading", reading)
    store = Store.open(day.desk.path, day.desk.clock)
    yield store, noted
    store.close()


def plan(path: str, statement: str) -> str:
    connection = sqlite3.connect(path)
    try:
        return "\n".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))
    finally:
        connection.close()


async def test_a_move_asks_little_and_by_key(day: Morning, asked: tuple[Store, list[str]]) -> None:
    store, noted = asked
    async with sitting(store) as here:
        await here.type("j", "k")
        noted.clear()
        await here.type("j")
        asks = [each for each in noted if "FROM holiday" not in each and "FROM setting" not in each]
    assert 1 <= len(asks) <= ASKS
    for each in asks:
        assert "SCAN inquiry" not in plan(day.desk.path, each), each


async def test_the_inbox_reads_its_order_from_one_index_and_sorts_nothing(
    day: Morning, asked: tuple[Store, list[str]]
) -> None:
    store, noted = asked
    async with sitting(store):
        lists = [each for each in noted if "ORDER BY inquiry.urgency" in each]
    assert lists
    for each in lists:
        found = plan(day.desk.path, each)
        assert "INDEX inquiry_in_order" in found, each
        assert "B-TREE FOR ORDER BY" not in found, each


def test_a_list_in_another_order_would_be_sorted(day: Morning) -> None:
    """The control."""
    found = plan(day.desk.path, "SELECT number FROM inquiry WHERE state <> 'closed' ORDER BY sender")
    assert "B-TREE FOR ORDER BY" in found


async def test_a_move_writes_few_bytes_and_asks_few_widgets_for_their_lines(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    asked: list[StylesCache] = []
    terminal = Console(color_system="truecolor", force_terminal=True)  # without a screen nothing is written otherwise
    update, render = Compositor.render_partial_update, StylesCache.render

    def counted(compositor: Compositor) -> Any:
        made = update(compositor)
        if made is not None:
            sizes.append(len(made.render_segments(terminal)))
        return made

    def noted(cache: StylesCache, *args: Any, **more: Any) -> Any:
        asked.append(cache)
        return render(cache, *args, **more)

    monkeypatch.setattr(Compositor, "render_partial_update", counted)
    monkeypatch.setattr(StylesCache, "render", noted)
    async with sitting(day.desk.store, size=WIDE) as here:
        await here.type("j", "k")
        sizes.clear()
        asked.clear()
        await here.type("j")
        assert 0 < len(sizes) <= 2
        assert len(asked) <= DRAWN * len(sizes)
        assert 500 < sum(sizes) <= BYTES
        few = len(asked)
        monkeypatch.setattr(Kept, "render_widget", StylesCache.render_widget)
        asked.clear()
        await here.type("k")
        assert len(asked) > few  # the control: without what is kept, every line on the screen is asked for


async def test_few_widgets_and_timers_stand_before_the_first_paint(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    start = Timer._start
    monkeypatch.setattr(Timer, "_start", lambda timer: (begun.append(timer.name), start(timer))[1])
    async with sitting(day.desk.store, size=WIDE) as here:
        assert 8 <= len(here.app.screen.query(Widget)) <= WIDGETS
        repeating = [timer for timer in here.app.screen._timers if timer._repeat is None]
        assert len(repeating) <= TIMERS, begun
