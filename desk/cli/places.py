"""What there is to know of the place where a store lies, before somebody relies on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import clean
from desk.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.keeping.places import Verdict

_WARNINGS: dict[str, str] = {
    "place_memory": N_("{path} lies in memory ({kind}): it is gone when this machine stops."),
    "place_layer": N_("{path} lies in a container's own layer ({kind}): it is gone when the container is removed."),
    "place_fat": N_("{path} lies on a {kind} disk, which keeps no rights and may lose the last acts in a power cut."),
    "place_fuse": N_("{path} lies on {kind}, which the desk does not know; a power cut may lose the last acts there."),
    "place_unknown": N_(
        "{path} lies on {kind}, which the desk does not know; a power cut may lose the last acts there."
    ),
}


def warning(verdict: Verdict) -> str | None:
    """Give the sentence about a place that may be used with care, or None when nothing is to be said."""
    return sentence(verdict.kind, verdict.facts)


def sentence(kind: str, facts: Mapping[str, str]) -> str | None:
    """Give the sentence for a kind of place (`keeping.places.Verdict`), or None when nothing is to be said."""
    template = _WARNINGS.get(kind)
    return None if template is None else clean.line(_(template).format_map(facts))
