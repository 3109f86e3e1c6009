"""Two customers that are one: whoever asks for either finds all, and both are two again with what was theirs."""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import acts, views
from desk.finding import finder
from desk.intake.records import CustomerRecord
from desk.keeping.check import check
from desk.rules.filters import parse
from desk.sentences import refusal
from desk.words import Outcome, State, Thing
from tests.acts.state import rows
from tests.kit.builders import Desk, team

MERGING = acts.customer_merging
PROOF = os.environ.get("DESK_PROOF") == "1"


def two(desk: Desk) -> tuple[str, str]:
    """A bakery that was taken down twice, each time with all that one can have; the second's inquiry is mia's."""
    first = desk.customer(
        "Bäckerei Höfner GmbH", first_name="Petra", last_name="Höfner", city="Köln", phone="0221 12345",
        email="info@hoefner.example", sector="Bäckerei", grade="A", note="old friends",
    )  # fmt: skip
    second = desk.customer(
        "Konditorei Zimt", last_name="Zimt", city="Bonn", phone="0228 99887", email="zimt@anders.example",
        grade="C", care_model="two_faces", inside="mia", field="joerg", note="new", quote="mia",
    )  # fmt: skip
    for number, holder in ((first, "anna"), (second, "mia")):
        desk.inquiry(customer=number, holder=holder)
        desk.do(acts.work.close, desk.inquiry(customer=number, holder=holder), Outcome.ANSWERED, rep=holder)
        desk.callback(customer=number)
    return first, second


def card(desk: Desk, number: str) -> Any:
    return desk.read(views.customers.card, desk.read(views.customers.by_number, number))


def test_the_one_that_stays_has_everything_of_both_and_says_of_itself_what_it_said(desk):
    first, second = two(desk)
    holders = {row.number: row.holder for row in card(desk, second).inquiries}
    done = desk.do(MERGING.merge, second, first, rep="joerg")
    now = card(desk, first)
    assert now == card(desk, second)._replace(number=first)
    assert now.phones + sum((each.phones for each in now.contacts), ()) == ("+4922112345", "+4922899887")
    assert {address for each in now.contacts for address in each.emails} == {
        "info@hoefner.example", "zimt@anders.example"
    }  # fmt: skip
    assert {site.city for site in now.sites} == {"Köln", "Bonn"}
    assert (len(now.inquiries), len(now.callbacks)) == (4, 2)
    assert {row.number: row.holder for row in now.inquiries}.items() >= holders.items(), "custody stays where it was"
    assert (now.grade, now.care_model, now.inside, now.remark, now.sectors) == (
        "A",
        None,
        None,
        "old friends",
        ("Bäckerei",),
    )
    (part,) = now.merged
    assert (part.number, part.into, part.grade, part.inside, part.remark) == (second, first, "C", "mia", "new")
    assert done.over is None
    for line in (desk.trail(1, Thing.CUSTOMER)[-1], desk.trail(2, Thing.CUSTOMER)[-1], desk.trail(1003)[-1]):
        assert (line.act, line.note, line.rep) == ("customer_merge", "K2 → K1", "joerg")
    assert check(desk.path).sound


ASKED = ("zimt", "konditorei zimt", "0228 99887", "zimt@anders.example", "Bonn", "höfner", "K1", "k2")


@pytest.mark.parametrize("indexed", [True, False], ids=["changed since the index was made", "indexed since"])
def test_a_customer_is_found_by_every_text_of_what_is_part_of_it_and_the_part_is_no_hit(desk, indexed):
    first, second = two(desk)
    index = finder.Finder.open(desk.path) if indexed else None
    assert index is None or index.wait()
    desk.do(MERGING.merge, second, first)
    index = index or finder.Finder.open(desk.path)
    assert index.wait()
    for _ in ("by the index", "by the beginnings of words"):
        for query in ASKED:
            hits = desk.read(views.customers.find, query)
            assert [hit.number for hit in hits] == [first], query
            assert hits[0].former == ("K2" if query == "k2" else None)
        index.close()
    for query in ("zimt", "K2", "0228 99887", "zimt@anders.example", "K1"):
        found = desk.read(views.trace.find, query)
        assert {each.row.number for each in found.rows} >= {1001, 1002, 1003, 1004}, query
    assert set(desk.read(views.inbox.ids, parse("zimt"), "anna")) == {1001, 1003}


