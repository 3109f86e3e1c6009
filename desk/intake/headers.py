"""The head of a message: each getter gives something usable, whatever the sender wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import EmailPolicy
from email.utils import getaddresses, parsedate_tz
from typing import TypeAlias

from desk import clean
from desk.intake.charsets import decoded, unescaped

SHORT = 4_000
"""Characters of a structured header that are read: beyond it the stdlib's readers grow with the square."""

LONG = 100_000
"""Characters of any other header that are read: 20,000 recipients or 1,000 references are nobody's real mail."""

RECIPIENTS = 50
REFERENCES = 50

_STRUCTURED = ("content-", "mime-", "date", "received", "precedence", "auto-submitted", "return-path", "x-")
_FOLD = re.compile(r"[\r\n]+")
_WORD = r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?="
_ENCODED = re.compile(rf"{_WORD}(?:\s*{_WORD})*")
_IDENTIFIER = re.compile(r"<\s*([^<>\s]{1,500})\s*>")
_NUMBER = re.compile(r"(?<![\w&#/])#\s?([0-9]{4,9})(?![0-9A-Za-z])")
_NAMED_ADDRESS = re.compile(r"\s*([^<>]*?)\s*<\s*([^<>]*?)\s*>\s*")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'\\@]{1,64}@[^\s<>()\[\],;:\"'\\@]{1,255}")
_FIRST_NUMBER = 1001
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
_NEWEST = datetime(2100, 1, 1, tzinfo=UTC)
_FARTHEST_ZONE = 15 * 3600
_AHEAD = timedelta(days=2)


class Guarded(EmailPolicy):
    """`email.policy.default` without its costly header objects: a header is its own text, cut to what is read."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        """Cut a header while it is read, so that 200,000 folded lines or 50,000 semicolons cost nothing later."""
        name, _, first = sourcelines[0].partition(":")
        limit = SHORT if name.lower().startswith(_STRUCTURED) else LONG
        parts: list[str] = []
        length = 0
        for part in (first, *sourcelines[1:]):
            parts.append(part[: limit - length])
            length += len(parts[-1])
            if length >= limit:
                break
        return name, _FOLD.sub("", "".join(parts)).strip(" \t")

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Give the header's text; the registry's parsers fail or crawl on what real senders write."""
        return value


POLICY = Guarded()

Mail: TypeAlias = "Message[str, str]"


def first(mail: Mail, name: str) -> str:
    """Give the first header of that name, empty when there is none: of two From headers the upper one counts."""
    value = mail.get(name, "")
    return value if isinstance(value, str) else str(value)


def words(value: str, limit: int = clean.LINE) -> str:
    """Give an unstructured header as one clean line, its encoded words decoded and 8-bit bytes understood."""
    return clean.line(_ENCODED.sub(_run, unescaped(value[: limit * 8])), limit)


def _run(found: re.Match[str]) -> str:
    """Decode a run of encoded words at once: senders split a letter's bytes between two of them."""
    try:
        chunks = decode_header(found.group())
    except (HeaderParseError, ValueError, LookupError, IndexError):
        return found.group()
    return "".join(data if isinstance(data, str) else decoded(data, charset) for data, charset in chunks)


def sender(mail: Mail) -> tuple[str, str]:
    """Give the name and the address of who wrote: From, else Sender, Reply-To or the envelope."""
    for header in ("from", "sender", "reply-to", "return-path"):
        value = first(mail, header)[:SHORT]
        if value:
            name, email = _mailbox(value)
            if name or email:
                return name, email
    return "", ""


def _mailbox(value: str) -> tuple[str, str]:
    named = _NAMED_ADDRESS.fullmatch(value)
    if named:  # also `Kraus, Peter <p@k.example>`, whose comma the standard would not allow
        return words(_unquoted(named.group(1))), address(named.group(2))
    pairs = [pair for pair in _pairs([value]) if "@" in pair[1]]
    if pairs:
        return words(pairs[0][0]), address(pairs[0][1])
    shown = words(value)
    found = _ADDRESS.search(shown)
    return ("" if found and found.group() == shown else shown), (address(found.group()) if found else "")


