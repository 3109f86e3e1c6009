"""What a letter in the customer search costs, counted rather than timed, so that a busy machine changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.style import Style as RichStyle
from textual._compositor import Compositor
from textual.content import Content
from textual.style import Style
from textual.timer import Timer

from desk.finding.finder import Finder
from desk.screens.customers import Customers
from desk.text import pieces
from desk.widgets.customer_list import CustomerList
from desk.widgets.painting import Painter
from tests.kit.morning import morning
from tests.kit.screen import sitting


async def test_a_letter_lays_nothing_out_and_what_it_finds_waits_for_no_timer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = morning(tmp_path)
    finder = Finder.open(day.desk.path)
    assert finder.wait(30)
    done: list[str] = []
    reflow, resume, paint = Compositor.reflow, Timer.resume, Customers._on_timer_update
    found = CustomerList.found

    def noted(what: str, work: Any) -> Any:
        def do(self: Any, *args: Any, **more: Any) -> Any:
            done.append(what if what != "timer" or self.name == "screen_update" else "")
            return work(self, *args, **more)

        return do

    async with sitting(day.desk.store, size=(120, 40)) as here:
        await here.type("f3", "m")
        place = here.screen
        monkeypatch.setattr(Compositor, "reflow", noted("layout", reflow))
        monkeypatch.setattr(Timer, "resume", noted("timer", resume))
        monkeypatch.setattr(Customers, "_on_timer_update", noted("paint", paint))
        monkeypatch.setattr(CustomerList, "found", noted("found", found))
        for letter in "oebel":
            query = place.query_text + letter
            done.clear()
            await here.type(letter)
            await here.until(lambda query=query: place._shown_query == query and "paint" in done[done.index("found") :])
            assert "layout" not in done
            assert [each for each in done[done.index("found") :] if each][1] == "paint"
        assert "Moebel Kraus KG" in here.text
        done.clear()
        await here.type("enter")  # the control: a card in full takes the place of the hits
        assert "layout" in done
    finder.close()
    day.desk.close()


def rendered(line: Content, base: Style, parse: Any) -> list[tuple[str, RichStyle]]:
    return [(text, style.rich_style) for text, style in line.render(base, end="", parse_style=parse) if text]


async def test_a_line_is_painted_as_textual_itself_would(tmp_path: Path) -> None:
    day = morning(tmp_path)
    lines = (
        pieces("plain"),
        pieces(("▌", "$accent"), ("Mö", "bold"), ("bel", "bold underline"), " A ", ("K1", "$secondary")),
        pieces(" ", ("end", "bold $error"), "."),
        pieces(("日本", "bold"), "x"),
    )
    async with sitting(day.desk.store) as here:
        painter, parse = Painter(here.screen), here.app.stylesheet.parse_style
        for base in (here.screen.visual_style, here.screen.visual_style + Style(bold=True)):
            for line in (*lines, *lines):
                strip = painter.strip(line, 30, base)
                assert strip.cell_length == 30
                wanted = rendered(line, base, parse)
                assert [(each.text, each.style) for each in strip][: len(wanted)] == wanted
            assert painter.strip(lines[1], 4, base).text == "▌Möb"
    day.desk.close()
