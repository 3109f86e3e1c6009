"""The head of a message: who wrote, when, in answer to what, and whether it was a person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desk.intake.headers import REFERENCES
from desk.intake.parse import parse
from desk.intake.records import MailRecord, digest


def _head(*headers: str | bytes, body: bytes = b"Hello") -> MailRecord:
    lines = [header if isinstance(header, bytes) else header.encode() for header in headers]
    raw = b"\r\n".join(lines) + b"\r\n\r\n" + body
    record = parse(raw)
    assert record.readable
    assert record.raw == raw
    assert record.digest == digest(raw)
    return record


@pytest.mark.parametrize(
    ("value", "name", "email"),
    [
        ("Tom Meier <Tom.Meier@Autohaus.example>", "Tom Meier", "tom.meier@autohaus.example"),
        ('"Meier, Tom" <tom@a.example>', "Meier, Tom", "tom@a.example"),
        ("Meier, Tom <tom@a.example>", "Meier, Tom", "tom@a.example"),
        ("tom@a.example", "", "tom@a.example"),
        ("<tom@a.example>", "", "tom@a.example"),
        ("tom@a.example (Tom Meier)", "Tom Meier", "tom@a.example"),
        ('"Tom \\"T\\" Meier" <tom@a.example>', 'Tom "T" Meier', "tom@a.example"),
        ("=?utf-8?q?J=C3=B6rg_Gro=C3=9F?= <j@a.example>", "Jörg Groß", "j@a.example"),
        ("=?utf-8?b?SsO2cmcgPGpAYS5leGFtcGxlPg==?=", "Jörg <j@a.example>", "j@a.example"),
        ("Tom Meier", "Tom Meier", ""),
        ("a@b.example, c@d.example", "", "a@b.example"),
        ("undisclosed-recipients:;", "undisclosed-recipients:;", ""),
    ],
)
def test_the_sender_has_a_name_and_an_address_in_lower_case(value: str, name: str, email: str) -> None:
    record = _head(f"From: {value}")
    assert (record.sender_name, record.sender_email) == (name, email)


def test_without_from_the_sender_is_who_else_is_named() -> None:
    assert _head("Reply-To: Tom <tom@a.example>", "Subject: x").sender_email == "tom@a.example"
    assert _head("Subject: x").sender_email == ""


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        (b"=?UTF-8?Q?Gr=C3?= =?UTF-8?Q?=BC=C3=9Fe?=", "Grüße"),
        (b"=?iso-8859-1?q?Gr=FC=DFe?= aus =?cp850?q?K=94ln?=", "Grüße aus Köln"),
        (b"=?iso-8859-1?q?10_=80?=", "10 €"),
        (b"=?x-nonsense?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        (b"=?utf-8?b?R3LDvMOfZQ?=", "Grüße"),
        (b"=?utf-8*de?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        (b"=?utf-8?q?mit Leerzeichen?=", "mit Leerzeichen"),
        ("Grüße, roh".encode(), "Grüße, roh"),
        ("Grüße, roh".encode("cp1252"), "Grüße, roh"),
        (b"a\r\n  b\r\n\tc", "a b c"),
        (b"C:\\users\\new =?utf-8?q?=C3=BC?=", "C:\\users\\new ü"),
        (b"a\x1b[31m\x00b\xe2\x80\xae", "a[31mb"),
        (b"[/red] $name [@click=app.quit]", "[/red] $name [@click=app.quit]"),
    ],
)
def test_a_subject_is_one_clean_line_with_its_umlauts_right(raw: bytes, subject: str) -> None:
    assert _head(b"Subject: " + raw).subject == subject


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Re: Quote [#1042]", 1042),
        ("AW: #1042 und #1050", 1042),
        ("order #55, inquiry #4711", 4711),
        ("order #55", None),
        ("C#1042", None),
        ("&#1042;", None),
        ("#1042abc", None),
        ("http://x/#1042", None),
        ("# 1042", 1042),
        ("#99999999999", None),
        ("#١٠٤٢", None),
    ],
)
def test_a_subject_may_name_an_inquiry_by_its_number(subject: str, number: int | None) -> None:
    assert _head(f"Subject: {subject}").subject_number == number


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("Mon, 1 Jan 2024 10:00:00 +0100", datetime(2024, 1, 1, 9, tzinfo=UTC)),
        ("Mon, 1 Jan 2024 10:00:00 -0000", datetime(2024, 1, 1, 10, tzinfo=UTC)),
        ("1 Jan 24 10:00 EST", datetime(2024, 1, 1, 15, tzinfo=UTC)),
        ("Mon, 1 Jan 2024 10:00:00", datetime(2024, 1, 1, 10, tzinfo=UTC)),
        ("Mon, 31 Feb 2024 10:00:00 +0100", None),
        ("Thu, 1 Jan 1970 00:00:00 +0000", None),
        ("Fri, 1 Jan 2124 00:00:00 +0000", None),
        ("Mon, 1 Jan 2024 10:00:00 +9959", None),
        ("Mon, 1 Jan 1066 00:00:00 +0000", None),
        ("Mon, 31 Dec 9999 23:59:59 -1400", None),
        ("next Monday", None),
        ("", None),
    ],
)
def test_a_date_is_an_instant_or_nothing(value: str, at: datetime | None) -> None:
    record = _head(f"Date: {value}", "Subject: x")
    assert (record.sent_at, record.received_at) == (at, at)


def test_a_message_was_received_when_our_own_server_says() -> None:
    received = "Received: from a by b with c;\r\n Mon, 1 Jan 2024 10:00:00 +0000"
    earlier = "Received: from x by y; Sun, 31 Dec 2023 10:00:00 +0000"
    record = _head(received, earlier, "Date: Mon, 1 Jan 2024 08:00:00 +0000")
    assert record.received_at == datetime(2024, 1, 1, 10, tzinfo=UTC)
    assert record.sent_at == datetime(2024, 1, 1, 8, tzinfo=UTC)


def test_a_date_days_after_its_receipt_is_absurd() -> None:
    record = _head("Received: by b; Mon, 1 Jan 2024 10:00:00 +0000", "Date: Mon, 1 Jan 2029 08:00:00 +0000")
    assert (record.sent_at, record.received_at) == (None, datetime(2024, 1, 1, 10, tzinfo=UTC))


def test_a_received_header_without_sense_leaves_the_date() -> None:
    record = _head("Received: whatever; whenever", "Date: Mon, 1 Jan 2024 08:00:00 +0000")
    assert record.received_at == datetime(2024, 1, 1, 8, tzinfo=UTC)


def test_the_thread_is_told_by_identifiers_without_brackets() -> None:
    record = _head(
        "Message-ID: <c@x>", "In-Reply-To: Your message <b@x>", "References: <a@x>\r\n\t<b@x>", "Message-ID: <other@x>"
    )
    assert (record.message_id, record.in_reply_to, record.references) == ("c@x", "b@x", ("a@x", "b@x"))


def test_without_references_what_is_answered_stands_for_them() -> None:
    assert _head("In-Reply-To: <b@x>").references == ("b@x",)


@pytest.mark.parametrize(
    ("value", "identifier"),
    [
        ("<[>", "["),
        ("<>", None),
        ("", None),
        ("bare@x", "bare@x"),
        ("<a b@x>", None),
        ("< a@x >", "a@x"),
        ("<a\x1b@x>", "a@x"),
    ],
)
def test_an_odd_identifier_is_an_identifier_or_none(value: str, identifier: str | None) -> None:
    assert _head(f"Message-ID: {value}", "Subject: x").message_id == identifier


def test_of_many_references_the_last_are_kept() -> None:
    references = _head("References: " + " ".join(f"<{n}@x>" for n in range(1_000))).references
    assert references == tuple(f"{n}@x" for n in range(1_000 - REFERENCES, 1_000))


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: auto-generated (rejected)", True),
        ("Auto-Submitted: no", False),
        ("Precedence: bulk", True),
        ("Precedence: auto_reply", True),
        ("Precedence: list", False),
        ("X-Autoreply: yes", True),
        ("X-Autorespond: yes", True),
        ("Return-Path: <>", True),
        ("Return-Path: <tom@a.example>", False),
        ("Content-Type: multipart/report; report-type=delivery-status", True),
        ("Subject: Out of office", False),
    ],
)
def test_what_no_person_wrote_is_known_by_its_headers(header: str, automatic: bool) -> None:
    assert _head("From: Tom <tom@a.example>", header).automatic is automatic
