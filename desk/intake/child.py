"""The process that reads messages, one after another, within limits: run as `python -m desk.intake.child SECONDS MB`.

It reads requests from standard input and answers on standard output (`desk.intake.wire`) until its input ends.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import sys
from typing import BinaryIO

from desk.intake import wire
from desk.intake.parse import parse

_SPARE_SECONDS = 2
_TIRED_SHARE = 0.5


def main(arguments: list[str]) -> int:
    """Serve until the input ends; `arguments` are the seconds and the megabytes that a message may cost."""
    seconds, megabytes = float(arguments[0]), int(arguments[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = _own_pipes()
    _load()
    before = _address_space()
    _limit(resource.RLIMIT_CORE, 0)
    if before:
        _limit(resource.RLIMIT_AS, before + (megabytes << 20))
    _answer(answers, wire.READY)
    while head := requests.read(wire.REQUEST.size):
        code, length = wire.REQUEST.unpack(head)
        _limit(resource.RLIMIT_CPU, _used_seconds() + math.ceil(seconds) + _SPARE_SECONDS)
        record = parse(requests.read(length), failed=wire.failure(code))
        tired = _address_space() > before + (megabytes << 20) * _TIRED_SHARE
        _answer(answers, wire.packed(record, tired=tired))
    return 0


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes for ourselves, so that nothing a library prints gets among the answers."""
    requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def _load() -> None:
    """Import and prepare what a message needs, before the limits: it counts for no message."""
    parse(
        b"From: a@b.example\nSubject: Re: a\nContent-Type: text/html\n\n"
        b"<p>Please call 0211 123456.</p><p>On Monday A B wrote:</p><p>yes</p>"
    )


def _answer(answers: BinaryIO, data: bytes) -> None:
    answers.write(wire.ANSWER.pack(len(data)) + data)
    answers.flush()


def _limit(what: int, soft: int) -> None:
    """Lower a limit as far as the system allows; macOS knows RLIMIT_AS and refuses it, the time limits still hold."""
    hard = resource.getrlimit(what)[1]
    try:
        resource.setrlimit(what, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    except (ValueError, OSError):
        pass


def _used_seconds() -> int:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return math.ceil(used.ru_utime + used.ru_stime)


def _address_space() -> int:
    """Give the bytes of address space in use, 0 where the system does not say (macOS)."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
