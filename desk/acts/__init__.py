"""One module per noun; one act is one function, one transaction, one act row, one undo.

The modules are loaded when they are first named, since they bring SQLModel along: `acts.custody.claim` in a worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desk.acts import absences as absences
    from desk.acts import bulk as bulk
    from desk.acts import callbacks as callbacks
    from desk.acts import custody as custody
    from desk.acts import customer_merging as customer_merging
    from desk.acts import customer_parts as customer_parts
    from desk.acts import customers as customers
    from desk.acts import due as due
    from desk.acts import imports as imports
    from desk.acts import leaving as leaving
    from desk.acts import merging as merging
    from desk.acts import objecting as objecting
    from desk.acts import offers as offers
    from desk.acts import promises as promises
    from desk.acts import receive as receive
    from desk.acts import tandems as tandems
    from desk.acts import team as team
    from desk.acts import time as time
    from desk.acts import undoing as undoing
    from desk.acts import unfound as unfound
    from desk.acts import work as work

_MODULES = frozenset(
    """absences bulk callbacks custody customer_merging customer_parts customers due imports leaving merging
    objecting offers promises receive tandems team time undoing unfound work""".split()
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(name)
    return import_module(f"desk.acts.{name}")
