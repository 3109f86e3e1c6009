"""What nobody expected: one sentence with a number; the details are in the log, free of anything a customer wrote."""

from __future__ import annotations

import os

from desk import logs
from desk.language import _


def log_path() -> str:
    """Give the path of the log in the user's state folder."""
    return logs.path()


def sentence(error: Exception) -> str:
    """Give the sentence for a failure that no rule foresaw, after noting its kind and place in the log."""
    if isinstance(error, OSError) and error.filename is None:
        why = error.strerror or ""
        return _("Reading or writing failed: {why}. What the desk said was saved is saved.").format(why=why)
    number = noted(error)
    facts = {"number": number, "log": _shown(logs.path())}
    if logs.trouble() is not None:
        return _(
            "Something went wrong (error {number}), and the log {log} can't be written. "
            "What the desk said was saved is saved."
        ).format_map(facts)
    return _(
        "Something went wrong (error {number}); details are in {log}. What the desk said was saved is saved."
    ).format_map(facts)


def noted(error: Exception) -> str:
    """Note a failure's kind and place in the log, and give its number."""
    return logs.failed(error)


def _shown(path: str) -> str:
    from desk.cli import output

    home = os.path.expanduser("~")
    return output.shown("~" + path.removeprefix(home) if path.startswith(home + os.sep) else path)
