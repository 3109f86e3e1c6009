"""Where messages lie: files, folders, mboxes and Maildirs, read one message at a time, in the order of their names."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from typing import IO

from desk import clean
from desk.intake import mbox
from desk.intake.records import SetAside

LIMIT = 25 << 20
"""Bytes of the longest message taken (QUALITY: raw mails of 25 MB at most); a longer one stays where it is."""

Found = tuple[str, bytes] | SetAside

_PATH = 4_096
_SNIFFED = 8_192
_MAILDIR = ("new", "cur", "tmp")
_DELIVERED = re.compile(r":2,[A-Za-z]*\Z")
_BOOKKEEPING = re.compile(r"dovecot|courier|subscriptions\Z|maildir(folder|size)\Z")
_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
_LETTERHEAD = {b"from", b"to", b"date", b"received", b"return-path", b"message-id", b"subject", b"delivered-to"}
_BODY_HEAD = {b"mime-version", b"content-type", b"content-transfer-encoding", b"sender", b"reply-to", b"x-mailer"}


def messages(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Found]:
    """Give every message under `paths` as (where, raw), and whatever can't be taken in as a `SetAside`.

    A path is a file, a Maildir or a folder, read with everything below it. A file named itself is an mbox, known by
    its first line, or one message, whatever it holds; so is any .eml. In a folder another file is a message when it
    begins like one. Nothing is raised for what lies there; nothing is opened that could block; nothing is changed.
    """
    for path in paths:
        yield from _under(os.fspath(path))


def _under(top: str) -> Iterator[Found]:
    """Read a path and all below it, without recursion, each folder once."""
    seen: set[tuple[int, int]] = set()
    pending = [top]
    while pending:
        path = pending.pop()
        status = _status(path)
        if isinstance(status, SetAside):
            yield status
        elif stat.S_ISDIR(status.st_mode):
            if (status.st_dev, status.st_ino) in seen:
                yield _aside(path, "loop")
                continue
            seen.add((status.st_dev, status.st_ino))
            below = _listed(path)
            if isinstance(below, SetAside):
                yield below
            else:
                pending.extend(reversed(below))
        elif stat.S_ISREG(status.st_mode):
            yield from _file(path, named=path == top)
        else:
            yield _aside(path, "not_a_file")


def _status(path: str) -> os.stat_result | SetAside:
    try:
        return os.stat(path)
    except (OSError, ValueError) as error:
        return _unreachable(path, error)


def _unreachable(path: str, error: OSError | ValueError) -> SetAside:
    if isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)):
        return _aside(path, "missing_path")
    if error.errno == errno.ELOOP:
        return _aside(path, "loop")
    return _aside(path, "unreadable_path", error=error.strerror or "")


def _listed(folder: str) -> list[str] | SetAside:
    """Give what in a folder is to be read, in order."""
    try:
        with os.scandir(folder) as entries:
            names = {entry.name: _is_folder(entry) for entry in entries}
    except OSError as error:
        return _unreachable(folder, error)
    maildir = _is_maildir(names)
    kept = [
        name
        for name, is_folder in names.items()
        if not (name.startswith(".") and not (is_folder and _is_maildir_at(os.path.join(folder, name))))
        and not (maildir and (name == "tmp" or (not is_folder and _BOOKKEEPING.match(name))))
    ]
    if maildir:  # a message moved from new to cur meanwhile is then met twice, the other way round not at all
        kept.sort(key=lambda name: (_MAILDIR.index(name) if name in _MAILDIR else len(_MAILDIR), os.fsencode(name)))
    else:
        kept.sort(key=os.fsencode)
    return [os.path.join(folder, name) for name in kept]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in circles; it is named when its turn comes
        return False


def _is_maildir(names: dict[str, bool]) -> bool:
    return sum(names.get(name, False) for name in _MAILDIR) > 1


def _is_maildir_at(folder: str) -> bool:
    return sum(os.path.isdir(os.path.join(folder, name)) for name in _MAILDIR) > 1


def _file(path: str, *, named: bool) -> Iterator[Found]:
    """Read one regular file, as what its name or its beginning says it is, or whoever `named` it."""
    try:
        with _opened(path) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                yield _aside(path, "not_a_file")
                return
            begin = file.read(_SNIFFED)
            file.seek(0)
            if _is_one_message(path):
                yield _single(path, file)
            elif begin.lstrip(b"\r\n").startswith(b"From "):
                yield from _several(path, file)
            elif _has_letterhead(begin) or (named and begin):
                yield _single(path, file)
            elif begin or not path.lower().endswith((".mbox", ".mbx", "mbox")):
                yield _aside(path, "not_mail")
    except (OSError, ValueError) as error:
        yield _unreachable(path, error)


def _opened(path: str) -> IO[bytes]:
    # Non-blocking: what was a file a moment ago may now be a pipe that nobody ever writes to.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    return open(descriptor, "rb", buffering=1 << 20)


def _is_one_message(path: str) -> bool:
    folder, name = os.path.split(path)
    if name.lower().endswith(".eml") or _DELIVERED.search(name):
        return True
    above, folder_name = os.path.split(os.path.abspath(folder))
    return folder_name in ("new", "cur") and _is_maildir_at(above)


def _has_letterhead(begin: bytes) -> bool:
    """Tell whether a file begins as a message does: two headers that messages have, or one and an empty line."""
    names: set[bytes] = set()
    ended = False
    for number, row in enumerate(begin.removeprefix(b"\xef\xbb\xbf").splitlines()):
        header = _HEADER.match(row)
        if header:
            names.add(header.group(1).lower())
        elif number == 0 or not row.startswith((b" ", b"\t")):
            ended = not row
            break
    return len(names & (_LETTERHEAD | _BODY_HEAD)) > (0 if ended else 1)


def _single(path: str, file: IO[bytes]) -> Found:
    raw = file.read(LIMIT + 1)
    if len(raw) > LIMIT:
        return _too_large(path, _shown(path), os.fstat(file.fileno()).st_size)
    return _shown(path), raw


def _several(path: str, file: IO[bytes]) -> Iterator[Found]:
    for number, raw in enumerate(mbox.split(file, LIMIT), start=1):
        where = f"{_shown(path)}#{number}"
        yield _too_large(path, where, raw) if isinstance(raw, int) else (where, raw)


def _too_large(path: str, where: str, length: int) -> SetAside:
    return SetAside(where, "too_large", {"path": _shown(path), "bytes": length, "limit": LIMIT})


def _aside(path: str, why: str, **facts: str) -> SetAside:
    return SetAside(_shown(path), why, {"path": _shown(path), **facts})


def _shown(path: str) -> str:
    """Give a path as text that can be printed: names of files are bytes and may be anything."""
    return clean.line(os.fsencode(path).decode("utf-8", "replace"), _PATH)
