"""Long work says how far it has come, on a terminal only, and leaves no trace of that."""

from __future__ import annotations

import io
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from desk import upgrades
from desk.cli import main, progress
from desk.cli.progress import Elapsed, Progress
from desk.cli.store import CHECKING
from tests.kit.builders import Desk
from tests.kit.old import old_store
from tests.kit.terminal import Terminal


class Screen(io.StringIO):
    """A terminal that only remembers."""

    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    at = iter([0.0, 0.1, 0.35, 0.35, 0.4, 0.6, 0.6])
    monkeypatch.setattr(progress, "monotonic", lambda: next(at))
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress(9000) as told:
        for done in (500, 1000, 1500, 2000):
            told.tell(done)
    return stream.getvalue()


def test_a_short_wait_needs_no_words_and_a_long_one_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    written = shown(Screen(), monkeypatch).split("\r")
    assert [line.split(".")[0] for line in written if line.strip()] == [
        "1000 of 9000 taken in",
        "2000 of 9000 taken in",
    ]
    assert not written[-2].strip()
    assert len(written[-2]) >= len(written[-3])


def test_into_a_file_or_pipe_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same on a terminal writes."""
    assert shown(io.StringIO(), monkeypatch) == ""


@pytest.mark.serial
def test_an_import_on_a_terminal_shows_how_far_it_is_and_ctrl_c_leaves_whole_parts(desk: Desk, tmp_path: Path) -> None:
    rows = "".join(f"C{at};Company {at};0211 {100000 + at};Bonn\n" for at in range(12_000))
    (tmp_path / "customers.csv").write_text("number;company;phone;city\n" + rows, encoding="utf-8")
    command = [sys.executable, "-m", "desk", "--store", desk.path, "--as", "anna", "customer", "import"]
    with Terminal([*command, str(tmp_path / "customers.csv")], columns=100, lines=30) as terminal:
        terminal.wait_for(r"\d+ of 12000 taken in")
        terminal.send("\x03")
        assert terminal.exit_status(30) == 130
    ((kept,),) = desk.sql("SELECT count(*) FROM customer")
    assert 0 < kept < 12_000
    assert kept % 500 == 0


def test_what_nobody_can_count_says_how_long_it_takes_and_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "UNSAID", 0.0)
    with Elapsed(CHECKING):
        while "for 0 s" not in screen.getvalue():
            pass
    assert not screen.getvalue().split("\r")[-2].strip()


def test_a_store_that_is_brought_up_to_date_says_so_however_it_is_opened_and_only_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a second time there is nothing to bring up to date."""
    whole = upgrades.carry_out

    def slowly(*args: Any) -> None:
        while "up to date for 0 s" not in screen.getvalue():
            pass
        whole(*args)

    monkeypatch.setattr(upgrades, "carry_out", slowly)
    monkeypatch.setattr(progress, "UNSAID", 0.0)
    for number, words in enumerate((["inquiry", "list"], ["store", "upgrade"])):
        path = old_store(tmp_path / f"{number}.db")
        for said in (True, False):
            screen = Screen()
            monkeypatch.setattr(sys, "stderr", screen)
            assert main(["--store", path, *words]) == 0
            assert ("up to date for" in screen.getvalue()) is said
            assert not said or not screen.getvalue().split("\r")[-2].strip()


@pytest.mark.serial
@pytest.mark.parametrize(("work", "rows"), [(("check",), 600_000), (("backup", "copy.db"), 400_000)])
def test_ctrl_c_ends_long_work_on_the_store_and_nothing_is_left_of_it(
    desk: Desk, tmp_path: Path, work: tuple[str, ...], rows: int
) -> None:
    with sqlite3.connect(desk.path) as store:  # pages to look at
        store.execute("CREATE TABLE ballast (page BLOB)")
        store.execute(
            "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ?) "
            "INSERT INTO ballast SELECT randomblob(100) FROM n",
            (rows,),
        )
        store.execute("CREATE INDEX ballast_page ON ballast (page)")  # each row of which the check looks up
    store.close()
    before = sorted(each.name for each in tmp_path.iterdir())
    command = [sys.executable, "-m", "desk", "--store", desk.path, "store", *work]
    with Terminal(command, columns=100, lines=30, cwd=str(tmp_path)) as terminal:
        terminal.wait_for("Ctrl\\+C stops")
        terminal.send("\x03")
        assert terminal.exit_status(30) == 130
    assert sorted(each.name for each in tmp_path.iterdir()) == before
