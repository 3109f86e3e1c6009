from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from desk import views
from desk.screens.first_start import FirstStartApp, Founder
from desk.screens.who import WhoApp
from tests.kit.builders import team
from tests.kit.screen import text
from tests.kit.terminal import Terminal


@pytest.mark.parametrize(
    ("keys", "handle"), [("m i enter", "mia"), ("down j enter", "joerg"), ("f2", "anna"), ("escape", None)]
)
def test_whoever_sits_here_is_chosen_by_letters_or_arrows(tmp_path: Path, keys: str, handle: str | None) -> None:
    with team(tmp_path) as desk:
        reps = desk.read(views.team.reps)
    at = [rep.handle for rep in reps]
    wanted = at[1] if keys == "down j enter" else at[0] if handle and keys == "f2" else handle
    assert asyncio.run(answered(WhoApp(reps, lambda founder: ""), keys.split())) == wanted


async def answered(app: WhoApp, keys: list[str]) -> object:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Who are you?" in text(app)
        await pilot.press(*keys)
        await pilot.pause()
    return app.return_value


def test_the_first_of_an_empty_team_adds_himself_and_a_missing_name_is_said(tmp_path: Path) -> None:
    made: list[Founder] = []

    def add(founder: Founder) -> str:
        made.append(founder)
        return "kim"

    async def story() -> object:
        app = WhoApp((), add)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f2")
            await pilot.pause()
            assert "Your name is missing" in text(app)
            await pilot.press(*"Kim", "enter")
            while app.return_value is None:
                await pilot.pause()
        return app.return_value

    assert asyncio.run(story()) == "kim"
    assert [founder.name for founder in made] == ["Kim"]


@pytest.mark.serial
def test_a_desk_that_does_not_know_who_sits_there_asks_on_a_screen_and_opens(tmp_path: Path) -> None:
    with team(tmp_path) as desk:
        desk.inquiry(about="spots")
        path = desk.path
    command = [sys.executable, "-m", "desk", "--store", path]
    with Terminal(command, columns=80, lines=24) as terminal:
        terminal.wait_for("Who are you")
        terminal.settle(0.3)
        terminal.send("mi")
        terminal.settle(0.3)
        terminal.send("\r")
        terminal.wait_for("without holder")


@pytest.mark.parametrize("ask", [lambda: WhoApp((), lambda _f: ""), lambda: FirstStartApp("", Mock(), Mock())])
def test_with_no_color_nobody_is_asked_in_greys_and_without_it_in_colours(
    ask: Callable[[], WhoApp | FirstStartApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting, some in (("1", False), (None, True)):
        monkeypatch.delenv("NO_COLOR", raising=False)
        if setting:
            monkeypatch.setenv("NO_COLOR", setting)
        shown = [Segment("a", Style.parse("bold #112233 on #445566"))]
        for each in ask().get_line_filters():
            shown = each.apply(shown, Color(0, 0, 0))
        assert shown[0].style is not None
        assert shown[0].style.bold
        painted = [each is not None and not each.is_default for each in (shown[0].style.color, shown[0].style.bgcolor)]
        assert painted == [some, some]
