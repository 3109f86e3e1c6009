"""What the desk notes of itself: enough to find a defect by its number, and nothing that anybody wrote."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import logs
from desk.logs import lines, masked

CANARIES = ("Canarykraus", "0201 5559901", "canary@kraus.example", "hunter2canary", "Kanarienvögel GmbH")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    logs.begin("anna")
    yield tmp_path / "state" / "desk" / "desk.log"
    logs.end()


def entries(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text().splitlines()]


def failing(*said: str) -> Exception:
    def inner(customer: str) -> None:
        raise ValueError(*said)

    try:
        try:
            inner(CANARIES[0])
        except ValueError as error:
            raise KeyError(CANARIES[1]) from error
    except KeyError as error:
        return error


def test_an_act_is_one_line_with_time_version_process_rep_name_and_duration(desk, log):
    number = desk.inquiry(sender=CANARIES[0], about=CANARIES[1], text=CANARIES[2])
    noted = entries(log)[-1]
    assert {key: noted[key] for key in ("level", "pid", "what", "act", "rep")} == {
        "level": "info",
        "pid": os.getpid(),
        "what": "act",
        "act": "receive",
        "rep": "anna",
    }
    assert noted["version"]
    assert noted["at"].endswith("+00:00")
    assert noted["ms"] > 0
    desk.do(lambda tx: __import__("desk").acts.custody.claim(tx, number), rep="mia")
    desk.refused(lambda tx: __import__("desk").acts.custody.claim(tx, number), rep="joerg")
    assert [(each["what"], each["rep"]) for each in entries(log)[-2:]] == [("act", "mia"), ("refused", "joerg")]
    assert entries(log)[-1]["reason"] == "held_by"
    assert not any(canary in log.read_text() for canary in CANARIES)


def test_nothing_is_noted_by_whoever_only_uses_the_store(desk, log):
    logs.end()
    desk.inquiry()
    assert not log.exists()


def test_a_failure_keeps_kind_places_and_shape_and_not_one_word(log):
    number = logs.failed(failing(*CANARIES))
    (noted,) = entries(log)
    assert (noted["error"], noted["kind"], noted["level"]) == (number, "builtins.KeyError", "error")
    assert noted["behind"][0]["kind"] == "builtins.ValueError"
    assert noted["message"] == "'9999 9999999'"
    assert noted["places"][-1].startswith("tests/hostile/test_logs.py:")
    assert not any(canary.lower() in log.read_text().lower() for canary in CANARIES)
    assert logs.failed(failing("somebody else")) == number


def test_the_guard_sees_a_word_in_an_ordinary_traceback():
    """The control: what Python itself would print holds the words."""
    import traceback

    printed = "".join(traceback.format_exception(failing(*CANARIES)))
    assert CANARIES[0] in printed
    assert CANARIES[1] in printed


@pytest.mark.parametrize(
    ("error", "name", "value"),
    [
        (AttributeError(f"no {CANARIES[0]}", name="holder", obj=CANARIES[0]), "name", "holder"),
        (NameError("x", name=CANARIES[1]), "name", "9999 9999999"),
        (OSError(28, CANARIES[0], CANARIES[1]), "code", "ENOSPC"),
        (sqlite3.OperationalError(CANARIES[0]), "message", "xxxxxxxxxxx"),
        (UnicodeDecodeError("utf-8", b"Canarykraus", 0, 1, "Canarykraus"), "kind", "builtins.UnicodeDecodeError"),
    ],
)
def test_what_python_names_for_itself_is_kept(error, name, value):
    found = masked.facts(error)
    assert found[name] == value
    assert not any(canary in json.dumps(found) for canary in CANARIES)


def test_an_error_that_cant_say_itself_and_an_endless_chain_are_noted_too(log):
    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    first, second = Mute(), Mute()
    first.__context__, second.__context__ = second, first
    logs.failed(first)
    assert entries(log)[0]["message"] == ""


def test_the_file_is_its_owners_alone_and_is_shut_when_it_was_not(log):
    logs.failed(failing("x"))
    os.chmod(log, 0o644)
    logs.failed(failing("x"))
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_logs_are_rotated_by_size_and_no_more_than_three_are_kept(log, monkeypatch):
    monkeypatch.setattr(logs, "LARGEST", 600)
    for _ in range(12):
        logs.acted("claim", 1, "anna", 0.001)
    assert sorted(each.name for each in log.parent.iterdir()) == ["desk.log", "desk.log.1", "desk.log.2", "desk.log.3"]
    assert all(each.stat().st_size <= 600 for each in log.parent.iterdir())
    assert all(json.loads(line) for each in log.parent.iterdir() for line in each.read_text().splitlines())


def test_desks_that_write_at_once_lose_no_line_while_they_rotate(log, monkeypatch):
    monkeypatch.setattr(logs, "LARGEST", 20_000)
    threads = [
        threading.Thread(target=lambda at=at: [lines.append(str(log), b"%d %d\n" % (at, n)) for n in range(200)])
        for at in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [line for each in log.parent.iterdir() for line in each.read_text().splitlines()]
    assert sorted(found) == sorted(f"{at} {n}" for at in range(6) for n in range(200))


def test_a_log_that_cant_be_written_is_known_and_costs_nothing_else(desk, log):
    log.parent.parent.write_text("a file where the folder should be")
    desk.inquiry()
    assert logs.trouble() is not None
    log.parent.parent.unlink()
    desk.inquiry()
    assert logs.trouble() is None


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this machine has no /dev/full")
def test_neither_a_full_disk_nor_a_pipe_nor_a_link_in_the_logs_place_holds_the_desk_up(log):
    log.parent.mkdir(parents=True)
    os.mkfifo(log)
    logs.acted("claim", 1, "anna", 0.001)
    assert logs.trouble() == "ENXIO"
    log.unlink()
    log.symlink_to("/dev/full")
    logs.acted("claim", 1, "anna", 0.001)
    assert logs.trouble() == "ELOOP"


def test_what_libraries_and_threads_say_ends_in_the_log_without_their_words(log, monkeypatch, capfd):
    root = logging.getLogger()
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    before = list(root.handlers)
    try:
        logs.guard()
        logging.getLogger("asyncio").error("Task %s failed", CANARIES[0], exc_info=failing(*CANARIES))

        def dying() -> None:
            raise failing(*CANARIES)

        thread = threading.Thread(target=dying)
        thread.start()
        thread.join()
    finally:
        logging.captureWarnings(False)
        root.handlers[:] = before
    assert [each["what"] for each in entries(log)] == ["library", "failed"]
    assert not any(canary in log.read_text() + "".join(capfd.readouterr()) for canary in CANARIES)


def test_a_command_that_only_reads_loads_no_logging(desk):
    code = "import sys; from desk.cli import main; main(sys.argv[1:]); print('logging' in sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, "--store", desk.path, "keys"], capture_output=True, check=True, text=True
    )
    assert done.stderr == "False\n"
