"""Inquiries are found by the words of all that was written about them, by the same ones on both engines."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from desk import acts, views
from desk.keeping.check import check
from desk.keeping.reader import SqliteReader
from desk.rules.filters import parse
from desk.rules.folding import fold
from desk.rules.wording import MOST_KEPT, words
from desk.words import Channel, Outcome, ReplyHow
from tests.acts.state import read_rows
from tests.kit import said
from tests.kit.builders import Desk, raw
from tests.kit.postgres import SqlReader

TYPED = (
    "kraus", "KRÄUS", "k", "ch", "stuehle 100%", "c++", "o'brien c++", "[b]bold", "0221 123456", "+49221123456",
    "0221/1234", "info@kraus", "ute@kraus.example", "called", "ja", "price", "full", "bitte bald", "forgotten",
    "öl 2", "sent", "answer", "fine", "#1003", "1003", "100", "chairs nrw", "könig", "gmbh co", "77-1", "xyzzy",
    "\" OR \"", "NOT called", "called*", "NEAR(kraus)", "a & b", "a | b", "!", "^k",
    "-kraus",
    "AND", "kraus AND", "OR ja", "NEAR(", "kraus <-> moebel", "a-b", ":", "re: kraus", '"kraus:ja"', "'", "`",
    "x" * 100_000, "(" * 1_000, "kraus " * 20, "kraus;--", "rowid = 1", "$1 ?2", "kraus\u200b", "1003 #1003",
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


def test_everything_said_is_found_by_every_word_of_it(day: Desk) -> None:
    with raw(day.path) as connection:
        rows = read_rows(connection)
        notes = connection.execute("SELECT thing_id, note FROM trail WHERE thing = 'inquiry'").fetchall()
    texts = said.of_each(rows, notes)
    every = {word for each in texts.values() for word in re.findall("[a-z0-9]+", fold("\n".join(each)))}
    assert {"stuehle", "chairs", "forgotten", "zimt", "answer"} <= every
    for word in every:
        assert set(find(day, word)) == said.by_looking(texts, word), word


def test_a_former_name_leads_to_its_inquiries_and_another_desk_finds_what_this_one_says(desk: Desk) -> None:
    for number, company in (("K1", "Zebra GmbH"), ("K2", "Giraffe AG")):
        desk.customer(company, number=number)
    number = desk.inquiry(customer="K1")
    with Desk(desk.path) as other:
        other.continue_from(500)
        desk.do(acts.customer_merging.merge, "K1", "K2")
        assert find(other, "zebra giraffe k1") == [number]
        desk.do(acts.customer_merging.unmerge, "K1")
        assert find(other, "zebra") == [number]
        assert find(other, "giraffe") == []
        desk.do(acts.unfound.unfound, "Okapi", "mailed last week")
        assert find(other, "okapi last") == find(desk, "okapi last") == [number + 1]


def test_closed_ones_come_after_all_open_ones_newest_first(desk: Desk) -> None:
    numbers = []
    for _ in range(4):
        numbers.append(desk.inquiry(about="Prospekt", channel=Channel.PHONE))
        desk.later(minutes=1)
    for number in numbers[:3]:
        desk.do(acts.work.close, number, Outcome.ANSWERED)
    assert find(desk, "prosp") == [numbers[3], *reversed(numbers[:3])]


def test_a_search_reads_indexes_alone(day: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control is a filter that no index knows: its plan reads the rows."""
    monkeypatch.setattr(views.inbox, "FEW", 0)
    with raw(day.path) as connection:
        connection.row_factory = sqlite3.Row
        reader = SqliteReader(connection, day.now, day.store.settings().calendar)
        for typed, reads_rows in (("quote", False), ("holder:nobody quote", False), ("channel:web quote", True)):
            asked: list[str] = []
            connection.set_trace_callback(asked.append)
            assert views.inbox.listing(reader, parse(typed, closed=True), None)[0]
            connection.set_trace_callback(None)
            lists = [sql for sql in asked if "of_all" in sql and "MATCH" not in sql]
            plans = [row["detail"] for sql in lists for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
            assert any("INDEX inquiry_closed" in step for step in plans)
            assert ("SCAN inquiry" in plans) is reads_rows


def test_the_longest_words_there_can_be_fit_into_either_index(desk: Desk, copied: Engine) -> None:
    letters = {ord("0") + n: 0x12000 + n for n in range(10)}
    kept = words(f"{n:05}".translate(letters) * 8 for n in range(MOST_KEPT))
    number = desk.inquiry(text="\n".join(f"{n:05}".translate(letters) * 8 for n in range(4_000)))
    assert find(desk, "00007".translate(letters)) == [number]
    sql = text("SELECT array_to_tsvector(string_to_array(:words, ' ')) @@ CAST(:sought AS tsquery)")
    with copied.connect() as connection:
        assert connection.execute(sql, {"words": kept, "sought": f"'{kept[:5]}':*"}).scalar_one()
