"""Who may do what (DOMAIN, the table of acts): a refusal says who may, and whoever that is can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk import acts, sentences
from desk.words import FirstContact, Refused, Role, Side
from tests.kit.builders import Desk, after

NAMES = {"anna": "Anna", "mia": "Mia", "joerg": "Joerg", "lina": "Lina"}
Done = Callable[[Desk, str], object]


def by(act: Callable[..., object], *given: object, **more: object) -> Done:
    return lambda desk, rep: desk.do(act, *given, rep=rep, **more)


LEADS: dict[str, Done] = {
    "assign": by(acts.custody.assign, 1001, "joerg"),
    "correct a trail": by(acts.work.correct, 1001, 1, "it was noon"),
    "add a rep": by(acts.team.add, "Lea Lang", Side.FIELD),
    "team settings": by(acts.team.change, "accept", "30"),
    "pair": by(acts.tandems.pair, "anna", "joerg"),
    "part": by(acts.tandems.part, "mia", "joerg", to="anna"),
    "end a rep": by(acts.leaving.leave, "joerg", successor="mia"),
    "grade": by(acts.customers.edit, "K1", {"grade": "A"}),
    "care model": by(acts.customers.edit, "K1", {"care_model": "two_faces"}, why="agreed"),
    "who replies first": by(acts.customers.edit, "K1", {"first_reply": "anna"}),
    "grade of a new one": by(acts.customers.add, {"company": "New", "grade": "B"}),
}


def one_of_everything(desk: Desk) -> None:
    desk.customer("Kraus")
    desk.do(acts.tandems.pair, "mia", "joerg")
    desk.inquiry(holder="mia")
    offered = desk.inquiry(holder="mia")
    desk.do(acts.offers.offer, offered, "joerg", note="x", contact=FirstContact.SPOKEN, rep="mia")
    desk.do(acts.time.snooze, desk.inquiry(holder="mia"), desk.now + timedelta(days=1), rep="mia")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with after(one_of_everything, tmp_path) as desk:
        yield desk


@pytest.mark.parametrize("what", LEADS)
def test_what_only_a_lead_does_is_refused_by_naming_the_leads_and_done_by_one(desk: Desk, what: str) -> None:
    desk.do(acts.team.add, "Lina Lang", Side.INSIDE, Role.LEAD)
    with pytest.raises(Refused) as refused:
        LEADS[what](desk, "mia")
    assert sentences.refusal(refused.value, NAMES) == "Only a lead can do that: Anna, Lina."
    LEADS[what](desk, "lina")


OF_ONE: dict[str, tuple[Done, str, str]] = {
    "release": (by(acts.custody.release, 1001), "joerg", "mia"),
    "release, a lead": (by(acts.custody.release, 1001), "joerg", "anna"),
    "offer": (by(acts.offers.offer, 1001, "anna", note="x", contact=FirstContact.SPOKEN), "joerg", "mia"),
    "snooze": (lambda d, rep: d.do(acts.time.snooze, 1001, d.now + timedelta(days=1), rep=rep), "joerg", "mia"),
    "wake": (by(acts.time.wake, 1003), "joerg", "mia"),
    "accept": (by(acts.offers.accept, 1002), "anna", "joerg"),
    "decline": (by(acts.offers.decline, 1002, "no time"), "anna", "joerg"),
    "take back": (by(acts.offers.takeback, 1002), "joerg", "mia"),
}


@pytest.mark.parametrize("what", OF_ONE)
def test_what_only_one_does_is_refused_by_naming_that_one_and_done_by_them(desk: Desk, what: str) -> None:
    done, other, right = OF_ONE[what]
    with pytest.raises(Refused) as refused:
        done(desk, other)
    said = sentences.refusal(refused.value, NAMES)
    assert said.startswith("Only ")
    assert NAMES[right] in said or "a lead" in said
    done(desk, right)
