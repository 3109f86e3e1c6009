"""What people type into a field that takes a name or a number."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+(0-9][0-9 ()/.-]{4,}")


def looks_like_a_number(text: str) -> bool:
    """Say whether what was typed is a telephone number rather than a name."""
    return _NUMBER.fullmatch(text.strip()) is not None


def looks_like_an_address(text: str) -> bool:
    """Say whether what was typed is an e-mail address."""
    return "@" in text and " " not in text.strip()
