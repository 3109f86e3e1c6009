"""An import that was killed goes on when it is started again: the store is the same as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desk import acts
from desk.keeping.check import check
from desk.outgoing import vcards
from desk.rows.customer_file import CustomerFileRow
from tests.cli.conftest import OURS
from tests.intake.test_customerfiles import cells, workbook
from tests.kit.builders import Desk, team

ROWS, SIZE = 30, 4
"""Customers of a file, and rows of one batch: eight batches, so that each kill falls between others."""

CHILD = f"""
import os, signal, sys
from desk import acts, cli
from desk.store import Store

where, left = sys.argv[1], int(sys.argv[2])
acts.imports.batches.__defaults__ = ({SIZE},)
write = Store.write

def counted(store, act, rep, **more):
    global left
    left -= 1
    def done(tx):
        value = act(tx)
        if where == "within" and left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return value
    kept = write(store, done, rep, **more)
    if where == "after" and left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return kept

Store.write = counted
sys.exit(cli.main(sys.argv[3:]))
"""


def rows() -> list[dict[str, str]]:
    """Give customers with and without a number, some of them alike, some in two rows."""
    found = []
    for at in range(ROWS):
        number = "" if at % 3 == 0 else f"N{at - (at % 5 == 4)}"
        row = {
            "number": number,
            "company": f"Firma {at % 7} Kraus",
            "last_name": f"Person{at}",
            "city": f"Ort {at % 4}",
        }
        found.append(
            row | {"phone": f"0221 {4711 + at % 9}", "email": f"p{at}@kraus{at % 6}.example", "note": f"={at}"}
        )
    return found


def csv(folder: Path) -> Path:
    path = folder / "customers.csv"
    lines = [";".join(rows()[0]), *(";".join(row.values()) for row in rows())]
    path.write_text("\n".join(lines), "utf-8")
    return path


def xlsx(folder: Path) -> Path:
    table = [list(rows()[0]), *(list(row.values()) for row in rows())]
    return workbook(folder / "customers.xlsx", {"A": "".join(cells(at, *row) for at, row in enumerate(table, 1))})


def vcf(folder: Path) -> Path:
    path = folder / "customers.vcf"
    path.write_text("".join(vcards.written(CustomerFileRow(**row) for row in rows())), "utf-8", newline="")
    return path


def mails(folder: Path) -> Path:
    path = folder / "box"
    path.mkdir()
    for at in range(6):
        answer = f"In-Reply-To: <{at - 1}@x.example>\n" if at % 3 == 2 else ""
        text = (
            f"From: tom@x.example\nSubject: Quote {at}\nMessage-ID: <{at}@x.example>\n{answer}\nCall 0211 12345{at}.\n"
        )
        (path / f"{at}.eml").write_text(text, "utf-8")
    return path


def whole(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of the store but the index's own pages, which say the same in more than one way."""
    return {name: table for name, table in desk.everything().items() if not name.startswith("words_of_")}


def killed(desk: Desk, command: list[str], where: str, after: int) -> None:
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    env |= {"DESK_STORE": desk.path, "DESK_REP": "anna", "DESK_NOW": desk.now.isoformat()}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, where, str(after), *command],
        env=env,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize(
    ("made", "command", "where", "after"),
    [
        (csv, "customer", "within", 5),
        (xlsx, "customer", "after", 3),
        (vcf, "customer", "within", 2),
        (mails, "inquiry", "within", 4),
    ],
)
def test_an_import_started_again_after_a_kill_ends_as_if_it_had_never_been_killed(
    run: Any,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made: Any,
    command: str,
    where: str,
    after: int,
) -> None:
    monkeypatch.setattr(acts.imports.batches, "__defaults__", (SIZE,))
    words = [command, "import", str(made(tmp_path)), "--json"]
    (tmp_path / "other").mkdir()
    with team(tmp_path / "other") as other:
        killed(other, words, where, after)
        half = whole(other)
        assert not check(other.path).total
        monkeypatch.setenv("DESK_STORE", desk.path)
        first = run(*words)
        assert (first.status, whole(desk) != half) == (0, True)
        monkeypatch.setattr(desk, "path", other.path)
        monkeypatch.setenv("DESK_STORE", other.path)
        again = run(*words).json
        monkeypatch.undo()
        assert whole(other) == whole(desk)
        assert again["read"] == first.json["read"]
        assert again["added"] < first.json["added"]
