"""What only a lead does (DOMAIN, the table of acts): whoever is none is told who is."""

from __future__ import annotations

from sqlmodel import col, select

from desk.keeping.tx import Tx
from desk.tables import Rep
from desk.words import Refused, Role


def only_lead(tx: Tx) -> None:
    """Let a lead pass; raises Refused("only_lead") that names the leads of the team."""
    if tx.rep.role is Role.LEAD:
        return
    leads = tx.all(select(Rep).where(col(Rep.role) == Role.LEAD, col(Rep.ended_at).is_(None)).order_by(col(Rep.handle)))
    raise Refused("only_lead", who=", ".join(rep.handle for rep in leads))
