"""`desk where`: the trace of whoever is asked for, as text and as JSON."""

from __future__ import annotations

import pytest

from desk import acts
from desk.words import FirstContact, Outcome
from tests.cli.test_reading import ROW


def test_the_document_has_rows_of_the_list_with_stations_match_and_promise(run, desk):
    number = desk.inquiry(sender="Kim Lang", about="Chairs")
    desk.later(minutes=5)
    desk.do(acts.offers.offer, number, "joerg", note="chairs", contact=FirstContact.PARALLEL)
    desk.do(acts.offers.accept, number, rep="joerg")
    desk.do(acts.promises.promise, number, "a quote", desk.later(minutes=10) + (desk.now - desk.now.replace(hour=6)))
    ran = run("where", "kim", "lang", "--json", rep=None)
    assert ran.status == 0
    assert list(ran.json) == ["query", "inquiries", "sentence"]
    assert ran.json["query"] == "kim lang"
    [row] = ran.json["inquiries"]
    assert list(row) == [*ROW, "stations", "match", "promise"]
    assert row["match"] == "exact"
    assert row["stations"] == [
        {
            "rep": None,
            "state": "new",
            "from": "2026-11-23T09:00:00Z",
            "until": "2026-11-23T09:05:00Z",
            "business_minutes": 5,
        },
        {
            "rep": "joerg",
            "state": "held",
            "from": "2026-11-23T09:05:00Z",
            "until": None,
            "business_minutes": 10,
        },
    ]
    assert row["promise"]["text"] == "a quote"
    assert row["promise"]["state"] == "open"
    assert ran.json["sentence"].startswith("Your inquiry of today 10:00 is with Joerg Janssen since today 10:05.")


def test_nothing_found_is_an_empty_list_and_status_0(run, desk):
    desk.inquiry(sender="Kim Lang")
    ran = run("where", "Nobody", "--json", rep=None)
    assert (ran.status, ran.json["inquiries"]) == (0, [])
    ran = run("where", "Nobody", rep=None)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "We find no inquiry for “Nobody” yet: when did you send it, and by which way?\n"


def test_for_people_the_sentence_comes_first_then_each_inquiry_with_its_stations(run, desk):
    number, other = desk.inquiry(sender="Kim Lang", about="Chairs"), desk.inquiry(sender="Kim Lang", about="Tables")
    desk.later(minutes=65)
    desk.do(acts.custody.claim, number, rep="mia")
    desk.do(acts.merging.merge, number, other, rep="mia")
    lines = run("where", "Kim Lang", rep=None).out.splitlines()
    assert lines[0].startswith("Your inquiry of today 10:00")
    assert any(line.startswith(f"#{number}  duplicate") for line in lines)
    assert "  Mon 23 Nov 10:00 – Mon 23 Nov 11:05  inbox, new  1:05 in business time" in lines
    assert f"  merged into #{other}" in lines


@pytest.mark.parametrize("query", ["(" * 1000, "x" * 100_000, "\x1b]0;owned\x07", "'; --", "[/x]"])
def test_hostile_questions_end_with_a_sentence(run, desk, query):
    desk.inquiry(sender="Kim Lang")
    ran = run("where", query, rep=None)
    assert ran.status == 0
    assert ran.out.startswith("We find no inquiry for “")
    assert "\x1b" not in ran.out
    assert len(ran.out) < 200


def test_what_nobody_found_is_taken_down_and_listed_for_the_huddle(run, desk):
    ran = run("where", "Kim", "Lang", "--unfound")
    assert ran.status == 0
    assert ran.out.startswith("#1001 taken down as not found, for the huddle")
    assert run("where", "+49 211 998877", "--unfound").status == 0
    by_name, by_number = run("where", "--unfound", "--json", rep=None).json
    assert (by_name["sender"], by_name["channel"], by_name["state"]) == ("Kim Lang", "phone", "new")
    assert desk.detail(by_number["number"]).sender_phone == "+49211998877"
    desk.do(acts.work.close, 1001, Outcome.ANSWERED)
    assert [row["number"] for row in run("where", "--unfound", "--json", rep=None).json] == [1002]
    assert "#1002" in run("where", "--unfound", rep=None).out
    assert run("where", rep=None).status == 2
