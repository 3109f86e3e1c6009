"""What happens to a store's files while a desk has it open is noticed; nothing is written any more, reading says so."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desk import acts, sentences
from desk.keeping.check import check
from desk.screens import watching
from desk.words import StoreRefused
from tests.kit.builders import Desk, raw, team
from tests.store.test_refused import refused


def reason(act, *arguments) -> str:
    with pytest.raises(StoreRefused) as found:
        act(*arguments)
    said = sentences.refusal(found.value)
    assert said != found.value.reason
    assert "?" not in said
    return found.value.reason


def in_a_new_thread(act) -> list[object]:
    """Do it in a thread that has no connection yet; give what came of it."""
    came: list[object] = []

    def work() -> None:
        try:
            came.append(act())
        except StoreRefused as found:
            came.append(found.reason)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return came


def test_every_look_comes_within_a_second() -> None:
    """A deleted or replaced file is noticed at the next look (QUALITY, the promises)."""
    assert max(watching.POLL, watching.POLL_RESTING, watching.FIRST_LOOK) <= 1.0


def test_a_file_put_in_the_stores_place_is_not_read_as_if_it_were_the_store(desk: Desk, tmp_path) -> None:
    number = desk.inquiry(about="ours")
    desk.row(number)
    (tmp_path / "other").mkdir()
    with team(tmp_path / "other") as other:
        other.inquiry(about="theirs")
    for suffix in ("", "-wal", "-shm"):
        os.rename(desk.path + suffix, f"{desk.path}{suffix}.old")
    os.rename(other.path, desk.path)
    assert reason(desk.store.poll) == "store_replaced"
    assert reason(desk.inquiry) == "store_replaced"
    assert desk.row(number).about == "ours", "what this thread reads is still the file it has open"
    assert in_a_new_thread(lambda: desk.row(number).about) == ["store_replaced"], "and no thread reads the other one"
    desk.close()
    with Desk(desk.path) as again:
        assert again.row(number).about == "theirs"


def test_a_wal_taken_away_stops_the_writing_because_no_other_desk_would_see_it(desk: Desk) -> None:
    number = desk.inquiry()
    desk.store.poll()
    os.rename(f"{desk.path}-wal", f"{desk.path}-taken")
    assert reason(desk.store.poll) == "store_wal_gone"
    assert reason(desk.inquiry) == "store_wal_gone"
    assert desk.row(number).number == number, "reading goes on"
    os.rename(f"{desk.path}-taken", f"{desk.path}-wal")
    desk.store.poll()
    assert desk.inquiry() == number + 1, "put back, it goes on"


def test_a_wal_stays_the_same_file_through_all_that_desks_do(desk: Desk) -> None:
    """The control: nothing of what SQLite itself does with the WAL is taken for a loss."""
    for _ in range(3):
        with desk.again() as colleague:
            colleague.inquiry()
            desk.store.poll()
        with raw(desk.path, "rw") as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        desk.store.poll()
        desk.inquiry()
    check(desk.path)
    desk.store.poll()


def test_without_that_watch_two_desks_would_lose_each_others_work(desk: Desk, monkeypatch) -> None:
    """The control: what the watch is for. The first desk goes on in a WAL that no name leads to."""
    from desk.keeping import opening

    desk.inquiry()
    monkeypatch.setattr(opening, "require_same", lambda path, was: None)
    os.unlink(f"{desk.path}-wal")
    os.unlink(f"{desk.path}-shm")
    number = desk.inquiry(about="acknowledged")
    code = "import sys; from tests.kit.builders import raw\nwith raw(sys.argv[1]) as c: print(*c.execute(sys.argv[2]))"
    asked = f"SELECT count(*) FROM inquiry WHERE number = {number}"
    colleague = subprocess.run(
        [sys.executable, "-c", code, desk.path, asked], capture_output=True, check=True, text=True
    )
    assert colleague.stdout == "(0,)\n"


def test_a_store_cut_short_under_a_desk_is_damaged_and_nothing_is_written(desk: Desk) -> None:
    desk.inquiry()
    with raw(desk.path, "rw") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with desk.again() as colleague:
        os.truncate(desk.path, 2 * 4096)
        for attempt in (colleague.store.settings, colleague.inquiry, lambda: colleague.row(1001)):
            assert reason(attempt) in {"store_damaged", "io_error"}
    assert os.path.getsize(desk.path) == 2 * 4096


def test_a_gate_taken_away_opens_the_store_to_nobody_twice(desk: Desk) -> None:
    """SQLite's own locks stand beneath the gate."""
    number = desk.inquiry()
    os.unlink(f"{desk.path}.gate")
    with desk.again() as colleague:
        threads = [
            threading.Thread(target=lambda each=each, rep=rep: each.do(acts.work.note, number, rep, rep=rep))
            for each, rep in ((desk, "anna"), (colleague, "mia")) for _ in range(10)
        ]  # fmt: skip
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(desk.sql("SELECT 1 FROM note")) == 20
    assert check(desk.path).sound


@pytest.mark.parametrize("table", ["inquiry", "customer", "trail"])
def test_a_page_damaged_in_the_middle_is_found_with_the_name_of_its_table(desk: Desk, table: str) -> None:
    def many(tx) -> None:
        for serial in range(60):
            acts.customers.add(tx, {"company": f"Firm {serial} " + "x" * 300})
            acts.receive.capture(tx, channel="phone", sender="S", about=f"{serial} " + "y" * 300)

    for _ in range(4):
        desk.write(many)
    desk.close()
    with raw(desk.path, "rw") as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
        where = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 2"
        ((page,),) = connection.execute(where, (table,)).fetchall()
    with open(desk.path, "r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    found = check(desk.path)
    assert not found.sound
    assert [each.thing for each in found.found if each.kind == "damaged_table"] == [table]
    assert any(f"The table {table} is damaged" in sentences.finding(each) for each in found.found)


@pytest.mark.parametrize("make", ["dangling", "circle", "socket", "pipe"])
def test_what_only_looks_like_a_file_is_refused_at_once_and_nothing_is_made_of_it(tmp_path, make: str) -> None:
    path = str(tmp_path / "desk.db")
    names = {"dangling": "store_missing", "circle": "no_permission", "socket": "store_not_database"}
    if make == "dangling":
        os.symlink(tmp_path / "nowhere", path)
    elif make == "circle":
        os.symlink(path, path)
    elif make == "pipe":
        os.mkfifo(path)
    else:
        with socket.socket(socket.AF_UNIX) as ear:
            ear.bind(os.path.relpath(path))
    assert refused(path).reason == names.get(make, "store_not_database")
    assert os.listdir(tmp_path) == ["desk.db"]
    assert not Path(path).is_file()
