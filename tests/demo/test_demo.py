"""The demo store: a working day that stands around now, at any hour, made of acts, the same from the same seed."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desk import acts, demo, views
from desk.acts import due
from desk.clock import MachineClock, StoppedClock
from desk.demo.cast import CAST
from desk.keeping.check import check
from desk.rules.filters import parse
from desk.store import Store
from desk.words import Bucket, Mark, Refused, State
from tests.kit.builders import BERLIN, raw

NOW = datetime(2026, 11, 23, 10, 17, tzinfo=BERLIN)
FEW = len(CAST)


@contextmanager
def made(tmp_path: Path, now: datetime = NOW, **more: Any) -> Iterator[Store]:
    path, clock = str(tmp_path / "demo.db"), StoppedClock(now)
    demo.make(path, clock, **more)
    store = Store.open(path, clock, settle=due.settle)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with made(tmp_path_factory.mktemp("demo")) as store:
        yield store


def contents(path: str) -> list[str]:
    with raw(path) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize(
    "now",
    [
        "2026-11-22T03:00:13",  # a Sunday
        "2026-11-23T00:00:00",
        "2026-11-23T23:59:59",
        "2026-11-23T16:01:00",
        "2026-12-25T14:30:00",  # a public holiday
        "2027-01-01T00:59:00",  # one in a year that has not begun in UTC
        "2026-03-29T03:30:00",  # the hour after the one that the clock change skips
        "2026-10-25T02:30:00",  # the hour that comes twice
    ],
)
def test_at_any_hour_twelve_are_open_and_three_callbacks_overdue(tmp_path: Path, now: str) -> None:
    with made(tmp_path, datetime.fromisoformat(now).replace(tzinfo=BERLIN), customers=FEW) as store:
        counts = store.read(lambda r: views.inbox.counts(r, parse(""), None))
        assert (counts.open, counts.late) == (12, 1)
        waiting = store.read(views.callbacks.waiting)
        assert sum(row.bucket is Bucket.OVERDUE for row in waiting) == 3
        strip = store.read(lambda r: views.callbacks.strip(r, "anna"))
        assert (strip.overdue, strip.due) == (3, 1)
        first = store.read(lambda r: views.inbox.page(r, parse("", mine=True), "anna"))
        minutes = [round((row.next_at - store.clock.now()).total_seconds() / 60) for row in first if row.next_at]
        assert minutes[:6] == [-22, 4, 8, 11, 38, 51]


def test_the_first_screen_shows_something_of_everything(day: Store) -> None:
    rows = day.read(lambda r: views.inbox.page(r, parse("", mine=True), "anna"))
    assert [row.holder for row in rows].count(None) == 4
    assert [row.holder for row in rows].count("anna") == 4
    assert rows[0].customer == "Möbel Kraus KG"
    assert Mark.LATE in rows[0].marks
    assert any(Mark.UNREADABLE in row.marks for row in rows)
    assert rows[-1].state is State.SNOOZED
    everyone = day.read(lambda r: views.inbox.page(r, parse(""), "anna"))
    assert {row.holder for row in everyone} == {None, "anna", "mia", "joerg", "lea"}
    threads = [day.read(lambda r, n=row.number: views.inquiry.detail(r, n)) for row in everyone]
    assert sum(len(detail.messages) == 2 for detail in threads) == 2
    assert all(detail.trail for detail in threads)


def test_offers_and_promises_stand_before_those_they_concern(day: Store) -> None:
    rows = {row.about: row for row in day.read(lambda r: views.inbox.page(r, parse(""), None))}
    handed = {about: (row.holder, row.offered_to) for about, row in rows.items() if row.offered_to}
    assert handed == {"Imagespots": ("joerg", "anna"), "Rückruf Hausmesse": ("anna", "lea")}
    assert [about for about, row in rows.items() if Mark.RETURNED in row.marks] == ["Prospekte Frühjahr"]
    assert [row.text for row in day.read(lambda r: views.promises.waiting(r, "anna"))] == ["Preise für den Außentag"]
    everything = day.read(lambda r: views.inquiry.detail(r, rows["Winterpaket"].number))
    assert [row.state for row in everything.promises] == ["kept"]


def test_the_team_is_the_one_that_is_told_of(day: Store) -> None:
    reps = {rep.handle: (rep.side, rep.role) for rep in day.read(views.team.reps)}
    assert reps == {
        "lina": ("inside", "lead"),
        "anna": ("inside", "member"),
        "mia": ("inside", "member"),
        "joerg": ("field", "member"),
        "lea": ("field", "member"),
    }
    assert demo.OPENS_AS in reps


def test_every_row_has_a_trail_that_leads_to_it(day: Store) -> None:
    found = check(day.path)
    assert found.total == 0, found.found
    assert found.entries > 1000


def test_who_opens_the_demo_can_take_the_last_act_back(tmp_path: Path) -> None:
    with made(tmp_path, customers=FEW) as store:
        assert store.write(acts.undoing.undo, "anna").value == "qualify"


def test_the_same_seed_at_the_same_instant_gives_the_same_content(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        os.mkdir(tmp_path / name)
        demo.make(str(tmp_path / name / "demo.db"), StoppedClock(NOW), customers=60, inquiries=150, seed=seed)
    one, two, other = (contents(str(tmp_path / name / "demo.db")) for name in "abc")
    assert one == two
    assert one != other


def test_with_numbers_given_it_holds_so_many_and_a_tenth_of_them_open(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path, clock = str(tmp_path / "demo.db"), StoppedClock(NOW)
    result = demo.make(path, clock, customers=400, inquiries=2000, progress=lambda *both: told.append(both))
    assert (result.customers, result.inquiries, result.open) == (400, 2000, 200)
    with raw(path) as connection:
        assert connection.execute("SELECT count(*) FROM customer").fetchone() == (400,)
        assert connection.execute("SELECT count(*) FROM inquiry").fetchone() == (2000,)
        assert connection.execute("SELECT count(*) FROM inquiry WHERE state <> 'closed'").fetchone() == (200,)
        steps = {row[0] for row in connection.execute("SELECT DISTINCT next_step FROM inquiry WHERE state <> 'closed'")}
        assert steps == {"first_reply", "follow_up", "callback", "snooze", "offer", "promise"}
        late = connection.execute(
            "SELECT count(*) FROM inquiry WHERE state IN ('new', 'held') AND next_at < ?", (1795425420000000,)
        ).fetchone()[0]
        assert 1 <= late <= 20, "most of what is open is not late"
    assert check(path).total == 0
    assert told == sorted(told)
    assert told[-1][0] <= told[-1][1]


def test_nothing_in_it_reaches_anybody(tmp_path: Path) -> None:
    with made(tmp_path, customers=500, inquiries=600) as store, raw(store.path) as connection:
        for table, column in (("email", "domain"), ("inquiry", "sender_email"), ("message", "message_id")):
            found = connection.execute(f"SELECT {column} FROM {table} WHERE {column} NOT LIKE '%.example'").fetchall()
            assert found == [], table
        blocks = ("+493023125", "+494066969", "+496990009", "+498999998", "+492214710")
        (numbers,) = zip(*connection.execute("SELECT number FROM phone"), strict=True)
        areas = {f"+49{town.area}0" for town in demo_towns()} | {"+4922330"}
        assert all(number.startswith((*blocks, *areas)) for number in numbers)
        heard = connection.execute(
            "SELECT count(*) FROM inquiry WHERE sender_phone NOT IN (SELECT number FROM phone)"
        ).fetchone()
        assert heard == (0,), "an inquiry's number is its customer's, written the same way"


def demo_towns() -> Any:
    from desk.demo.places import TOWNS

    return TOWNS


def test_a_store_that_is_there_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    path.write_bytes(b"mine")
    with pytest.raises(Refused) as refused:
        demo.make(str(path), StoppedClock(NOW))
    assert refused.value.reason == "store_exists"
    assert path.read_bytes() == b"mine"


def test_what_could_not_be_finished_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.make(str(tmp_path / "demo.db"), StoppedClock(NOW), customers=FEW, progress=stopped)
    assert os.listdir(tmp_path) == []


def test_a_throw_away_store_is_private_and_gone_afterwards() -> None:
    with demo.throw_away() as path:
        demo.make(path, MachineClock(), customers=FEW)
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
        with raw(path) as connection:
            assert connection.execute("SELECT count(*) FROM act WHERE clock_stopped = 1").fetchone() == (0,)
            (last,) = connection.execute("SELECT at FROM act ORDER BY id DESC LIMIT 1").fetchone()
            assert last <= datetime.now(UTC).timestamp() * 1e6
    assert not os.path.exists(os.path.dirname(path))


def test_the_default_demo_is_there_within_three_seconds(tmp_path: Path) -> None:
    demo.make(str(tmp_path / "warm.db"), StoppedClock(NOW), customers=FEW)
    began = time.process_time()
    demo.make(str(tmp_path / "demo.db"), StoppedClock(NOW))
    assert time.process_time() - began < 3


def test_the_check_that_proves_it_would_notice_a_row_without_its_trail(tmp_path: Path) -> None:
    with made(tmp_path, customers=FEW) as store:
        with raw(store.path, "rw") as connection:
            connection.execute("UPDATE inquiry SET priority = 2 WHERE number = 1010")
        assert isinstance(connection, sqlite3.Connection)
        assert check(store.path).total == 1
