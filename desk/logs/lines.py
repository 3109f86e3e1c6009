"""Log entries as JSON lines in one file that several desks of one user share, rotated by size and count."""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import os
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime

from desk import __version__, logs
from desk.logs import masked

_TRIES = 20
_PAUSE = 0.005  # seconds between two tries for the lock; whoever holds it writes one line


class Lines(logging.Handler):
    """Writes each entry at once; the file is opened for each, so that any desk may rotate it and nobody holds it.

    `path` gives the file's path; `written` is called with None, or with the error that kept an entry from the file.
    """

    def __init__(self, path: Callable[[], str], written: Callable[[OSError | None], None]) -> None:
        super().__init__(logging.INFO)
        self._path, self._written = path, written

    def emit(self, record: logging.LogRecord) -> None:
        """Write an entry; what keeps it from the file is told, never raised."""
        try:
            append(self._path(), line(record))
        except OSError as error:
            self._written(error)
        except Exception:  # a log that can't be written costs the entry, nothing else
            self._written(OSError(0, ""))
        else:
            self._written(None)


def line(record: logging.LogRecord) -> bytes:
    """Give an entry as one line of JSON.

    Of what libraries log only who, where and which failure is taken: their messages may quote anything.
    """
    head: dict[str, object] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "version": __version__,
        "pid": os.getpid(),
    }
    known = getattr(record, "facts", None)
    if isinstance(known, dict):
        entry = head | {"what": record.msg} | known
    else:
        entry = head | {"what": "library", "logger": record.name, "place": f"{record.module}:{record.lineno}"}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            entry |= {"error": masked.number(error)} | masked.facts(error)
    return json.dumps(entry).encode() + b"\n"


def append(path: str, data: bytes) -> None:
    """Add a line to the file at `path`, mode 0600, beginning a new one when it would grow too large.

    Raises OSError when it can't be written.
    """
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    for _ in range(_TRIES):
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        descriptor = os.open(path, flags, 0o600)
        try:
            if _add(descriptor, path, data):
                return
        finally:
            os.close(descriptor)


def _add(descriptor: int, path: str, data: bytes) -> bool:
    """Write into the open file, or say that it has to be opened anew."""
    locked = _locked(descriptor)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(0, "no file")
    if found.st_mode & 0o077:
        os.fchmod(descriptor, 0o600)
    if locked and found.st_size and found.st_size + len(data) > logs.LARGEST:
        if _same(found, path):
            _rotate(path)
        return False
    if not _same(found, path):
        return False
    if os.write(descriptor, data) < len(data):
        raise OSError(errno.ENOSPC, "")
    return True


def _locked(descriptor: int) -> bool:
    for _ in range(_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(_PAUSE)
        else:
            return True
    return False  # somebody was stopped with the lock in hand: the line is added without rotating


def _same(found: os.stat_result, path: str) -> bool:
    try:
        return os.path.samestat(found, os.stat(path))
    except OSError:
        return False


def _rotate(path: str) -> None:
    for at in range(logs.KEPT, 0, -1):
        try:
            os.replace(f"{path}.{at - 1}" if at > 1 else path, f"{path}.{at}")
        except FileNotFoundError:
            pass
