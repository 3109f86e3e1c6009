"""Anything that four reps, customers, mails and a jumping clock can do to a store."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from desk import acts
from desk.intake.records import CustomerRecord
from desk.words import CallResult, Channel, Fit, Outcome, Priority, ReplyHow, Side
from tests.acts.custody_handing import AHEAD, HANDS, REPS, WHICH, Handing
from tests.acts.custody_team import Teamwork
from tests.acts.state import read_rows
from tests.kit.builders import mail

_TOUCHED = """
  SELECT later.id, later.name FROM trail AS mine
  JOIN trail AS other ON other.thing = mine.thing AND other.thing_id = mine.thing_id AND other.act_id > mine.act_id
  JOIN act AS later ON later.id = other.act_id
  WHERE mine.act_id = ? AND later.id < ? AND later.name NOT IN ('undo', 'redo')
    AND later.id NOT IN (SELECT undoes FROM act WHERE undoes IS NOT NULL)
"""
"""What was done to the same things since, and not taken back."""


PARTS = st.sampled_from(
    [
        (acts.customer_parts.contact_add, ("K1", {"last_name": "Kraus", "phone": "0211 123456"})),
        (acts.customer_parts.contact_edit, (1, {"first_name": "Kim", "email": "k@kraus.example"})),
        (acts.customer_parts.site_add, ("K1", {"city": "Bonn"})),
        (acts.customer_parts.site_edit, (1, {"city": "Koeln"})),
        (acts.customer_parts.phone_remove, ("K1", "0211 123456")),
        (acts.customer_parts.email_remove, ("K1", "k@kraus.example")),
    ]
)

_LAST = "SELECT act.name FROM act JOIN rep ON rep.id = act.rep_id WHERE handle = ? ORDER BY act.id DESC LIMIT 1"


class Custody(Handing, Teamwork):
    """Does what is drawn; what has to hold after it is looked at by whom it inherits from."""

    # what people do

    @rule(rep=REPS, channel=st.sampled_from(Channel), number=st.booleans())
    def takes_down(self, rep, channel, number):
        phone = "0211 123456" if number else None
        self.does(acts.receive.capture, rep=rep, channel=channel, sender="Kraus", about="quote", phone=phone)

    @rule(rep=REPS, asked_for=st.sampled_from(["Kraus", "k@kraus.example", "0211 123456", " "]))
    def finds_nothing(self, rep, asked_for):
        self.does(acts.unfound.unfound, asked_for, "mailed last week", rep=rep)

    @rule(rep=HANDS, which=WHICH)
    def claims(self, rep, which):
        number = self.inquiry(which)
        state = self.desk.row(number).state
        if self.does(acts.custody.claim, number, rep=rep):
            assert state == "new", "claimed what was not free"

    @rule(rep=HANDS, which=WHICH, act=st.sampled_from([acts.custody.release, acts.custody.reopen, acts.time.wake]))
    def hands_on(self, rep, which, act):
        self.does(act, self.inquiry(which), rep=rep)

    @rule(rep=HANDS, which=WHICH, to=REPS)
    def assigns(self, rep, which, to):
        self.does(acts.custody.assign, self.inquiry(which), to, rep=rep)

    @rule(rep=HANDS, which=WHICH, how=st.sampled_from(ReplyHow))
    def replies(self, rep, which, how):
        number = self.inquiry(which)
        if self.does(acts.work.reply, number, how, "said so", rep=rep):
            assert self.desk.row(number).first_reply_at is not None

    @rule(rep=HANDS, which=WHICH, kind=st.sampled_from(["qualify", "quote", "visit", "edit", "link", "priority"]))
    def works(self, rep, which, kind):
        number, tomorrow = self.inquiry(which), self.desk.now + timedelta(days=1)
        act, args, more = {
            "qualify": (acts.work.qualify, (), {"what": "spots", "fit": Fit.WARM}),
            "quote": (acts.work.quote, (12_345,), {}),
            "visit": (acts.work.visit, (tomorrow,), {}),
            "edit": (acts.work.edit, ({"about": "corrected", "channel": "email"},), {}),
            "link": (acts.work.link, ("K1",), {}),
            "priority": (acts.work.priority, (Priority.HIGH,), {}),
        }[kind]
        self.does(act, number, *args, rep=rep, **more)

    @rule(
        rep=HANDS,
        which=WHICH,
        act=st.sampled_from([acts.work.note, acts.work.attach]),
        text=st.sampled_from(["so", " "]),
    )
    def writes_down(self, rep, which, act, text):
        self.does(act, self.inquiry(which), text, rep=rep)

    @rule(rep=REPS, which=WHICH, entry=st.integers(0, 3))
    def corrects_a_trail(self, rep, which, entry):
        self.does(acts.work.correct, self.inquiry(which), entry, "it was mia", rep=rep)

    @rule(rep=HANDS, which=WHICH, minutes=AHEAD, act=st.sampled_from([acts.time.snooze, acts.time.follow_up]))
    def puts_off(self, rep, which, minutes, act):
        self.does(act, self.inquiry(which), self.desk.now + timedelta(minutes=minutes), rep=rep)

    @rule(rep=HANDS, which=WHICH, outcome=st.sampled_from([each for each in Outcome if each is not Outcome.DUPLICATE]))
    def closes(self, rep, which, outcome):
        self.does(acts.work.close, self.inquiry(which), outcome, amount_cents=100, why="so", rep=rep)

    @rule(rep=REPS, which=WHICH, into=WHICH)
    def merges(self, rep, which, into):
        number, into = self.inquiry(which), self.inquiry(into)
        waiting, promised = self.waiting(number) | self.waiting(into), self.promised(number, into)
        if self.does(acts.merging.merge, number, into, rep=rep):
            assert self.waiting(into) == waiting, "a callback was dropped"
            assert self.promised(into) == promised, "a promise was dropped"

    @rule(rep=REPS, which=WHICH)
    def unmerges(self, rep, which):
        self.does(acts.merging.unmerge, self.inquiry(which), rep=rep)

    @rule(rep=REPS, which=WHICH, alone=st.booleans(), minutes=AHEAD, side=st.booleans())
    def plans_a_callback(self, rep, which, alone, minutes, side):
        about = {"phone": "0221 77", "topic": "call"} if alone else {"inquiry": self.inquiry(which)}
        owner = f"side:{Side.FIELD}" if side else None
        self.does(acts.callbacks.add, at=self.desk.now + timedelta(minutes=minutes), owner=owner, rep=rep, **about)

    @rule(rep=REPS, which=WHICH, result=st.sampled_from(CallResult), again=st.booleans())
    def notes_a_result(self, rep, which, result, again):
        at = self.desk.now + timedelta(hours=3) if again else None
        self.does(acts.callbacks.result, self.callback(which), result, again_at=at, rep=rep)

    @rule(rep=REPS, which=WHICH, minutes=AHEAD, dials=st.booleans())
    def calls_or_moves(self, rep, which, minutes, dials):
        if dials:
            self.does(acts.callbacks.call, self.callback(which), rep=rep)
        else:
            self.does(acts.callbacks.move, self.callback(which), self.desk.now + timedelta(minutes=minutes), rep=rep)

    @rule(rep=REPS, values=st.sampled_from([{"company": "Kraus KG", "email": "k@kraus.example"}, {"grade": "A"}, {}]))
    def adds_a_customer(self, rep, values):
        self.does(acts.customers.add, values, rep=rep)

    @rule(rep=REPS, values=st.sampled_from([{"sector": "A, B"}, {"company": "Vogt"}, {"phone": "0211 123456"}]))
    def changes_a_customer(self, rep, values):
        self.does(acts.customers.edit, "K1", values, rep=rep)

    @rule(rep=REPS)
    def saves_what_was_read_before(self, rep):
        ((version,),) = self.ask("SELECT version FROM customer WHERE number = 'K1'")
        if self.does(acts.customers.edit, "K1", {"company": "Older"}, if_version=version - 1, rep=rep):
            raise AssertionError("what a colleague wrote meanwhile is written over")

    @rule(rep=REPS, which=st.integers(1, 4), into=st.integers(1, 4), apart=st.booleans())
    def says_that_two_customers_are_one(self, rep, which, into, apart):
        if apart:
            self.does(acts.customer_merging.unmerge, f"K{which}", rep=rep)
        else:
            self.does(acts.customer_merging.merge, f"K{which}", f"K{into}", rep=rep)

    @rule(rep=REPS, part=PARTS)
    def changes_a_part_of_a_customer(self, rep, part):
        act, args = part
        self.does(act, *args, rep=rep)

    @rule(rep=REPS, numbers=st.lists(st.sampled_from(["K1", "K7", None]), max_size=3))
    def reads_a_file_of_customers(self, rep, numbers):
        names = ("Kraus KG", "Vogt AG", "Lang")
        rows = [
            CustomerRecord(line, number=number, company=names[line - 1], emails=("k@kraus.example",))
            for line, number in enumerate(numbers, 1)
        ]
        self.does(acts.imports.customers, rows, rep=rep)

    @rule(
        rep=REPS, setting=st.sampled_from([("hours", "Mo-Sa 07:00-20:00"), ("hours", "Mo-Fr 09-17"), ("accept", "30")])
    )
    def sets_the_hours(self, rep, setting):
        self.does(acts.team.change, *setting, rep=rep)

    @rule(rep=REPS, act=st.sampled_from(["claim", "close"]))
    def does_many_at_once(self, rep, act):
        numbers = [self.inquiry(which) for which in range(3)]
        one = {
            "claim": acts.custody.claim,
            "close": lambda tx, number: acts.work.close(tx, number, Outcome.NO_NEED),
        }[act]
        self.does(lambda tx: acts.bulk.each(tx, numbers, lambda number: one(tx, number)), rep=rep)

    @rule(rep=REPS, which=st.none() | WHICH)
    def takes_back(self, rep, which):
        last, number = self.last, None if which is None else self.inquiry(which)
        done = self.does(acts.undoing.undo, number, rep=rep)
        if done and last is not None and last[0] == rep and self.undone(done.act_id) == last[1]:
            assert read_rows(self.file) == last[2], "what was taken back is not as before"
        if done:
            self.undoer = rep
            assert self.ask(_TOUCHED, (self.undone(done.act_id), done.act_id)) == [], "taken back over a colleague"

    @precondition(lambda self: hasattr(self, "desk") and self.ask(_LAST, (self.undoer,))[0][0] in ("undo", "redo"))
    @rule()
    def does_again(self):
        self.does(acts.undoing.redo, rep=self.undoer)

    # what happens by itself

    @rule(answers=st.none() | st.integers(1, 4), named=st.booleans(), which=WHICH, automatic=st.booleans())
    def a_mail_arrives(self, answers, named, which, automatic):
        self.serial += 1
        record = mail(
            self.serial,
            sender_email="k@kraus.example",
            in_reply_to=None if answers is None else f"{self.serial - answers}@example.org",
            subject_number=self.inquiry(which) if named else None,
            automatic=automatic,
            received_at=self.desk.now - timedelta(minutes=5 * (self.serial % 3)),
        )
        self.does(acts.receive.mail, record, b"", rep=None)

    @rule(minutes=st.sampled_from([1, 20, 61, 400, 1_500, 5_000, -60]))
    def time_passes(self, minutes):
        self.desk.later(minutes=minutes)
        self.last = None
