"""A day's work in a store, and the same rows in PostgreSQL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from desk import acts
from desk.words import AbsenceKind, CallResult, Channel, FirstContact, Fit, Outcome, Priority, ReplyHow
from tests.kit import postgres
from tests.kit.builders import Desk, team


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(prefix="desk-pg-") as folder:  # a socket's path has to be short
        yield from postgres.server(Path(folder))


@pytest.fixture(scope="module")
def day(tmp_path_factory) -> Iterator[Desk]:
    """Something of everything: customers, inquiries in every state, mails in threads, callbacks, undone acts."""
    with team(tmp_path_factory.mktemp("day")) as desk:
        customers(desk)
        inquiries(desk)
        mails(desk)
        callbacks(desk)
        offers(desk)
        team_work(desk)
        merged_customers(desk)
        yield desk


@pytest.fixture(scope="module")
def copied(day: Desk, engine: Engine) -> Engine:
    postgres.copy(day, engine)
    return engine


def customers(desk: Desk) -> None:
    desk.customer("Möbel Kraus GmbH & Co. KG", grade="B", city="Köln", phone="0221 123456", email="info@kraus.example",
                  first_name="Jörg", last_name="Kraus", sector="Möbel, Küchen", care_model="two_faces", inside="mia",
                  field="joerg", call_times="Mo-Fr 8-10", note="deaf in one ear", website="kraus.example")  # fmt: skip
    desk.customer("Kraus & Söhne", city="Bonn", phone="0228 99887", email="kraus@soehne.example", last_name="Kraus")
    desk.customer("ALLCAPS AG", grade="A", number="77-1", email="a_b%c@allcaps.example", city="Ulm")
    for name in ("Müller", "Mueller", "Miller", "Maier", "Mayr", "Meier"):
        desk.customer(f"{name} GmbH", last_name=name, phone=f"030 {len(name)}123{ord(name[1])}")
    parts = acts.customer_parts
    desk.do(
        parts.contact_add,
        "K1",
        {"first_name": "Ute", "last_name": "Öz", "phone": "0171 5", "email": "ute@kraus.example"},
    )
    desk.do(parts.site_add, "K1", {"name": "Altona", "street": "Weg 1", "postcode": "22765", "city": "Hamburg"})
    desk.do(acts.customers.edit, "K2", {"company": "Kraus und Söhne"})
    desk.do(acts.undoing.undo)


def inquiries(desk: Desk) -> None:
    """#1001 to #1012, one of each kind."""
    for about, channel, more in (
        ("Angebot für Stühle 100%", Channel.PHONE, {"customer": "K1", "phone": "0221/123456"}),
        ("quote_missing", Channel.WEB, {"sender": "Öztürk", "email": "o@new.example", "text": "Wann?\nBald!"}),
        ("C++ und o'brien", Channel.FIELD, {"customer": "77-1"}),
        ("#[b]bold[/b]", Channel.RECEPTION, {"sender": "ÜBER"}),
    ):
        for turn in range(3):
            desk.inquiry(about=f"{about} {turn}", channel=channel, **more)
            desk.later(minutes=7)
    desk.do(acts.custody.claim, 1001, rep="mia")
    desk.do(acts.work.reply, 1001, ReplyHow.SPOKEN, "called", rep="mia")
    desk.do(acts.work.qualify, 1001, what="chairs", wanted_by="May", budget_cents=99, area="NRW", fit=Fit.HOT)
    desk.do(acts.work.quote, 1001, 123_456, rep="joerg")
    desk.do(acts.work.visit, 1001, desk.now + timedelta(days=2), rep="joerg")
    desk.do(acts.work.note, 1001, "said „ja“", rep="joerg")
    desk.do(acts.custody.claim, 1002)
    desk.do(acts.time.snooze, 1002, desk.now + timedelta(hours=3))
    desk.do(acts.work.priority, 1003, Priority.HIGH)
    desk.do(acts.work.priority, 1004, Priority.LOW)
    desk.do(acts.work.close, 1005, Outcome.WON, amount_cents=5000)
    desk.later(minutes=1)
    desk.do(acts.work.close, 1006, Outcome.LOST, why="price")
    desk.do(acts.merging.merge, 1008, 1007)
    desk.do(acts.custody.claim, 1009)
    desk.do(acts.undoing.undo)
    desk.do(acts.time.follow_up, 1010, desk.now + timedelta(days=1), rep="joerg")


