"""Visiting cards (vCard 2.1, 3.0, 4.0; RFC 2426, RFC 6350) to the rows of a customer file.

Read by hand: the library there is takes minutes over one hostile line, and this needs no more than its lines.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from desk.rows.customer_file import COLUMNS

OWN = "x-desk-"
"""What the desk's own export adds to a card begins so: `X-DESK-NUMBER`, `X-DESK-GRADE` and the like."""

LONGEST = 200_000
"""Characters of one value that are read; a longer one is a picture."""

_BEGIN = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(rb"^[ \t]*END[ \t]*:[ \t]*VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_FOLD = re.compile(rb"\r?\n[ \t]")
_QUOTED = re.compile(rb"^[^:\r\n]*QUOTED-PRINTABLE[^:\r\n]*:", re.IGNORECASE)
_CHARSET = re.compile(r"CHARSET=\"?([\w.-]+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NO_WORD = re.compile(r"[^A-Z0-9-]+")
_EXTENSION = re.compile(r"tel:([^;]*);ext=([0-9]+).*|tel:([^;]*).*", re.IGNORECASE)
_BULKY = frozenset({"photo", "logo", "sound", "key"})


class Property(NamedTuple):
    """One line of a card: what it is about, in lower case, and its value, still escaped.

    A number of a fax is a `fax`, an address at home an `adr home`: nobody calls the one, and the other is no office.
    """

    name: str
    value: str


def is_cards(data: bytes) -> bool:
    """Say whether a file begins as one of visiting cards does."""
    head = _of_one_byte(data[:400])
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:30].upper().replace(b" ", b"").startswith(b"BEGIN:VCARD")


def rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Give the headings, then for each card the line on which it begins and its cells; no cells: it can't be read."""
    yield 0, list(COLUMNS)
    data = _of_one_byte(data)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    line, at, last = 1, 0, 0
    for begin in _BEGIN.finditer(data):
        if begin.start() < last:  # a card within a card belongs to it
            continue
        end = _END.search(data, begin.end())
        line, at = line + data.count(b"\n", at, begin.start()), begin.start()
        yield line, cells(data[begin.end() : end.start()]) if end else []
        if end is None:
            return
        last = end.end()


def _of_one_byte(data: bytes) -> bytes:
    """Give a file of two bytes a sign as UTF-8, any other as it is."""
    return data.decode("utf-16", "replace").encode() if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data


def cells(card: bytes) -> list[str]:
    """Give the cells of what stands between the first and the last line of a card; none when it says nothing."""
    contents: dict[str, list[str]] = {}
    for name, value in properties(card):
        contents.setdefault(name, []).append(value)
    found = _found(contents)
    return [found.get(heading, "") for heading in COLUMNS] if any(found.values()) else []


def properties(card: bytes) -> Iterator[Property]:
    """Give the lines of a card, put together where they were folded, without pictures."""
    for line in _unfolded(card):
        head, colon, value = line.partition(b":")
        name, _, more = head.decode("ascii", "replace").strip().partition(";")
        name = name.rpartition(".")[2].lower()
        if not colon or name in _BULKY:
            continue
        if "QUOTED-PRINTABLE" in more.upper():
            value = quopri.decodestring(value)
        yield Property(_kind(name, more), _decoded(value[: LONGEST * 4], more)[:LONGEST])


def _kind(name: str, more: str) -> str:
    types = set(_NO_WORD.split(more.upper()))
    if name == "tel" and "FAX" in types and "VOICE" not in types:
        return "fax"
    return "adr home" if name == "adr" and "HOME" in types and "WORK" not in types else name


def _unfolded(card: bytes) -> Iterator[bytes]:
    waiting = b""
    for line in _FOLD.sub(b"", card).split(b"\n"):
        line = waiting + line.rstrip(b"\r")
        if line.endswith(b"=") and len(line) < LONGEST and _QUOTED.match(line):
            waiting = line[:-1]
            continue
        waiting = b""
        yield line


def _decoded(value: bytes, more: str) -> str:
    try:
        return value.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(more)
        try:
            return value.decode(named.group(1) if named else "cp1252", "replace")
        except (LookupError, ValueError):
            return value.decode("cp1252", "replace")


def _found(contents: dict[str, list[str]]) -> dict[str, str]:
    own = {name.removeprefix(OWN).replace("-", "_"): _plain(contents[name][0]) for name in contents if OWN in name}
    company, *department = _parts(contents, "org") or [""]
    family, given, additional, prefix, suffix, *_ = [*_parts(contents, "n"), *[""] * 5]
    whole = _first(contents, "fn")
    if not (given or family) and whole and not (company or own.get("company")):
        given, _, family = whole.rpartition(" ")
    _box, extended, street, city, _region, postcode, country, *_ = [
        *(_parts(contents, "adr") or _parts(contents, "adr home")),
        *[""] * 7,
    ]
    faxes = map(_plain, contents.get("fax", ()))
    return {
        "company": company,
        "first_name": " ".join(filter(None, (prefix, given, additional))),
        "last_name": " ".join(filter(None, (family, suffix))),
        "role": _first(contents, "title") or _first(contents, "role") or ", ".join(filter(None, department)),
        "street": " ".join(filter(None, (street, extended))),
        "postcode": postcode,
        "city": city,
        "site_country": country,
        "country": "" if "number" in own else country,  # other programs know one country only
        "phone": "\n".join(map(_dialled, _all(contents, "tel").split("\n"))),
        "email": _all(contents, "email"),
        "website": _first(contents, "url"),
        "sector": "\n".join(part for each in contents.get("categories", ()) for part in _split(each, ",")),
        "note": "\n".join(filter(None, (_all(contents, "note"), *(f"Fax: {each}" for each in faxes)))),
    } | own


def _dialled(number: str) -> str:
    """Give a number to dial, also of an address (RFC 3966): an extension follows the number of its exchange."""
    found = _EXTENSION.fullmatch(number)
    return found.expand(r"\1\2\3") if found else number


def _parts(contents: dict[str, list[str]], name: str) -> list[str]:
    return _split(contents[name][0], ";") if name in contents else []


def _split(value: str, sign: str) -> list[str]:
    """Give the parts of a value between signs that are not escaped, at most as many as any card has."""
    parts: list[str] = []
    part: list[str] = []
    escaped = False
    for letter in value:
        if letter == sign and not escaped:
            parts.append("".join(part))
            part = []
        else:
            part.append(letter)
        escaped = letter == "\\" and not escaped
    return [_plain(each) for each in (*parts, "".join(part))][:50]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _first(contents: dict[str, list[str]], name: str) -> str:
    return _plain(contents[name][0]) if name in contents else ""


def _all(contents: dict[str, list[str]], name: str) -> str:
    return "\n".join(filter(None, map(_plain, contents.get(name, ()))))
