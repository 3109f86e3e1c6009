"""What others wrote is shown letter by letter on every screen, and acts on nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import acts
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, sitting

HOSTILE = "[/red] [@click=app.quit]x[/] $who"
SIGNS = "\x1b]52;c;aGk=\x07\u202e\x00\x9b31m"
FORBIDDEN = "\x1b\x07\u202e\x00\x9b"


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    desk, evil = made.desk, HOSTILE + SIGNS
    customer = desk.customer(evil, first_name=evil, last_name=evil, street=evil, city=evil, phone="0201 5551")
    number = desk.inquiry(sender=evil, about=evil, text=evil, customer=customer, phone="0201 5551", holder="anna")
    desk.do(acts.work.note, number, evil)
    desk.do(acts.work.qualify, number, what=evil, area=evil)
    desk.callback(inquiry=number, at=desk.now, topic=evil)
    yield made
    desk.close()


def shows(here: Sitting) -> None:
    """The text stands there as it was written, and no sign that acts on a terminal does."""
    assert "[/red] [@click=app.quit]x[/] $who" in here.text
    assert not set(FORBIDDEN) & set(here.text)


@pytest.mark.parametrize(
    "keys",
    [
        ("s", *"red", "enter"),
        ("s", *"red", "enter", "enter"),
        ("s", *"red", "enter", "o"),
        ("s", *"red", "enter", "l"),
        ("s", *"red", "enter", "x"),
        ("s", *"red", "enter", "m"),
        ("s", *"red", "enter", "t"),
        ("s", *"red", "enter", "c"),
        ("f3", *"red"),
        ("f3", *"red", "enter"),
        ("f4", *"red"),
        ("f4", *"0201 5551"),
        ("3", "G"),
        ("3", "G", "t"),
    ],
    ids=[
        "list",
        "pane",
        "card",
        "lead",
        "edit",
        "merge",
        "time",
        "call",
        "hits",
        "found",
        "who",
        "open",
        "callbacks",
        "callback",
    ],
)
async def test_what_others_wrote_is_literal(day: Morning, keys: tuple[str, ...]) -> None:
    async with sitting(day.desk.store, size=(160, 50)) as here:
        for key in keys:
            await here.type(key)
            if key == "enter":
                await here.until(lambda: here.inbox.listing.current is not None)
                await here.pilot.pause(0.05)
        await here.until_shown("[/red]")
        shows(here)


@pytest.mark.parametrize("keys", [("?",), ("ctrl+p",), ("f3",), ("s",)], ids=["help", "palette", "customers", "filter"])
async def test_what_one_types_is_literal_too(day: Morning, keys: tuple[str, ...]) -> None:
    async with sitting(day.desk.store, size=(120, 40)) as here:
        await here.type(*keys, *"[/red] [@click=app.quit]x[/] $who", "enter")
        shows(here)
        assert here.app.is_running


def test_the_guard_sees_a_sign_that_acts() -> None:
    class Shown:
        text = f"{HOSTILE} {SIGNS}"

    with pytest.raises(AssertionError):
        shows(Shown())  # type: ignore[arg-type]