def test_what_comes_in_later_by_a_number_or_address_of_the_part_is_the_others(desk):
    first, second = two(desk)
    desk.do(MERGING.merge, second, first)
    mailed = desk.mail(sender_email="zimt@anders.example").number
    called = desk.inquiry(phone="0228 99887")
    named = desk.inquiry(customer=second)
    linked = desk.inquiry()
    desk.do(acts.work.link, linked, second)
    planned = desk.callback(customer=second)
    assert {desk.row(each).customer_number for each in (mailed, called, named, linked)} == {first}
    assert desk.read(views.callbacks.one, planned).customer_number == first


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


def test_what_makes_no_sense_is_refused_with_who_stands_for_whom(desk):
    first, second = two(desk)
    assert desk.refused(MERGING.merge, first, first).reason == "customer_merge_with_itself"
    assert desk.refused(MERGING.unmerge, first).reason == "customer_not_merged"
    assert desk.refused(MERGING.merge, "nobody", first).reason == "no_such_customer"
    desk.do(MERGING.merge, second, first)
    for again in ((second, first), (first, second)):  # a colleague was faster, or it would be a circle
        said = refusal(desk.refused(MERGING.merge, *again, rep="mia"))
        assert said == "Customer K2 is now part of K1. Use K1, or separate the two first."
    parts = acts.customer_parts
    for act, field in ((acts.customers.edit, "company"), (parts.contact_add, "last_name"), (parts.site_add, "city")):
        assert desk.refused(act, second, {field: "X"}).reason == "customer_merged"


def test_nothing_is_taken_back_onto_a_customer_that_is_part_of_another(desk):
    first, second = two(desk)
    desk.inquiry(customer=second)
    desk.do(acts.work.link, 1005, first)
    desk.do(MERGING.merge, second, first, rep="mia")
    assert desk.refused(acts.undoing.undo).reason == "customer_left_behind"
    desk.do(acts.undoing.undo, rep="mia")
    late = desk.inquiry(customer=second)
    assert desk.refused(acts.undoing.redo, rep="mia").reason == "customer_left_behind"
    assert desk.row(late).customer_number == second


def test_a_file_that_names_the_part_adds_to_the_other_and_adds_nothing_twice(desk):
    first, second = two(desk)
    desk.do(MERGING.merge, second, first)
    file = [
        CustomerRecord(1, number=second, company="Konditorei Zimt", grade="C", phones=("0228 777",), city="Siegburg"),
        CustomerRecord(2, company="Konditorei Zimt", phones=("0228 99887",), website="zimt.example"),
    ]
    done = desk.do(acts.imports.customers, file).value
    assert [(each.number, each.what) for each in done.taken] == [(first, "updated")] * 2
    assert (done.added, done.doubles) == (0, ())
    now = card(desk, first)
    assert (now.company, now.grade, now.website) == ("Bäckerei Höfner GmbH", "A", "zimt.example")
    assert "+49228777" in now.phones
    assert desk.do(acts.imports.customers, file).value.repeated == 2
    assert check(desk.path).sound


def test_what_both_had_is_shown_once_and_exported_once(desk):
    values = {"last_name": "Höfner", "city": "Köln", "phone": "0221 12345", "email": "a@hoefner.example"}
    first, second = desk.customer("Höfner", **values), desk.customer("Hoefner KG", **values)
    desk.do(MERGING.merge, second, first)
    now = card(desk, first)
    assert [(each.phones, each.emails) for each in now.contacts] == [(("+4922112345",), ("a@hoefner.example",))]
    assert len(now.sites) == 1
    out = desk.read(lambda reader: list(views.customer_file.rows(reader)))
    assert {row.number for row in out} == {first}
    assert sum(row.phone.count("+49") for row in out) == 1
    desk.do(acts.customer_parts.phone_remove, first, "0221 12345")
    assert card(desk, first).contacts[0].phones == ()


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


def test_a_row_that_did_not_come_back_would_be_seen(desk):
    """The control: what was added since is no row of before."""
    first, second = two(desk)
    before = rows(desk)
    desk.do(MERGING.merge, second, first)
    desk.inquiry(customer=second)
    desk.do(MERGING.unmerge, second)
    assert rows(desk) != before
    assert desk.row(1003).state is State.HELD
    assert desk.later() - desk.now == timedelta()
