"""What nobody expected: one sentence with a number, and a line in the log, free of anything a customer wrote."""

from __future__ import annotations

import os
import traceback
import zlib
from datetime import UTC, datetime
from json import dumps

from desk.language import _

LONGEST_LOG = 1_000_000
"""Bytes after which the log begins anew; the one before is kept beside it."""


def log_path() -> str:
    """Give the path of the log in the user's state folder."""
    from platformdirs import user_state_path

    return str(user_state_path("desk", appauthor=False) / "desk.log")


def sentence(error: Exception) -> str:
    """Give the sentence for a failure that no rule foresaw, after noting its kind and place in the log."""
    if isinstance(error, OSError) and error.filename is None:
        why = error.strerror or ""
        return _("Reading or writing failed: {why}. What the desk said was saved is saved.").format(why=why)
    number = noted(error)
    return _("That failed unexpectedly (number {number}). What the desk said was saved is saved.").format(number=number)


def noted(error: Exception) -> str:
    """Note a failure's kind and place in the log, and give its number."""
    number, places = _number(error)
    try:
        _note(number, error, places)
    except OSError:
        pass  # a full or read-only state folder must not hide the sentence
    return number


def _number(error: BaseException) -> tuple[str, list[str]]:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{os.path.basename(frame.filename)}:{frame.lineno}:{frame.name}" for frame in frames]
    return f"{zlib.crc32(' '.join((type(error).__name__, *places[-3:])).encode()):08x}", places


def _note(number: str, error: BaseException, places: list[str]) -> None:
    path = log_path()
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    if os.path.exists(path) and os.path.getsize(path) > LONGEST_LOG:
        os.replace(path, path + ".1")
    kind = f"{type(error).__module__}.{type(error).__name__}"
    entry = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "number": number, "error": kind, "places": places}
    with open(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as log:
        log.write(dumps(entry) + "\n")
