"""The same customers come in the same order, wherever what is known of them lies and however it came there."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.finding import making
from desk.finding.making import make
from desk.finding.search import Search
from tests.kit.builders import Desk

QUERIES = (
    *("kraus", "krauss köln", "krasu", "k", "m", "maier petra", "mayr p", "meierbau", "moebelkraus", "auto haus vogt"),
    *("zwilling", "zwillign essen", "hofman", "hoffm ute", "kowalksi", "kowa anna", "elektrotehcnik", "ozturk", "fogt"),
    *("schmidt jörg", "schmit", "jö", "petra k m", "a z b", "50667", "50668", "5066", "066", "zwölling", "kowaöski"),
    *("0211 123456", "0211 1234-17", "0211 123465", "123456", "5551", "+49 40", "040", "0049 201", "5551 vogt"),
    *("99887766", "0228 9988776", "petra@moebel-kraus.example", "petra", "a1", "b", "b2", "reisen gmbh", "krautz"),
    *("meier bau hamburg", "bau meier", "webr elektro", "hofmann autohaus", "vokt", "sch", "schm", "krause reise bonn"),
)  # fmt: skip
TWINS = 5


def hits(desk: Desk, search: Search) -> list[list[object]]:
    return [list(desk.read(lambda r, query=query: search.find(r, query, 20))) for query in QUERIES]  # type: ignore[misc]


def touch(desk: Desk, customers: Sequence[int]) -> None:
    """What an act that changes nothing that is looked for leaves in the feed."""
    with closing(sqlite3.connect(desk.path)) as connection, connection:
        connection.executemany(
            "INSERT INTO change (thing, thing_id) VALUES ('customer', ?)", [(key,) for key in customers]
        )


def test_a_customer_stands_where_it_stood_when_it_has_been_touched_in_any_order(desk: Desk) -> None:
    for place in range(TWINS):
        desk.customer("Zwilling", number=f"B{place}", city="Essen", phone=f"0201 55510{place}")
    every = range(1, 6 + TWINS)

    def indexed() -> Search:
        return Search(*making.reading(desk.path, lambda r: make(r, lambda share: None)))

    wanted = hits(desk, indexed())
    assert sum(map(len, wanted)) > len(QUERIES)  # the control: most of them find somebody
    assert len({len(each) for each in wanted}) > 2

    @settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    @given(st.lists(st.lists(st.sampled_from(every), unique=True), max_size=2))
    def touched(times: list[list[int]]) -> None:
        search = indexed()
        for some in times:
            touch(desk, some)
            found = hits(desk, search)
            for query, before, after in zip(QUERIES, wanted, found, strict=True):
                assert after == before, query
        assert search.changed == len({key for some in times for key in some})

    touched()
    search = indexed()
    touch(desk, list(every))
    assert hits(desk, search) == wanted
    assert search.changed == len(every)
    assert hits(desk, indexed()) == wanted
