"""Folders for what is needed only while a command runs: gone when it ends, also when its terminal is closed."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ENDING = (signal.SIGHUP, signal.SIGTERM)
_TRIES = 3
_here: set[str] = set()
"""The folders that this process will remove."""


def passes(path: str) -> bool:
    """Say whether a file lies in one of the folders that this process will remove."""
    return os.path.dirname(os.path.realpath(path)) in _here


@contextmanager
def passing_folder(prefix: str) -> Iterator[str]:
    """Give a new folder that only its owner may enter, and remove it with all that is in it.

    SIGHUP and SIGTERM end the process as they would without this, but after the folder is gone: it holds customers.
    """
    folder = tempfile.mkdtemp(prefix=prefix)
    _here.add(os.path.realpath(folder))

    def ended(number: int, _frame: object) -> None:
        _remove(folder)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    before: dict[signal.Signals, Any] = {}
    try:
        for number in _ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:  # under nohup it is ignored, and stays so
                before[number] = _listen(number, ended)
        yield folder
    finally:
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)
        _remove(folder)
        _here.discard(os.path.realpath(folder))


def _listen(number: signal.Signals, ended: Any) -> Any:
    try:
        return signal.signal(number, ended)
    except ValueError:  # not in the main thread, where no signal arrives
        return None


def _remove(folder: str) -> None:
    for _ in range(_TRIES):  # another thread may make a file between the look into the folder and its removal
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
