"""What was typed and not finished: kept while the desk runs, so that Esc loses no text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from textual.app import App

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into fields, by their ids, and what had stood in each of them before."""

    typed: Texts = field(default_factory=dict)
    before: Texts = field(default_factory=dict)

    def is_over(self, now: Texts) -> bool:
        """Say whether something else stands in a field now than when it was typed over."""
        return any(now.get(name, "") != text for name, text in self.before.items())


_kept: WeakKeyDictionary[App[object], dict[str, Draft]] = WeakKeyDictionary()


def keep(app: App[object], name: str, before: Texts, now: Texts) -> None:
    """Keep what was changed in a form; when nothing was, nothing is kept."""
    typed = {field: text for field, text in now.items() if text != before.get(field, "")}
    drafts = _kept.setdefault(app, {})
    if typed:
        drafts[name] = Draft(typed, {field: before.get(field, "") for field in typed})
    else:
        drafts.pop(name, None)


def kept(app: App[object], name: str) -> Draft:
    """Give what was kept for a form; empty when there is nothing."""
    return _kept.get(app, {}).get(name, Draft())


def drop(app: App[object], name: str) -> None:
    """Forget what was kept: it has been finished."""
    _kept.get(app, {}).pop(name, None)
