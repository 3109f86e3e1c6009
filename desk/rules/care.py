"""Who should take a new inquiry, and by which rule (DOMAIN, care models): a suggestion, never an assignment."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.words import CareModel, Grade, Part, Through, Why

DEFAULTS: dict[Grade | None, CareModel] = {
    Grade.A: CareModel.FIELD_FACE,
    Grade.B: CareModel.TWO_FACES,
    Grade.C: CareModel.INSIDE_FACE,
    None: CareModel.INSIDE_FACE,
}
"""What the grade gives while the customer has no care model of its own."""


class Colleague(NamedTuple):
    """What routing knows of a rep: away or not, who stands in, the tandem partners (primary first), open inquiries."""

    away: bool = False
    deputy: int | None = None
    partners: tuple[int, ...] = ()
    load: int = 0


class Cared(NamedTuple):
    """How a customer is cared for; reps by their ids. `parts` counts for one team only."""

    model: CareModel | None = None
    grade: Grade | None = None
    inside: int | None = None
    field: int | None = None
    parts: Mapping[Part, int] = {}


class Suggestion(NamedTuple):
    """Who should take it (None: it waits in the inbox) and why.

    `told` is the other of two faces, who may object. `offer_to` is whom inside offers it to after the first reply.
    `instead_of` is the one who was meant and is away, `through` how the suggestion was found then.
    """

    rep: int | None
    why: Why
    told: int | None = None
    offer_to: int | None = None
    instead_of: int | None = None
    through: Through | None = None


def model_of(cared: Cared | None) -> CareModel:
    """Give the care model that holds: the customer's own, else its grade's; without a field rep inside's face."""
    if cared is None:
        return CareModel.INSIDE_FACE
    model = cared.model or DEFAULTS[cared.grade]
    if model is CareModel.ONE_TEAM:
        return model
    return CareModel.INSIDE_FACE if cared.field is None else model


def suggest(cared: Cared | None, team: Mapping[int, Colleague]) -> Suggestion:
    """Suggest who takes a new inquiry of this customer (None: the caller is unknown).

    `team` holds the reps who have not left, by id; whoever is not in it counts as not named.
    """
    if cared is None:
        return Suggestion(None, Why.UNKNOWN_CALLER)
    known = _without_the_gone(cared, team)
    model = model_of(known)
    if model is CareModel.TWO_FACES and known.inside is not None and known.field is not None:
        return _of_two(known.inside, known.field, team)
    meant, why = _meant(known, model)
    if meant is None:
        return Suggestion(None, why)
    offer_to = known.field if model is CareModel.FIELD_FACE and meant != known.field else None
    return _or_stand_in(Suggestion(meant, why, offer_to=offer_to), known, team)


def stand_in(rep: int, team: Mapping[int, Colleague]) -> tuple[int | None, Through]:
    """Give who acts for somebody away: the deputy (or the deputy's), else a tandem partner, else nobody: the inbox.

    Deputies who name each other in a circle end the search instead of keeping it running.
    """
    seen = {rep}
    at = team[rep].deputy if rep in team else None
    while at is not None and at in team and at not in seen:
        if not team[at].away:
            return at, Through.DEPUTY
        seen.add(at)
        at = team[at].deputy
    for partner in team[rep].partners if rep in team else ():
        if partner in team and not team[partner].away:
            return partner, Through.TANDEM
    return None, Through.INBOX


def _without_the_gone(cared: Cared, team: Mapping[int, Colleague]) -> Cared:
    return cared._replace(
        inside=cared.inside if cared.inside in team else None,
        field=cared.field if cared.field in team else None,
        parts={part: rep for part, rep in cared.parts.items() if rep in team},
    )


def _meant(cared: Cared, model: CareModel) -> tuple[int | None, Why]:
    if model is CareModel.ONE_TEAM:
        rep = cared.parts.get(Part.FIRST_REPLY, cared.inside)
        return (rep, Why.ONE_TEAM) if rep is not None else (None, Why.NOBODY_NAMED)
    if model is CareModel.INSIDE_FACE:
        by_default = cared.field is None and (cared.model or DEFAULTS[cared.grade]) is not CareModel.INSIDE_FACE
        why = Why.NO_FIELD_REP if by_default else Why.INSIDE_FACE
        return (cared.inside, why) if cared.inside is not None else (None, Why.NOBODY_NAMED)
    why = Why.FIELD_FACE if model is CareModel.FIELD_FACE else Why.TWO_FACES_ONE_FREE
    return (cared.inside, why) if cared.inside is not None else (cared.field, why)


def _of_two(inside: int, field: int, team: Mapping[int, Colleague]) -> Suggestion:
    free = [rep for rep in (inside, field) if not team[rep].away]
    if len(free) == 1:
        return Suggestion(free[0], Why.TWO_FACES_ONE_FREE, told=field if free[0] == inside else inside)
    if not free:
        return _or_stand_in(Suggestion(inside, Why.TWO_FACES_ONE_FREE, told=field), None, team)
    rep = field if team[field].load < team[inside].load else inside
    return Suggestion(rep, Why.TWO_FACES_LESS_LOAD, told=field if rep == inside else inside)


def _or_stand_in(wanted: Suggestion, cared: Cared | None, team: Mapping[int, Colleague]) -> Suggestion:
    assert wanted.rep is not None
    if not team[wanted.rep].away:
        return wanted
    agreed = cared.parts.get(Part.STAND_IN) if cared is not None and wanted.why is Why.ONE_TEAM else None
    if agreed is not None and not team[agreed].away:
        return wanted._replace(rep=agreed, instead_of=wanted.rep, through=Through.DEPUTY)
    rep, through = stand_in(wanted.rep, team)
    return wanted._replace(rep=rep, instead_of=wanted.rep, through=through)
