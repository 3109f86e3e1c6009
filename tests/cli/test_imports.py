"""Taking in mails and customer files: the sums, what is set aside, and what is found in the store afterwards."""

from __future__ import annotations

import gc
import os
import signal
from pathlib import Path

import pytest

from desk import acts
from desk.cli import last_resort
from desk.words import Outcome, StoreRefused, Thing

COUNTS = ["read", "added", "updated", "joined", "repeated", "unreadable", "set_aside"]


def mail(serial: int = 1, subject: str = "Quote", answers: int | None = None, sender: str = "tom@example.org") -> bytes:
    head = [f"From: {sender}", "To: desk@example.org", f"Subject: {subject}", f"Message-ID: <{serial}@example.org>"]
    head.append("Date: Mon, 23 Nov 2026 09:00:00 +0100")
    if answers is not None:
        head.append(f"In-Reply-To: <{answers}@example.org>")
    return "\n".join((*head, "", f"Text {serial}, call 0211 123456.", "")).encode()


@pytest.fixture
def box(tmp_path) -> Path:
    folder = tmp_path / "box"
    (folder / "below").mkdir(parents=True)
    return folder


def adds_up(summary: dict) -> bool:
    return list(summary)[: len(COUNTS)] == COUNTS and summary["read"] == (
        sum(summary[name] for name in COUNTS[1:-1]) + len(summary["set_aside"])
    )


