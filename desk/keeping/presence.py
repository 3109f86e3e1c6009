"""Who reads which inquiry: one small file beside the store, a slot for each desk, never synced, never an act.

A desk writes 64 bytes into a slot of its own; whoever looks reads all of them at once. No lock: a slot that two desks
took at the same moment is told by its content, and the one that lost it takes another. What is torn, damaged or old
counts for nothing and is written over; without the file the desk goes on, only nobody is shown.
"""

from __future__ import annotations

import os
import stat
import struct
import time
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

SUFFIX = ".reading"
GONE_AFTER = 60.0
"""Seconds after which a sign of life counts no more (ARCHITECTURE, "Presence and drafts")."""

_SLOT = struct.Struct("<dIq40s")  # seconds since the boot, process id, inquiry, handle; then the check sum
_SIZE = 64
_SLOTS = 256  # so many desks at once; the one after that is not shown


class Reader(NamedTuple):
    """One desk that reads: its process, its rep's handle, the number of the inquiry, and when it said so last."""

    pid: int
    rep: str
    inquiry: int
    at: float


class Presence:
    """What one desk says and sees; `now` gives seconds of a clock that all desks of this machine share.

    `read` and `write` change nothing but the file and never raise: who is shown is a courtesy.
    """

    def __init__(self, store: str, rep: str, now: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self.path = os.path.realpath(store) + SUFFIX
        self._rep, self._now = rep, now
        self._descriptor = -1
        self._slot = -1
        self._seen: tuple[int, float] = (-1, 0.0)
        self.others: Mapping[int, tuple[str, ...]] = {}
        """By inquiry, the handles of the other reps who read it, as of the last `look`."""

    def say(self, inquiry: int) -> None:
        """Say that this desk reads an inquiry, now."""
        try:
            descriptor = self._open(make=True)
            slot = self._own_slot(descriptor)
            if slot >= 0:
                os.pwrite(descriptor, _packed(Reader(os.getpid(), self._rep, inquiry, self._now())), slot * _SIZE)
        except OSError:
            self._drop()

    def leave(self) -> None:
        """Say that this desk reads nothing any more."""
        try:
            if self._slot >= 0 and self._descriptor >= 0 and self._is_mine(self._descriptor, self._slot):
                os.pwrite(self._descriptor, bytes(_SIZE), self._slot * _SIZE)
        except OSError:
            self._drop()
        self._slot = -1

    def look(self) -> bool:
        """Look who reads what; True when that is something else than before. Costs two system calls while it isn't."""
        try:
            descriptor = self._open(make=False)
            changed, now = os.fstat(descriptor).st_mtime_ns, self._now()
            if changed == self._seen[0] and now - self._seen[1] < 5.0:
                return False
            self._seen = changed, now
            found = self._others(os.pread(descriptor, _SIZE * _SLOTS, 0), now)
        except OSError:
            self._drop()
            found = {}
        if found == self.others:
            return False
        self.others = found
        return True

    def close(self) -> None:
        """Leave, and give the descriptor back."""
        self.leave()
        self._drop()

    def _others(self, data: bytes, now: float) -> dict[int, tuple[str, ...]]:
        found: dict[int, list[str]] = {}
        for reader in _readers(data):
            if reader.rep != self._rep and 0 <= now - reader.at < GONE_AFTER:
                names = found.setdefault(reader.inquiry, [])
                if reader.rep not in names:
                    names.append(reader.rep)
        return {inquiry: tuple(sorted(names)) for inquiry, names in found.items()}

    def _own_slot(self, descriptor: int) -> int:
        """Give the slot of this desk: the one it has, else the first that is nobody's or past its time."""
        if self._slot >= 0 and self._is_mine(descriptor, self._slot):
            return self._slot
        data, now = os.pread(descriptor, _SIZE * _SLOTS, 0), self._now()
        self._slot = -1
        for slot in range(_SLOTS):
            held = _unpacked(data[slot * _SIZE : (slot + 1) * _SIZE])
            if held is None or self._is_own(held) or not 0 <= now - held.at < GONE_AFTER:
                self._slot = slot
                break
        return self._slot

    def _is_mine(self, descriptor: int, slot: int) -> bool:
        held = _unpacked(os.pread(descriptor, _SIZE, slot * _SIZE))
        return held is not None and self._is_own(held)

    def _is_own(self, held: Reader) -> bool:
        return (held.pid, held.rep) == (os.getpid(), self._rep)

    def _open(self, *, make: bool) -> int:
        if self._descriptor >= 0 and os.fstat(self._descriptor).st_nlink:
            return self._descriptor
        self._drop()
        flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        descriptor = os.open(self.path, flags | (os.O_CREAT if make else 0), 0o600)
        try:
            mine = os.fstat(descriptor)
            if not stat.S_ISREG(mine.st_mode):
                raise OSError("no plain file")
            wanted = os.stat(self._store).st_mode & 0o660
            if mine.st_uid == os.geteuid() and stat.S_IMODE(mine.st_mode) != wanted:
                os.fchmod(descriptor, wanted)  # open to exactly those to whom the store is, whatever the umask
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        return descriptor

    def _drop(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor, self._slot = -1, -1


def reading(store: str, now: float) -> tuple[str, ...]:
    """Give the handles of all reps who read an inquiry at `now` (seconds of the clock that all desks share)."""
    try:
        descriptor = os.open(
            os.path.realpath(store) + SUFFIX, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        )
    except OSError:
        return ()
    try:
        found = _readers(os.read(descriptor, _SIZE * _SLOTS))
    except OSError:
        return ()
    finally:
        os.close(descriptor)
    return tuple(sorted({each.rep for each in found if 0 <= now - each.at < GONE_AFTER}))


def _readers(data: bytes) -> list[Reader]:
    found = (_unpacked(data[at : at + _SIZE]) for at in range(0, len(data), _SIZE))
    return [each for each in found if each is not None]


def _packed(reader: Reader) -> bytes:
    body = _SLOT.pack(reader.at, reader.pid, reader.inquiry, reader.rep.encode()[:40])
    return body + struct.pack("<I", zlib.crc32(body))


def _unpacked(slot: bytes) -> Reader | None:
    """Read a slot; None for one that is empty, torn or none of ours. Any member of the group may write here."""
    body = slot[: _SLOT.size]
    if len(slot) != _SIZE or not any(slot) or slot[_SLOT.size :] != struct.pack("<I", zlib.crc32(body)):
        return None
    at, pid, inquiry, rep = _SLOT.unpack(body)
    handle = rep.rstrip(b"\0").decode("utf-8", "replace")
    return Reader(pid, handle, inquiry, at) if handle.isprintable() and handle else None
