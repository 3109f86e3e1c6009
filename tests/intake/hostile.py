"""Messages that were made to hurt: for each class of QUALITY, Bad input, what it is and what must still be known."""

from __future__ import annotations

from typing import NamedTuple


class Hostile(NamedTuple):
    """A message, and what must be known of it; None where that is left open."""

    raw: bytes
    readable: bool | None = True
    subject: str | None = None
    sender: str | None = None
    text: str | None = None


HEAD = b"From: Tom Meier <tom@autohaus.example>\r\nSubject: Media data\r\n"


def _mail(body: bytes, *more: bytes) -> bytes:
    return HEAD + b"".join(header + b"\r\n" for header in more) + b"\r\n" + body


def _known(raw: bytes, text: str | None = "call me") -> Hostile:
    return Hostile(raw, True, "Media data", "tom@autohaus.example", text)


def _nested(depth: int, *, end: bytes = b"call me\r\n") -> bytes:
    layers = (b"Content-Type: multipart/mixed; boundary=q%d\r\n\r\n--q%d\r\n" % (n, n) for n in range(depth))
    return HEAD + b"".join(layers) + b"\r\n" + end


def _head_of(*headers: bytes) -> Hostile:
    return _known(_mail(b"call me", *headers))


STRUCTURE = {
    "parts within parts, 40 deep": _known(_nested(40)),
    "parts within parts, 3,000 deep": Hostile(_nested(3_000), False, "Media data", "tom@autohaus.example"),
    "messages within messages, 3,000 deep": Hostile(
        HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3_000 + b"call me", False, "Media data"
    ),
    "30,000 parts": _known(
        _mail(b"--q\r\n\r\ncall me\r\n" + b"--q\r\n\r\n\r\n" * 30_000, b"Content-Type: multipart/mixed; boundary=q"),
    ),
    "a multipart without a boundary": _head_of(b"Content-Type: multipart/alternative"),
    "a multipart whose boundary never comes": _head_of(b'Content-Type: multipart/mixed; boundary="never"'),
    "a multipart with an empty boundary": _head_of(b'Content-Type: multipart/mixed; boundary=""'),
    "a boundary that is a pattern": _head_of(b'Content-Type: multipart/mixed; boundary="(.*)*$[("'),
    "a content type that is none": _head_of(b"Content-Type: ; ;/;"),
    "a content type with 60,000 semicolons": _head_of(b"Content-Type: text/plain" + b";" * 60_000),
    "a content type with 9,000 numbered parameters": _head_of(
        b"Content-Type: text/plain" + b"".join(b"; a*%d=b" % n for n in range(9_000))
    ),
    "a transfer encoding that is none": _head_of(b"Content-Transfer-Encoding: 9bit; ((("),
    "base64 that is none": _known(_mail(b"!!!!\xff\xfe====", b"Content-Transfer-Encoding: base64"), None),
    "uuencode that is none": _known(_mail(b"begin 666 x\r\n!!!\xff", b"Content-Transfer-Encoding: x-uuencode"), None),
    "quoted-printable of 9 MB": _known(
        _mail(b"call me" + b"=20=\r\n" * 1_500_000, b"Content-Transfer-Encoding: quoted-printable"), "call me"
    ),
}

HEADERS = {
    "100,000 headers": _head_of(*(b"X-%d: y" % n for n in range(100_000))),
    "100,000 equal headers": _head_of(*[b"Received: from a by b; Mon, 1 Jan 2024 10:00:00 +0100"] * 100_000),
    "a subject of 10 MB": Hostile(b"Subject: " + b"long " * 2_000_000 + b"\r\n\r\ncall me", True, text="call me"),
    "a subject folded 200,000 times": Hostile(
        b"Subject: Media\r\n data\r\n" + b" .\r\n" * 200_000 + b"\r\ncall me", True, text="call me"
    ),
    "20,000 recipients": _head_of(b"To: " + b", ".join(b"n%d@many.example" % n for n in range(20_000))),
    "20,000 recipients, each folded": _head_of(b"To: a@b.example" + b",\r\n\ta@b.example" * 20_000),
    "20,000 encoded words": Hostile(
        b"Subject: " + b" ".join([b"=?iso-8859-1?q?=FC?="] * 20_000) + b"\r\n\r\ncall me", True, text="call me"
    ),
    "an encoded word of broken base64": Hostile(
        b"Subject: =?utf-8?b?TWVkaWE?= =?utf-8?b?=A=?=\r\n\r\nx", True, text="x"
    ),
    "an encoded word in a codec that is no charset": Hostile(b"Subject: =?zlib_codec?q?x?=\r\n\r\nx", True, "x"),
    "brackets nested 8,000 times in an address": _head_of(b"To: " + b"(" * 8_000 + b"a@b.example"),
    "30,000 quotation marks in an address": _head_of(b"To: " + b'"' * 30_000),
    "30,000 backslashes in an address": _head_of(b"Cc: " + b"\\" * 30_000 + b"@x.example"),
    "two From headers": Hostile(
        b"From: first@a.example\r\nFrom: second@b.example\r\n\r\nx", True, sender="first@a.example"
    ),
    "a From that names another address": Hostile(
        b'From: "boss@our.example" <other@evil.example>\r\n\r\nx', True, sender="other@evil.example"
    ),
    "a header smuggled into a subject": Hostile(
        b"Subject: =?utf-8?q?a=0D=0ABcc:_x@evil.example?=\r\n\r\nx", True, subject="a Bcc: x@evil.example"
    ),
    "Message-ID: <[>": _head_of(b"Message-ID: <[>"),
    "a repeated Message-ID": _head_of(b"Message-ID: <one@x>", b"Message-ID: <two@x>"),
    "a Message-ID of 2 MB": _head_of(b"Message-ID: <" + b"a" * 2_000_000 + b">"),
    "50,000 references": _head_of(b"References:" + b"".join(b" <%d@x>" % n for n in range(50_000))),
    "a date of nonsense": _head_of(b"Date: Mon, 99 Foo 99999 99:99:99 +99999999"),
    "a date of 100,000 digits": _head_of(b"Date: 1 Jan " + b"9" * 100_000),
    "a header without a name": _head_of(b": nothing"),
    "a line in the head that is no header": Hostile(
        b"Subject: a\r\nno header\r\nFrom: b@c.example\r\n\r\nx", True, "a"
    ),
    "a list of names where From ends nowhere": _head_of(b"Reply-To: <<<<<<" * 1_000),
}

