"""One file of many messages: each begins where it begins, and its bytes are its own."""

from __future__ import annotations

import io
import mailbox as stdlib_mailbox
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desk.intake.mbox import split

ENVELOPE = b"From tom@autohaus.example Mon Jan  1 10:00:00 2024\n"
MAIL = b"Subject: a\n\nHello\n"


def _split(data: bytes, limit: int = 1 << 20) -> list[bytes | int]:
    return list(split(io.BytesIO(data), limit))


def _written(messages: Iterable[bytes]) -> bytes:
    """Write an mboxrd."""
    return b"".join(ENVELOPE + _quoted(message) + b"\n" for message in messages)


def _quoted(message: bytes) -> bytes:
    rows = message.split(b"\n")
    return b"\n".join(b">" + row if row.lstrip(b">").startswith(b"From ") else row for row in rows)


def test_messages_are_separated_by_their_envelopes() -> None:
    assert _split(_written([MAIL, b"Subject: b\n\n\nx\n\n", MAIL])) == [MAIL, b"Subject: b\n\n\nx\n\n", MAIL]


def test_lines_of_carriage_returns_are_separated_alike() -> None:
    data = _written([MAIL, MAIL]).replace(b"\n", b"\r\n")
    assert _split(data) == [MAIL.replace(b"\n", b"\r\n")] * 2


def test_a_sentence_that_begins_with_from_is_no_envelope() -> None:
    body = b"Subject: a\n\nFrom here on we talk.\n\nFrom Monday, 10:30 we are open.\nFrom me\n"
    assert _split(ENVELOPE + body + b"\n" + ENVELOPE + MAIL) == [body, MAIL]


def test_a_forgotten_blank_line_before_an_envelope_loses_no_message() -> None:
    assert _split(ENVELOPE + MAIL + ENVELOPE + MAIL) == [MAIL, MAIL]


def test_an_envelope_without_a_date_counts_where_a_header_follows() -> None:
    assert _split(b"From tom\n" + MAIL + b"\nFrom anna\n" + MAIL) == [MAIL, MAIL]


def test_an_envelope_with_nothing_below_is_an_empty_message_not_none() -> None:
    assert _split(ENVELOPE + b"\n" + ENVELOPE + MAIL + b"\n" + ENVELOPE) == [b"", MAIL, b""]


def test_the_last_message_is_the_same_before_and_after_another_arrived() -> None:
    assert _split(_written([MAIL]))[0] == _split(_written([MAIL, MAIL]))[0]


def test_a_message_is_the_same_bytes_as_when_it_arrives_alone() -> None:
    original = b"Subject: a\n\nFrom me to you\n>From him\n>>From them\n> From far\n"
    assert _split(_written([original])) == [original]


@given(st.lists(st.lists(st.sampled_from([b"From x", b">From y", b"", b"hello", b"Subject: z", b">"])), min_size=1))
def test_whatever_is_written_as_an_mboxrd_is_read_back_as_it_was(bodies: list[list[bytes]]) -> None:
    messages = [b"Subject: a\n\n" + b"".join(row + b"\n" for row in rows) for rows in bodies]
    assert _split(_written(messages)) == messages


def test_what_the_stdlib_writes_is_read_back_whole(tmp_path: Path) -> None:
    box = stdlib_mailbox.mbox(str(tmp_path / "box"))
    for number in range(3):
        box.add(b"Subject: %d\n\nFrom me\n\nHello\n" % number)
    box.close()
    assert _split((tmp_path / "box").read_bytes()) == [b"Subject: %d\n\nFrom me\n\nHello\n" % n for n in range(3)]


def test_a_long_line_is_no_new_message_where_its_pieces_meet() -> None:
    body = b"Subject: a\n\n" + b"x" * (1 << 16) + b"From a@b.example Mon Jan  1 10:00:00 2024\nSubject: c\n"
    assert _split(ENVELOPE + body) == [body]


def test_a_message_above_the_limit_is_counted_not_kept_and_its_neighbours_are_read() -> None:
    large = b"Subject: a\n\n" + b"x\n" * 1_000
    assert _split(_written([MAIL, large, MAIL]), limit=1_000) == [MAIL, len(large) + 1, MAIL]


def test_memory_is_that_of_the_longest_message_however_long_the_file(tmp_path: Path) -> None:
    path = tmp_path / "box"
    with path.open("wb") as file:
        for _ in range(300):
            file.write(ENVELOPE + b"Subject: a\n\n" + b"x" * 70 + b"\n" * 1_000 + b"\n")
        file.write(ENVELOPE + b"Subject: huge\n\n" + (b"y" * 70 + b"\n") * 200_000)
    tracemalloc.start()
    with path.open("rb") as file:
        count = sum(1 for _ in split(file, 100_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 301
    assert peak < 2_000_000
