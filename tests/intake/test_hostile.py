"""Whatever stands in a message, it costs at most its limits and is kept."""

from __future__ import annotations

import os
import sys
import time

import pytest

from desk import clean
from desk.intake.parser import MailParser
from desk.intake.records import MailRecord
from tests.intake.hostile import HEADERS, HTML, NAMES, NOTHING, STRUCTURE, TEXTS, Hostile
from tests.kit.terminal import processor_time

AT_MOST = 5.0


def _spent(parser: MailParser) -> float:
    """Give the processor time that children have used, the present one and those it replaced; else the time of day."""
    if not sys.platform.startswith("linux"):
        return time.monotonic()
    ended = os.times()
    alive = processor_time(parser._process.pid) if parser._process is not None else 0.0
    return ended.children_user + ended.children_system + alive


def _read(parser: MailParser, raw: bytes) -> MailRecord:
    begun = _spent(parser)
    record = parser.parse("hostile", raw)
    assert _spent(parser) - begun < AT_MOST
    assert record.raw == raw
    return record


@pytest.mark.parametrize(
    "hostile",
    [pytest.param(one, id=name) for group in (STRUCTURE, HEADERS, TEXTS) for name, one in group.items()],
)
def test_a_hostile_message_yields_what_can_be_known_of_it(parser: MailParser, hostile: Hostile) -> None:
    record = _read(parser, hostile.raw)
    if hostile.readable is not None:
        assert record.readable is hostile.readable, record.why_unreadable
    if hostile.subject is not None:
        assert record.subject == hostile.subject
    if hostile.sender is not None:
        assert record.sender_email == hostile.sender
    if hostile.text is not None:
        assert record.text == hostile.text
    assert len(record.text) <= clean.STORED
    assert len(record.subject) <= clean.LINE


@pytest.mark.parametrize("page", [pytest.param(page, id=name) for name, page in HTML.items()])
def test_a_hostile_page_yields_its_words_and_nothing_that_acts(parser: MailParser, page: bytes) -> None:
    record = _read(parser, b"Subject: x\r\nContent-Type: text/html\r\n\r\n" + page)
    assert record.readable
    assert record.text.startswith("call me")
    assert "document.write" not in record.text
    assert not set("\x1b\x07\u202e") & set(record.text)


@pytest.mark.parametrize(("raw", "why"), [pytest.param(*given, id=name) for name, given in NOTHING.items()])
def test_a_file_without_a_message_in_it_is_kept_as_unreadable(parser: MailParser, raw: bytes, why: str) -> None:
    record = _read(parser, raw)
    assert (record.readable, record.why_unreadable, record.raw) == (False, why, raw)


@pytest.mark.parametrize(("given", "shown"), NAMES.items())
def test_the_name_of_an_attachment_is_a_harmless_last_part(parser: MailParser, given: bytes, shown: str) -> None:
    raw = (
        b"Subject: x\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\nhello\r\n--q\r\n"
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=" + given + b"\r\n\r\nabc\r\n--q--"
    )
    (attachment,) = _read(parser, raw).attachments
    assert attachment == (shown, "application/pdf", 3)


def test_an_attachment_named_in_pieces_without_end_has_at_most_a_name(parser: MailParser) -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: a/b\r\nContent-Disposition: attachment"
    )
    raw += (
        b"".join(b"; filename*%d*=utf-8''%%ff" % n for n in range(5_000)) + b"; filename*999999999=x\r\n\r\nx\r\n--q--"
    )
    (attachment,) = _read(parser, raw).attachments
    assert len(attachment.name) <= 150
