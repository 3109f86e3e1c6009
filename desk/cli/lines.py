"""Where in the configuration file something stands, for the sentence that says what is wrong there."""

from __future__ import annotations

import re


def line_of(text: str, key: str) -> int:
    """Give the line on which a key or its table stands, from 1; 1 when it is written in a way of its own."""
    wanted = re.compile(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\].=]")
    return next((number for number, line in enumerate(text.splitlines(), 1) if wanted.match(line)), 1)
