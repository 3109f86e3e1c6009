"""An index as files in this machine's cache: written beside, made durable, then named; opened only when whole.

Each index is a folder of its own with one file for each array and a header with the length and checksum of each.
Whoever opens takes the newest that is whole; so two desks need no lock, and a killed one leaves nothing that counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from desk.finding.building import Arrays
from desk.keeping.reader import Reader

FORMAT = 4
"""What the files mean; another number is another program's.

It is raised whenever a query is asked by other rules than an index was made by: the arrays and what is gathered for
them, and of desk.rules `folding`, `sounds` and what of a company (`asked.telling`) and a number (`asked.stems`) tells.
"""
_HEADER = "header.json"
_BEGUN = "begun-"
_BASE = "base-"
_OF = "store"
_STALE = 3600
"""Seconds after which a folder that was begun and never finished is taken away, and an index of a later day."""
_FORSAKEN = 7 * 86_400
"""Seconds without a new index after which the indexes of a store that is gone are taken away: it may come back."""


class Snapshot(NamedTuple):
    """Which state of which store an index shows: the last change, and when the act before it was done."""

    store: str
    seq: int
    mark: str


def snapshot(reader: Reader) -> Snapshot:
    """Say what is read here and now."""
    made = reader.one("SELECT min(at) AS at FROM upgrade")
    last = reader.one("SELECT max(seq) AS seq FROM change")
    seq = int(last["seq"] or 0) if last is not None else 0
    return Snapshot(str(made["at"]) if made is not None else "", seq, _mark(reader, seq))


def follows(reader: Reader, base: Snapshot) -> bool:
    """Say whether what is read here came out of that state: the same store, not put back to an earlier day."""
    now = snapshot(reader)
    return now.store == base.store and now.seq >= base.seq and _mark(reader, base.seq) == base.mark


def _mark(reader: Reader, seq: int) -> str:
    row = reader.one("SELECT thing, thing_id FROM change WHERE seq = :seq", seq=seq)
    if row is None:
        return ""
    act = reader.one(
        """
        SELECT act.at, trail.changes FROM trail JOIN act ON act.id = trail.act_id
        WHERE trail.id <= :seq AND trail.id > :low ORDER BY trail.id DESC LIMIT 1
        """,
        seq=seq,
        low=seq - 50,
    )
    told = "" if act is None else f"{act['at']} {zlib.crc32(act['changes'].encode())}"
    # A step may work out words anew, and no change tells of it.
    last = reader.one("SELECT max(step) AS step FROM upgrade")
    step = None if last is None else last["step"]
    return f"{row['thing']} {row['thing_id']} {told} {step}"


def folder(path: str, store: str) -> Path:
    """Give the folder for the indexes of the store at `path`: DESK_CACHE, else the user's cache folder."""
    named = os.environ.get("DESK_CACHE", "").strip()
    if os.path.isabs(named):
        root = Path(named)
    else:
        from platformdirs import user_cache_path

        root = user_cache_path("desk", appauthor=False)
    name = hashlib.sha256(f"{os.path.realpath(path)}\n{store}".encode(errors="surrogateescape")).hexdigest()[:20]
    return root / "find" / name


def claim(where: Path, path: str) -> None:
    """Say in a folder of indexes whose they are, and take away what stores left that are gone.

    Raises OSError when nothing can be kept there.
    """
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    named = where / f"{_BEGUN}{os.getpid()}-{time.time_ns()}"
    _write(named, os.fsencode(os.path.realpath(path)))
    named.replace(where / _OF)
    for each in where.parent.iterdir():
        if each != where and _age(each) > _FORSAKEN and not _is_there(each):
            shutil.rmtree(each, ignore_errors=True)


def _is_there(where: Path) -> bool:
    try:
        return os.path.lexists(os.fsdecode((where / _OF).read_bytes()))
    except OSError:
        return False


def save(where: Path, arrays: Arrays, state: Snapshot) -> Path:
    """Write an index and give its folder; older ones are taken away. Raises OSError, and then nothing was added."""
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = where / f"{_BEGUN}{os.getpid()}-{time.time_ns()}"
    begun.mkdir(mode=0o700)
    try:
        files = {}
        for name, array in arrays.items():
            data = np.ascontiguousarray(array)
            files[name] = [data.dtype.str, data.nbytes, zlib.crc32(data.data)]
            _write(begun / name, data.data.cast("B") if data.nbytes else b"")
        header = {"format": FORMAT, "store": state.store, "seq": state.seq, "mark": state.mark, "files": files}
        _write(begun / _HEADER, json.dumps(header).encode())
        _durable(begun)
        made = where / f"{_BASE}{state.seq:012d}-{os.getpid()}-{time.time_ns()}"
        begun.rename(made)
        _durable(where)
    except BaseException:
        shutil.rmtree(begun, ignore_errors=True)
        raise
    _tidy(where, made)
    return made


def newest(where: Path, fits: Callable[[Snapshot], bool] = lambda _state: True) -> tuple[Arrays, Snapshot] | None:
    """Open the newest index that is whole, of this format and `fits`; None when there is none.

    A store that was put back to an earlier day may have newer ones of what is no more.
    """
    try:
        found = sorted((each for each in where.iterdir() if each.name.startswith(_BASE)), reverse=True)
    except OSError:
        return None
    for each in found:
        try:
            arrays, state = opened(each)
        except (OSError, ValueError, KeyError, TypeError):
            continue  # torn, foreign, of another format, or just taken away by a newer one
        if fits(state):
            return arrays, state
    return None


def opened(made: Path) -> tuple[Arrays, Snapshot]:
    """Open one index, mapped into memory; raises OSError or ValueError when a file is missing, torn or changed."""
    header = json.loads((made / _HEADER).read_bytes())
    if header["format"] != FORMAT:
        raise ValueError("another format")
    arrays: Arrays = {}
    for name, (kind, length, checksum) in header["files"].items():
        path = made / os.path.basename(name)
        if path.stat().st_size != length:
            raise ValueError(name)
        data = np.memmap(path, dtype=kind, mode="r") if length else np.empty(0, kind)
        if zlib.crc32(data.data) != checksum:
            raise ValueError(name)
        arrays[name] = data
    return arrays, Snapshot(header["store"], int(header["seq"]), header["mark"])


def _write(path: Path, data: bytes | memoryview) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _durable(where: Path) -> None:
    handle = os.open(where, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _tidy(where: Path, made: Path) -> None:
    """Take away what this index replaces. Whoever has an older one open keeps it: its files last until it is closed."""
    for each in where.iterdir():
        if each.name.startswith(_BASE):  # a later one was made of what is no more, unless it was made just now
            old = each.name < made.name or (each != made and _age(each) > _STALE)
        else:
            old = each.name.startswith(_BEGUN) and _age(each) > _STALE
        if old:
            shutil.rmtree(each, ignore_errors=True)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0
