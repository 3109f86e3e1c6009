"""Loading Textual's app without its trees, selections and placeholders, which no screen here has: 3 ms of a start."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from desk import lean

_TYPES = "textual.types"
"""It loads them; all that the palette of the app wants of it is one name to annotate with."""


def load_textual() -> None:
    """Load the app; whoever imports `textual.types` later gets it."""
    lean.load_loop()
    if _TYPES in sys.modules:
        return
    annotations = ModuleType(_TYPES)
    annotations.__getattr__ = _any  # type: ignore[method-assign]
    sys.modules[_TYPES] = annotations
    try:
        import textual.app  # noqa: F401
    finally:
        del sys.modules[_TYPES]
        vars(sys.modules["textual"]).pop("types", None)


def _any(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return Any
