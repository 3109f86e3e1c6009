"""Which language to speak before a command is understood, and where the settings file lies; light enough for help."""

from __future__ import annotations

import os
import sys

from desk.language import LANGUAGES, chosen


def beforehand(words: list[str]) -> str:
    """Give the language for wrong usage and for help: `--language`, DESK_LANG, the settings file, the locale."""
    return chosen(_named(words), _configured(), None)


def config_path() -> str:
    """Give the path of the settings file, whether it exists or not: DESK_CONFIG, else in the user's config folder."""
    named = os.environ.get("DESK_CONFIG")
    if named:
        return os.path.abspath(os.path.expanduser(named))
    # By hand, with the same result as platformdirs: importing that costs 9 ms in every command.
    chosen = os.environ.get("XDG_CONFIG_HOME", "").strip()
    if os.path.isabs(chosen):
        base = chosen
    elif sys.platform == "darwin":
        base = os.path.join(os.path.expanduser("~"), "Library", "Application Support")
    else:
        base = os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "desk", "config.toml")


def _named(words: list[str]) -> str | None:
    for word, after in zip(words, [*words[1:], ""], strict=False):
        name, _equals, value = word.partition("=")
        said = (value or after).lower()
        if name == "--language" and said in LANGUAGES:
            return said
    return None


def _configured() -> str | None:
    if not os.path.exists(config_path()):
        return None
    from desk.cli import config
    from desk.cli.errors import Usage

    try:
        return config.read().language
    except Usage:  # help is given all the same; the command itself says what is wrong
        return None
