"""What goes over the pipe between a desk and its parser: lengths before bytes, JSON in answer, nothing that runs."""

from __future__ import annotations

import json
import struct
from datetime import datetime
from typing import Any

from desk.clock import instant, micros
from desk.intake.records import UNREADABLE, Attachment, MailRecord, digest

REQUEST = struct.Struct(">BI")
"""What to do (0: read it whole; N: it failed with `UNREADABLE[N-1]`, read its head), then the bytes that follow."""

ANSWER = struct.Struct(">I")
"""The bytes of the JSON document that follows."""

LONGEST = 16 << 20
"""Bytes of the longest answer taken: two texts of `clean.STORED` characters at 12 bytes each are 5 MB."""

READY = b"ready"
"""What the child says, as an answer, when its libraries are loaded and its limits set."""

_TEXTS = ("why_unreadable", "sender_name", "sender_email", "subject", "text", "full_text")
_TUPLES = ("recipients", "references", "phones")
_OPTIONAL = ("message_id", "in_reply_to")


def request(raw: bytes, failed: str = "") -> bytes:
    """Give the bytes that precede the raw message."""
    return REQUEST.pack(UNREADABLE.index(failed) + 1 if failed else 0, len(raw))


def failure(code: int) -> str:
    """Give the reason that a request's first number names, nothing for a first try."""
    return UNREADABLE[code - 1] if code else ""


def packed(record: MailRecord, *, tired: bool = False) -> bytes:
    """Give a record as the JSON answer, without what the parent has; `tired` tells that this child goes now."""
    answer: dict[str, Any] = {name: getattr(record, name) for name in (*_TEXTS, *_TUPLES, *_OPTIONAL)}
    answer["sent_at"] = _number(record.sent_at)
    answer["received_at"] = _number(record.received_at)
    answer["attachments"] = record.attachments
    answer["automatic"] = record.automatic
    answer["subject_number"] = record.subject_number
    answer["tired"] = tired
    return json.dumps(answer).encode()


def unpacked(answer: bytes, where: str, raw: bytes) -> tuple[MailRecord, bool]:
    """Give the record for an answer, and whether its child goes; raises ValueError when it is not what we sent."""
    given = json.loads(answer)
    if not isinstance(given, dict):
        raise ValueError("no object")
    try:
        record = MailRecord(where, raw, not given["why_unreadable"], digest=digest(raw), **_fields(given))
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError("not an answer of ours") from error
    return record, bool(given.get("tired"))


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {name: _text(given[name]) for name in _TEXTS}
    fields |= {name: tuple(map(_text, given[name])) for name in _TUPLES}
    fields |= {name: None if given[name] is None else _text(given[name]) for name in _OPTIONAL}
    attachments = [(_text(name), _text(kind), int(size)) for name, kind, size in given["attachments"]]
    number = given["subject_number"]
    return fields | {
        "sent_at": _instant(given["sent_at"]),
        "received_at": _instant(given["received_at"]),
        "attachments": tuple(Attachment(*one) for one in attachments),
        "automatic": bool(given["automatic"]),
        "subject_number": None if number is None else int(number),
    }


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(at: datetime | None) -> int | None:
    return None if at is None else micros(at)


def _instant(value: int | None) -> datetime | None:
    return None if value is None else instant(value)
