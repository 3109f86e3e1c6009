"""How promising a lead sounded, as people type it."""

from __future__ import annotations

from desk import clean
from desk.language import _
from desk.screens.questions.base import Incomplete
from desk.widgets.terms import called
from desk.words import Fit


def parse_fit(text: str) -> Fit:
    """Read hot, warm or cold in either language, from its first letters on; raises Incomplete."""
    typed = text.strip().casefold()
    found = [fit for fit in Fit if typed and (fit.value.startswith(typed) or called(fit).casefold().startswith(typed))]
    if len(found) != 1:
        raise Incomplete(_("“{text}” is no fit: write hot, warm or cold.").format(text=clean.line(text, 40)))
    return found[0]
