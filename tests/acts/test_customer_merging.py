"""Two customers that are one: whoever asks for either finds all, and both are two again with what was theirs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from desk import acts, views
from desk.acts import threads
from desk.acts.import_names import Names
from desk.finding import finder
from desk.intake.records import CustomerRecord
from desk.keeping.check import check
from desk.rules.filters import parse
from desk.sentences import refusal, said, trail
from desk.words import Refused, Thing
from tests.acts.two_customers import card, two
from tests.kit.builders import Desk

MERGING = acts.customer_merging


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
    assert (now.grade, now.care_model, now.inside, now.remark) == ("A", None, None, "old friends")
    assert now.sectors == ("Bäckerei",)
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


def test_a_mail_that_nobody_has_worked_on_is_still_that_after_its_customer_became_a_part_of_another(desk):
    first, second = two(desk)
    number = desk.mail(sender_email="zimt@anders.example").number
    desk.do(MERGING.merge, second, first)
    assert desk.write(lambda tx: threads.untouched(tx, tx.inquiry(number))).value
    desk.do(acts.work.note, number, "read")
    assert not desk.write(lambda tx: threads.untouched(tx, tx.inquiry(number))).value


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
    like = [CustomerRecord(3, number="N9", company="Zimt", phones=("0228 99887",), city="Bonn")]
    (double,) = desk.do(acts.imports.customers, like, Names()).value.doubles
    assert (double.number, double.of) == ("N9", first), "nobody is told of the part"
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


def test_what_was_done_and_taken_back_is_said_as_what_it_was(desk):
    first, second = two(desk)
    told = [
        said(desk.do(act, *args))
        for act, *args in (
            (MERGING.merge, second, first),
            (acts.undoing.undo,),
            (acts.undoing.redo,),
            (MERGING.unmerge, second),
            (acts.undoing.undo,),
        )
    ]
    assert told == [
        "customers merged: K2 → K1",
        "Merging two customers: taken back",
        "Merging two customers: done again",
        "separated: K2 | K1; the second keeps what came later",
        "Separating two customers: taken back",
    ]


def test_what_was_done_to_a_customer_is_said_with_the_number_it_is_known_by(desk):
    number = desk.customer("Zimt", number="77-1")
    told = [
        said(desk.do(act, *args))
        for act, *args in (
            (acts.customers.edit, number, {"note": "pays late"}),
            (acts.undoing.undo,),
            (acts.undoing.redo,),
            (acts.customer_parts.contact_add, number, {"last_name": "Zimt"}),
            (acts.customers.add, {"company": "Nelke"}),
            (acts.undoing.undo,),
        )
    ]
    assert told == [
        "Customer 77-1 changed",
        "What was changed of customer 77-1: taken back",
        "What was changed of customer 77-1: done again",
        "Customer 77-1 changed",
        "Customer K2 added",
        "The new customer: taken back",
    ]


def test_the_trail_tells_which_fields_of_a_customer_were_changed_and_who_or_which_number_came_or_went(desk):
    number = desk.customer("Zimt", phone="0221 12345")
    parts = acts.customer_parts
    desk.do(acts.customers.edit, number, {"company": "Zimt KG", "note": "pays late", "inside": "mia"})
    person = desk.do(parts.contact_add, number, {"last_name": "Nelke", "phone": "0221 777"}).value
    desk.do(parts.contact_edit, person, {"role": "boss"})
    desk.do(parts.site_add, number, {"city": "Bonn"})
    desk.do(parts.phone_remove, number, "0221 12345")
    desk.do(acts.customers.edit, number, {"sector": "Gewürze"})
    told = [trail(line) for line in desk.trail(1, Thing.CUSTOMER)]
    assert told == [
        "added",
        "changed: Company, Inside, Remark",
        "changed: + Nelke, + 0221 777",
        "changed: Person",
        "changed: + Bonn",
        "changed: − 0221 12345",
        "changed: Sector",
    ]


def test_two_desks_that_merge_the_same_two_at_once_end_with_one_that_did_and_one_that_is_told(desk):
    first, second = two(desk)
    with desk.again() as colleague, ThreadPoolExecutor(2) as pool:
        both = [(desk, second, first, "anna"), (colleague, first, second, "mia")]
        told = list(pool.map(lambda each: tried(*each), both))
    assert sorted(reason or "done" for reason in told) == ["customer_merged", "done"]
    assert len(desk.sql("SELECT id FROM customer WHERE merged_into IS NOT NULL")) == 1
    assert check(desk.path).sound


def tried(desk: Desk, number: str, into: str, rep: str) -> str:
    try:
        desk.do(MERGING.merge, number, into, rep=rep)
    except Refused as refused:
        return refused.reason
    return ""
