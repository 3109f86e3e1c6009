"""Two customers that become one and two again, with what has to be there before it."""

from __future__ import annotations

from desk import acts
from desk.words import Act
from tests.house.team_cases import Given
from tests.kit.builders import Desk


def two_customers(desk: Desk) -> str:
    """Make two customers, each with everything; give the second."""
    number = ""
    for place, company in enumerate(("Kraus", "Vogt")):
        values = {"last_name": "K", "city": "Bonn", "phone": f"0228 {place}", "email": f"a@{company}.example"}
        number = desk.customer(company, **values)
        desk.inquiry(customer=number, holder="mia")
        desk.callback(customer=number)
    return number


def merged(desk: Desk) -> Given:
    number = two_customers(desk)
    return lambda tx: acts.customer_merging.merge(tx, number, "K1"), "mia"


def unmerged(desk: Desk) -> Given:
    number = two_customers(desk)
    desk.do(acts.customer_merging.merge, number, "K1")
    return lambda tx: acts.customer_merging.unmerge(tx, number), "joerg"


CASES = {Act.CUSTOMER_MERGE: merged, Act.CUSTOMER_UNMERGE: unmerged}