TEXTS = {
    "an unknown charset": _known(_mail(b"call me", b"Content-Type: text/plain; charset=x-klingon-8")),
    "a codec that is no charset": _known(_mail(b"call me", b"Content-Type: text/plain; charset=hex_codec")),
    "a charset of cost, idna": _known(
        _mail(b"call me" + b"a" * 300_000, b"Content-Type: text/plain; charset=idna"), None
    ),
    "a charset with a NUL": _known(_mail(b"call me", b'Content-Type: text/plain; charset="a\x00b"')),
    "a charset of 60,000 letters": _known(_mail(b"call me", b"Content-Type: text/plain; charset=" + b"u" * 60_000)),
    "UTF-8 that is none": _known(_mail(b"call me \xff\xfe\xfa", b"Content-Type: text/plain; charset=utf-8"), None),
    "one line of 12 MB": _known(_mail(b"call me " * 1_500_000), None),
    "2,000,000 empty lines": _known(_mail(b"call me" + b"\r\n" * 2_000_000)),
    "marks heaped on one letter": _known(_mail(b"call me" + "\u0301".encode() * 100_000), None),
    "an exchange of 20,000 quoted lines": _known(
        _mail(b"call me\r\n\r\nOn Monday Tom wrote:\r\n" + b"> old\r\n" * 20_000), "call me"
    ),
    "what drives the pattern of an exchange": _known(_mail(b"On " * 60_000), None),
    "20,000 beginnings of an exchange": _known(_mail(b"call me\r\n" + b"From: a\r\nSent: b\r\nx\r\n" * 20_000), None),
}

HTML = {
    "150,000 opened blocks": b"<div>" * 150_000 + b"call me",
    "150,000 opened elements of one's own": b"<a-b>" * 150_000 + b"call me",
    "60,000 opened comments": b"call me" + b"<!--" * 60_000,
    "60,000 opened declarations": b"call me" + b"<![" * 60_000,
    "60,000 attributes that never end": b"call me<a " + b'x="' * 60_000,
    "30,000 tables in each other": b"<table><tr><td>" * 30_000 + b"call me",
    "60,000 links": b'call me<a href="https://x.example">' * 60_000,
    "a script": b"call me<script>document.write('no')</script><style>no{}</style>",
    "signs of the terminal": b"call&nbsp;me&#x1b;]52;c;AAAA&#7;&#8238;",
    "a page of 15 MB": b"call me" + b"<p>x</p>" * 1_900_000,
    "lists in lists": b"call me" + b"<ul><li>" * 60_000,
}

NOTHING = {
    "an empty file": (b"", "empty"),
    "blank lines": (b"\r\n \r\n\t\r\n", "empty"),
    "NULs": (b"\x00" * 5_000, "nul"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
    "an Outlook file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00\xff" * 3_000, "binary"),
    "a program": (b"\x7fELF\x02\x01\x01" + b"\x00" * 500 + b"Subject: x\n\nx", "binary"),
}

NAMES = {
    b'"../../../etc/passwd"': "passwd",
    b'"C:\\\\Users\\\\me\\\\a.exe"': "a.exe",
    b'".."': "",
    b'"/"': "",
    b'"a\x1b]0;x\x07.pdf"': "a]0;x.pdf",
    b'"Angebot \xfcber.pdf"': "Angebot über.pdf",
    b'"=?utf-8?q?=C3=BCber=2Epdf?="': "über.pdf",
}
