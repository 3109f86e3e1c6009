"""Loading without what the loaded never use here.

OpenSSL is left out as by a Python that was built without: the desk speaks to no network from its screens, Python's own
digests are quick enough for it, and 6 ms and 5 MB of every desk would go into it. What looks through the packages that
are installed comes late, since nobody asks for any of them: 35 modules, 2 MB. Whoever imports these later gets them.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any


def load_loop() -> None:
    """Load asyncio, which takes ssl along where it is."""
    with _without("ssl"):
        import asyncio  # noqa: F401


def load_digests() -> None:
    """Load hashlib and hmac: what acts are made of asks for both."""
    with _without("_hashlib"):
        import hashlib  # noqa: F401
        import hmac  # noqa: F401


@contextmanager
def no_plugins() -> Iterator[None]:
    """Load models within: neither pydantic nor SQLAlchemy look for plugins, the desk wants none."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if _METADATA in sys.modules:
        yield
        return
    late = sys.modules[_METADATA] = _Late(_METADATA)
    try:
        yield
    finally:
        if sys.modules.get(_METADATA) is late:
            del sys.modules[_METADATA]


_METADATA = "importlib.metadata"


class _Late(ModuleType):
    """A module whose functions load it when they are called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return partial(_called, self, name) if name[0].islower() else getattr(_real(self), name)


def _called(late: ModuleType, name: str, *values: Any, **more: Any) -> Any:
    return getattr(_real(late), name)(*values, **more)


def _real(late: ModuleType) -> ModuleType:
    if sys.modules.get(late.__name__) is late:
        del sys.modules[late.__name__]
    return importlib.import_module(late.__name__)


@contextmanager
def _without(name: str) -> Iterator[None]:
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # by which Python says that there is none
    try:
        yield
    finally:
        del sys.modules[name]
