"""Every view gives the same answer, in the same order, on SQLite and on PostgreSQL."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine

from desk import views
from desk.finding import candidates
from desk.rules.filters import MARKS, parse
from desk.views import free, trail
from desk.words import Refused, Thing
from tests.kit.builders import Desk
from tests.kit.postgres import SqlReader
from tests.views.conftest import plain

FILTERS = (
    "", "holder:mia", "holder:nobody", "holder:nobody-there", "state:new", "state:closed", "state:snoozed",
    "channel:web", "customer:kraus", "customer:77-1", "due:late", "due:today", "age:30min", "grade:a",
    "priority:high", "stuehle", "Stühle 100%", "quote_missing", "c++ o'brien", "#1003", "1003", "ÖZTÜRK", "[b]bold",
    "kraus stuehle", "holder:mia due:late kraus", "offered:me", "offered:joerg", "offered:anybody", "holder:me",
    "state:offered", *(f"mark:{mark}" for mark in MARKS),
)  # fmt: skip
QUERIES = (
    "kraus", "Krauss", "mueller", "müler", "maier", "moebel kraus koeln", "0221 123456", "123456", "99887", "0228",
    "info@kraus", "a_b%c@allcaps", "77-1", "k1", "ute oez", "gmbh", "xyzzy", "", "hamburg 22765", "(", "%", "o'brien",
    "zimt", "z1",
)  # fmt: skip

Ask = Callable[[Any], Any]
ASKED: dict[str, tuple[Callable[..., Any], list[Ask]]] = {}


def ask(view: Callable[..., Any], *calls: tuple[Any, ...], **more: Any) -> None:
    """Put a view on the list with the arguments it is asked with."""
    name = f"{view.__module__.rpartition('.')[2]}.{view.__name__}"
    _, asked = ASKED.setdefault(name, (view, []))
    asked += [lambda reader, call=call: view(reader, *call, **more) for call in calls]


def filters() -> list[tuple[Any, ...]]:
    return [(parse(text, mine=mine, closed=closed), "anna") for text in FILTERS for mine in (0, 1) for closed in (0, 1)]


for view in (views.inbox.page, views.inbox.ids, views.inbox.listing, views.inbox.counts):
    ask(view, *filters(), (parse("", mine=True), None))
ask(views.inbox.page, (parse("", closed=True), "mia", 5), (parse("", closed=True), "mia", None))
ask(views.inbox.rows, ((1001, 1014, 9),), ((),))
ask(views.inquiry.detail, *((number,) for number in (*range(1001, 1016), 0, 9999, -1, 2**70)))
ask(trail.trail, *((Thing.INQUIRY, number) for number in (1001, 1007)), (Thing.CUSTOMER, 1), (Thing.TEAM, 1))
ask(trail.trail, (Thing.REP, 2), (Thing.CALLBACK, 1), (Thing.INQUIRY, 1001, 2), (Thing.INQUIRY, 77))
ask(trail.spoken, (1, 5), (2, 1), (99, 5))
ask(views.callbacks.waiting, (), ("mia",), ("joerg",), ("nobody",))
ask(views.callbacks.waiting, (), ("anna",), all_states=True)
ask(views.callbacks.one, *((number,) for number in (*range(1, 8), 99, 2**70)))
ask(views.callbacks.of_inquiry, (1001,), (1002,))
ask(views.callbacks.of_customer, (1,), (2,), (99,))
ask(views.callbacks.strip, (None,), ("anna",), ("mia",), ("joerg",))
ask(views.customers.find, *((query,) for query in QUERIES), ("kraus", 1), ("mueller", 3))
ask(views.customers.similar, ("Kraus", "0221 123456"), ("Möbel Kraus",), ("Nobody",))
ask(views.customers.open_of, ("Öztürk",), ("öztürk", "0221/123456"), ("", None, "O@new.example"), ("über",), ("",))
ask(views.customers.card, *((key,) for key in (1, 2, 3, 4, 10, 12, 99)))
ask(views.customers.card, (11,), once=False)
ask(
    views.customer_hits.hits,
    ([candidates.Candidate(key, 0.5, "exact") for key in (3, 1, 99)],),
    ([],),
    *(
        ([candidates.Candidate(key, 0.5, why) for key in range(1, 13)], query)
        for why, query in (("number", "0211 4711"), ("email", "kraus"), ("exact", "maier 45127"))
    ),
)
for query in ("Möbel Kraus", "maier"):
    ask(views.customer_doubles.doubles, *((key, query) for key in (1, 2, 3, 10, 99)))
ask(views.customers.by_number, ("Z1",), ("K1",), (" 77-1 ",), ("nope",))
ask(candidates.candidates, *((query, 10) for query in QUERIES))
ask(views.inquiry.offers, *((number,) for number in range(1001, 1017)))
ask(views.promises.of_inquiry, *((number,) for number in range(1001, 1017)))
ask(views.promises.waiting, ("anna",), ("mia",), ("joerg",), ("nobody",))
ask(views.last.undoable, ("anna",), ("mia",), ("joerg",), ("nobody",))
ask(views.last.redoable, ("anna",), ("mia",), ("nobody",))
TRACED = (
    "kraus", "Möbel Kraus", "0221 123456", "+49 221 12345-6", "ute@kraus.example", "else@kraus.example", "77-1",
    "#1008", "1001", "quote missing", "öztürk", "stühle 100%", "xyzzy", "", "(", "%", "o'brien", "writer", "krasu",
    "Z1", "zimt",
)  # fmt: skip
ask(views.trace.find, *((query,) for query in TRACED), ("kraus", 2))
ask(views.trace.of_customer, (1,), (2,), (99,))
ask(views.trace.of_inquiry, *((number,) for number in (1001, 1003, 1008, 1011, 0, 2**70)))
ask(views.trace.unfound, ())
ask(views.team.reps, ())
ask(views.team.rep, ("anna",), (" MIA ",), ("nobody",))
ask(views.team.settings, ())
ask(views.team.tandems, (), ("anna",))
ask(views.team.partner, ("anna",), ("mia",), ("nobody",))
ask(views.team.absences, ())
ask(views.team.absences, (), everything=True)
ask(views.team.burden, ("anna",), ("mia",), ("joerg",), ("nobody",))
ask(views.team.parting, ("mia", "joerg"), ("anna", "joerg"))
ask(views.care.why, *((number,) for number in (*range(1001, 1017), 0, 2**70)))
ask(views.care.of_customer, *((key,) for key in (1, 2, 3, 4, 99)))
ask(views.customer_file.rows, ())
ask(free.team, (), visits=True, loads=True)
ask(free.team, (), visits=False, loads=False)
ask(free.free, (), ("anna",), ("nobody",))


def answer(asked: Ask, reader: Any) -> Any:
    try:
        found = asked(reader)
        return plain(tuple(found) if isinstance(found, Iterator) else found)
    except Refused as refused:
        return refused.reason, refused.facts


@pytest.mark.parametrize("name", ASKED)
def test_a_view_gives_the_same_answer_on_both_engines(day: Desk, copied: Engine, name: str) -> None:
    settings = day.store.settings()
    answers = []
    with copied.connect() as connection:
        postgres = SqlReader(connection, day.now, settings.calendar)
        for asked in ASKED[name][1]:
            on_sqlite = day.store.read(lambda reader, asked=asked: answer(asked, reader))
            assert answer(asked, postgres) == on_sqlite
            answers.append(on_sqlite)
    assert any(answers), "a view of which nothing is ever asked proves nothing"


def test_every_view_is_asked() -> None:
    """The control of the list: a view that is added is missed here."""
    modules: list[ModuleType] = [getattr(views, name) for name in views.__all__] + [trail, candidates, free]
    public = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in modules
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__ and not name.startswith("_")
        and next(iter(inspect.signature(found).parameters), "") == "reader"
    }  # fmt: skip
    assert public == set(ASKED)


def test_rows_in_another_order_are_told_apart(day: Desk, copied: Engine) -> None:
    """The control of the comparison: the same rows in another order are not the same answer."""
    settings = day.store.settings()
    with copied.connect() as connection:
        postgres = SqlReader(connection, day.now, settings.calendar)
        turned = tuple(reversed(views.inbox.page(postgres, parse(""), None)))
    assert turned != day.read(views.inbox.page, parse(""), None)
    assert len(turned) > 3
