"""A person's own settings: config.toml in the user's config folder, or the file that DESK_CONFIG names."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from desk import clean
from desk.cli import output
from desk.cli.errors import Usage, nearest
from desk.cli.lines import line_of
from desk.cli.spoken import config_path
from desk.language import LANGUAGES, _

KNOWN = ("language", "theme", "keys")
THEMES = ("dark", "light", "contrast")
_MOST = 1_000_000  # signs


class Config(NamedTuple):
    """What a person has set; None where nothing is. `keys_wrong` says why the keys that were set are not in force."""

    language: str | None = None
    theme: str | None = None
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    keys_wrong: str = ""


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
    own: dict[str, Any] = _own_keys(found, text, values.pop("keys")) if "keys" in values else {}
    own |= {key: _checked(found, text, key, value) for key, value in values.items()}
    return Config(**own)


def _own_keys(path: str, text: str, table: Any) -> dict[str, Any]:
    """Read `[keys]`; a fault in it is said and keeps nobody from working with the usual keys."""
    from desk.cli import keymap

    try:
        return {"keys": keymap.checked(path, text, table)}
    except Usage as error:
        return {"keys_wrong": _("{why} The usual keys are in force.").format(why=error)}


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
    where = {"path": output.shown(path), "line": line_of(text, key), "key": clean.line(key, 60)}
    if key not in KNOWN:
        sentence = _("{path}, line {line}: there is no setting {key}; the nearest is {nearest}.")
        raise Usage(sentence.format(**where, nearest=nearest(key, KNOWN)))
    allowed = LANGUAGES if key == "language" else THEMES
    if value not in allowed:
        sentence = _("{path}, line {line}: {key} takes one of {known}; the nearest is {nearest}.")
        raise Usage(sentence.format(**where, known=", ".join(allowed), nearest=nearest(str(value), allowed)))
    return str(value)
