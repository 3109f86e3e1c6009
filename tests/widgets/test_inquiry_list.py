from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from desk.rows import InquiryRow
from desk.widgets.inquiry_line import Wants, columns, head, pieces_of, state_of, wants
from desk.widgets.inquiry_list import PAGE, InquiryList
from desk.widgets.look import Look
from desk.words import Channel, Grade, Mark, Priority, State, Step
from tests.screens.host import CALENDAR, NOW

LOOK = Look("anna", NOW, CALENDAR, {"anna": "Anna", "mia": "Mia", "joerg": "Joerg"})


def a_row(number: int = 4711, **changed: Any) -> InquiryRow:
    values: dict[str, Any] = {
        "number": number,
        "state": State.NEW,
        "channel": Channel.WEB,
        "about": f"About {number}",
        "customer": "Autohaus Süd GmbH",
        "customer_number": "K1",
        "grade": Grade.B,
        "sender": "Tom Meier",
        "holder": None,
        "offered_to": None,
        "next_step": Step.FIRST_REPLY,
        "next_at": NOW + timedelta(minutes=10),
        "received_at": NOW,
        "first_reply_at": None,
        "due_at": NOW + timedelta(minutes=10),
        "priority": Priority.NORMAL,
        "marks": (),
        "outcome": None,
        "version": 1,
    }
    return InquiryRow(**values | changed)


