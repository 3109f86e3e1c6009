"""Anything that four reps can do by way of offers and promises, told apart by who may do it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from desk import acts
from desk.words import FirstContact
from tests.acts.custody_watch import Watched

TEAM = ["anna", "mia", "joerg", "lea"]
REPS = st.sampled_from(TEAM)
HANDS = st.sampled_from([*TEAM, "holder", "holder", "holder"])
"""Whoever; half of the time whoever holds it, who may do the most."""
RECEIVERS = st.sampled_from([*TEAM, "receiver", "receiver"])
WHICH = st.integers(0, 4)
"""One of the five latest: few, so that reps meet."""
AHEAD = st.sampled_from([5, 30, 60, 300, 1_440, 10_000])


class Handing(Watched):
    """Offers, answers and promises."""

    @rule(
        rep=HANDS,
        which=WHICH,
        to=st.sampled_from([*TEAM, "joerg", "mia"]),
        contact=st.sampled_from([*FirstContact, None]),
        within=st.sampled_from([None, None, 5, 30, 600, 0]),
        promise=st.none() | AHEAD,
    )
    def offers(self, rep, which, to, contact, within, promise):
        number = self.inquiry(which)
        more = {} if promise is None else {"promise": "so", "promise_due": self.desk.now + timedelta(minutes=promise)}
        told = {"note": "please", "contact": contact, "why": "no time", "within_minutes": within, "what": "spots"}
        done = self.does(acts.offers.offer, number, to, rep=rep, **told, **more)
        if done:
            row = self.desk.row(number)
            assert (row.state, row.offered_to, row.offered_until) == ("offered", to, done.value.until)

    @rule(rep=RECEIVERS, which=WHICH, act=st.sampled_from([acts.offers.accept, acts.custody.take]))
    def accepts(self, rep, which, act):
        number = self.offered(which)
        before = self.desk.row(number)
        done = self.does(act, number, rep=rep)
        if done:
            assert before.state in ("new", "offered"), "taken from somebody who had not offered it"
            assert before.state == "new" or before.offered_to == self.acted, "accepted by somebody else"
            assert self.desk.row(number).holder == self.acted
            assert done.over is None

    @rule(rep=RECEIVERS, which=WHICH, why=st.sampled_from(["full", "full", " "]))
    def declines(self, rep, which, why):
        self.does(acts.offers.decline, self.offered(which), why, rep=rep)

    @rule(rep=HANDS, which=WHICH)
    def takes_back_an_offer(self, rep, which):
        self.does(acts.offers.takeback, self.offered(which), rep=rep)

    @rule(rep=HANDS, which=WHICH, minutes=AHEAD, text=st.sampled_from(["prices", "prices", ""]))
    def promises(self, rep, which, minutes, text):
        due = self.desk.now + timedelta(minutes=minutes)
        self.does(acts.promises.promise, self.inquiry(which), text, due, rep=rep)

    @rule(rep=REPS, which=WHICH, kind=st.sampled_from(["kept", "moved", "broken"]), minutes=AHEAD)
    def settles_a_promise(self, rep, which, kind, minutes):
        found = self.ask("SELECT inquiry_number, number FROM promise ORDER BY number DESC LIMIT 5")
        number, promise = found[which % len(found)] if found else (1001, 1)
        act, args = {
            "kept": (acts.promises.kept, ()),
            "moved": (acts.promises.moved, (self.desk.now + timedelta(minutes=minutes),)),
            "broken": (acts.promises.broken, ("forgotten",)),
        }[kind]
        self.does(act, number, promise, *args, rep=rep)
