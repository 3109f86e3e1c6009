"""Numbers and addresses as somebody types them: kept in one form, and refused when they are neither."""

from __future__ import annotations

from desk import clean
from desk.keeping.tx import Tx
from desk.rules import numbers
from desk.words import Refused


def phone_given(tx: Tx, text: str | None) -> str | None:
    """Give a telephone number as the desk keeps it, None when none was given.

    Raises Refused("phone_not_understood") when there is no digit in it.
    """
    bare = clean.line(text or "")
    if not bare:
        return None
    kept = numbers.kept(bare, tx.team.country)
    if not kept:
        raise Refused("phone_not_understood", phone=bare)
    return kept


def email_given(text: str | None) -> str | None:
    """Give an e-mail address in lower case, None when none was given. Raises Refused("email_not_understood")."""
    bare = clean.line(text or "").lower()
    if not bare:
        return None
    local, _, domain = bare.rpartition("@")
    if not (local and domain) or " " in bare:
        raise Refused("email_not_understood", email=bare)
    return bare
