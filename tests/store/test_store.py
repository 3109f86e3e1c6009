"""The one door: reading one state, writing one act, seeing what others did, settling what is due."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from desk import acts, views
from desk.acts import due
from desk.clock import StoppedClock
from desk.keeping import opening, team
from desk.keeping.creating import create
from desk.keeping.gate import Gate
from desk.rows import Touched
from desk.store import Polled, Store
from desk.words import Refused, Role, Side, StoreRefused, Thing
from tests.kit.builders import MONDAY, SETTINGS, Desk, local, raw

NOTHING = Polled(False, frozenset())


def test_a_poll_sees_what_another_desk_committed_and_then_nothing_more(desk: Desk) -> None:
    with desk.again() as colleague:
        number = desk.inquiry()
        colleague.store.poll()
        desk.do(acts.custody.claim, number)
        assert colleague.store.poll() == Polled(True, frozenset({Touched(Thing.INQUIRY, number)}))
        assert colleague.store.poll() == NOTHING


def test_a_poll_sees_what_this_desk_committed_itself(desk: Desk) -> None:
    desk.store.poll()
    assert desk.store.poll() == NOTHING
    number = desk.inquiry()
    customer = desk.customer()
    found = desk.store.poll()
    assert found.changed
    assert found.touched == {Touched(Thing.INQUIRY, number), Touched(Thing.CUSTOMER, 1)}
    assert customer == "K1"
    assert desk.store.poll() == NOTHING


def test_a_refused_act_and_a_read_are_no_change(desk: Desk) -> None:
    number = desk.inquiry(holder="mia")
    desk.store.poll()
    with pytest.raises(Refused):
        desk.do(acts.custody.claim, number)
    desk.row(number)
    assert desk.store.poll() == NOTHING


def test_too_much_at_once_is_told_as_everything(desk: Desk) -> None:
    desk.store.poll()
    with raw(desk.path, "rw") as connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001) "
            "INSERT INTO change (thing, thing_id) SELECT 'inquiry', i FROM n"
        )
    assert desk.store.poll() == Polled(True, frozenset())


def test_a_store_deleted_or_replaced_under_an_open_desk_is_told_at_the_poll_and_at_the_act(desk: Desk) -> None:
    os.rename(desk.path, f"{desk.path}.old")
    for attempt in (desk.store.poll, desk.inquiry):
        with pytest.raises(StoreRefused) as refused:
            attempt()
        assert refused.value.reason == "store_gone"
    create(desk.path, desk.clock, "DE-NW")
    for attempt in (desk.store.poll, desk.inquiry):
        with pytest.raises(StoreRefused) as refused:
            attempt()
        assert refused.value.reason == "store_replaced"


def asleep(desk: Desk) -> tuple[int, datetime]:
    number = desk.inquiry(holder="mia")
    wakes = local("2026-11-23 14:00")
    desk.do(acts.time.snooze, number, wakes, rep="mia")
    return number, wakes


def test_what_is_due_wakes_by_itself_at_its_instant_without_a_rep_exactly_once(desk: Desk) -> None:
    number, wakes = asleep(desk)
    desk.clock.move(wakes - timedelta(microseconds=1))
    assert desk.row(number).state == "snoozed"
    desk.clock.move(local("2026-11-25 09:00"))
    with desk.again() as colleague:
        starts = threading.Barrier(2)

        def look(which: Desk) -> None:
            starts.wait()
            which.row(number)

        threads = [threading.Thread(target=look, args=(each,)) for each in (desk, colleague)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert colleague.row(number).state == desk.row(number).state == "held"
    line = desk.trail(number)[-1]
    assert desk.acts_of(number).count("wake") == 1
    assert (line.act, line.rep, line.at) == ("wake", None, wakes)
    assert desk.row(number).holder == "mia"


def test_an_act_settles_first_so_that_it_meets_what_is_due(desk: Desk) -> None:
    number, _ = asleep(desk)
    desk.later(hours=5)
    desk.do(acts.work.note, number, "after", rep="joerg")
    assert desk.acts_of(number)[-2:] == ["wake", "note"]


def test_the_first_paint_settles_nothing_and_shows_what_is_past_due_as_it_stands(desk: Desk) -> None:
    number, _ = asleep(desk)
    desk.later(hours=5)
    before = desk.everything()
    row = desk.store.read(lambda reader: views.inbox.rows(reader, (number,)), settle=False)[number]
    assert row.state == "snoozed"
    assert desk.everything() == before
    assert desk.row(number).state == "held"


def test_a_reader_waits_no_longer_than_a_quarter_second_for_a_busy_writer_and_reads_anyway(desk: Desk) -> None:
    number, _ = asleep(desk)
    desk.later(hours=5)
    other = Gate(desk.path, "joerg")
    with other.held():
        assert desk.row(number).state == "snoozed"
        with pytest.raises(StoreRefused) as refused:
            desk.store.write(lambda tx: None, "mia", wait=0.02)
        assert (refused.value.reason, refused.value.facts["rep"]) == ("store_busy", "joerg")
    other.close()
    assert desk.row(number).state == "held"


def test_a_colleague_who_waits_learns_who_is_writing(desk: Desk) -> None:
    desk.inquiry(rep="mia")
    assert Gate(desk.path, "").holder().rep == "mia"


def test_a_clock_behind_the_last_act_takes_that_acts_instant(desk: Desk) -> None:
    number = desk.inquiry()
    before = desk.now
    desk.clock.move(before - timedelta(hours=1))
    done = desk.do(acts.custody.claim, number)
    assert done.at == before
    assert [line.act for line in desk.trail(number)] == ["receive", "claim"]
    desk.clock.move(before + timedelta(hours=1))
    assert desk.do(acts.custody.release, number).at == desk.now


def test_order_is_by_sequence_and_never_by_time(desk: Desk) -> None:
    """What was settled late is told at the instant it was due, after what was done in the meantime."""
    number, wakes = asleep(desk)
    desk.clock.move(wakes + timedelta(hours=2))
    with Desk(desk.path, desk.clock) as blind:
        blind.store._settle = None
        other = blind.inquiry()
    desk.row(number)
    acts_done = desk.sql("SELECT name FROM act ORDER BY id DESC LIMIT 2")
    assert acts_done == [("wake",), ("receive",)]
    assert desk.trail(number)[-1].at < desk.trail(other)[-1].at
    assert desk.do(acts.work.note, other, "x").at == desk.now


def test_the_holidays_of_the_years_around_now_are_there_before_an_act_counts_on_them(desk: Desk) -> None:
    years = {day[:4] for (day,) in desk.sql("SELECT day FROM holiday")}
    assert years == {"2025", "2026", "2027", "2028"}
    desk.clock.move(local("2031-01-02 10:00"))
    with desk.again() as later:
        number = later.inquiry()
        years = {day[:4] for (day,) in later.sql("SELECT day FROM holiday")}
        assert {"2030", "2031", "2032", "2033"} <= years
        later.clock.move(local("2031-04-10 17:50"))  # the evening before Good Friday
        due_at = later.row(later.inquiry()).due_at
        assert due_at == local("2031-04-15 08:05"), "Good Friday and Easter Monday are no business days"
        assert later.acts_of(number) == ["receive"], "and no act tells of it"


def test_another_region_has_its_own_holidays(desk: Desk) -> None:
    desk.clock.move(local("2026-11-24 10:00"))
    desk.do(acts.team.change, "region", "DE-BY")
    desk.clock.move(local("2027-01-05 17:55"))
    for which in (desk, desk.again()):
        with which:
            assert which.row(which.inquiry()).due_at == local("2027-01-07 08:10"), "Epiphany is a holiday in Bavaria"


def test_all_questions_of_one_read_are_answered_from_one_state(desk: Desk) -> None:
    number = desk.inquiry()

    def view(reader) -> tuple[str, str]:
        before = reader.one("SELECT state FROM inquiry WHERE number = :number", number=number)["state"]
        with desk.again() as colleague:
            colleague.do(acts.custody.claim, number)
        return before, reader.one("SELECT state FROM inquiry WHERE number = :number", number=number)["state"]

    assert desk.store.read(view) == ("new", "new")
    assert desk.row(number).state == "held"


def test_a_view_can_not_write(desk: Desk) -> None:
    with pytest.raises(StoreRefused) as refused:
        desk.store.read(lambda reader: reader.all("DELETE FROM change"))
    assert refused.value.reason == "store_readonly"


def test_a_view_that_fails_leaves_no_reading_open(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError):
        desk.store.read(lambda reader: 1 / 0)
    number = desk.inquiry()
    assert desk.row(number).number == number


def test_every_thread_may_read_and_write_and_nothing_is_lost(desk: Desk) -> None:
    number = desk.inquiry()
    faults: list[BaseException] = []

    def work(name: int) -> None:
        try:
            for turn in range(5):
                desk.do(acts.work.note, number, f"{name}.{turn}")
                desk.row(number)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert {text for (text,) in desk.sql("SELECT text FROM note")} == {f"{n}.{t}" for n in range(4) for t in range(5)}


def test_who_is_not_in_the_team_writes_nothing(desk: Desk) -> None:
    assert desk.refused(acts.receive.capture, rep="nobody").reason == "no_such_rep"
    assert desk.refused(lambda tx: tx.rep, rep=None).reason == "no_rep"


def test_an_empty_store_gets_its_team_once(tmp_path) -> None:
    create(str(tmp_path / "d.db"), StoppedClock(MONDAY), "DE-NW")
    store = Store.open(str(tmp_path / "d.db"), StoppedClock(MONDAY), settle=due.settle)
    found = (SETTINGS, "Anna Abel", None, Side.INSIDE, Role.LEAD)
    assert store.write(lambda tx: acts.team.found(tx, *found), None).value == "anna"
    with pytest.raises(Refused) as refused:
        store.write(lambda tx: acts.team.found(tx, *found), None)
    assert refused.value.reason == "team_exists"
    assert store.settings().values["region"] == "DE-NW"
    store.close()


def test_two_calendars_of_one_region_in_one_process_are_told_apart(desk: Desk) -> None:
    first = desk.store.settings()
    assert desk.store.settings() is first, "the same rows give the same calendar, which remembers its days"
    with raw(desk.path, "rw") as connection:
        connection.execute("UPDATE holiday SET day = '1999' || substr(day, 5) WHERE day LIKE '2025%'")
    assert desk.store.settings() is not first


def test_opening_and_reading_load_nothing_that_only_acts_need(desk: Desk) -> None:
    desk.inquiry()
    code = (
        "import sys\nfrom desk.store import Store\nfrom desk.acts import due\nfrom desk import views\n"
        "from desk.rules.filters import parse\nstore = Store.open(sys.argv[1], settle=due.settle)\n"
        "assert len(store.read(lambda r: views.inbox.page(r, parse(''), 'anna'))) == 1\nstore.poll()\nstore.close()\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'numpy', 'rapidfuzz', 'phonenumbers', 'holidays', 'textual'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code, desk.path], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_setting_of_sqlite_that_would_lose_work_is_refused_at_the_first_act(desk: Desk, monkeypatch) -> None:
    from desk.keeping import connect

    lax = tuple(pragma.replace("=FULL", "=NORMAL") for pragma in connect.WRITE_PRAGMAS)
    monkeypatch.setattr(connect, "WRITE_PRAGMAS", lax)
    with desk.again() as colleague, pytest.raises(StoreRefused) as refused:
        colleague.inquiry()
    assert refused.value.reason == "store_setting"


def test_a_missing_year_is_one_that_has_no_row_at_all(desk: Desk) -> None:
    with raw(desk.path) as connection:
        assert team.missing_years(connection.execute, "DE-NW", 2026) == []
        assert team.missing_years(connection.execute, "DE-NW", 2028) == [2029, 2030]
        assert team.missing_years(connection.execute, "AT-9", 2026) == [2025, 2026, 2027, 2028]
    assert opening.APPLICATION_ID == 0x4445534B
    assert desk.now == MONDAY.astimezone(UTC)
