"""Anything that four reps can do by way of tandems, absences, objections, coming and leaving."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from desk import acts
from desk.words import AbsenceKind, Side
from tests.acts.custody_handing import AHEAD, REPS, WHICH
from tests.acts.custody_watch import Watched


class Teamwork(Watched):
    """Who works together, and who is there at all."""

    @rule(
        rep=REPS,
        who=REPS,
        ahead=st.sampled_from([None, 20, 300]),
        minutes=AHEAD,
        kind=st.sampled_from(AbsenceKind),
        deputy=st.none() | REPS,
    )
    def goes_away(self, rep, who, ahead, minutes, kind, deputy):
        since = None if ahead is None else self.desk.now + timedelta(minutes=ahead)
        until = self.desk.now + timedelta(minutes=minutes)
        self.does(acts.absences.away, who, until, since=since, kind=kind, deputy=deputy, rep=rep)

    @rule(rep=REPS, who=REPS)
    def comes_back(self, rep, who):
        self.does(acts.absences.back, who, rep=rep)

    @rule(a=REPS, b=REPS, main=st.booleans())
    def pairs(self, a, b, main):
        self.does(acts.tandems.pair, a, b, main=main, rep="anna")

    @rule(a=REPS, b=REPS, to=st.none() | REPS)
    def parts(self, a, b, to):
        self.does(acts.tandems.part, a, b, to=to, rep="anna")

    @rule(rep=REPS, which=WHICH)
    def objects(self, rep, which):
        self.does(acts.objecting.object_to, self.inquiry(which), "mine", rep=rep)

    @rule(rep=REPS, owner=REPS, minutes=AHEAD)
    def plans_a_call_of_a_tandem(self, rep, owner, minutes):
        at = self.desk.now + timedelta(minutes=minutes)
        self.does(acts.callbacks.add, at=at, phone="0221 7", topic="x", owner=f"tandem:{owner}", rep=rep)

    @rule(rep=REPS, values=st.sampled_from([{"grade": "B", "inside": "mia", "field": "joerg"}, {"grade": "C"}]))
    def grades(self, rep, values):
        self.does(acts.customers.edit, "K1", values, rep=rep)

    @rule(who=st.sampled_from(["lea", "lea", "mia", "joerg", "anna"]), successor=st.none() | REPS)
    def leaves(self, who, successor):
        if self.does(acts.leaving.leave, who, successor=successor, rep="anna"):
            assert self.ask("SELECT ended_at IS NOT NULL FROM rep WHERE handle = ?", (who,)) == [(1,)]

    @precondition(lambda self: hasattr(self, "desk") and self.ask("SELECT count(*) FROM rep") < [(6,)])
    @rule(rep=REPS, side=st.sampled_from(Side))
    def joins(self, rep, side):
        self.does(acts.team.add, "Kim Kurz", side, rep=rep)
