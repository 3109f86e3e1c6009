"""Where a person's own state lies: drafts and the log, kept apart from the team's store."""

from __future__ import annotations

import os
import sys

from desk.keeping import passing


def state_folder() -> str:
    """Give the folder of a person's state: DESK_STATE, else desk in the user's state folder (XDG, macOS the Library).

    The result is platformdirs'; by hand, since importing that costs 9 ms.
    """
    named = os.environ.get("DESK_STATE")
    if named:
        return os.path.abspath(os.path.expanduser(named))
    chosen = os.environ.get("XDG_STATE_HOME", "").strip()
    if os.path.isabs(chosen):
        base = chosen
    elif sys.platform == "darwin":
        base = os.path.join(os.path.expanduser("~"), "Library", "Application Support")
    else:
        base = os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(base, "desk")


def drafts_path(store: str, rep: str) -> str:
    """Give the path of the drafts of one rep on one store; those of a store that passes lie in its own folder."""
    from hashlib import blake2b

    real = os.path.realpath(store)
    folder = os.path.dirname(real) if passing.passes(real) else state_folder()
    mark = blake2b(os.fsencode(real), digest_size=6).hexdigest()
    return os.path.join(folder, f"drafts-{rep}-{mark}.db")
