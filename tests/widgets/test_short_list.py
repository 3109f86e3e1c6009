from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult

from desk.rows import CallbackRow, CustomerHit
from desk.text import Belt
from desk.widgets.callback_list import CallbackList
from desk.widgets.customer_list import CustomerList
from desk.words import Bucket
from tests.kit.screen import text
from tests.screens.host import NOW, a_callback

HOSTILE = (
    "[/red] [@click=app.quit]x",
    "\x1b]52;c;aGk=\x07 \x9b31m",
    "a\u202eb",
    "x" * 5000,
    "e\u0301" * 500,
    "名前" * 80,
)


class Shown(App[None]):
    def __init__(self, listed: Any) -> None:
        super().__init__()
        self.listed = listed

    def compose(self) -> ComposeResult:
        yield self.listed

    def get_line_filters(self) -> list[Any]:
        return [*super().get_line_filters(), Belt()]


def hits(*numbers: int, name: str = "Firm") -> tuple[CustomerHit, ...]:
    return tuple(CustomerHit(n, f"K{n}", f"{name} {n}", None, "Essen", None, 1.0, "exact") for n in numbers)


def calls(*buckets: Bucket) -> tuple[CallbackRow, ...]:
    return tuple(a_callback(number=at, bucket=bucket, customer=f"Firm {at}") for at, bucket in enumerate(buckets, 1))


async def test_the_cursor_stays_on_its_row_when_others_come() -> None:
    app = Shown(CustomerList())
    async with app.run_test(size=(80, 10)) as pilot:
        app.listed.found("firm", hits(1, 2, 3))
        app.listed.go(1)
        app.listed.found("firm", hits(7, 8, 2, 3))
        await pilot.pause()
        assert app.listed.current.id == 2
        assert "▌Firm 2" in text(app)
        assert text(app).count("▌") == 1


async def test_the_cursor_stays_at_its_place_when_its_row_goes() -> None:
    app = Shown(CustomerList())
    async with app.run_test(size=(80, 10)):
        app.listed.found("firm", hits(1, 2, 3))
        app.listed.go(2)
        app.listed.found("firm", hits(1, 2))
        assert app.listed.current.id == 2
        app.listed.found("firm", ())
        assert app.listed.current is None


async def test_another_query_begins_at_its_best_hit_and_paints_the_cursor_there() -> None:
    app = Shown(CustomerList())
    async with app.run_test(size=(80, 10)) as pilot:
        app.listed.focus()
        app.listed.found("firm", hits(1, 2, 3))
        await pilot.press("j", "j")
        app.listed.found("fir", hits(1, 2, 3))
        await pilot.pause()
        assert text(app).split("\n")[0].startswith("▌Firm 1")
        assert text(app).count("▌") == 1


async def test_keys_go_to_both_ends_and_by_pages_and_up_from_the_first_says_so() -> None:
    app = Shown(CustomerList())
    left: list[object] = []
    app.listed.post_message = lambda message, post=app.listed.post_message: (left.append(message), post(message))[1]
    async with app.run_test(size=(80, 10)) as pilot:
        app.listed.focus()
        app.listed.found("firm", hits(*range(1, 41)))
        await pilot.press("G")
        assert app.listed.cursor == 39
        await pilot.pause()
        assert "Firm 40" in text(app)
        await pilot.press("pageup")
        assert app.listed.cursor == 30
        await pilot.press("g")
        assert app.listed.cursor == 0
        await pilot.press("k")
        assert any(isinstance(message, CustomerList.Left) for message in left)


async def test_each_group_has_its_heading_with_a_count() -> None:
    app = Shown(CallbackList())
    async with app.run_test(size=(80, 12)) as pilot:
        app.listed.tell(calls(Bucket.OVERDUE, Bucket.OVERDUE, Bucket.NOW, Bucket.AHEAD), NOW, "Europe/Berlin", str)
        await pilot.pause()
        lines = text(app).split("\n")
        assert lines[0].startswith("── Overdue 2 ─")
        assert lines[3].startswith("── Now 1 ─")
        assert lines[5].startswith("── Later 1 ─")


async def test_going_up_to_the_first_row_brings_its_heading_back() -> None:
    app = Shown(CallbackList())
    async with app.run_test(size=(80, 5)) as pilot:
        app.listed.focus()
        app.listed.tell(calls(*[Bucket.OVERDUE] * 12), NOW, "Europe/Berlin", str)
        await pilot.press("G", "g")
        await pilot.pause()
        assert text(app).startswith("── Overdue 12")


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("width", [30, 80, 120])
async def test_hostile_texts_stay_in_their_columns(hostile: str, width: int) -> None:
    app = Shown(CustomerList())
    async with app.run_test(size=(width, 4)) as pilot:
        app.listed.found(hostile, (CustomerHit(1, hostile, hostile, hostile, hostile, None, 1.0, "exact"),))
        await pilot.pause()
        first = text(app).split("\n")[0]
        assert not set(first) & set("\x1b\x07\x9b\u202e")
        assert "▌" in first
    app = Shown(CallbackList())
    async with app.run_test(size=(width, 4)) as pilot:
        app.listed.tell((a_callback(customer=hostile, topic=hostile, owner=hostile),), NOW, "Europe/Berlin", str)
        await pilot.pause()
        assert not set(text(app)) & set("\x1b\x07\x9b\u202e")