def mails(desk: Desk) -> None:
    """#1013 with a thread, #1014 unreadable, #1015 automatic and of a customer."""
    desk.mail(message_id="a@x", sender_email="ute@kraus.example", attachments=(("a.pdf", "application/pdf", 7),),
              sent_at=desk.now - timedelta(days=1))  # fmt: skip
    desk.mail(message_id="b@x", in_reply_to="a@x", sent_at=desk.now, text="answer")
    desk.mail(message_id="c@x", references=("a@x",), sent_at=None)
    desk.mail(readable=False, why_unreadable="binary", subject="", text="", sender_name="", sender_email="")
    desk.mail(automatic=True, sender_email="else@kraus.example", phones=("+49221123456",))


def callbacks(desk: Desk) -> None:
    now = desk.now
    late = desk.callback(inquiry=1001, at=now + timedelta(minutes=1), promised=True, rep="mia")
    desk.callback(customer="K2", at=now + timedelta(minutes=1), owner="side:field")
    desk.callback(phone="030 1", at=now + timedelta(minutes=90), until=now + timedelta(hours=3), person="Ö")
    desk.callback(at=now + timedelta(days=3), owner="joerg")
    done = desk.callback(customer="77-1", at=now + timedelta(minutes=50))
    desk.do(acts.callbacks.result, done, CallResult.REACHED, "fine")
    desk.do(acts.callbacks.call, late, rep="mia")
    tried = desk.callback(inquiry=1011, at=now + timedelta(minutes=2))
    desk.do(acts.callbacks.result, tried, CallResult.VOICEMAIL)
    desk.later(minutes=45)


def offers(desk: Desk) -> None:
    """Offers in every state, two of them open; promises kept, broken, open, and one that a merge handed on."""
    now, told = desk.now, {"note": "bitte „bald“", "contact": FirstContact.PARALLEL}
    for number, to in ((1003, "joerg"), (1004, "mia"), (1011, "joerg"), (1012, "joerg"), (1013, "mia")):
        desk.do(acts.offers.offer, number, to, within_minutes=300, **told)
    desk.do(acts.offers.accept, 1004, rep="mia")
    desk.do(acts.offers.decline, 1011, "full", rep="joerg")
    desk.do(acts.offers.takeback, 1012)
    for serial, (number, rep) in enumerate([(1001, "mia"), (1003, "joerg"), (1011, "anna"), (1012, "mia")], 1):
        desk.do(acts.promises.promise, number, f"Öl {serial}", now + timedelta(hours=serial), rep=rep)
    desk.do(acts.promises.kept, 1001, 1, "sent", rep="mia")
    desk.do(acts.promises.broken, 1012, 4, "forgotten", rep="mia")
    desk.do(acts.promises.promise, 1001, "more", now + timedelta(hours=9))
    desk.do(acts.merging.merge, 1011, 1012)
    desk.do(acts.unfound.unfound, "Nobody Known", "nothing was found")


def merged_customers(desk: Desk) -> None:
    """Z1 is part of Z2, and that of Z3."""
    for number, company in (("Z1", "Zimt Gewürze"), ("Z2", "Pfefferhaus"), ("Z3", "Muskat")):
        values = {"city": "Jena", "phone": f"03641 {number[1]}00", "last_name": "Zander", "sector": company}
        desk.inquiry(customer=desk.customer(company, number=number, **values))
    desk.do(acts.customer_merging.merge, "Z1", "Z2")
    desk.do(acts.customer_merging.merge, "Z2", "Z3")


def plain(found: Any) -> Any:
    """Give an answer in a form that two answers can be compared in, order included."""
    return list(found.items()) if isinstance(found, dict) else found


def team_work(desk: Desk) -> None:
    """Let mia and joerg be a tandem, anna be at a visit, and joerg plan a leave."""
    desk.do(acts.tandems.pair, "mia", "joerg", main=True)
    desk.callback(owner="tandem:mia", inquiry=1001)
    desk.do(acts.absences.away, "anna", desk.now + timedelta(hours=1), kind=AbsenceKind.VISIT, urgent=True)
    desk.do(acts.absences.away, "joerg", desk.now + timedelta(days=9), since=desk.now + timedelta(days=2), deputy="mia")
