"""What was typed and not finished: kept while the desk runs, so that Esc loses no text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from textual.app import App

Draft = dict[str, str]
_kept: WeakKeyDictionary[App[object], dict[str, Draft]] = WeakKeyDictionary()


def keep(app: App[object], name: str, draft: Draft) -> None:
    """Keep what stands in a form; an empty one keeps nothing."""
    drafts = _kept.setdefault(app, {})
    if any(draft.values()):
        drafts[name] = draft
    else:
        drafts.pop(name, None)


def kept(app: App[object], name: str) -> Draft:
    """Give what was kept for a form; empty when there is nothing."""
    return dict(_kept.get(app, {}).get(name, {}))


def drop(app: App[object], name: str) -> None:
    """Forget what was kept: it has been finished."""
    _kept.get(app, {}).pop(name, None)
