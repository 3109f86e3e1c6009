"""Which inquiries may be meant by what a caller says: by number, address, telephone, name, or words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from desk.finding.former import former
from desk.keeping.reader import Reader, Row, Values
from desk.rules import numbers, phones
from desk.rules.asked import LEGAL_FORMS
from desk.rules.folding import PROVIDERS, words
from desk.views.customer_family import survivor
from desk.words import Link

Matches = dict[int, Link]
"""Number of an inquiry -> how sure it is; exact where it was meant itself or by whoever asked."""

MOST = 100
"""Inquiries that one trace shows, and that each way of finding them may bring in."""

ASKED = 200
"""Characters of a question that count: the longest address has 254, and nobody says that into a telephone."""

_WORDS = 8
_FEWEST_DIGITS = 5
_SHORTEST = 3
"""Letters that a word has to have to be one misheard."""


_MISHEARD = 0.7
"""The least score with which a customer counts as misheard; FINDING's ranking gives 0.75 to one letter off."""

_NEWEST = "ORDER BY CASE WHEN inquiry.state = 'closed' THEN 1 ELSE 0 END, inquiry.received_at DESC LIMIT :most"
_TEXTS = "inquiry.number, inquiry.sender, inquiry.sender_email FROM inquiry"
_OF_NAMED = """
  SELECT inquiry.number, inquiry.link, inquiry.sender, customer.id, customer.company,
    customer.number AS customer_number
  FROM inquiry JOIN customer ON customer.id = inquiry.customer_id
"""
_SITES = "SELECT site.customer_id, site.name, site.postcode, site.city FROM site WHERE site.customer_id IN :ids"
_PERSON = """
  inquiry.customer_id = :customer AND (
    inquiry.sender_email IN (SELECT email.address FROM email WHERE email.contact_id = :contact)
    OR inquiry.sender_phone IN (SELECT phone.number FROM phone WHERE phone.contact_id = :contact)
  )
"""
_FAMILY = """
  WITH RECURSIVE family (number, origin) AS (
    SELECT inquiry.merged_into, inquiry.number FROM inquiry
    WHERE inquiry.number IN :numbers AND inquiry.merged_into IS NOT NULL
    UNION SELECT inquiry.merged_into, family.origin FROM inquiry JOIN family ON inquiry.number = family.number
    WHERE inquiry.merged_into IS NOT NULL
  )
  SELECT number, origin FROM family
"""


def matches(reader: Reader, query: str) -> Matches:
    """Give the inquiries that `query` (one clean line) may mean, and those that merged ones go on in."""
    found: Matches = {}
    query = query[:ASKED].strip()
    if not query:
        return found
    _by_number(reader, query, found)
    if query.startswith("#") or (found and query.isdigit()):
        pass  # it names one; its digits would stand in many a text as well
    elif re.fullmatch(r"[^\s@]+@[^\s@]+", query):
        _by_address(reader, query.lower(), found)
    elif _is_telephone(query):
        _by_telephone(reader, query, found)
    else:
        _by_name(reader, query, found)
    _follow(reader, found)
    return found


def of_customers(reader: Reader, ids: Iterable[int], link: Link, found: Matches) -> None:
    """Add the inquiries of some customers; where only the link to the customer is probable, so is the match."""
    sql = f"SELECT inquiry.number, inquiry.link FROM inquiry WHERE inquiry.customer_id IN :ids {_NEWEST}"
    for row in reader.all(sql, ids=tuple(ids), most=MOST):
        _add(found, row["number"], Link.PROBABLE if row["link"] == Link.PROBABLE else link)


def _follow(reader: Reader, found: Matches) -> None:
    """Add what merged ones go on in: whoever asks for the one is told about the other."""
    if found:
        for row in reader.all(_FAMILY, numbers=tuple(found)):
            _add(found, row["number"], found[row["origin"]])


def _add(found: Matches, number: int, link: Link) -> None:
    if link is Link.EXACT or number not in found:
        found[number] = link


def _collect(reader: Reader, found: Matches, link: Link, where: str, **values: Values) -> None:
    for row in reader.all(f"SELECT inquiry.number FROM inquiry WHERE {where} {_NEWEST}", most=MOST, **values):
        _add(found, row["number"], link)


def _by_number(reader: Reader, query: str, found: Matches) -> None:
    if re.fullmatch(r"#?[0-9]{1,17}", query, re.ASCII):
        _collect(reader, found, Link.EXACT, "inquiry.number = :number", number=int(query.removeprefix("#")))
    row = reader.one("SELECT id FROM customer WHERE number = :number", number=query)
    if row is not None:
        of_customers(reader, (survivor(reader, row["id"]),), Link.EXACT, found)


def _by_address(reader: Reader, address: str, found: Matches) -> None:
    _collect(reader, found, Link.EXACT, "inquiry.sender_email = :address", address=address)
    owners = reader.all("SELECT customer_id, contact_id FROM email WHERE address = :address", address=address)
    _of_owners(reader, [(row["customer_id"], row["contact_id"]) for row in owners], found)
    # The ending is a word of thousands of texts: without it far less is looked through, and the same is found.
    _within(reader, [address.rpartition(".")[0] or address], found)
    domain = address.partition("@")[2]
    if domain in PROVIDERS:
        return
    known = reader.numbers("SELECT DISTINCT customer_id FROM email WHERE domain = :domain LIMIT 50", domain=domain)
    of_customers(reader, known, Link.PROBABLE, found)
    for row in _holding(reader, [domain.rpartition(".")[0] or domain]):
        if (row["sender_email"] or "").endswith(f"@{domain}"):
            _add(found, row["number"], Link.PROBABLE)


