"""Messages that others collected, and messages of chance: each gives exactly one record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.intake.mailbox import messages
from desk.intake.parse import parse
from desk.intake.parser import MailParser
from desk.intake.records import UNREADABLE, MailRecord, digest


def _samples() -> Iterator[Path]:
    try:
        import test.test_email as shipped
    except ImportError:
        return
    for folder in shipped.__path__:
        yield from sorted(Path(folder, "data").glob("*"))


SAMPLES = list(_samples())


@pytest.mark.skipif(not SAMPLES, reason="THIS PYTHON SHIPS NO test PACKAGE: its mail samples were not read")
def test_every_sample_of_python_itself_yields_a_record_and_every_message_is_readable(parser: MailParser) -> None:
    assert len(SAMPLES) > 40
    for sample in SAMPLES:
        record = parser.parse(str(sample), sample.read_bytes())
        assert record.raw == sample.read_bytes()
        assert record.readable or sample.suffix != ".txt", (sample.name, record.why_unreadable)


@pytest.mark.skipif(not SAMPLES, reason="THIS PYTHON SHIPS NO test PACKAGE: its mail samples were not read")
def test_a_folder_of_samples_loses_none(tmp_path: Path, parser: MailParser) -> None:
    for sample in SAMPLES:
        (tmp_path / f"{sample.name}.eml").write_bytes(sample.read_bytes())
    found = list(messages([tmp_path]))
    assert len(found) == len(SAMPLES)
    assert all(isinstance(one, tuple) for one in found)


def _sound(record: MailRecord, raw: bytes) -> None:
    assert (record.raw, record.digest) == (raw, digest(raw))
    assert record.readable is not bool(record.why_unreadable)
    assert not record.why_unreadable or record.why_unreadable in UNREADABLE
    for text in (record.subject, record.text, record.full_text, record.sender_name, record.sender_email):
        text.encode()
        assert not set(text) & set("\x00\x1b\x07\x9b\r\u202e\u2028")
    assert "\n" not in record.subject + record.sender_name


_PIECES = st.sampled_from(
    [
        b"From: ",
        b"To: ",
        b"Subject: ",
        b"Date: ",
        b"Message-ID: <",
        b">",
        b"\r\n",
        b"\n",
        b"\n\n",
        b" ",
        b"=?utf-8?q?",
        b"=?utf-8?b?",
        b"?=",
        b"=C3",
        b"Content-Type: multipart/mixed; boundary=q",
        b"Content-Type: text/html",
        b"--q",
        b"--q--",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: quoted-printable",
        b"; charset=",
        b"utf-7",
        b"idna",
        b"Content-Type: message/rfc822",
        b'"',
        b"(",
        b")",
        b"<",
        b"@",
        b",",
        b";",
        b":",
        b"\xff",
        b"\x00",
        b"\x1b]0;",
        b"<div>",
        b"<!--",
        b"filename*0*=",
        b"References: ",
        b"[",
        b"Received: by x; ",
        b"1 Jan 2024 10:00 +0100",
        b"Re: ",
        b"> ",
        b"On x wrote:",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(_PIECES, max_size=40).map(b"".join)))
def test_any_bytes_give_exactly_one_record(raw: bytes) -> None:
    _sound(parse(raw, "a.eml"), raw)


@settings(max_examples=100, deadline=None)
@given(raw=st.binary(max_size=300))
def test_any_bytes_give_exactly_one_record_through_the_child(parser: MailParser, raw: bytes) -> None:
    record = parser.parse("a.eml", raw)
    assert record == parse(raw, "a.eml")


@settings(max_examples=60, deadline=None)
@given(raws=st.lists(st.binary(max_size=80), max_size=4))
def test_any_bytes_in_files_are_each_one_message(tmp_path_factory: pytest.TempPathFactory, raws: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("any")
    for number, raw in enumerate(raws):
        (folder / f"{number}.eml").write_bytes(raw)
    assert list(messages([folder])) == [(str(folder / f"{number}.eml"), raw) for number, raw in enumerate(raws)]
