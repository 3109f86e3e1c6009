"""Customers as commands: add, edit, parts, find and show."""

from __future__ import annotations

import json

import pytest

from desk import acts
from desk.words import Thing


def test_a_customer_gets_the_number_given_or_the_next_of_the_desks_own(run, desk):
    assert run("customer", "add", "--company", "Möbel Kraus KG").out == "#K1 added\n"
    done = run("customer", "add", "--last-name", "Meier", "--number", "4711", "--json")
    assert (done.json["act"], done.json["number"], done.json["state"]) == ("customer_add", "4711", None)
    assert desk.acts_of(2, Thing.CUSTOMER) == ["customer_add"]


def test_what_is_known_of_a_customer_is_given_by_options_or_pairs_and_shown(run, desk):
    run(
        *("customer", "add", "--company", "Kraus", "--grade", "b", "--care-model", "two-faces", "--sector", "Möbel"),
        *("--first-name", "Jörg", "--last-name", "Kraus", "--phone", "0211 123456", "--set", "city=Köln", "inside=MIA"),
        *("--why", "agreed with Mr Kraus"),
    )
    shown = run("customer", "show", "#K1", "--json").json
    assert shown["number"] == "K1"
    assert (shown["name"], shown["grade"], shown["care_model"], shown["inside"]) == ("Kraus", "B", "two_faces", "mia")
    assert (shown["sectors"], shown["sites"][0]["city"]) == (["Möbel"], "Köln")
    assert shown["contacts"][0]["phones"] == ["+49211123456"]
    assert [line["act"] for line in shown["trail"]] == ["customer_add"]
    assert run("customer", "show", "K1").out.startswith("K1 Kraus\n  grade: B\n")


def test_editing_changes_what_is_named_and_clears_what_is_empty(run, desk):
    number = desk.customer("Kraus", website="https://kraus.example")
    done = run("customer", "edit", number, "--set", "website=", "call-times=Mo-Fr 8-10", "--note", "nice")
    assert done.out == f"#{number} changed\n"
    assert run("customer", "edit", number, "--note", "nice").out == f"#{number}: nothing was changed\n"
    shown = run("customer", "show", number, "--json").json
    assert (shown["website"], shown["call_times"], shown["note"]) == (None, "Mo-Fr 8-10", "nice")


def test_another_care_model_is_refused_without_why_and_shown_with_it(run, desk):
    number = desk.customer("Kraus")
    refused = run("customer", "edit", number, "--set", "care_model=one_team")
    assert (refused.status, refused.out) == (1, "")
    assert "Overriding the care model needs a reason." in refused.err
    assert run("customer", "add", "--company", "New", "--care-model", "one_team").status == 1
    assert run("customer", "edit", number, "--set", "care_model=one_team", "--why", "agreed with Ms Huber").status == 0
    shown = run("customer", "show", number, "--json").json
    assert (shown["care_model"], shown["care_why"]) == ("one_team", "agreed with Ms Huber")
    assert "  care model: one team (agreed with Ms Huber)\n" in run("customer", "show", number).out


def test_nobody_is_overwritten_silently(run, desk):
    number = desk.customer("Kraus")
    version = run("customer", "show", number, "--json").json["version"]
    assert run("customer", "edit", number, "--company", "Kraus KG", "--if-version", str(version)).status == 0
    lost = run("customer", "edit", number, "--company", "Krause", "--if-version", str(version))
    assert (lost.status, lost.out) == (1, "")
    assert run("customer", "show", number, "--json").json["company"] == "Kraus KG"


@pytest.mark.parametrize("kind", ["contact", "site"])
def test_nobody_is_overwritten_silently_in_a_person_or_a_site_either(run, desk, kind):
    number = desk.customer("Kraus", first_name="Eva", last_name="Kraus", city="Bonn")
    field = {"contact": "last_name", "site": "city"}[kind]
    (part,) = run("customer", "show", number, "--json").json[f"{kind}s"]
    key = next(part[name] for name in (kind, "number", "id") if name in part)
    edit = ("customer", kind, "edit", str(key), "--if-version", str(part["version"]), "--set")
    assert run(*edit, f"{field.replace('_', '-')}=First").status == 0
    lost = run(*edit, f"{field.replace('_', '-')}=Second")
    assert lost.status == 1
    assert f"customer {number}" in lost.err
    (part,) = run("customer", "show", number, "--json").json[f"{kind}s"]
    assert "First" in str(part)


