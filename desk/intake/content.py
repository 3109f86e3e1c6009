"""The body of a message: the text to read, and what is attached, from whatever parts it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from desk.intake.charsets import decoded
from desk.intake.headers import Mail, first, words
from desk.intake.records import Attachment

PARTS = 500
"""Parts of a message that are looked at; the rest stay in the raw source."""

ATTACHMENTS = 50
DEEPEST = 60
"""Parts within each other that are looked at; mail programs write up to about ten."""

READ = 250_000
"""Characters of text that are prepared, a little more than the store keeps."""

_NAME = 150
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,60}/[a-z0-9][a-z0-9.+_-]{0,90}")
_TEXTS = ("text/plain", "text/html")
_NO_TEXTS = ("image/", "audio/", "video/", "application/")
_FOLDERS = re.compile(r"[/\\]")


@dataclass
class _Found:
    """What has been found so far."""

    attachments: list[Attachment] = field(default_factory=list)
    inner: list[Mail] = field(default_factory=list)
    parts: int = 0


def content(mail: Mail) -> tuple[str, tuple[Attachment, ...]]:
    """Give the readable text, not yet cleaned, and the attachments of a message."""
    found = _Found()
    text = _text(mail, found, 0)
    if not text.strip() and found.inner:  # a colleague who forwards a message as an attachment writes nothing
        inner = found.inner[0]
        heading = (words(first(inner, name)) for name in ("from", "subject"))
        text = "\n".join((*heading, "", _text(inner, _Found(), 0)))
    return text[:READ], tuple(found.attachments[:ATTACHMENTS])


def _text(part: Mail, found: _Found, depth: int) -> str:
    """Give the text of a part and everything within it; other parts are noted as attachments."""
    found.parts += 1
    if found.parts > PARTS or depth > DEEPEST:
        return ""
    kind = content_type(part)
    if kind == "message/rfc822" and depth:
        found.inner.extend(cast(list[Mail], part.get_payload()) if part.is_multipart() else [])
        found.attachments.append(_attached(part, kind))
        return ""
    if part.is_multipart():
        return _several(part, kind, found, depth)
    if _is_body(part, kind, depth):
        return _readable(part, kind)
    found.attachments.append(_attached(part, kind))
    return ""


def _several(part: Mail, kind: str, found: _Found, depth: int) -> str:
    children = cast(list[Mail], part.get_payload())[:PARTS]
    if kind != "multipart/alternative":
        texts = (_text(child, found, depth + 1).strip("\n") for child in children)
        return "\n\n".join(text for text in texts if text.strip())
    best = ""
    for child in sorted(children, key=lambda child: content_type(child) != "text/plain"):
        text = "" if best and content_type(child) == "text/html" else _text(child, found, depth + 1)
        best = best or (text if text.strip() else "")
    return best


def _is_body(part: Mail, kind: str, depth: int) -> bool:
    if not depth:
        return not kind.startswith(_NO_TEXTS)
    # A multipart whose boundary never comes is one piece of text.
    return (kind in _TEXTS and not _is_attached(part)) or kind.startswith("multipart/")


def _readable(part: Mail, kind: str) -> str:
    text = decoded(payload(part), _charset(part))
    if kind != "text/html":
        return text[:READ]
    from desk.intake import html

    return html.text(text)


def content_type(part: Mail) -> str:
    """Give a part's media type in lower case, `text/plain` when there is no sensible one."""
    kind = part.get_content_type()
    return kind if _TYPE.fullmatch(kind) else "text/plain"


def payload(part: Mail) -> bytes:
    """Give the bytes of a part that holds no others, its transfer encoding undone as far as it can be."""
    try:
        data = part.get_payload(decode=True)
    except Exception:  # the stdlib promises to raise nothing here and has broken that more than once
        data = None
    if isinstance(data, bytes):
        return data
    source = part.get_payload()
    return source.encode("utf-8", "surrogateescape") if isinstance(source, str) else b""


def _charset(part: Mail) -> str | None:
    try:
        return part.get_content_charset()
    except Exception:  # parameters split over several lines in ways RFC 2231 does not foresee
        return None


def _is_attached(part: Mail) -> bool:
    disposition = first(part, "content-disposition").strip().lower()
    return disposition.startswith("attachment") or bool(_name(part))


def _attached(part: Mail, kind: str) -> Attachment:
    size = 0 if part.is_multipart() else len(payload(part))
    return Attachment(_name(part), kind, size)


def _name(part: Mail) -> str:
    """Give the last part of an attachment's name: it is shown, and never becomes a path."""
    try:
        name = part.get_filename() or ""
    except Exception:  # as for the charset
        return ""
    return _FOLDERS.split(words(name, _NAME))[-1].strip(". ")
