"""What is done about the team and by its care models, one case for each act, with what has to be there before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desk import acts
from desk.words import Act, FirstContact
from tests.kit.builders import Desk

Given = tuple[Callable[[Any], Any], str | None]
CASES: dict[Act, Callable[[Desk], Given]] = {}


def case(act: Act) -> Callable[[Callable[[Desk], Given]], None]:
    """Put what is given to an act on the list."""
    return lambda prepare: CASES.__setitem__(act, prepare)


def team_case(act: Act, done: Callable[[Any], object], prepare: Callable[[Desk], object] = lambda _desk: None) -> None:
    def given(desk: Desk) -> Given:
        desk.inquiry(holder="mia")
        desk.do(acts.offers.offer, desk.inquiry(), "mia", note="please", contact=FirstContact.NONE, why="late")
        desk.do(acts.promises.promise, desk.inquiry(), "prices", desk.now + timedelta(hours=9), rep="mia")
        desk.callback(rep="mia")
        desk.customer(inside="mia", field="joerg")
        prepare(desk)
        return done, None if act is Act.AWAY_BEGINS else "anna"

    CASES[act] = given


def plan(desk: Desk) -> None:
    desk.do(
        acts.absences.away, "mia", desk.now + timedelta(days=3), since=desk.now + timedelta(hours=1), deputy="joerg"
    )


def begins(tx: Any) -> None:
    tx.now += timedelta(hours=1)
    acts.due.settle(tx, "away", 1)


def pairs(desk: Desk) -> None:
    desk.do(acts.tandems.pair, "mia", "joerg")
    desk.callback(owner="tandem:mia")


team_case(Act.PAIR, lambda tx: acts.tandems.pair(tx, "mia", "joerg"))
team_case(Act.PART, lambda tx: acts.tandems.part(tx, "mia", "joerg", to="mia"), pairs)
team_case(Act.AWAY, lambda tx: acts.absences.away(tx, "mia", tx.now + timedelta(days=3)), pairs)
team_case(Act.AWAY_BEGINS, begins, plan)
team_case(
    Act.BACK,
    lambda tx: acts.absences.back(tx, "mia"),
    lambda desk: desk.do(acts.absences.away, "mia", desk.now + timedelta(days=3), deputy="joerg"),
)
team_case(Act.LEAVE, lambda tx: acts.leaving.leave(tx, "mia", successor="anna"), pairs)


@case(Act.WIDEN)
def _(desk: Desk) -> Given:
    number = desk.callback(rep="mia", at=desk.now)

    def late(tx: Any) -> None:
        tx.now += timedelta(hours=2)
        acts.due.settle(tx, "widen", number)

    return late, None


@case(Act.OBJECT)
def _(desk: Desk) -> Given:
    number = desk.inquiry(customer=desk.customer(grade="B", inside="mia", field="joerg"), holder="mia")
    return lambda tx: acts.objecting.object_to(tx, number, "mine"), "joerg"


@case(Act.CORRECT)
def _(desk: Desk) -> Given:
    number = desk.inquiry()
    return lambda tx: acts.work.correct(tx, number, 1, "it was Tuesday"), "anna"
