"""The language of the process: English is the source, German is complete; gettext catalogues beside this file."""

from __future__ import annotations

import os

# typing and gettext cost more than all the rest of `desk --help`, which speaks English without either.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

LANGUAGES = ("en", "de")
_LOCALE = os.path.join(os.path.dirname(__file__), "locale")
_catalogue: NullTranslations | None = None
_language = "en"


def _(message: str) -> str:
    """Give the message in the language in use."""
    return message if _catalogue is None or not message else _catalogue.gettext(message)


def n_(one: str, many: str, count: int) -> str:
    """Give the form of a message that fits `count`."""
    if _catalogue is None:
        return one if count == 1 else many
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
        _catalogue = None
    else:
        import gettext

        _catalogue = gettext.translation("desk", _LOCALE, [language], fallback=True)


def language() -> str:
    """Say which language is in use."""
    return _language


def chosen(flag: str | None, config: str | None, team: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """Choose the language: `--language`, DESK_LANG, config, team, locale, in this order; else English.

    Of the locale's variables the first that is set decides, as POSIX has it: `LC_ALL=C` speaks English.
    """
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), None)
    for word in (flag, environ.get("DESK_LANG"), config, team, locale):
        short = (word or "").strip().lower().replace("-", "_").partition("_")[0].partition(".")[0]
        if short in LANGUAGES:
            return short
    return "en"
