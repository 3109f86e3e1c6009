"""The language of the process: English is the source, German is complete; gettext catalogues beside this file."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "de")
_LOCALE = Path(__file__).parent / "locale"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def _(message: str) -> str:
    """Give the message in the language in use."""
    return _catalogue.gettext(message) if message else ""


def n_(one: str, many: str, count: int) -> str:
    """Give the form of a message that fits `count`."""
    return _catalogue.ngettext(one, many, count)


def N_(message: str) -> str:
    """Mark a message for the catalogue and give it unchanged; it is translated where it is shown."""
    return message


def use(language: str) -> None:
    """Speak `language` from now on; one that is not in LANGUAGES raises ValueError."""
    global _catalogue, _language
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language
    if language == "en":
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation("desk", _LOCALE, [language], fallback=True)


def language() -> str:
    """Say which language is in use."""
    return _language


def chosen(flag: str | None, config: str | None, team: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """Choose the language: `--language`, DESK_LANG, config, team, locale, in this order; else English."""
    wanted = (
        flag,
        environ.get("DESK_LANG"),
        config,
        team,
        *(environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")),
    )
    for word in wanted:
        short = (word or "")[:2].lower()
        if short in LANGUAGES:
            return short
    return "en"