class Bench(App[None]):
    """An application with nothing but a list of so many rows; remembers what was fetched and where the cursor went."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.fetched: list[tuple[int, ...]] = []
        self.moved: list[int | None] = []

    def compose(self) -> ComposeResult:
        yield InquiryList(self._fetch, lambda row: self.moved.append(row.number if row else None))

    def on_mount(self) -> None:
        self.listing.look = LOOK
        self.listing.show(array("q", range(1, self.count + 1)))
        self.listing.focus()

    @property
    def listing(self) -> InquiryList:
        return self.query_one(InquiryList)

    def _fetch(self, numbers: Sequence[int]) -> Mapping[int, InquiryRow]:
        self.fetched.append(tuple(numbers))
        return {number: a_row(number) for number in numbers}


async def test_a_hundred_thousand_rows_fetch_only_what_is_shown() -> None:
    app = Bench(100_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert {number for page in app.fetched for number in page} == set(range(1, PAGE + 1))
        await pilot.press("G")
        await pilot.pause()
        assert app.listing.cursor == 99_999
        assert len(app.fetched) <= 3
        assert all(len(page) <= PAGE for page in app.fetched)


async def test_the_cursor_tells_its_row_directly_and_stops_at_the_ends() -> None:
    app = Bench(3)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("k", "j", "j", "j", "j")
        assert app.moved[-2:] == [2, 3]
        assert app.listing.cursor == 2


async def test_page_keys_go_by_what_is_shown() -> None:
    app = Bench(100)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        assert app.listing.cursor == 23
        await pilot.press("pageup")
        assert app.listing.cursor == 0


async def test_the_cursor_stays_with_its_number_and_at_its_height_when_rows_come_above_it() -> None:
    app = Bench(100)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["j"] * 30)
        height = app.listing.cursor - app.listing.scroll_offset.y
        number = app.listing.numbers[app.listing.cursor]
        app.listing.show(array("q", [*range(1001, 1006), *range(1, 101)]))
        await pilot.pause()
        assert app.listing.numbers[app.listing.cursor] == number
        assert app.listing.cursor - app.listing.scroll_offset.y == height


async def test_the_cursor_takes_the_place_of_a_row_that_has_gone() -> None:
    app = Bench(5)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j")
        app.listing.show(array("q", [1, 2, 4, 5]))
        assert app.listing.current is not None
        assert app.listing.current.number == 4
        app.listing.show(array("q", []))
        assert app.listing.current is None
        assert app.moved[-1] is None


async def test_marks_survive_another_order_and_go_with_their_rows() -> None:
    app = Bench(5)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "space")
        app.listing.show(array("q", [5, 3, 1]))
        assert app.listing.marks.ordered(app.listing.numbers) == (3, 1)


@pytest.mark.parametrize("width", [60, 68, 80, 99, 100, 160, 250])
def test_every_line_and_its_titles_are_exactly_as_wide_as_the_list(width: int) -> None:
    rows = [
        a_row(),
        a_row(customer=None, sender="日本語" * 20, about="[/red]" * 20, grade=None, priority=Priority.HIGH),
        a_row(
            state=State.OFFERED, holder="mia", offered_to="joerg", marks=(Mark.RETURNED, Mark.UNREADABLE, Mark.PROBABLE)
        ),
        a_row(next_at=None, next_step=None, marks=(Mark.LATE,)),
        a_row(state=State.HELD, holder="anna", next_step=Step.CALLBACK, next_at=NOW + timedelta(days=900)),
        a_row(next_at=NOW - timedelta(days=900)),
    ]
    for row in rows:
        for cursor in (False, True):
            pieces = pieces_of(row, LOOK, width, cursor=cursor, marked=not cursor)
            assert sum(cell_len(text) for text, _kind in pieces) == width, row
    assert cell_len(head(width)) == width


def test_eighty_columns_hold_what_the_design_draws() -> None:
    of = columns(80)
    assert (of.customer, of.about, of.holder, of.state) == (17, 18, 14, 12)


@given(st.integers(36, 200), st.builds(Wants, *[st.integers(0, 90)] * 3))
def test_a_column_gets_more_than_its_half_only_of_what_the_other_does_not_need(width: int, of: Wants) -> None:
    plain, shared = columns(width), columns(width, Wants(of.customer, of.about))
    assert sum(shared) == sum(plain)
    if shared.customer > plain.customer:
        assert shared.about >= of.about
        assert shared.customer <= of.customer
    if shared.about > plain.about:
        assert shared.customer >= min(of.customer, plain.customer)
    assert cell_len(head(width, of)) == width


def test_an_offer_to_whomever_moves_no_column() -> None:
    held, offered = a_row(state=State.HELD, holder="mia"), a_row(state=State.OFFERED, holder="anna", offered_to="joerg")
    assert wants([held], LOOK) == wants([offered], LOOK)
    assert wants([held], LOOK).holder == cell_len("Joerg > Anna")


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        ({}, "0:10"),
        ({"received_at": NOW - timedelta(minutes=10)}, ".0:10"),
        ({"received_at": NOW - timedelta(minutes=60)}, "*0:10"),
        ({"next_at": NOW}, "!0:00"),
        ({"next_at": NOW - timedelta(minutes=22)}, "!-0:22"),
        ({"next_at": None, "next_step": None}, "?"),
        ({"next_step": Step.CALLBACK, "next_at": NOW + timedelta(days=3)}, "3 d"),
        ({"state": State.CLOSED}, "-"),
    ],
)
def test_what_is_left_is_told_with_a_sign_for_its_stage(changed: dict[str, Any], left: str) -> None:
    assert LOOK.left(a_row(**changed)) == left


@pytest.mark.parametrize(
    ("changed", "needs"),
    [
        ({}, True),
        ({"state": State.OFFERED, "holder": "mia", "offered_to": "anna"}, True),
        ({"state": State.HELD, "holder": "anna", "next_at": NOW - timedelta(minutes=1)}, True),
        ({"state": State.HELD, "holder": "anna"}, False),
        ({"state": State.HELD, "holder": "mia", "next_at": NOW - timedelta(minutes=1)}, False),
        ({"state": State.SNOOZED, "holder": "anna"}, False),
        ({"state": State.CLOSED, "holder": "anna"}, False),
    ],
)
def test_the_cursor_goes_to_rows_that_wait_for_a_hand(changed: dict[str, Any], needs: bool) -> None:
    assert LOOK.needs_somebody(a_row(**changed)) is needs


@pytest.mark.parametrize(
    ("rep", "changed", "left", "state"),
    [
        ("mia", {}, "0:15", "T 10:32"),
        ("anna", {}, "1:00", "offered"),
        ("joerg", {"next_step": Step.FOLLOW_UP}, "1:00", "offered"),
        ("anna", {"offered_at": NOW - timedelta(days=3)}, "*1:00", "offered"),
        ("anna", {"first_reply_at": None, "due_at": NOW + timedelta(minutes=20)}, "0:20", "offered"),
        ("anna", {"next_step": Step.OFFER, "next_at": NOW + timedelta(minutes=9)}, "0:09", "offered"),
    ],
)
def test_what_the_sender_of_an_offer_does_meanwhile_is_the_senders_alone_the_receiver_sees_the_offers_clock(
    rep: str, changed: dict[str, Any], left: str, state: str
) -> None:
    soon, hour = NOW + timedelta(minutes=15), NOW + timedelta(minutes=60)
    offered = {
        "state": State.OFFERED, "holder": "mia", "offered_to": "anna", "offered_at": NOW, "offered_until": hour,
        "next_step": Step.CALLBACK, "next_at": soon, "first_reply_at": NOW,
    }  # fmt: skip
    look, row = LOOK._replace(rep=rep), a_row(**offered | changed)
    assert look.left(row) == left
    assert state_of(row, look, 12) == state
    assert look.seen(look.seen(row)) == look.seen(row)
