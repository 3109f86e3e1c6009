"""Words of the field as people type them: from their first letters on, in either language."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from desk import clean
from desk.language import _
from desk.rows import RepRow
from desk.screens.questions.base import Incomplete
from desk.sentences import word
from desk.words import FirstContact, Fit, Side

Word = TypeVar("Word", bound=StrEnum)


def parse_fit(text: str) -> Fit:
    """Read hot, warm or cold; raises Incomplete."""
    found = _meant(Fit, text)
    if found is None:
        raise Incomplete(_("“{text}” is no fit: write hot, warm or cold.").format(text=clean.line(text, 40)))
    return found


def parse_contact(text: str) -> FirstContact:
    """Read spoken, written, in parallel or none; raises Incomplete."""
    found = _meant(FirstContact, text)
    if found is None:
        sentence = _("“{text}” is no first reply: write spoken, written, parallel or none.")
        raise Incomplete(sentence.format(text=clean.line(text, 40)))
    return found


def parse_side(text: str) -> Side:
    """Read inside or field; raises Incomplete."""
    found = _meant(Side, text)
    if found is None:
        raise Incomplete(_("“{text}” is no side: write inside or field.").format(text=clean.line(text, 40)))
    return found


def parse_yes(text: str) -> bool:
    """Read yes or no in either language, nothing is no; raises Incomplete."""
    typed = text.strip().casefold()
    if typed and not any(word.startswith(typed) for word in ("yes", "ja", "no", "nein")):
        raise Incomplete(_("“{text}” is neither yes nor no: write y or n.").format(text=clean.line(text, 40)))
    return typed[:1] in ("y", "j")


def parse_owner(text: str, reps: Iterable[RepRow]) -> str | None:
    """Read whose callback it is: a rep by handle or the beginning of a name, or a side; None for nothing typed.

    Raises Incomplete when that is nobody, or more than one.
    """
    typed = text.strip().casefold()
    if not typed:
        return None
    reps = tuple(reps)
    found = [rep.handle for rep in reps if rep.handle == typed]
    found = found or [rep.handle for rep in reps if rep.name.casefold().startswith(typed)]
    found = found or [f"side:{side}" for side in ([_meant(Side, text)] if _meant(Side, text) else [])]
    if len(found) != 1:
        sentence = _("“{text}” is nobody of the team, or more than one: write a whole name, inside or field.")
        raise Incomplete(sentence.format(text=clean.line(text, 40)))
    return found[0]


def _meant(words: Iterable[Word], text: str) -> Word | None:
    """Give the one word that begins like this."""
    typed = text.strip().casefold()
    found = [each for each in words if f"{each} {word(each)}".casefold().startswith(typed)]
    found = found or [each for each in words if word(each).casefold().startswith(typed)]
    return found[0] if typed and len(found) == 1 else None
