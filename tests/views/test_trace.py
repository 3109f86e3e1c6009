"""The trace: every inquiry of a person, a company or an exchange, however a caller names them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts, views
from desk.rows.trace import Trace
from desk.words import Channel, FirstContact, Outcome
from tests.kit.builders import Desk, team


@pytest.fixture
def desk(tmp_path):
    with team(tmp_path) as desk:
        yield desk


def where(desk: Desk, query: str) -> Trace:
    return desk.read(views.trace.find, query)


def matches(desk: Desk, query: str) -> dict[int, str]:
    return {each.row.number: each.match.value for each in where(desk, query).rows}


@pytest.fixture
def kraus(desk: Desk) -> dict[str, int]:
    """Four inquiries around one company, and one of somebody else."""
    desk.customer("Möbel Kraus GmbH", city="Köln", phone="0221 123456", email="info@kraus.example",
                  first_name="Jörg", last_name="Kraus")  # fmt: skip
    ute = {"first_name": "Ute", "last_name": "Öz", "phone": "0171 5554433", "email": "ute@kraus.example"}
    desk.do(acts.customer_parts.contact_add, "K1", ute)
    return {
        "ute": desk.inquiry(channel=Channel.EMAIL, sender="Ute Öz", about="Chairs", email="ute@kraus.example"),
        "info": desk.inquiry(channel=Channel.PHONE, sender="Jörg Kraus", about="Tables", phone="0221 123456"),
        "branch": desk.inquiry(sender="Somebody", about="Lamps", phone="0221 12345-78"),
        "says": desk.inquiry(sender="Peter Blau", about="Referral", text="Ask Jörg Kraus, Tel. 0221/123456"),
        "other": desk.inquiry(sender="Xaver", about="Nothing of it", phone="089 445566", email="x@blue.example"),
    }


@pytest.mark.parametrize(
    ("query", "exact", "probable"),
    [
        ("ute@kraus.example", {"ute"}, {"info"}),
        ("UTE@KRAUS.EXAMPLE", {"ute"}, {"info"}),
        ("new@kraus.example", set(), {"ute", "info"}),
        ("0221 123456", {"info"}, {"ute", "branch", "says"}),
        ("+49 221 123456", {"info"}, {"ute", "branch", "says"}),
        ("0171/5554433", {"ute"}, {"info"}),
        ("Möbel Kraus", {"ute", "info"}, set()),
        ("moebel kraus gmbh köln", {"ute", "info"}, set()),
        ("K1", {"ute", "info"}, set()),
        ("Ute Öz", {"ute"}, {"info"}),
        ("jörg kraus", {"info"}, {"ute", "says"}),
        ("Moebel Kruas", set(), {"ute", "info"}),
        ("lamps", set(), {"branch"}),
        ("Xaver", {"other"}, set()),
        ("x@blue.example", {"other"}, set()),
        ("", set(), set()),
        ("Nobody Whosoever", set(), set()),
        ("0711 998877", set(), set()),
    ],
)
def test_a_caller_is_found_by_whatever_is_said(desk, kraus, query, exact, probable) -> None:
    found = matches(desk, query)
    assert {name for name in kraus if found.get(kraus[name]) == "exact"} == exact
    assert {name for name in kraus if found.get(kraus[name]) == "probable"} == probable


def test_an_inquirys_own_number_finds_just_that(desk, kraus) -> None:
    assert matches(desk, f"#{kraus['ute']}") == matches(desk, str(kraus["ute"])) == {kraus["ute"]: "exact"}
    assert matches(desk, "#9") == {}


def test_open_ones_come_first_then_the_newest(desk) -> None:
    old, gone, new = (desk.inquiry(sender="Kim Lang", rep=desk.later(minutes=5) and "anna") for _ in range(3))
    desk.do(acts.work.close, gone, Outcome.ANSWERED)
    assert [each.row.number for each in where(desk, "Kim Lang").rows] == [new, old, gone]


def test_what_is_only_probable_gives_way_when_there_are_more_than_fit(desk) -> None:
    sure = desk.inquiry(sender="Kim Lang")
    desk.later(minutes=5)
    desk.inquiry(sender="Else", text="Kim Lang said so")
    assert [each.row.number for each in desk.read(views.trace.find, "Kim Lang", 1).rows] == [sure]


def test_a_merged_inquiry_leads_to_what_it_goes_on_in(desk) -> None:
    mine, survivor = desk.inquiry(sender="Kim Lang"), desk.inquiry(sender="Somebody Else")
    desk.do(acts.merging.merge, mine, survivor)
    assert matches(desk, "Kim Lang") == {survivor: "exact", mine: "exact"}
    assert {each.row.number: each.merged_into for each in where(desk, "Kim Lang").rows} == {
        mine: survivor,
        survivor: None,
    }


def test_stations_and_promises_tell_who_had_it_and_for_how_long(desk) -> None:
    number = desk.inquiry(sender="Kim Lang")
    desk.later(minutes=10)
    desk.do(acts.offers.offer, number, "joerg", note="chairs", contact=FirstContact.PARALLEL)
    desk.later(minutes=20)
    desk.do(acts.offers.accept, number, rep="joerg")
    desk.do(acts.promises.promise, number, "a quote", desk.now + timedelta(hours=2), rep="joerg")
    desk.later(minutes=5)
    [row] = where(desk, "Kim Lang").rows
    assert [(stay.rep, stay.state.value, stay.minutes) for stay in row.stations] == [
        (None, "new", 10),
        ("anna", "offered", 20),
        ("joerg", "held", 5),
    ]
    assert row.promise is not None
    assert row.promise.text == "a quote"
    assert row.here_since == row.stations[-1].since
    desk.do(acts.promises.kept, number, 1, "sent", rep="joerg")
    [row] = where(desk, "Kim Lang").rows
    assert row.promise is not None
    assert row.promise.state == "kept"


def test_what_was_taken_back_is_no_station_until_it_is_done_again(desk) -> None:
    """A slip of `e` must not make a caller hear that somebody has it since just now; the pane says the same."""

    def stays() -> list[tuple[str | None, str]]:
        trace = desk.read(views.trace.of_inquiry, number)
        assert desk.detail(number).trace == trace
        return [(stay.rep, stay.state.value) for stay in trace.rows[0].stations]

    number = desk.inquiry(holder="anna")
    held, closed = stays(), [*stays(), ("anna", "closed")]
    since = where(desk, f"#{number}").rows[0].here_since
    desk.later(minutes=30)
    desk.do(acts.work.close, number, Outcome.ANSWERED)
    assert stays() == closed, "the control"
    for act, wanted in ((acts.undoing.undo, held), (acts.undoing.redo, closed), (acts.undoing.undo, held)):
        desk.later(minutes=1)
        desk.do(act)
        assert stays() == wanted
    assert where(desk, f"#{number}").rows[0].here_since == since


@pytest.mark.parametrize(
    "query", ["(" * 1000, "%", "_", "x" * 100_000, "q\0b", "'; DROP TABLE inquiry; --", '"*', "NEAR(a b)", "😀",
              "\ud800", "@", "@@", "a@", "+", "+" * 300, "0" * 100_000, "#" + "9" * 40, "[/q]", "!", "(?<![q",
              "\x1b]8;;"],
)  # fmt: skip
def test_hostile_questions_are_taken_literally_and_find_nothing(desk, kraus, query) -> None:
    assert where(desk, query).rows == ()


def test_of_a_customer_and_of_one_inquiry_there_is_a_trace_without_a_question(desk, kraus) -> None:
    [hit] = desk.read(views.customers.find, "K1")[:1]
    assert {each.row.number for each in desk.read(views.trace.of_customer, hit.id).rows} == {
        kraus["ute"],
        kraus["info"],
    }
    [row] = desk.read(views.trace.of_inquiry, kraus["says"]).rows
    assert row.row.number == kraus["says"]
    assert desk.read(views.trace.of_inquiry, 2**70).rows == desk.read(views.trace.of_inquiry, 0).rows == ()