def _unquoted(name: str) -> str:
    if len(name) > 1 and name[0] == name[-1] == '"':
        return re.sub(r"\\(.)", r"\1", name[1:-1])
    return name


def address(text: str) -> str:
    """Give an address in lower case, empty when it is none."""
    shown = clean.line(unescaped(text), 320).lower()
    found = _ADDRESS.search(shown)
    return found.group() if found else ""


def recipients(mail: Mail) -> tuple[str, ...]:
    """Give the first addresses of To and Cc."""
    values = [first(mail, "to")[:SHORT], first(mail, "cc")[:SHORT]]
    found = dict.fromkeys(address(email) for _, email in _pairs(values))
    return tuple(email for email in found if email)[:RECIPIENTS]


def _pairs(values: list[str]) -> list[tuple[str, str]]:
    """Read address lists; the stdlib's reader recurses on nested comments and refuses what is merely odd."""
    try:
        pairs = getaddresses(values)
    except (RecursionError, IndexError, ValueError, TypeError):
        pairs = []
    if not any("@" in email for _, email in pairs):
        pairs = [("", email) for value in values for email in _ADDRESS.findall(value)]
    return pairs


def identifiers(value: str) -> tuple[str, ...]:
    """Give the message identifiers in a header, oldest first, without brackets; an unbracketed single one counts."""
    found = _IDENTIFIER.findall(value)
    if not found and value and not re.search(r"[\s<>]", value.strip()):
        found = [value.strip()[:500]]
    cleaned = (clean.line(unescaped(one)) for one in found[-4 * REFERENCES :])
    return tuple(dict.fromkeys(one for one in cleaned if one))


def message_id(mail: Mail) -> str | None:
    """Give the message's own identifier, of several headers the first."""
    return next(iter(identifiers(first(mail, "message-id"))), None)


def thread(mail: Mail) -> tuple[str | None, tuple[str, ...]]:
    """Give what the message answers, and the earlier messages of its thread, oldest first."""
    answered = identifiers(first(mail, "in-reply-to"))
    earlier = identifiers(first(mail, "references")) or answered
    return (answered[0] if answered else None), earlier[-REFERENCES:]


def dates(mail: Mail) -> tuple[datetime | None, datetime | None]:
    """Give when the message was sent and received; a Date that lies days after its receipt is absurd."""
    sent = moment(first(mail, "date"))
    received = moment(first(mail, "received").rpartition(";")[2])
    if sent and received and sent - received > _AHEAD:
        sent = None
    return sent, received or sent


def moment(value: str) -> datetime | None:
    """Read a date of RFC 5322 as an aware UTC instant; None when it is none or outside 1990 to 2100."""
    try:
        fields = parsedate_tz(value[:200])
        if fields is None or abs(fields[9] or 0) > _FARTHEST_ZONE:
            return None
        at = datetime(*fields[:6], tzinfo=UTC) - timedelta(seconds=fields[9] or 0)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return at if _OLDEST <= at < _NEWEST else None


def automatic(mail: Mail) -> bool:
    """Tell whether no person wrote this: automatic replies, absence notices, bounces, bulk mail (RFC 3834)."""
    submitted = first(mail, "auto-submitted").strip().lower()
    if submitted and not submitted.startswith("no"):
        return True
    if first(mail, "precedence").strip().lower() in ("bulk", "junk", "auto_reply", "auto-reply"):
        return True
    if any(first(mail, name) for name in ("x-autoreply", "x-autorespond", "x-autoresponse", "x-failed-recipients")):
        return True
    if "".join(first(mail, "return-path").split()) == "<>":
        return True
    return first(mail, "content-type").lower().startswith("multipart/report")


def numbers(subject: str) -> Iterable[int]:
    """Give the inquiry numbers that a subject names, such as `#1042`; they count from 1001."""
    return (number for number in map(int, _NUMBER.findall(subject)) if number >= _FIRST_NUMBER)
