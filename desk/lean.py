"""Loading what needs OpenSSL only where there is one, as it is loaded by a Python that was built without.

The desk speaks to no network from its screens, and Python's own digests are quick enough for it. OpenSSL would take
6 ms and 5 MB of every desk. Whoever imports ssl later gets it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


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
def _without(name: str) -> Iterator[None]:
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # by which Python says that there is none
    try:
        yield
    finally:
        del sys.modules[name]
