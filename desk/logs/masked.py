"""A failure without anybody's words: its kind, its frames, and the shape of what it said.

Messages of exceptions quote what they stumble over (a name, a number, a row), so each letter becomes `x` and each
digit `9`; locals are never looked at. What Python names for itself, an attribute or an error code, is kept.
"""

from __future__ import annotations

import errno
import os
import traceback
import zlib

LONGEST = 200
"""Characters of a masked message."""

CHAIN = 4
"""Failures that are named from the one at hand to the first one behind it."""

FRAMES = 30
"""Innermost frames that are named: those of an endless recursion say nothing new."""


def number(error: BaseException) -> str:
    """Give four hex digits made of a failure's kind and its three innermost places: a defect keeps its digits."""
    seed = " ".join((_kind(error), *_places(error)[-3:]))
    return f"{zlib.crc32(seed.encode('utf-8', 'replace')) & 0xFFFF:04X}"


def facts(error: BaseException) -> dict[str, object]:
    """Give what a log may say of a failure and of those behind it."""
    chain: list[BaseException] = [error]
    while len(chain) < CHAIN:
        behind = chain[-1].__cause__ or chain[-1].__context__
        if behind is None or behind in chain:
            break
        chain.append(behind)
    first, *rest = [_one(each) for each in chain]
    return first | ({"behind": rest} if rest else {})


def shape(text: str) -> str:
    """Give a text's shape: letters become x, digits 9; signs and blanks stay, at most LONGEST characters."""
    signs = ("9" if sign.isdigit() else "x" if sign.isalpha() or ord(sign) > 126 else sign for sign in text[:LONGEST])
    return "".join(sign if sign.isprintable() else "x" for sign in signs)


def _one(error: BaseException) -> dict[str, object]:
    found: dict[str, object] = {"kind": _kind(error), "places": _places(error), "message": _message(error)}
    if isinstance(error, AttributeError | NameError | ImportError) and isinstance(error.name, str):
        found["name"] = error.name if error.name.replace(".", "").isidentifier() else shape(error.name)
    if isinstance(error, OSError) and error.errno is not None:
        found["code"] = errno.errorcode.get(error.errno, str(error.errno))
    code = getattr(error, "sqlite_errorname", None)
    if isinstance(code, str):
        found["code"] = code
    return found


def _message(error: BaseException) -> str:
    try:
        return shape(str(error))
    except Exception:
        return ""


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _places(error: BaseException) -> list[str]:
    try:
        frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False)
    except Exception:
        return []
    return [f"{_file(frame.filename)}:{frame.lineno}:{frame.name}" for frame in frames][-FRAMES:]


def _file(path: str) -> str:
    """Give a module's file with its two folders: whose home it lies in is nobody's matter."""
    return "/".join(path.split(os.sep)[-3:])
