"""Inquiries are found by the words of all that was written about them, by the same ones on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from desk import acts, views
from desk.keeping.check import check
from desk.rules.filters import parse
from desk.words import Channel, Outcome, ReplyHow
from tests.kit.builders import Desk, raw
from tests.kit.postgres import SqlReader

TYPED = (
    "kraus", "KRÄUS", "k", "ch", "stuehle 100%", "c++", "o'brien c++", "[b]bold", "0221 123456", "+49221123456",
    "0221/1234", "info@kraus", "ute@kraus.example", "called", "ja", "price", "full", "bitte bald", "forgotten",
    "öl 2", "sent", "answer", "fine", "#1003", "1003", "100", "chairs nrw", "könig", "gmbh co", "77-1", "xyzzy",
    "\" OR \"", "NOT called", "called*", "NEAR(kraus)", "a & b", "a | b", "!", "^k",
    "-kraus",
    "%", "_", "\\", "{kraus}", "😀", "a\x00b", "((((" * 400,
)  # fmt: skip


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: typed[:12].encode("unicode_escape").decode())
def test_both_engines_find_the_same_inquiries_whatever_is_typed(day: Desk, copied: Engine, typed: str) -> None:
    wanted = parse(typed, closed=True)
    found = day.read(views.inbox.ids, wanted, "anna")
    with copied.connect() as connection:
        postgres = SqlReader(connection, day.now, day.store.settings().calendar)
        assert views.inbox.ids(postgres, wanted, "anna") == found
        assert views.inbox.counts(postgres, wanted, "anna")[0] == len(found)
    assert day.read(views.inbox.counts, wanted, "anna")[0] == len(found)


BESIDE = ("channel:phone c", "customer:kraus", "grade:b", "due:late bald", "state:new", "state:closed c")


@pytest.mark.parametrize(
    "typed", [*TYPED[::4], *BESIDE], ids=lambda typed: typed[:12].encode("unicode_escape").decode()
)
def test_what_many_say_is_found_in_another_way_and_is_the_same(
    day: Desk, copied: Engine, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    wanted = parse(f"holder:anna {typed}", closed=True)
    page = [row.number for row in day.read(views.inbox.page, wanted, "anna", None)]
    for few in (0, 2, 10**9):
        monkeypatch.setattr(views.inbox, "FEW", few)
        listing = day.read(views.inbox.listing, wanted, "anna")
        assert list(listing[0]) == page
        assert listing[1] == day.read(views.inbox.counts, wanted, "anna")
        with copied.connect() as connection:
            postgres = SqlReader(connection, day.now, day.store.settings().calendar)
            assert views.inbox.listing(postgres, wanted, "anna") == listing


@pytest.mark.parametrize(
    ("typed", "number"),
    [("kraus", 1001), ("stühle", 1001), ("STUEHLE", 1001), ("called", 1001), ("ja", 1001), ("chairs", 1001),
     ("price", 1006), ("full", 1012), ("bald", 1003), ("forgotten", 1012), ("fine", 0), ("answer", 1013),
     ("0221 123456", 1001), ("+49 221 123456", 1001), ("#1005", 1005), ("o@new.example", 1004), ("xyzzy", 0)],
)  # fmt: skip
def test_what_was_said_leads_to_its_inquiry_also_when_it_is_closed(day: Desk, typed: str, number: int) -> None:
    found = list(day.read(views.inbox.ids, parse(typed, closed=True), "anna"))
    assert number in found if number else not found


def find(desk: Desk, typed: str) -> list[int]:
    return list(desk.read(views.inbox.ids, parse(typed, closed=True), None))


def test_words_follow_every_act_its_undo_and_merging(desk: Desk) -> None:
    desk.customer("Zebra GmbH")
    one = desk.inquiry(about="Plakate", text="alpha", customer="K1")
    other = desk.inquiry(about="Banner", text="omega")
    assert (find(desk, "plak"), find(desk, "alpha"), find(desk, "zebra")) == ([one], [one], [one])
    desk.do(acts.work.edit, one, {"about": "Kino", "body": "beta"})
    assert (find(desk, "plakate"), find(desk, "alpha"), find(desk, "kino beta")) == ([], [], [one])
    desk.do(acts.undoing.undo)
    assert (find(desk, "plakate alpha"), find(desk, "kino")) == ([one], [])
    desk.do(acts.customers.edit, "K1", {"company": "Giraffe AG"})
    assert (find(desk, "zebra"), find(desk, "giraffe")) == ([], [one])
    desk.do(acts.work.reply, one, ReplyHow.SPOKEN, "will es rot")
    desk.callback(inquiry=one, at=desk.now + timedelta(hours=1), topic="Muster")
    assert find(desk, "rot muster") == [one]
    desk.do(acts.merging.merge, other, one)
    assert find(desk, "omega") == [one, other]
    desk.do(acts.merging.unmerge, other)
    assert find(desk, "omega") == [other]
    assert check(desk.path).sound


def test_closed_ones_come_after_all_open_ones_newest_first(desk: Desk) -> None:
    numbers = []
    for _ in range(4):
        numbers.append(desk.inquiry(about="Prospekt", channel=Channel.PHONE))
        desk.later(minutes=1)
    for number in numbers[:3]:
        desk.do(acts.work.close, number, Outcome.ANSWERED)
    assert find(desk, "prosp") == [numbers[3], *reversed(numbers[:3])]


def test_a_search_reads_indexes_alone(day: Desk) -> None:
    """The control is the table: a plan that reads rows names it without an index."""
    with raw(day.path) as connection:
        for closed, index in (("<>", "inquiry_in_order"), ("=", "inquiry_closed")):
            sql = (
                f"EXPLAIN QUERY PLAN SELECT number FROM inquiry WHERE state {closed} 'closed' AND +number IN "
                "(SELECT rowid FROM inquiry_words_index WHERE inquiry_words_index MATCH '\"a\"')"
            )
            plan = [row[3] for row in connection.execute(sql)]
            assert f"SCAN inquiry USING COVERING INDEX {index}" in plan
            assert any("VIRTUAL TABLE INDEX" in step for step in plan)
