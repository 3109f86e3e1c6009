"""A person's own settings: config.toml in the user's config folder, or the file that DESK_CONFIG names."""

from __future__ import annotations

import os
import re
import stat
from typing import Any, NamedTuple

from desk import clean
from desk.cli import output
from desk.cli.errors import Usage, nearest
from desk.cli.spoken import config_path
from desk.language import LANGUAGES, _

KNOWN = ("language", "theme")
THEMES = ("dark", "light", "contrast")
_MOST = 1_000_000  # signs


class Config(NamedTuple):
    """What a person has set; None where nothing is."""

    language: str | None = None
    theme: str | None = None


def read() -> Config:
    """Read the configuration; without a file nothing is set.

    Raises Usage for a file that is no TOML, an unknown key or a wrong value, with its line and the nearest valid name.
    """
    found = config_path()
    try:
        text = _text(found)
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except (OSError, ValueError):
        raise Usage(_("The configuration file {path} can't be read.").format(path=output.shown(found))) from None
    import tomllib

    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        why = clean.line(str(error), 200)
        raise Usage(_("{path} is not in order: {why}.").format(path=output.shown(found), why=why)) from None
    return Config(**{key: _checked(found, text, key, value) for key, value in values.items()})


def _text(path: str) -> str:
    """Read the file; raises OSError, or ValueError for one that is too large, no UTF-8, or a pipe nobody writes to."""
    if stat.S_ISFIFO(os.stat(path).st_mode):
        raise ValueError("a pipe may stay silent for good")
    with open(path, encoding="utf-8-sig") as file:  # editors on Windows put a mark before the text
        text = file.read(_MOST + 1)
    if len(text) > _MOST:
        raise ValueError("too large")
    return text


def _checked(path: str, text: str, key: str, value: Any) -> str:
    where = {"path": output.shown(path), "line": _line_of(text, key), "key": clean.line(key, 60)}
    if key not in KNOWN:
        sentence = _("{path}, line {line}: there is no setting {key}; the nearest is {nearest}.")
        raise Usage(sentence.format(**where, nearest=nearest(key, KNOWN)))
    allowed = LANGUAGES if key == "language" else THEMES
    if value not in allowed:
        sentence = _("{path}, line {line}: {key} takes one of {known}; the nearest is {nearest}.")
        raise Usage(sentence.format(**where, known=", ".join(allowed), nearest=nearest(str(value), allowed)))
    return str(value)


def _line_of(text: str, key: str) -> int:
    """Give the line on which a key or its table stands, from 1; 1 when it is written in a way of its own."""
    wanted = re.compile(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\].=]")
    return next((number for number, line in enumerate(text.splitlines(), 1) if wanted.match(line)), 1)
