"""Routing by care model: who is suggested, by which rule, and who stands in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.care import Cared, Colleague, Suggestion, model_of, stand_in, suggest
from desk.words import CareModel, Grade, Part, Through, Why

ANNA, JOERG, MIA, LEA = 1, 2, 3, 4
"""Anna and Mia are inside, Joerg and Lea in the field."""

HERE = {rep: Colleague() for rep in (ANNA, JOERG, MIA, LEA)}
BOTH = Cared(inside=ANNA, field=JOERG)


def away(*gone: int, **known: Colleague) -> dict[int, Colleague]:
    return {rep: HERE[rep]._replace(away=rep in gone) for rep in HERE}


@pytest.mark.parametrize(
    ("cared", "model"),
    [
        (None, CareModel.INSIDE_FACE),
        (BOTH._replace(grade=Grade.A), CareModel.FIELD_FACE),
        (BOTH._replace(grade=Grade.B), CareModel.TWO_FACES),
        (BOTH._replace(grade=Grade.C), CareModel.INSIDE_FACE),
        (BOTH, CareModel.INSIDE_FACE),
        (BOTH._replace(grade=Grade.C, model=CareModel.FIELD_FACE), CareModel.FIELD_FACE),
        (Cared(grade=Grade.A, inside=ANNA), CareModel.INSIDE_FACE),
        (Cared(model=CareModel.ONE_TEAM, inside=ANNA), CareModel.ONE_TEAM),
    ],
)
def test_the_grade_gives_the_model_unless_the_customer_has_its_own_or_no_field_rep(
    cared: Cared | None, model: CareModel
) -> None:
    assert model_of(cared) is model


def test_four_customers_and_an_unknown_caller_are_routed_five_ways_each_with_its_reason() -> None:
    team = Cared(model=CareModel.ONE_TEAM, inside=ANNA, field=JOERG, parts={Part.FIRST_REPLY: MIA})
    assert [suggest(cared, HERE) for cared in (*(BOTH._replace(grade=grade) for grade in Grade), team, None)] == [
        Suggestion(ANNA, Why.FIELD_FACE, offer_to=JOERG),
        Suggestion(ANNA, Why.TWO_FACES_LESS_LOAD, told=JOERG),
        Suggestion(ANNA, Why.INSIDE_FACE),
        Suggestion(MIA, Why.ONE_TEAM),
        Suggestion(None, Why.UNKNOWN_CALLER),
    ]


@pytest.mark.parametrize(
    ("team", "suggestion"),
    [
        (away(ANNA), Suggestion(JOERG, Why.TWO_FACES_ONE_FREE, told=ANNA)),
        (away(JOERG), Suggestion(ANNA, Why.TWO_FACES_ONE_FREE, told=JOERG)),
        (HERE | {ANNA: Colleague(load=5)}, Suggestion(JOERG, Why.TWO_FACES_LESS_LOAD, told=ANNA)),
        (
            away(ANNA, JOERG) | {ANNA: Colleague(away=True, deputy=MIA)},
            Suggestion(MIA, Why.TWO_FACES_ONE_FREE, told=JOERG, instead_of=ANNA, through=Through.DEPUTY),
        ),
    ],
)
def test_of_two_faces_the_free_one_is_suggested_and_the_other_told(
    team: dict[int, Colleague], suggestion: Suggestion
) -> None:
    assert suggest(BOTH._replace(grade=Grade.B), team) == suggestion


def test_without_a_field_rep_it_is_insides_and_says_so() -> None:
    assert suggest(Cared(grade=Grade.A, inside=ANNA), HERE) == Suggestion(ANNA, Why.NO_FIELD_REP)


def test_a_customer_of_nobody_waits_in_the_inbox() -> None:
    assert suggest(Cared(grade=Grade.C), HERE) == Suggestion(None, Why.NOBODY_NAMED)


def test_whoever_has_left_is_not_suggested() -> None:
    team = {rep: known for rep, known in HERE.items() if rep != JOERG}
    assert suggest(BOTH._replace(grade=Grade.A), team) == Suggestion(ANNA, Why.NO_FIELD_REP)


def test_one_team_is_stood_in_for_as_agreed() -> None:
    cared = Cared(model=CareModel.ONE_TEAM, inside=ANNA, parts={Part.FIRST_REPLY: MIA, Part.STAND_IN: LEA})
    assert suggest(cared, away(MIA)) == Suggestion(LEA, Why.ONE_TEAM, instead_of=MIA, through=Through.DEPUTY)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({ANNA: Colleague(away=True, deputy=MIA, partners=(JOERG,))}, (MIA, Through.DEPUTY)),
        (
            {ANNA: Colleague(away=True, deputy=MIA), MIA: Colleague(away=True, deputy=LEA)},
            (LEA, Through.DEPUTY),
        ),
        (
            {ANNA: Colleague(away=True, deputy=MIA, partners=(JOERG,)), MIA: Colleague(away=True, deputy=ANNA)},
            (JOERG, Through.TANDEM),
        ),
        (
            {ANNA: Colleague(away=True, partners=(JOERG, LEA)), JOERG: Colleague(away=True)},
            (LEA, Through.TANDEM),
        ),
        ({ANNA: Colleague(away=True)}, (None, Through.INBOX)),
    ],
)
def test_deputy_then_tandem_partner_then_inbox(
    changed: dict[int, Colleague], found: tuple[int | None, Through]
) -> None:
    assert stand_in(ANNA, HERE | changed) == found


reps = st.integers(1, 6)
colleagues = st.builds(
    Colleague,
    away=st.booleans(),
    deputy=st.none() | reps,
    partners=st.lists(reps, max_size=3, unique=True).map(tuple),
    load=st.integers(0, 9),
)
cared = st.builds(
    Cared,
    model=st.none() | st.sampled_from(CareModel),
    grade=st.none() | st.sampled_from(Grade),
    inside=st.none() | reps,
    field=st.none() | reps,
    parts=st.dictionaries(st.sampled_from(Part), reps),
)


@given(st.none() | cared, st.dictionaries(reps, colleagues))
def test_whoever_is_suggested_is_in_the_team_and_here(cared: Cared | None, team: dict[int, Colleague]) -> None:
    found = suggest(cared, team)
    assert found.rep is None or not team[found.rep].away
    assert (found.instead_of is None) == (found.through is None)
    assert found.rep is None or found.rep != found.instead_of
