"""One message to one record: its text, its attachments, and what becomes of one that fails."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from desk import clean
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
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("iso-8859-15", "iso-8859-15"), ("windows-1252", "cp1252"),
        ("us-ascii", "utf-8"), ("us-ascii", "cp1252"), ("utf-16", "utf-16"), ("utf-7", "utf-7"), ("nonsense", "utf-8"),
        ("nonsense", "cp1252"), ("utf-8", "cp1252"), ("", "utf-8"), ("hex_codec", "utf-8"), ("undefined", "utf-8"),
    ],
)  # fmt: skip
def test_umlauts_are_right_whatever_the_charset_is_said_to_be(charset: str, encoding: str) -> None:
    body = "Möbel für 40 €: Größe".encode(encoding)
    assert _head(f"Content-Type: text/plain; charset={charset}", body=body).text == "Möbel für 40 €: Größe"


def test_a_few_broken_signs_do_not_make_a_page_of_another_alphabet_unreadable() -> None:
    body = "你好，我们需要报价".encode("gb18030") + b"\xff"
    assert _head("Content-Type: text/plain; charset=gb2312", body=body).text.startswith("你好，我们需要报价")


def test_the_plain_text_is_taken_before_the_page_and_the_page_before_nothing() -> None:
    mail = EmailMessage()
    mail["Subject"] = "x"
    mail.set_content("plain ü")
    mail.add_alternative("<p>page</p>", subtype="html")
    assert parse(mail.as_bytes()).text == "plain ü"
    blank = EmailMessage()
    blank.set_content(" \n")
    blank.add_alternative("<p>page &uuml;</p>", subtype="html")
    assert parse(blank.as_bytes()).text == "page ü"


def test_texts_around_an_attachment_are_read_together_and_the_attachment_is_named() -> None:
    mail = EmailMessage()
    mail["Subject"] = "x"
    mail.set_content("above")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Angebot für Köln.pdf")
    mail.add_attachment("below", disposition="inline")
    record = parse(mail.as_bytes())
    assert record.text == "above\n\nbelow"
    assert record.attachments == (("Angebot für Köln.pdf", "application/pdf", 5),)


def test_an_attached_text_is_an_attachment() -> None:
    mail = EmailMessage()
    mail.set_content("see below")
    mail.add_attachment("secret", filename="notes.txt")
    record = parse(mail.as_bytes())
    assert (record.text, record.attachments[0].name) == ("see below", "notes.txt")


def test_a_message_forwarded_as_an_attachment_is_read_when_nothing_else_was_written() -> None:
    inner = EmailMessage()
    inner["From"] = "Jörg <j@a.example>"
    inner["Subject"] = "Bitte um Angebot"
    inner.set_content("40 Spots")
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.set_content("\n")
    outer.add_attachment(inner)
    assert parse(outer.as_bytes()).text == "Jörg <j@a.example>\nBitte um Angebot\n\n40 Spots"


def test_a_message_that_is_but_a_scan_is_readable_and_names_it() -> None:
    record = _head(
        "Content-Type: application/pdf; name=scan.pdf", "Content-Transfer-Encoding: base64", body=b"JVBERi0="
    )
    assert (record.text, record.attachments) == ("", (("scan.pdf", "application/pdf", 5),))


def test_telephone_numbers_in_the_text_are_found() -> None:
    assert _head("Subject: x", body=b"Call me: 0211 / 123456 or 0171 2345678").phones == (
        "+49211123456",
        "+491712345678",
    )


def test_numbers_in_the_quoted_history_are_not_the_senders() -> None:
    record = _head("Subject: Re: x", body=b"yes please\n\nOn Monday Anna wrote:\n> call 0211 123456")
    assert (record.text, record.phones) == ("yes please", ())
    assert "0211 123456" in record.full_text


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"From tom@a.example Mon Jan  1 10:00:00 2024\n", b">From x y\n"]
)
def test_what_programs_put_before_the_first_header_hides_nothing(before: bytes) -> None:
    raw = before + b"Subject: x\n\nHello"
    record = parse(raw)
    assert (record.subject, record.text, record.raw) == ("x", "Hello", raw)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_message_saved_by_windows_in_two_bytes_a_sign_is_read(encoding: str) -> None:
    raw = "Subject: Größe\r\n\r\nHello".encode(encoding)
    record = parse(b"\xff\xfe" + raw if encoding == "utf-16-le" else raw)
    assert (record.subject, record.text, record.readable) == ("Größe", "Hello", True)


def test_bytes_that_only_begin_like_windows_are_unreadable() -> None:
    record = parse(b"\xff\xfe" + bytes(range(256)) * 4)
    assert (record.readable, record.why_unreadable, record.text) == (False, "binary", "")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_may_end_as_they_like(end: bytes) -> None:
    record = parse(end.join([b"Subject: x", b"From: a@b.example", b"", b"one", b"two"]))
    assert (record.subject, record.sender_email, record.text) == ("x", "a@b.example", "one\ntwo")


def test_a_text_without_headers_is_readable_for_there_is_something_to_read() -> None:
    record = parse(b"Please call me back, Tom")
    assert (record.readable, record.text) == (True, "Please call me back, Tom")


def test_a_head_without_a_text_is_readable() -> None:
    assert parse(b"X-Odd: yes\r\n\r\n").readable


def test_a_text_is_clean_and_capped_and_the_raw_message_is_whole() -> None:
    raw = b"Subject: x\r\n\r\n" + "a\x1b]52;c;AAAA\x07\u202e\u2028b".encode() + b"y" * 3_000_000
    record = parse(raw)
    assert record.text.startswith("a]52;c;AAAA\nb")
    assert len(record.text) == len(record.full_text) == clean.STORED
    assert record.raw == raw


def test_of_a_message_that_failed_before_only_the_head_is_read() -> None:
    raw = b"From: Tom <tom@a.example>\r\nSubject: x\r\n\r\n" + b"body"
    record = parse(raw, "a.eml", "time")
    assert (record.readable, record.why_unreadable, record.subject, record.text) == (False, "time", "x", "")


@pytest.mark.parametrize(("error", "why"), [(MemoryError, "memory"), (RecursionError, "nested"), (KeyError, "crash")])
def test_whatever_the_libraries_raise_costs_the_text_only(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException], why: str
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr("desk.intake.parse.content", fail)
    record = parse(b"Subject: x\r\n\r\nbody")
    assert (record.readable, record.why_unreadable, record.subject) == (False, why, "x")


def test_even_a_head_that_fails_leaves_the_raw_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("desk.intake.parse._record", fail)
    record = parse(b"Subject: x\r\n\r\nbody", "a.eml")
    assert (record.readable, record.why_unreadable, record.raw) == (False, "crash", b"Subject: x\r\n\r\nbody")
