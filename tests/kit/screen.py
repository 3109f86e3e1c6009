"""What a screen says, as text from its rendered strips; waiting for it; and golden screens."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from difflib import unified_diff
from pathlib import Path
from time import monotonic
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from desk import language
from desk.app import DeskApp
from desk.screens.inbox import Inbox
from desk.store import Store

GOLDEN = Path(__file__).parents[1] / "golden"
PATIENCE = 40.0
"""Seconds for what takes a fraction of one on a machine that does nothing else."""


def text(app: App[Any]) -> str:
    """Give what is on the screen, line by line, exactly as wide as it is."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).ljust(width) for strip in strips[:height])


def line(app: App[Any], number: int) -> str:
    """Give one line of the screen, from 1, without the blanks at its end."""
    return text(app).split("\n")[number - 1].rstrip()


async def until(condition: Callable[[], object], app: App[Any] | None = None) -> None:
    """Wait until something holds; fail with what the screen says when it never does."""
    end = monotonic() + PATIENCE
    while not condition():
        if monotonic() > end:
            raise AssertionError("it never happened" + (f"; the screen says:\n{text(app)}" if app is not None else ""))
        await asyncio.sleep(0.01)


class Sitting:
    """Somebody at an open desk: types, waits, and reads the screen."""

    def __init__(self, app: DeskApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> Any:
        """The screen on top."""
        return self.app.screen

    @property
    def inbox(self) -> Inbox:
        """The inbox."""
        place = self.app.place_of("inbox")
        assert isinstance(place, Inbox)
        return place

    @property
    def text(self) -> str:
        """What the screen says."""
        return text(self.app)

    @property
    def told(self) -> str:
        """What the screen says as one text, however it was wrapped: a path in it is longer elsewhere."""
        return " ".join(self.text.replace("│", " ").split())

    @property
    def said(self) -> str:
        """The sentence in the status line of the place."""
        assert self.app.place is not None
        return self.app.place.status.sentence

    async def type(self, *keys: str) -> None:
        """Press keys as hands do, one after the other, each taking effect before the next."""
        for key in keys:
            await self.pilot.press(key)
            await until(self._all_passed, self.app)
            await self.pilot.pause()

    def _all_passed(self) -> bool:
        keyboard = self.app.keyboard
        return not keyboard._held and keyboard._task is None

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds."""
        await until(condition, self.app)

    async def still(self) -> None:
        """Wait until the screen has said the same for a fifth of a second: what threads read is there."""
        before, same = "", 0
        while same < 4:
            await asyncio.sleep(0.05)
            same = same + 1 if self.text == before else 0
            before = self.text

    async def until_said(self, part: str) -> None:
        """Wait until the status line says something that holds `part`."""
        await until(lambda: part in self.said, self.app)

    async def until_shown(self, part: str) -> None:
        """Wait until the screen shows a text."""
        await until(lambda: part in self.text, self.app)


@asynccontextmanager
async def sitting(
    store: Store, rep: str = "anna", size: tuple[int, int] = (80, 24), **more: Any
) -> AsyncIterator[Sitting]:
    """Open the desk of a rep on a store, headless, until its inbox and what stands around it are read."""
    app = DeskApp(store, rep, **more)
    first = app.around  # of which callbacks and counts are no part: the first look brings them
    async with app.run_test(size=size) as pilot:
        here = Sitting(app, pilot)
        await here.until(lambda: isinstance(app.screen, Inbox) and app.screen.is_ready)
        await here.until(lambda: app.around is not first)
        await pilot.pause()
        yield here


def golden(app: App[Any], name: str) -> None:
    """Compare the screen with the text in `tests/golden`; DESK_GOLDEN=1 writes it anew."""
    kept = GOLDEN / f"{name}.{language.language()}.txt"
    shown = "\n".join(each.rstrip() for each in text(app).split("\n")) + "\n"
    assert not re.search(r"\((error|Fehler) [0-9A-F]{4}\)", shown), "nobody agreed to a failure of ours"
    if os.environ.get("DESK_GOLDEN") == "1":
        kept.write_text(shown, encoding="utf-8")
    assert kept.exists(), f"{kept.name} is missing: look at the screen, then run with DESK_GOLDEN=1"
    wanted = kept.read_text(encoding="utf-8")
    assert shown == wanted, "\n".join(
        unified_diff(wanted.split("\n"), shown.split("\n"), kept.name, "shown", "", "", 0)
    )
