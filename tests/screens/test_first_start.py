from __future__ import annotations

from pathlib import Path
from typing import Any

from desk import acts, views
from desk.clock import StoppedClock
from desk.keeping.creating import create
from desk.rows import RepRow
from desk.screens.first_start import Begun, FirstStartApp, Founder
from desk.store import Store
from desk.words import Refused, Role, Side, StoreRefused
from tests.kit.builders import MONDAY, SETTINGS, Desk, team
from tests.kit.screen import text, until


def found(path: str, founder: Founder) -> str:
    """Make a store, as the command does."""
    create(path, StoppedClock(MONDAY), SETTINGS["region"])
    store = Store.open(path, StoppedClock(MONDAY))
    try:
        handle, side = founder.handle, founder.side
        return str(
            store.write(lambda tx: acts.team.found(tx, SETTINGS, founder.name, handle, side, Role.LEAD), None).value
        )
    finally:
        store.close()


def reps(path: str) -> tuple[RepRow, ...]:
    """Look into a store, as the command does."""
    store = Store.open(path, StoppedClock(MONDAY))
    try:
        return store.read(views.team.reps)
    finally:
        store.close()


def first(path: Path, **more: Any) -> FirstStartApp:
    return FirstStartApp(str(path), **({"found": found, "join": reps} | more))


async def test_the_three_ways_to_begin_are_one_digit_each(tmp_path: Path) -> None:
    app = first(tmp_path / "desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
    assert app.return_value == Begun("demo")


async def test_an_empty_store_is_made_with_its_first_rep(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    app = first(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", *"Anna Berg", "f2")
        await until(lambda: app.return_value is not None, app)
    assert app.return_value == Begun("store", str(path), "anna")
    (rep,) = reps(str(path))
    assert (rep.name, rep.side, rep.role) == ("Anna Berg", Side.INSIDE, Role.LEAD)


async def test_short_name_and_side_can_be_chosen(tmp_path: Path) -> None:
    app = first(tmp_path / "desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", *"Joerg Blum", "tab", *"jb", "tab", *"f", "enter")
        await until(lambda: app.return_value is not None, app)
    assert app.return_value is not None
    assert app.return_value.handle == "jb"
    assert reps(app.return_value.path)[0].side is Side.FIELD


async def test_what_is_missing_is_said_in_place(tmp_path: Path) -> None:
    app = first(tmp_path / "desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "f2")
        await until(lambda: "Your name is missing" in text(app), app)
        await pilot.press(*"Anna", "tab", "tab", *"x", "f2")
        await until(lambda: "is no side" in text(app), app)
        assert "Anna" in text(app)
    assert not (tmp_path / "desk.db").exists()


async def test_a_refusal_of_the_store_is_shown_and_what_was_typed_stays(tmp_path: Path) -> None:
    def refuse(path: str, founder: Founder) -> str:
        raise Refused("store_exists", path=path)

    app = first(tmp_path / "desk.db", found=refuse)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", *"Anna", "f2")
        await until(lambda: " ! " in text(app), app)
        assert "Anna" in text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "1 Look around in a demo" in text(app)


async def test_joining_asks_where_and_who(tmp_path: Path) -> None:
    made: Desk = team(tmp_path)
    made.close()
    app = first(tmp_path / "nothing.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "f2")
        await until(lambda: " ! " in text(app), app)
        await pilot.press("ctrl+u", *made.path, "enter")
        await until(lambda: "Who are you?" in text(app), app)
        assert "Mia Maier" in text(app)
        await pilot.press("2")
        await pilot.pause()
    assert app.return_value is not None
    assert app.return_value.path == made.path
    assert app.return_value.handle == reps(made.path)[1].handle


async def test_a_locked_store_can_not_be_joined_and_says_why(tmp_path: Path) -> None:
    def locked(path: str) -> tuple[RepRow, ...]:
        raise StoreRefused("store_locked", path=path)

    app = first(tmp_path / "desk.db", join=locked)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "f2")
        await until(lambda: " ! " in text(app), app)
    assert app.return_value is None


async def test_esc_leaves_without_anything_made(tmp_path: Path) -> None:
    app = first(tmp_path / "desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", *"Anna", "escape", "escape")
        await pilot.pause()
    assert app.return_value is None
    assert not list(tmp_path.iterdir())
