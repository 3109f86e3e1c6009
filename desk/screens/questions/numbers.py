"""Numbers of inquiries as people write them."""

from __future__ import annotations

import re

from desk import clean
from desk.language import _
from desk.screens.questions.base import Incomplete

_NUMBER = re.compile(r"#?\s*([0-9]{1,9})")


def parse_number(text: str) -> int:
    """Read the number of an inquiry, "4711" or "#4711"; raises Incomplete."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise Incomplete(
            _("“{text}” is no number of an inquiry: write it like 4711.").format(text=clean.line(text, 40))
        )
    return int(match[1])
