"""Who should take an inquiry, by its customer's care model: written down when it comes to its customer, and kept."""

from __future__ import annotations

from sqlmodel import col, select

from desk.acts.standing_in import colleagues
from desk.keeping.tx import Tx
from desk.rules.care import Cared, Colleague, Suggestion, model_of, suggest
from desk.rules.clocks import OBJECT_MINUTES
from desk.tables import Customer, CustomerPart, Inquiry, Suggested
from desk.words import CareModel

# The plus keeps the index of all inquiries by holder out: that of the open ones, in order, has all that is asked.
_LOADS = """
  SELECT +holder_id, count(*) FROM inquiry WHERE state <> 'closed' AND holder_id IS NOT NULL GROUP BY +holder_id
"""


def suggested(tx: Tx, inquiry: Inquiry) -> None:
    """Write down by which rule and to whom an open inquiry of a known customer is suggested, as things stand now.

    No later change of the customer alters it; another customer does. The other of two faces may object for four
    business hours.
    """
    row = row_of(tx, inquiry.number)
    if inquiry.customer_id is None:
        return
    cared = cared_for(tx, tx.session.get_one(Customer, inquiry.customer_id))
    found = suggest(cared, _team(tx, model_of(cared)))
    if row is None:
        row = Suggested(inquiry_number=inquiry.number, model=model_of(cared), why=found.why)
    _put(tx, row, model_of(cared), found)
    tx.add(row)


def row_of(tx: Tx, number: int) -> Suggested | None:
    """Give what was written down about an inquiry, if anything was."""
    return tx.first(select(Suggested).where(col(Suggested.inquiry_number) == number))


def cared_for(tx: Tx, customer: Customer) -> Cared:
    """Give how a customer is cared for."""
    parts = {}
    if customer.care_model is CareModel.ONE_TEAM:
        rows = tx.all(select(CustomerPart).where(col(CustomerPart.customer_id) == customer.id))
        parts = {row.part: row.rep_id for row in rows}
    return Cared(customer.care_model, customer.grade, customer.inside_id, customer.field_id, parts)


def _team(tx: Tx, model: CareModel) -> dict[int, Colleague]:
    team = colleagues(tx, tx.now, visits=True)
    if model is CareModel.TWO_FACES:  # the only one that asks who has less to do
        for rep_id, load in tx.ask(_LOADS):
            if rep_id in team:
                team[rep_id] = team[rep_id]._replace(load=load)
    return team


def _put(tx: Tx, row: Suggested, model: CareModel, found: Suggestion) -> None:
    row.model, row.why, row.rep_id, row.told_id = model, found.why, found.rep, found.told
    row.offer_to_id, row.instead_of_id, row.through = found.offer_to, found.instead_of, found.through
    row.object_until = None if found.told is None else tx.calendar.add(tx.now, OBJECT_MINUTES)
    row.objected_at = row.objection = None
