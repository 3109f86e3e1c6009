"""The "why me?" line: the rule by which an inquiry is suggested to somebody, and who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.language import N_, _
from desk.words import Through, Why

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.rows import WhyRow

WHY: dict[Why, str] = {
    Why.UNKNOWN_CALLER: N_("Nobody knows the caller yet, so whoever of inside is first takes it."),
    Why.NO_FIELD_REP: N_("Nobody in the field cares for this customer, so inside does: {rep}."),
    Why.NOBODY_NAMED: N_("Nobody is named for this customer, so whoever is first takes it."),
    Why.INSIDE_FACE: N_("One inside face: the customer sees {rep}."),
    Why.TWO_FACES_ONE_FREE: N_("Two faces: {rep} is free, {told} is told."),
    Why.TWO_FACES_LESS_LOAD: N_("Two faces: {rep} has less to do, {told} is told."),
    Why.FIELD_FACE: N_("One field face: {rep} gives the first reply and offers it to {offer_to}."),
    Why.ONE_TEAM: N_("One team: as agreed, {rep} replies first."),
}
_IN_CHARGE = N_("One field face: {rep} is in charge.")
_WAITS = N_("{meant} is away and nobody stands in, so it waits in the inbox.")
_THROUGH: dict[Through, str] = {
    Through.DEPUTY: N_("{meant} is away, {rep} stands in."),
    Through.TANDEM: N_("{meant} is away, {rep} is the tandem partner."),
}
_OBJECTED = N_("{told} objects: {objection}")


def why(row: WhyRow, names: Mapping[str, str] | None = None) -> str:
    """Say by which rule an inquiry is suggested to whom; reps as `names` calls them, else by handle."""
    called = names or {}

    def name(handle: str | None) -> str:
        return called.get(handle, handle) if handle else ""

    people = {"rep": name(row.rep), "told": name(row.told), "offer_to": name(row.offer_to)}
    meant = name(row.instead_of)
    if row.why is Why.FIELD_FACE and row.offer_to is None:
        sentence = _(_IN_CHARGE).format(rep=meant or people["rep"])
    else:
        sentence = _(WHY[row.why]).format(**people | ({"rep": meant} if meant else {}))
    if row.instead_of is not None and row.through is not None:
        template = _THROUGH.get(row.through, _WAITS)
        sentence = f"{sentence} {_(template).format(meant=meant, rep=people['rep'])}"
    if row.objection:
        sentence = f"{sentence} {_(_OBJECTED).format(told=people['told'], objection=row.objection)}"
    return sentence
