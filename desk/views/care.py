"""Why me? Who should take an inquiry, and by which rule."""

from __future__ import annotations

from desk.keeping.reader import Reader, Row
from desk.rows import WhyRow
from desk.rules.care import Cared, Suggestion, model_of, suggest
from desk.views.free import team
from desk.views.inquiry_rows import at
from desk.words import CareModel, Grade, Part, Refused, Through, Why

_KEPT = """
  SELECT suggested.model, suggested.why, rep.handle AS rep_handle, told.handle AS told_handle,
    later.handle AS later_handle, meant.handle AS meant_handle, suggested.through, suggested.object_until,
    suggested.objected_at, suggested.objection
  FROM suggested
  LEFT JOIN rep ON rep.id = suggested.rep_id
  LEFT JOIN rep AS told ON told.id = suggested.told_id
  LEFT JOIN rep AS later ON later.id = suggested.offer_to_id
  LEFT JOIN rep AS meant ON meant.id = suggested.instead_of_id
  WHERE suggested.inquiry_number = :number
"""
_CUSTOMER = """
  SELECT inquiry.customer_id, customer.care_model, customer.grade, customer.inside_id, customer.field_id
  FROM inquiry LEFT JOIN customer ON customer.id = inquiry.customer_id WHERE inquiry.number = :number
"""
_PARTS = "SELECT part, rep_id FROM customer_part WHERE customer_id = :customer"


def why(reader: Reader, number: int) -> WhyRow:
    """Give who should take an inquiry and why, as it was written down when it came to its customer.

    Where nothing was (the caller is unknown, or it came before the desk kept this), as things stand now. Raises
    Refused("no_such_inquiry").
    """
    kept = reader.one(_KEPT, number=number) if 0 < number < 2**63 else None
    if kept is not None:
        return _kept(number, kept)
    row = reader.one(_CUSTOMER, number=number) if 0 < number < 2**63 else None
    if row is None:
        raise Refused("no_such_inquiry", number=number)
    cared = None if row["customer_id"] is None else _cared(reader, row)
    return _now(reader, number, cared)


def of_customer(reader: Reader, customer_id: int) -> WhyRow:
    """Give who would take a new inquiry of a customer now, and why; its number is 0. Raises Refused."""
    sql = "SELECT id AS customer_id, care_model, grade, inside_id, field_id FROM customer WHERE id = :customer"
    row = reader.one(sql, customer=customer_id)
    if row is None:
        raise Refused("no_such_customer", number=customer_id)
    return _now(reader, 0, _cared(reader, row))


def _now(reader: Reader, number: int, cared: Cared | None) -> WhyRow:
    # Only of two faces it is asked who has less to do, and counting takes longer than all else that a pane shows.
    people, handles = team(reader, visits=True, loads=model_of(cared) is CareModel.TWO_FACES)
    found: Suggestion = suggest(cared, people)
    return WhyRow(
        number,
        model_of(cared),
        found.why,
        handles.get(found.rep or 0),
        told=handles.get(found.told or 0),
        offer_to=handles.get(found.offer_to or 0),
        instead_of=handles.get(found.instead_of or 0),
        through=found.through,
        kept=False,
    )


def _cared(reader: Reader, row: Row) -> Cared:
    parts = {Part(each["part"]): each["rep_id"] for each in reader.all(_PARTS, customer=row["customer_id"])}
    model = CareModel(row["care_model"]) if row["care_model"] else None
    return Cared(model, Grade(row["grade"]) if row["grade"] else None, row["inside_id"], row["field_id"], parts)


def _kept(number: int, row: Row) -> WhyRow:
    return WhyRow(
        number,
        CareModel(row["model"]),
        Why(row["why"]),
        row["rep_handle"],
        told=row["told_handle"],
        offer_to=row["later_handle"],
        instead_of=row["meant_handle"],
        through=Through(row["through"]) if row["through"] else None,
        object_until=at(row["object_until"]),
        objected_at=at(row["objected_at"]),
        objection=row["objection"],
    )
