"""How a command ends: the exit statuses, which refusal has which, and wrong usage."""

from __future__ import annotations

DONE, REFUSED, USAGE, STORE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 4, 130

_UNKNOWN = frozenset(
    "no_rep no_such_rep filter_unknown filter_value filter_too_long field_unknown channel_unknown outcome_unknown "
    "grade_unknown care_model_unknown side_unknown setting_unknown preset_unknown".split()
)
_RULES = frozenset({"backup_exists", "backup_is_the_store"})


_OTHERWISE = {
    "take": ("claim",),
    "forward": ("offer",),
    "bring": ("release",),
    "back": ("release",),
    "return": ("release",),
    "done": ("close",),
    "answer": ("reply",),
    "call": ("add",),
    "lead": ("qualify",),
    "list": ("find",),
    "search": ("find", "list"),
    "new": ("add",),
    "create": ("add",),
    "delete": ("close",),
}
"""What the desk's keys, or other programs, call a command that here is named otherwise."""


class Usage(Exception):
    """A command that can't be understood (exit status 2); carries the finished sentence."""


def status(reason: str) -> int:
    """Give the exit status of a rule's refusal: 2 for a word nobody knows, else 1."""
    return USAGE if reason in _UNKNOWN else REFUSED


def store_status(reason: str) -> int:
    """Give the exit status of a store's refusal: 3, but 1 where it is only a file that would have been replaced."""
    return REFUSED if reason in _RULES else STORE


def nearest(word: str, known: tuple[str, ...]) -> str:
    """Give the known word that is meant by `word`, else the one most like it; `known` has at least one."""
    from difflib import get_close_matches

    meant = [each for each in _OTHERWISE.get(word, ()) if each in known]
    if meant:
        return meant[0]
    return get_close_matches(word[:60], known, 1, 0.0)[0]
