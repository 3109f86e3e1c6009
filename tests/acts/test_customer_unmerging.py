"""Two customers that were one are two again, in any order, each with what was its own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desk import acts
from desk.keeping.check import check
from desk.words import Outcome
from tests.acts.state import rows
from tests.acts.two_customers import card, two
from tests.kit.builders import raw, team

MERGING = acts.customer_merging
PROOF = os.environ.get("DESK_PROOF") == "1"


def test_separated_again_both_have_what_was_theirs_and_what_came_in_since_stays_with_the_one_that_stood_for_both(desk):
    first, second = two(desk)
    before = {number: card(desk, number) for number in (first, second)}
    desk.do(MERGING.merge, second, first)
    came, person = (
        desk.inquiry(phone="0228 99887"),
        desk.do(acts.customer_parts.contact_add, first, {"last_name": "Neu"}),
    )
    moved = desk.inquiry()
    desk.do(acts.work.link, moved, first)
    desk.do(acts.work.link, 1004, desk.customer("Vogt"), rep="mia")
    desk.do(acts.work.link, 1004, first, rep="mia")
    desk.do(MERGING.unmerge, second, rep="mia")
    one, other = card(desk, first), card(desk, second)
    assert {row.number for row in one.inquiries} == {1001, 1002, 1004, came, moved}, "1004 was given to it since"
    assert {row.number for row in other.inquiries} == {1003}
    assert person.value in {each.id for each in one.contacts}
    for kept in ("company", "grade", "care_model", "inside", "remark", "sectors", "phones", "emails", "merged"):
        assert getattr(other, kept) == getattr(before[second], kept), kept
        assert getattr(one, kept) == getattr(before[first], kept), kept
    assert [each.name for each in other.contacts] == ["Zimt"]
    assert [line.act for line in other.trail] == ["customer_add", "customer_merge", "customer_unmerge"]
    assert check(desk.path).sound


def test_several_become_one_and_come_apart_in_any_order(desk):
    a, b, c = (desk.customer(name, city=name, phone=f"0221 55{place}") for place, name in enumerate(("Aa", "Bb", "Cc")))
    for number in (a, b, c):
        desk.inquiry(customer=number)
    start = rows(desk)
    for order in ((a, b), (b, a)):
        desk.do(MERGING.merge, a, b)
        desk.do(MERGING.merge, b, c)
        assert card(desk, a).number == c
        assert {part.number: part.into for part in card(desk, c).merged} == {a: b, b: c}
        assert len(card(desk, c).inquiries) == 3
        desk.do(MERGING.unmerge, order[0])
        left = card(desk, order[0])
        assert (len(left.inquiries), len(left.sites)) == ((1, 1) if order[0] == a else (2, 2))
        desk.do(MERGING.unmerge, order[1])
        assert rows(desk) == start
        assert check(desk.path).sound


def test_what_has_found_another_way_to_the_same_customer_does_not_go_along_with_who_once_brought_it(desk):
    a, b, c = (desk.customer(name, city=name) for name in ("Aa", "Bb", "Cc"))
    mine = desk.inquiry(customer=a)
    desk.do(MERGING.merge, a, b)
    desk.do(MERGING.merge, b, c)
    desk.do(MERGING.unmerge, a)
    desk.do(MERGING.merge, a, c)
    desk.do(MERGING.unmerge, b)
    assert (desk.row(mine).customer_number, [site.city for site in card(desk, b).sites]) == (c, ["Bb"])
    desk.do(MERGING.unmerge, a)
    assert (desk.row(mine).customer_number, [site.city for site in card(desk, a).sites]) == (a, ["Aa"])


PEOPLE = st.sampled_from(["anna", "mia", "joerg"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["person", "inquiry", "closed", "callback", "site", "edit"]), st.booleans()), max_size=8
)


@settings(max_examples=200 if PROOF else 6, deadline=None)
@given(steps=STEPS, rep=PEOPLE)
def test_merging_and_separating_leaves_every_row_of_every_table_as_it_was(steps, rep):
    with tempfile.TemporaryDirectory() as folder, team(Path(folder)) as desk:
        both = desk.customer("Aa", phone="0221 1"), desk.customer("Bb", phone="0221 1", sector="x", inside="mia")
        for what, second in steps:
            number = both[second]
            if what in ("inquiry", "closed"):
                made = desk.inquiry(customer=number, holder="mia")
                if what == "closed":
                    desk.do(acts.work.close, made, Outcome.SPAM, rep="mia")
            elif what == "callback":
                desk.callback(customer=number)
            else:
                act, values = {
                    "person": (acts.customer_parts.contact_add, {"last_name": "P", "phone": "0221 22"}),
                    "site": (acts.customer_parts.site_add, {"city": "Ort"}),
                    "edit": (acts.customers.edit, {"note": "n", "email": "x@y.example"}),
                }[what]
                desk.do(act, number, values)
        before = rows(desk)
        desk.do(MERGING.merge, *both, rep=rep)
        assert rows(desk) != before
        desk.later(minutes=5)
        desk.do(MERGING.unmerge, both[0], rep="joerg")
        assert rows(desk) == before
        desk.do(acts.undoing.undo, rep="joerg")
        desk.do(acts.undoing.redo, rep="joerg")
        assert rows(desk) == before
        assert check(desk.path).sound


def test_a_number_that_did_not_come_back_would_be_seen(desk):
    """The control: one row that stays with the other is not as before, and the check says whose it is."""
    first, second = two(desk)
    before = rows(desk)
    desk.do(MERGING.merge, second, first)
    desk.do(MERGING.unmerge, second)
    assert rows(desk) == before
    with raw(desk.path, "rw") as connection:
        connection.execute("UPDATE phone SET customer_id = 1 WHERE customer_id = 2")
    assert rows(desk) != before
    assert not check(desk.path).sound
