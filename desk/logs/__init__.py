"""What the desk notes for whoever looks after it: which acts, how long, what failed; never what anybody wrote.

Nothing is noted before `begin`, so that tests, tools and whoever uses the store as a library leave no traces. Python's
`logging` is loaded with the first entry: a plain command that only reads pays nothing for it.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger

LARGEST = 1_000_000
"""Bytes of one log file; the next entry begins a new one."""

KEPT = 3
"""Log files that are kept besides the one in use: desk.log.1 is the youngest."""

_begun = False
_rep: str | None = None
_logger: Logger | None = None
_trouble: str | None = None


def path() -> str:
    """Give the path of the log: in DESK_STATE, else in the user's state folder."""
    named = os.environ.get("DESK_STATE")
    if named:
        return os.path.join(os.path.abspath(os.path.expanduser(named)), "desk.log")
    from platformdirs import user_state_path

    return str(user_state_path("desk", appauthor=False) / "desk.log")


def begin(rep: str | None = None) -> None:
    """Note from now on what happens in this process; `rep` is the handle of whoever sits here, None when unknown."""
    global _begun, _rep, _trouble
    _begun, _rep, _trouble = True, rep, None


def end() -> None:
    """Note nothing more."""
    global _begun
    _begun = False


def opened() -> None:
    """Note that a desk was opened, and with what it runs."""
    if _begun:
        import sqlite3

        _note("INFO", "opened", python=sys.version.split()[0], sqlite=sqlite3.sqlite_version)


def acted(act: str, number: int | None, rep: str | None, seconds: float) -> None:
    """Note an act that was saved: its name, the number of its act row, who did it, how long it took in seconds."""
    if _begun:
        _note("INFO", "act", act=act, number=number, rep=rep, ms=round(seconds * 1000, 1))


def refused(reason: str, rep: str | None, seconds: float) -> None:
    """Note that rules or store refused: the reason's name, never the facts that fill its sentence."""
    if _begun:
        _note("INFO", "refused", reason=reason, rep=rep, ms=round(seconds * 1000, 1))


def failed(error: BaseException) -> str:
    """Note what nobody foresaw, also before `begin`, and give its number, made of kind and place: four hex digits."""
    from desk.logs import masked

    number = masked.number(error)
    _note("ERROR", "failed", error=number, **masked.facts(error))
    return number


def trouble() -> str | None:
    """Give the name of the error, such as ENOSPC, for which the last entry could not be written; None when it was."""
    return _trouble


def guard() -> None:
    """Let what fails in a thread, a finaliser or a library's own log end here instead of on the terminal."""
    import logging
    import threading

    from desk.logs.lines import Lines

    threading.excepthook = lambda args: _swallowed(args.exc_value)
    sys.unraisablehook = lambda args: _swallowed(args.exc_value)
    root = logging.getLogger()
    if not any(isinstance(each, Lines) for each in root.handlers):
        root.addHandler(Lines(path, _written))
    logging.captureWarnings(True)


def _swallowed(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, SystemExit):
        failed(error)


def _note(level: str, what: str, **facts: object) -> None:
    global _logger
    import logging

    if _logger is None:
        from desk.logs.lines import Lines

        _logger = logging.getLogger("desk")
        _logger.setLevel(logging.INFO)
        _logger.propagate = False
        _logger.addHandler(Lines(path, _written))
    _logger.log(getattr(logging, level), what, extra={"facts": {"rep": _rep} | facts})


def _written(error: OSError | None) -> None:
    global _trouble
    if error is None:
        _trouble = None
        return
    import errno

    _trouble = errno.errorcode.get(error.errno or 0, "OSError")
