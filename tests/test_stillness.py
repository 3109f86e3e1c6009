"""After a key, Pilot goes on when all that the key started is done, however long the machine takes for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from threading import Event

import pytest
from textual.app import App

from tests.kit import stillness


class Slow(App[None]):
    """A key starts something; what came of it stands in `done`."""

    def __init__(self, start: Callable[[Slow], object]) -> None:
        super().__init__()
        self.start, self.done = start, False

    def on_key(self) -> None:
        self.start(self)

    def finish(self) -> None:
        self.done = True

    async def in_a_thread(self) -> None:
        await asyncio.to_thread(time.sleep, 0.2)
        self.finish()


def a_thread(app: Slow) -> None:
    app.run_worker(app.in_a_thread)


def a_short_timer(app: Slow) -> None:
    asyncio.get_running_loop().call_later(0.03, app.call_later, app.finish)


def many_turns(app: Slow, turns: int = 300) -> None:
    if turns:
        app.call_later(many_turns, app, turns - 1)
    else:
        app.finish()


async def finished(start: Callable[[Slow], object]) -> bool:
    app = Slow(start)
    async with app.run_test() as pilot:
        await pilot.press("a")
        return app.done


@pytest.mark.parametrize("start", [a_thread, a_short_timer, many_turns])
async def test_what_a_key_started_is_done_when_the_press_returns(start) -> None:
    assert await finished(start)


async def test_without_a_look_at_threads_their_work_is_missed(monkeypatch) -> None:
    """The control."""
    monkeypatch.setattr(stillness, "_is_still", lambda _loop: True)
    assert not await finished(a_thread)


async def test_a_thread_that_waits_for_good_holds_a_key_up_for_a_moment_only() -> None:
    freed = Event()
    app = Slow(lambda app: app.run_worker(app_waits))

    async def app_waits() -> None:
        await asyncio.to_thread(freed.wait, 30)
        app.finish()

    async with app.run_test() as pilot:
        try:
            await pilot.press("a")
            assert not app.done
        finally:
            freed.set()
