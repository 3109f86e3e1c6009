"""Which customers may be one with another: what they share with it says so, the surest first."""

from __future__ import annotations

from collections import defaultdict

from desk.finding.candidates import Candidate
from desk.keeping.reader import Reader
from desk.rows import CustomerHit
from desk.rules.alike import Named, Placed, named, placed, same_name, same_place
from desk.rules.folding import PROVIDERS
from desk.views import customer_hits, customers
from desk.words import Refused

WEIGHTS = {"name": 8, "number": 4, "domain": 4, "similar_name": 3, "town": 2, "word": 0}
"""What each thing that two customers share says for their being one, by our own judgement.

A name to the letter says as much as a number and an address together; a town alone leaves a similar name or a number
before it; a word of a name is mostly somebody else's too.
"""
SEARCHED, MOST = 20, 12
"""How many are looked for by name, and how many are given."""
_WHY = {"number": "number", "domain": "email"}
"""Why a search would have found whoever shares this."""
_SHARED = """
  SELECT theirs.customer_id AS id, 'number' AS how FROM phone AS mine
  JOIN phone AS theirs ON theirs.number = mine.number
  WHERE mine.customer_id = :id AND theirs.customer_id <> :id
  UNION SELECT theirs.customer_id, 'domain' FROM email AS mine
  JOIN email AS theirs ON theirs.domain = mine.domain
  WHERE mine.customer_id = :id AND theirs.customer_id <> :id AND mine.domain NOT IN :providers
  ORDER BY how DESC, id LIMIT :most
"""
_NAMED = "SELECT id, company FROM customer WHERE id IN :ids"
_PLACED = "SELECT customer_id, city, postcode FROM site WHERE customer_id IN :ids ORDER BY id"


def doubles(reader: Reader, customer_id: int, query: str) -> tuple[CustomerHit, ...]:
    """Give customers that may be one with `customer_id`, each with what both share; at most twelve.

    While `query` is the customer's own name, whoever has one of its numbers or its own e-mail domain is given too, and
    the surest stand first. Who types something else knows better: then the order is that of the search. Raises
    Refused("no_such_customer").
    """
    own = reader.one("SELECT company FROM customer WHERE id = :id", id=customer_id)
    if own is None:
        raise Refused("no_such_customer", number=str(customer_id))
    hits = {hit.id: hit for hit in customers.find(reader, query, SEARCHED) if hit.id != customer_id}
    shared: dict[int, list[str]] = defaultdict(list)
    for row in reader.all(_SHARED, id=customer_id, providers=tuple(PROVIDERS), most=SEARCHED):
        shared[row["id"]].append(row["how"])
    is_own = query.strip() == own["company"].strip()
    if is_own:
        more = [Candidate(key, 0.0, _WHY[how[0]]) for key, how in shared.items() if key not in hits]
        hits |= {hit.id: hit for hit in customer_hits.hits(reader, more)}
    told = _told(reader, customer_id, hits, shared)
    if is_own:
        told = [hit if hit.shared else hit._replace(shared=("word",)) for hit in told]
        told.sort(key=_evidence, reverse=True)
    return tuple(told[:MOST])


def _evidence(hit: CustomerHit) -> int:
    """Weigh what is shared; a town says nothing of somebody whose name was only begun or heard alike."""
    if hit.shared == ("town",) and hit.why != "exact":
        return 0
    return sum(WEIGHTS[each] for each in hit.shared)


def _told(
    reader: Reader, customer_id: int, hits: dict[int, CustomerHit], shared: dict[int, list[str]]
) -> list[CustomerHit]:
    ids = (customer_id, *hits)
    names = {row["id"]: (row["company"], named(row["company"])) for row in reader.all(_NAMED, ids=ids)}
    places: dict[int, list[Placed]] = defaultdict(list)
    for row in reader.all(_PLACED, ids=ids):
        places[row["customer_id"]].append(placed(row["city"] or "", row["postcode"] or ""))
    told = []
    for hit in hits.values():
        how = [*_by_name(names[customer_id][1], names[hit.id][1]), *sorted(shared[hit.id], reverse=True)]
        if any(same_place(one, other) for one in places[customer_id] for other in places[hit.id]):
            how.append("town")
        told.append(hit._replace(shared=tuple(how)))
    return told


def _by_name(one: Named, other: Named) -> list[str]:
    if one.words and one.words == other.words:
        return ["name"]
    return ["similar_name"] if same_name(one, other) else []
