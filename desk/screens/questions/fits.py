"""Words of the field as people type them: from their first letters on, in either language."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from desk import clean
from desk.language import _
from desk.screens.questions.base import Incomplete
from desk.sentences import word
from desk.words import Fit, Side

Word = TypeVar("Word", bound=StrEnum)


def parse_fit(text: str) -> Fit:
    """Read hot, warm or cold; raises Incomplete."""
    found = _meant(Fit, text)
    if found is None:
        raise Incomplete(_("“{text}” is no fit: write hot, warm or cold.").format(text=clean.line(text, 40)))
    return found


def parse_side(text: str) -> Side:
    """Read inside or field; raises Incomplete."""
    found = _meant(Side, text)
    if found is None:
        raise Incomplete(_("“{text}” is no side: write inside or field.").format(text=clean.line(text, 40)))
    return found


def _meant(words: Iterable[Word], text: str) -> Word | None:
    """Give the one word that begins like this."""
    typed = text.strip().casefold()
    found = [each for each in words if f"{each} {word(each)}".casefold().startswith(typed)]
    found = found or [each for each in words if word(each).casefold().startswith(typed)]
    return found[0] if typed and len(found) == 1 else None