def _by_telephone(reader: Reader, query: str, found: Matches) -> None:
    kept = numbers.kept(query)
    _collect(reader, found, Link.EXACT, "inquiry.sender_phone = :kept", kept=kept)
    owners = reader.all("SELECT customer_id, contact_id FROM phone WHERE number = :kept", kept=kept)
    _of_owners(reader, [(row["customer_id"], row["contact_id"]) for row in owners], found)
    if kept.startswith("+"):
        _same_exchange(reader, kept, found)
    _within(reader, [kept], found)


def _same_exchange(reader: Reader, kept: str, found: Matches) -> None:
    # Numbers of one exchange differ in three digits at the end, so each begins with what comes before them.
    low = kept[:-3]
    range_ = {"low": low, "high": low + ":"}
    near = "SELECT DISTINCT {c} AS number FROM {t} WHERE {c} >= :low AND {c} < :high LIMIT 1000"
    asked = reader.all(near.format(c="sender_phone", t="inquiry"), **range_)
    same = phones.of_exchange(kept, (row["number"] for row in asked))
    _collect(reader, found, Link.PROBABLE, "inquiry.sender_phone IN :same", same=tuple(same))
    listed = reader.all(near.format(c="number", t="phone"), **range_)
    known = phones.of_exchange(kept, (row["number"] for row in listed))
    if known:
        ids = reader.numbers("SELECT DISTINCT customer_id FROM phone WHERE number IN :known LIMIT 50", known=known)
        of_customers(reader, ids, Link.PROBABLE, found)


def _by_name(reader: Reader, query: str, found: Matches) -> None:
    asked = [word for word in words(query) if word not in LEGAL_FORMS][:_WORDS]
    if asked:
        _named(reader, asked, found)
    _within(reader, query.split(), found)
    if not found and asked and len(asked[0]) >= _SHORTEST:
        from desk.finding.candidates import candidates  # most are found by what they are called

        misheard = [each.id for each in candidates(reader, query, 5) if each.score >= _MISHEARD]
        of_customers(reader, misheard, Link.PROBABLE, found)


def _named(reader: Reader, asked: list[str], found: Matches) -> None:
    """Add the inquiries of customers all of whose words were said; exact where the company itself was named."""
    every = " INTERSECT ".join(
        f"SELECT customer_id FROM customer_word WHERE word = :word_{place}" for place in range(len(asked))
    )
    values: dict[str, Values] = {f"word_{place}": word for place, word in enumerate(asked)}
    rows = reader.all(f"{_OF_NAMED} WHERE inquiry.customer_id IN ({every}) {_NEWEST}", most=MOST, **values)
    known: dict[int, set[str]] = {}
    for row in rows:
        known.setdefault(row["id"], set()).update(words(row["company"]), words(row["customer_number"]))
    for key, parts in former(reader, known).items():
        known[key].update(word for number, company in parts for word in (*words(company), *words(number)))
    for site in reader.all(_SITES, ids=tuple(known)):
        known[site["customer_id"]].update(words(f"{site['name'] or ''} {site['postcode'] or ''} {site['city'] or ''}"))
    for row in rows:
        # Of a colleague at the same company it is only probable.
        meant = known[row["id"]].issuperset(asked) or set(words(row["sender"])).issuperset(asked)
        _add(found, row["number"], Link.EXACT if meant and row["link"] == Link.EXACT else Link.PROBABLE)


def _within(reader: Reader, asked: list[str], found: Matches) -> None:
    """Add those in whose texts all that was said stands; exact where it is the sender's own name."""
    named = {word for part in asked for word in words(part)}
    for row in _holding(reader, asked):
        mine = bool(named) and named <= set(words(row["sender"]))
        _add(found, row["number"], Link.EXACT if mine else Link.PROBABLE)


def _holding(reader: Reader, asked: list[str]) -> Iterator[Row]:
    """Find by the index of words: among open ones and closed ones each the newest that were taken down."""
    still, values = reader.matching(asked)
    ended, _ = reader.matching(asked, leads=True)
    # Of the open ones the index is looked through (the plus), of the closed ones only what is found (no index fits).
    for where, by in (
        (f"inquiry.state <> 'closed' AND {still}", "+inquiry.number"),
        (f"inquiry.state || '' = 'closed' AND {ended}", "inquiry.number"),
    ):
        yield from reader.all(f"SELECT {_TEXTS} WHERE {where} ORDER BY {by} DESC LIMIT :most", most=MOST, **values)


def _of_owners(reader: Reader, owners: list[tuple[int, int | None]], found: Matches) -> None:
    """Add what the owner of a number or address asked by another way: of one person surely, of a company probably."""
    for customer, contact in owners:
        if contact is not None:
            _collect(reader, found, Link.EXACT, _PERSON, customer=customer, contact=contact)
    of_customers(reader, {customer for customer, _ in owners}, Link.PROBABLE, found)


def _is_telephone(query: str) -> bool:
    digits = sum(sign.isdigit() for sign in query)
    return digits >= _FEWEST_DIGITS and not any(sign.isalpha() for sign in query)
