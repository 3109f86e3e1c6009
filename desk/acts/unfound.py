"""A caller says to have written, and nothing is found: taken down in one act, so that it can't be lost twice."""

from __future__ import annotations

import re

from desk import clean
from desk.acts.receive import capture
from desk.keeping.tx import Tx
from desk.words import Channel

_FEWEST_DIGITS = 5


def unfound(tx: Tx, asked_for: str, about: str) -> int:
    """Take down that nothing is found for what was asked for, and give the inquiry's number; it came by telephone.

    `asked_for` is a name, an address or a number, and whoever is asked back; `about` says in the words of whoever
    takes it down what happened. Raises Refused: sender_needed, about_needed, email_not_understood.
    """
    said = clean.line(asked_for)
    is_address = re.fullmatch(r"[^\s@]+@[^\s@]+", said) is not None
    is_number = sum(sign.isdigit() for sign in said) >= _FEWEST_DIGITS and not any(sign.isalpha() for sign in said)
    return capture(
        tx,
        channel=Channel.PHONE,
        sender=said,
        about=about,
        email=said if is_address else None,
        phone=said if is_number else None,
        unfound=said,
    )
