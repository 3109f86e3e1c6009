"""Which process is meant: its number and when it began, so that a number given out again is not taken for it."""

from __future__ import annotations

import os


def mark(pid: int) -> str:
    """Give the mark of a process: `pid` or, where /proc tells it, `pid:begun` in clock ticks since the boot."""
    return ":".join(filter(None, (str(pid), _begun(pid))))


def is_alive(marked: str) -> bool:
    """Say whether the process with this mark still runs; a mark that is none is that of nobody."""
    pid, _, begun = marked.partition(":")
    if not (pid.isascii() and pid.isdigit()) or not 0 < int(pid) < 2**31:
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's, but there
    return not begun or _begun(int(pid)) in ("", begun)


def _begun(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
