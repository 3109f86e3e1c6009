"""Whose inquiry is it: the customer with this address, else with this number, else with this address's own domain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from desk.keeping.tx import Tx
from desk.rules import numbers
from desk.rules.folding import PROVIDERS
from desk.words import Link

# Two of each: a second customer makes the first one uncertain.
_OF_ADDRESS = "SELECT DISTINCT customer_id FROM email WHERE address = ? ORDER BY customer_id LIMIT 2"
_OF_NUMBER = "SELECT DISTINCT customer_id FROM phone WHERE number = ? ORDER BY customer_id LIMIT 2"
_OF_DOMAIN = "SELECT DISTINCT customer_id FROM email WHERE domain = ? ORDER BY customer_id LIMIT 2"


class Whose(NamedTuple):
    """The customer that something belongs to and how sure that is; both None when nobody is found."""

    customer_id: int | None
    link: Link | None


NOBODY = Whose(None, None)


def whose(tx: Tx, email: str | None, phones: Iterable[str], *, sure: bool) -> Whose:
    """Find the customer of an address or a number; `sure` says that the number was given by the caller.

    An address that two customers share, a number merely found in a text, and a domain make the match probable.
    """
    if email:
        found = _customers(tx, _OF_ADDRESS, email)
        if found:
            return Whose(found[0], Link.EXACT if len(found) == 1 else Link.PROBABLE)
    for text in phones:
        number = numbers.kept(text, tx.team.country)
        found = _customers(tx, _OF_NUMBER, number)
        if found:
            return Whose(found[0], Link.EXACT if sure and len(found) == 1 else Link.PROBABLE)
    return _of_domain(tx, email) if email else NOBODY


def _of_domain(tx: Tx, email: str) -> Whose:
    domain = email.rpartition("@")[2]
    if not domain or domain in PROVIDERS:
        return NOBODY
    found = _customers(tx, _OF_DOMAIN, domain)
    return Whose(found[0], Link.PROBABLE) if len(found) == 1 else NOBODY


def _customers(tx: Tx, question: str, value: str) -> list[int]:
    return [key for (key,) in tx.ask(question, (value,))]