def test_mails_are_taken_in_from_folders_and_mboxes_and_again_adds_nothing(run, desk, box):
    (box / "a.eml").write_bytes(mail(1))
    (box / "below" / "b.eml").write_bytes(mail(2, "Re: Quote", answers=1))
    (box / "c.mbox").write_bytes(b"From x\n" + mail(3, "Other", sender="eva@other.example") + b"\nFrom x\n" + mail(1))
    (box / "empty.eml").touch()
    (box / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = run("inquiry", "import", str(box), str(box / "missing"), "--json", rep=None)
    summary = done.json
    assert adds_up(summary)
    assert [summary[name] for name in COUNTS[:-1]] == [7, 2, 0, 1, 1, 1]
    assert [(Path(each["where"]).name, each["why"]) for each in summary["set_aside"]] == [
        ("picture.png", "not_mail"),
        ("missing", "missing_path"),
    ]
    assert done.status == 4
    again = run("inquiry", "import", str(box), "--json", rep=None).json
    assert [again[name] for name in COUNTS[:-1]] == [6, 0, 0, 0, 5, 0]
    listed = run("inquiry", "list", "--json").json
    assert sorted((row["about"], row["channel"]) for row in listed if row["about"]) == [
        ("Other", "email"),
        ("Quote", "email"),
    ]
    assert [row["marks"] for row in listed].count(["unreadable"]) == 1
    assert desk.trail(1001)[0].rep is None


def test_a_summary_for_people_is_one_sentence_and_names_what_was_set_aside_on_standard_error(run, box):
    (box / "a.eml").write_bytes(mail(1))
    done = run("inquiry", "import", str(box), str(box / "x\x1b[31m"))
    assert done.out == "2 read: 1 added, 0 updated, 0 joined, 0 repeated, 0 unreadable, 1 set aside.\n"
    assert done.err == f"set aside: {box}/x[31m does not exist\n"


def test_only_so_many_are_named_for_people(run, box):
    done = run("inquiry", "import", *(str(box / f"x{n}") for n in range(60)))
    assert done.err.count("set aside:") == 50
    assert done.err.endswith("… and 10 more; --json names them all.\n")


def test_unreadable_mails_alone_have_status_0(run, box):
    (box / "a.eml").write_bytes(b"\0" * 50)
    done = run("inquiry", "import", str(box), "--json")
    assert (done.status, done.json["unreadable"]) == (0, 1)
    assert desk_raw(run, 1001)["marks"] == ["unreadable"]


def desk_raw(run, number: int) -> dict:
    return run("inquiry", "show", str(number), "--json").json


def test_a_reply_to_a_closed_inquiry_opens_it_again(run, desk, box):
    (box / "a.eml").write_bytes(mail(1))
    run("inquiry", "import", str(box))
    desk.do(acts.work.close, 1001, Outcome.ANSWERED)
    (box / "b.eml").write_bytes(mail(2, "Re: Quote", answers=1))
    assert run("inquiry", "import", str(box), "--json").json["joined"] == 1
    assert desk.row(1001).outcome is None


def test_an_unknown_handle_is_said_before_anything_is_read(run, desk, box):
    (box / "a.eml").write_bytes(mail(1))
    before = desk.everything()
    assert run("inquiry", "import", str(box), rep="ghost").status == 2
    assert desk.everything() == before


def test_a_mail_at_which_the_desk_fails_is_set_aside_and_the_others_are_taken_in(run, box, monkeypatch):
    receive = acts.receive.mail

    def failing(tx, record, packed):
        if record.subject == "broken":
            raise RuntimeError("secret words")
        return receive(tx, record, packed)

    monkeypatch.setattr("desk.acts.receive.mail", failing)
    (box / "a.eml").write_bytes(mail(1, "broken"))
    (box / "b.eml").write_bytes(mail(2))
    done = run("inquiry", "import", str(box), "--json")
    assert (done.status, done.json["added"], done.json["set_aside"][0]["why"]) == (4, 1, "failed")
    assert "secret" not in Path(last_resort.log_path()).read_text()


def test_a_store_that_fails_on_the_way_ends_the_import_with_the_summary_so_far(run, box, monkeypatch):
    receive = acts.receive.mail

    def full(tx, record, packed):
        if record.subject == "second":
            raise StoreRefused("disk_full", path="desk.db")
        return receive(tx, record, packed)

    monkeypatch.setattr("desk.acts.receive.mail", full)
    (box / "a.eml").write_bytes(mail(1))
    (box / "b.eml").write_bytes(mail(2, "second"))
    done = run("inquiry", "import", str(box), "--json")
    assert (done.status, done.json["read"], done.json["added"]) == (3, 1, 1)
    assert done.err == (
        "It ended too soon. What is counted is saved; the same import again takes in the rest.\n"
        "The disk of desk.db is full, so this was not saved. Make room and do it again.\n"
    )
    monkeypatch.setattr("desk.acts.receive.mail", receive)
    again = run("inquiry", "import", str(box), "--json").json
    assert (again["added"], again["repeated"]) == (1, 1)


def test_of_an_import_that_fails_at_once_nothing_is_said_to_be_saved(run, box, monkeypatch):
    def full(_tx, _record, _packed):
        raise StoreRefused("disk_full", path="desk.db")

    monkeypatch.setattr("desk.acts.receive.mail", full)
    (box / "a.eml").write_bytes(mail(1))
    done = run("inquiry", "import", str(box))
    assert done.out.startswith("0 read: 0 added")
    assert done.err == "The disk of desk.db is full, so this was not saved. Make room and do it again.\n"


def test_ctrl_c_ends_an_import_after_the_mail_in_hand_with_130_and_the_summary_so_far(run, desk, box, monkeypatch):
    receive, before = acts.receive.mail, signal.getsignal(signal.SIGINT)

    def interrupted(tx, record, packed):
        signal.raise_signal(signal.SIGINT)
        return receive(tx, record, packed)

    monkeypatch.setattr("desk.acts.receive.mail", interrupted)
    for serial in range(3):
        (box / f"{serial}.eml").write_bytes(mail(serial))
    done = run("inquiry", "import", str(box), "--json")
    assert (done.status, done.json["read"], done.json["added"]) == (130, 1, 1)
    assert len(desk.sql("SELECT 1 FROM message")) == 1
    assert signal.getsignal(signal.SIGINT) is before


def test_a_path_whose_name_is_no_utf_8_is_read_and_named_legibly(run, box):
    name = os.fsencode(box) + b"/\xff.eml"
    Path(os.fsdecode(name)).write_bytes(mail(1))
    assert run("inquiry", "import", os.fsdecode(name), "--json").json["added"] == 1
    Path(os.fsdecode(name)).unlink()
    assert run("inquiry", "import", os.fsdecode(name), "--json").json["set_aside"][0]["where"].endswith("\ufffd.eml")


# customer files

FILE = """\
Kundennummer;Firma;Vorname;Nachname;Ort;Telefon;Klasse;Farbe
1;Möbel Kraus;Jörg;Kraus;Köln;0211 123456;B;blau
;;;;Bonn;;;
2;Auto Süd;;;Bonn;0228 55667;D;
1;Möbel Kraus;Eva;Eins;Köln;;;
"""


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_no_rubbish_is_collected_while_colleagues_wait_for_a_part_of_a_file(run, file, monkeypatch):
    gc.enable()
    on, customers = [True], acts.imports.customers
    monkeypatch.setattr(acts.imports, "customers", lambda *given: on.append(gc.isenabled()) or customers(*given))
    run("customer", "import", str(file))
    assert [*on, gc.isenabled()] == [True, False, True]


def test_a_customer_file_is_taken_in_and_again_changes_nothing(run, desk, file):
    done = run("customer", "import", str(file), "--json")
    assert adds_up(done.json)
    assert (done.status, done.json["read"], done.json["added"], done.json["updated"]) == (4, 4, 2, 1)
    assert done.json["set_aside"] == [{"where": f"{file}:3", "why": "no_company_or_person"}]
    again = run("customer", "import", str(file), "--json").json
    assert (again["added"], again["updated"], again["repeated"]) == (0, 0, 3)
    shown = run("customer", "show", "1", "--json").json
    assert (shown["company"], len(shown["contacts"]), shown["note"]) == ("Möbel Kraus", 2, "Farbe: blau")
    assert desk.trail(1, Thing.CUSTOMER)[0].rep == "anna"


def test_a_rehearsal_counts_the_same_and_changes_nothing(run, desk, file):
    before = desk.everything()
    rehearsed = run("customer", "import", str(file), "--dry-run", "--json")
    assert desk.everything() == before
    done = run("customer", "import", str(file), "--json")
    assert {name: rehearsed.json[name] for name in (*COUNTS, "duplicates")} == done.json
    assert rehearsed.status == done.status == 4
    sentence = "It was only tried: nothing was saved."
    assert sentence in run("customer", "import", str(file), "--dry-run").out
    assert sentence not in run("customer", "import", str(file)).out


def test_a_value_that_the_desk_does_not_know_is_named(run, file):
    assert "line 4: grade D is not one the desk knows" in run("customer", "import", str(file)).err


def test_a_missing_file_is_set_aside_and_what_is_no_table_is_refused(run, desk, tmp_path):
    before = desk.everything()
    missing = run("customer", "import", str(tmp_path / "none.csv"), "--json")
    assert (missing.status, missing.json["read"], missing.json["set_aside"][0]["why"]) == (4, 1, "missing_path")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    for name in ("empty.csv", "other.csv", "."):
        refused = run("customer", "import", str(tmp_path / name))
        assert (refused.status, refused.out) == (1, ""), name
    assert desk.everything() == before


def test_a_customer_file_needs_somebody_who_takes_it_in(run, file):
    assert run("customer", "import", str(file), rep=None).status == 2


def test_ctrl_c_ends_a_customer_import_between_two_batches(run, desk, tmp_path, monkeypatch):
    customers = acts.imports.customers

    def interrupted(tx, *given):
        signal.raise_signal(signal.SIGINT)
        return customers(tx, *given)

    monkeypatch.setattr("desk.acts.imports.customers", interrupted)
    file = tmp_path / "many.csv"
    file.write_text("company\n" + "".join(f"Firm {n}\n" for n in range(1200)))
    done = run("customer", "import", str(file), "--json")
    assert (done.status, done.json["read"], done.json["added"]) == (130, 500, 500)
    assert len(desk.sql("SELECT 1 FROM customer")) == 500


def test_each_undo_takes_back_one_part_of_a_customer_import_the_last_one_first(run, desk, tmp_path, monkeypatch):
    monkeypatch.setattr(acts.imports.batches, "__defaults__", (2,))
    file = tmp_path / "c.csv"
    file.write_text("number,company\n" + "".join(f"{n},Firma {n}\n" for n in range(1, 6)))
    assert run("customer", "import", str(file), "--json").json["added"] == 5
    left = []
    for _ in range(3):
        assert run("inquiry", "undo").status == 0
        left.append([n for n in range(1, 6) if run("customer", "show", str(n)).status == 0])
    assert left == [[1, 2, 3, 4], [1, 2], []]
    assert "undo" in run("customer", "import", "--help").out


def test_the_collector_does_not_look_through_a_whole_file_while_it_is_written(run, desk, tmp_path, monkeypatch):
    kept: list[int] = []
    customers = acts.imports.customers
    monkeypatch.setattr(acts.imports, "customers", lambda *a: kept.append(gc.get_freeze_count()) or customers(*a))
    (tmp_path / "c.csv").write_text("company\nA\n")
    gc.unfreeze()
    try:
        run("customer", "import", str(tmp_path / "c.csv"))
    finally:
        gc.unfreeze()
    assert kept[0] > 0
