"""One module per question a screen asks: SELECT to rows, nothing else.

The modules are loaded when they are first named: the first paint needs no customers and no search.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desk.views import callbacks as callbacks
    from desk.views import care as care
    from desk.views import customer_doubles as customer_doubles
    from desk.views import customer_file as customer_file
    from desk.views import customer_hits as customer_hits
    from desk.views import customers as customers
    from desk.views import inbox as inbox
    from desk.views import inquiry as inquiry
    from desk.views import last as last
    from desk.views import promises as promises
    from desk.views import team as team
    from desk.views import trace as trace

__all__ = [
    "callbacks",
    "care",
    "customer_doubles",
    "customer_file",
    "customer_hits",
    "customers",
    "inbox",
    "inquiry",
    "last",
    "promises",
    "team",
    "trace",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"desk.views.{name}")