def test_contacts_and_sites_are_added_and_edited_by_their_numbers(run, desk):
    number = desk.customer("Kraus")
    contact = run("customer", "contact", "add", number, "--first-name", "Eva", "--phone", "0211 5566", "--json").json
    site = run("customer", "site", "add", number, "--set", "city=Bonn", "--json").json
    assert (contact["number"], contact["sentence"]) == (number, f"#{number} changed")
    edited = run("customer", "contact", "edit", str(contact["contact"]), "--role", "buyer", "--json").json
    assert (edited["number"], edited["contact"]) == (number, contact["contact"])
    assert run("customer", "site", "edit", str(site["site"]), "--city", "Köln").out == f"#{number} changed\n"
    shown = run("customer", "show", number, "--json").json
    assert (shown["contacts"][0]["role"], shown["sites"][0]["city"]) == ("buyer", "Köln")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["add"], 1),
        (["add", "--set", "colour=red"], 2),
        (["add", "--company", "X", "--grade", "Z"], 2),
        (["add", "--company", "X", "--inside", "ghost"], 2),
        (["edit", "K99", "--company", "X"], 1),
        (["edit", "K1"], 1),
        (["edit", "K1", "--if-version", "x", "--company", "Y"], 2),
        (["contact", "add", "K1"], 1),
        (["contact", "edit", "99", "--role", "x"], 1),
        (["contact", "edit", "K1", "--role", "x"], 2),
        (["show", "K99"], 1),
        (["find"], 2),
        (["find", "x", "--limit", "0"], 2),
    ],
)
def test_what_cant_be_done_to_a_customer_changes_nothing(run, desk, words, status):
    desk.customer("Kraus")
    before = desk.everything()
    done = run("customer", *words)
    assert (done.status, done.out) == (status, "")
    assert done.err
    assert desk.everything() == before


def test_only_a_lead_grades(run, desk):
    number = desk.customer("Kraus")
    assert run("customer", "edit", number, "--grade", "A", rep="mia").status == 1
    assert run("customer", "edit", number, "--grade", "A", rep="anna").status == 0


def test_customers_are_found_best_first_with_their_own_number_and_why(run, desk):
    desk.customer("Möbel Kraus KG", city="Köln", phone="0211 123456", number="4711")
    desk.customer("Krause Reisen", city="Bonn")
    found = run("customer", "find", "möbel", "kraus", "--json").json
    assert list(found[0])[:5] == ["number", "name", "city", "score", "why"]
    assert (found[0]["number"], found[0]["name"], found[0]["city"], found[0]["why"]) == (
        *("4711", "Möbel Kraus KG", "Köln", "exact"),
    )
    assert 0 <= found[0]["score"] <= 1
    assert [each["number"] for each in run("customer", "find", "kraus", "--limit", "1", "--json").json] == ["4711"]
    assert run("customer", "find", "0211/123456").out == "4711  -  Möbel Kraus KG  Köln  number\n"
    assert run("customer", "find", "zzz", "--json").out == "[]\n"


def test_a_dash_reads_one_query_a_line_and_answers_each_with_one_array_a_line(run, desk):
    desk.customer("Möbel Kraus KG", number="4711")
    typed = b"kraus\n\n   \nnobody at all\nM\xf6bel kraus\n" + b"x" * 100_000 + b"\n(((\"*' OR 1=1 --\nkraus"
    done = run("customer", "find", "-", typed=typed)
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [[each["number"] for each in answer] for answer in answers] == [
        *(["4711"], [], [], [], ["4711"], [], [], ["4711"]),
    ]
    assert (done.status, done.err) == (0, "")
    assert run("customer", "find", "-", typed=b"").out == ""


def test_a_change_is_found_by_the_next_line(run, desk, monkeypatch):
    desk.customer("Kraus")

    def lines():
        yield b"lorenz\n"
        desk.do(acts.customers.add, {"company": "Lorenz"})
        yield b"lorenz\n"

    class Typed:
        buffer = lines()

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr("io.TextIOWrapper", lambda *_: Typed())
    assert [len(json.loads(line)) for line in run("customer", "find", "-").out.splitlines()] == [0, 1]


def test_two_customers_become_one_by_a_command_and_two_again(run, desk):
    first, second = desk.customer("Kraus", grade="B"), desk.customer("Krause", phone="0211 5", note="old")
    done = run("customer", "merge", f"#{second}", first)
    assert (done.status, done.out) == (0, "customers merged: K2 → K1\n")
    shown = run("customer", "show", second)
    assert shown.out.startswith("K2 is now part of K1.\nK1 Kraus\n  K2 is part of it: Krause · old\n")
    told = run("customer", "show", second, "--json").json
    assert (told["number"], told["grade"], told["phones"]) == (first, "B", ["+492115"])
    assert [(each["number"], each["into"], each["note"]) for each in told["merged"]] == [(second, first, "old")]
    assert run("customer", "find", "k2").out.split()[-2:] == ["was", "K2"]
    again = run("customer", "merge", first, second)
    assert (again.status, again.out) == (1, "")
    assert "Customer K2 is now part of K1." in again.err
    assert run("customer", "edit", second, "--company", "X").status == 1
    parted = run("customer", "unmerge", second, "--json").json
    assert (parted["act"], parted["number"]) == ("customer_unmerge", second)
    assert run("customer", "show", second).out.startswith("K2 Krause\n")
