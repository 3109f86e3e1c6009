"""One message to one record. Runs in the child process: what is read here may be made to exhaust time or memory."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser

from desk import clean
from desk.intake import headers, replies
from desk.intake.content import content
from desk.intake.headers import POLICY, Mail
from desk.intake.records import Attachment, MailRecord, digest

HEAD = 1_000_000
"""Bytes that are read of a message of which only the head can be read."""

_PHONES_IN = 20_000
_PHONES = 10
_KNOWN = frozenset(
    {"from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "reply-to", "sender"}
    | {"content-type", "content-transfer-encoding", "content-disposition", "mime-version", "in-reply-to"}
    | {"references", "bcc", "delivered-to", "resent-from", "x-mailer", "user-agent", "organization"}
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BEGIN = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*(?:>From [^\r\n]*[\r\n]+)?")
_END_OF_HEAD = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_SAMPLE = 4_096
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_CONTROL_SHARE = 0.05


def parse(raw: bytes, where: str = "", failed: str = "") -> MailRecord:
    """Read a message; never raises for what stands in it.

    `where` is for reports. `failed` is the reason why an earlier try to read it whole was given up (one of
    `records.UNREADABLE`): then only its head is read, for the list to show from whom it is.
    """
    why = failed or _hopeless(raw)
    if not why:
        try:
            return _whole(raw, where)
        except RecursionError:
            why = "nested"
        except MemoryError:
            why = "memory"
        except Exception:  # whatever the sender found to break must cost this message's text only
            why = "crash"
    return _head(raw, where, why)


def _hopeless(raw: bytes) -> str:
    bare = raw.strip()
    if not bare:
        return "empty"
    return "" if bare.strip(b"\x00 \t\r\n") else "nul"


def _whole(raw: bytes, where: str) -> MailRecord:
    mail: Mail = BytesParser(EmailMessage, policy=POLICY).parsebytes(_source(raw))
    text, attachments = content(mail)
    full_text = clean.lines(text).strip()
    known = any(name.lower() in _KNOWN for name in mail.keys())  # noqa: SIM118  # a message does not iterate keys
    why = ""
    if not known and _is_binary(raw):
        why = "binary"
    elif not known and not full_text and not mail.keys():
        why = "no_headers"
    return _record(raw, where, mail, why, full_text if why != "binary" else "", attachments)


def _head(raw: bytes, where: str, why: str) -> MailRecord:
    try:
        source = _source(raw[:HEAD])
        end = _END_OF_HEAD.search(source)
        source = source[: end.end() if end else HEAD]
        mail: Mail = BytesHeaderParser(EmailMessage, policy=POLICY).parsebytes(source)
        return _record(raw, where, mail, why, "", ())
    except Exception:  # the same once more; the raw message is kept whichever way it ends
        return MailRecord(where=where, raw=raw, readable=False, why_unreadable=why, digest=digest(raw))


def _source(raw: bytes) -> bytes:
    """Give the bytes to parse: without what editors, mailboxes and Windows put before the first header."""
    if raw.startswith(_UTF16):
        raw = raw.decode("utf-16", "replace").encode("utf-8", "replace")
    begin = _BEGIN.match(raw)
    return raw[begin.end() :] if begin else raw


def _is_binary(raw: bytes) -> bool:
    sample = raw[:_SAMPLE]
    if raw.startswith(_UTF16):
        try:
            raw.decode("utf-16")
        except UnicodeDecodeError:  # two bytes that happen to stand before anything else say nothing
            return True
        return False
    return 0 in sample or len(sample) - len(sample.translate(None, _CONTROL)) > _CONTROL_SHARE * len(sample)


def _record(
    raw: bytes, where: str, mail: Mail, why: str, full_text: str, attachments: tuple[Attachment, ...]
) -> MailRecord:
    name, email = headers.sender(mail)
    subject = headers.words(headers.first(mail, "subject"))
    sent_at, received_at = headers.dates(mail)
    in_reply_to, references = headers.thread(mail)
    text = replies.stripped(full_text, subject, answers=bool(in_reply_to or references))
    return MailRecord(
        where=where,
        raw=raw,
        readable=not why,
        why_unreadable=why,
        sender_name=name,
        sender_email=email,
        recipients=headers.recipients(mail),
        subject=subject,
        text=text,
        full_text=full_text,
        sent_at=sent_at,
        received_at=received_at,
        message_id=headers.message_id(mail),
        in_reply_to=in_reply_to,
        references=references,
        phones=_phones(text),
        attachments=attachments,
        automatic=headers.automatic(mail),
        subject_number=next(iter(headers.numbers(subject)), None),
        digest=digest(raw),
    )


def _phones(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    from desk.rules.phones import find_numbers

    return tuple(find_numbers(text[:_PHONES_IN])[:_PHONES])
