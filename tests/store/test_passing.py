"""What is kept only while a command runs is gone when it ends, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.keeping.passing import passing_folder

_ENDS = """
import os, signal, sys
from desk.keeping.passing import passing_folder
number = int(sys.argv[1])
signal.signal(number, signal.SIG_IGN if sys.argv[2] == "ignored" else signal.SIG_DFL)  # whoever runs this, nohup too
with passing_folder("desk-test-") as folder:
    open(os.path.join(folder, "customers"), "w").close()
    print(folder, flush=True)
    os.kill(os.getpid(), number)
    print("went on", os.path.isdir(folder))
"""


def ended(number: int, how: str, tmp_path: Path) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", _ENDS, str(number), how],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_closed_terminal_ends_the_command_and_leaves_no_folder(tmp_path, number) -> None:
    status, (folder,) = ended(number, "", tmp_path)
    assert status == -number
    assert os.path.dirname(folder) == str(tmp_path)
    assert not os.listdir(tmp_path)


def test_a_command_that_is_to_outlive_its_terminal_does(tmp_path) -> None:
    status, (_folder, went) = ended(signal.SIGHUP, "ignored", tmp_path)
    assert (status, went) == (0, "went on True")
    assert not os.listdir(tmp_path)


@pytest.fixture
def hangup() -> Iterator[None]:
    """Let SIGHUP end the process, as where nobody ignores it; under nohup the tests would inherit that."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("hangup")
def test_a_folder_is_its_owners_alone_and_gone_after_a_failure_with_the_signals_as_they_were() -> None:
    before = signal.getsignal(signal.SIGHUP)
    found: list[str] = []

    def failing() -> None:
        with passing_folder("desk-test-") as folder:
            found.append(folder)
            assert os.stat(folder).st_mode & 0o077 == 0
            assert signal.getsignal(signal.SIGHUP) is not before
            raise KeyError

    with pytest.raises(KeyError):
        failing()
    assert not os.path.lexists(found[0])
    assert signal.getsignal(signal.SIGHUP) is before


def test_a_thread_may_have_such_a_folder_too() -> None:
    found: list[str] = []

    def work() -> None:
        with passing_folder("desk-test-") as folder:
            found.append(folder)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert not os.path.lexists(found[0])
