"""What is typed ahead of a question reaches it or nothing, however long that takes: the guard of the keys, alone."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from textual.events import Key

from desk.screens import keyboard
from desk.screens.keyboard import Keyboard
from tests.kit.screen import until

PATIENCE = 0.01


class Below:
    """An application that notes which keys reached it, and where they would have gone."""

    focused = None

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.shown = "place"
        self.screen = SimpleNamespace(is_mounted=True, is_current=True, call_later=self.call_later)

    def call_later(self, call: Any, *args: Any) -> None:
        asyncio.get_running_loop().call_soon(call, *args)

    async def forward(self, key: Key) -> None:
        self.reached.append(f"{self.shown} {key.key}")
        self.guard.handled()

    def burst(self) -> None:
        self.reached.append("burst")

    guard: Keyboard


@pytest.fixture
def below(monkeypatch: pytest.MonkeyPatch) -> Below:
    monkeypatch.setattr(keyboard, "_PATIENCE", PATIENCE)
    app = Below()
    app.guard = Keyboard(app, app.forward, app.burst)  # type: ignore[arg-type]
    return app


def typed(app: Below, *names: str) -> None:
    for name in names:
        assert app.guard.keeps(Key(name, name if len(name) == 1 else None))


async def let_pass() -> None:
    """Let everything pass that may: longer than any patience there is here."""
    await asyncio.sleep(2 * (keyboard.QUIET + PATIENCE))


async def reaches(app: Below, *wanted: str) -> None:
    """Wait until these keys, and no others, have arrived."""
    await until(lambda: app.reached == [*wanted])


async def test_what_is_typed_while_a_question_is_prepared_reaches_the_question(below: Below) -> None:
    with below.guard.waiting():
        typed(below, "m", "i", "enter")
        await let_pass()
        assert not below.reached, "the patience of the keyboard is over long ago"
        below.shown = "question"
    await reaches(below, "question m", "question i", "question enter")


async def test_what_was_typed_for_a_question_that_does_not_open_is_dropped_and_what_comes_then_is_not(
    below: Below,
) -> None:
    queued = Key("e", "e")
    with below.guard.waiting():
        typed(below, "1", "enter")
        below.guard.drop()
    assert below.guard.keeps(queued), "it came while the question was prepared, behind the verb"
    await let_pass()
    assert not below.reached
    typed(below, "a")
    await reaches(below, "place a")


async def test_a_verb_that_takes_long_lets_no_key_pass_it(below: Below) -> None:
    ended = asyncio.Event()

    async def verb(key: Key) -> None:
        below.reached.append(f"{below.shown} {key.key}")
        below.guard.runs()
        if key.key == "f":
            asyncio.get_running_loop().call_soon(asyncio.create_task, ends())
        else:
            below.guard.handled()

    async def ends() -> None:
        await ended.wait()
        below.shown = "question"
        below.guard.handled()

    below.guard._forward = verb
    typed(below, "f", "x")
    await reaches(below, "place f")
    await let_pass()
    assert below.reached == ["place f"]
    ended.set()
    await reaches(below, "place f", "question x")


async def test_keys_that_queued_behind_a_verb_are_no_burst_when_hands_typed_them(below: Below) -> None:
    queued = [Key(sign, sign) for sign in "abefgx"]
    for at, key in enumerate(queued):
        key.time += at * 2 * keyboard.QUIET
    assert all(below.guard.keeps(key) for key in queued)
    await reaches(below, *(f"place {sign}" for sign in "abefgx"))
    assert all(below.guard.keeps(Key(sign, sign)) for sign in "abefgx"), "the control: at once they are one"
    await until(lambda: below.reached[-1] == "burst")
