"""Customers as visiting cards (vCard 3.0, RFC 2426): one card for each row of a customer file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desk.rows.customer_file import CustomerFileRow

WIDTH = 75
"""Bytes of a line at most; a longer one goes on in the next, which begins with a blank (RFC 2426, 2.6)."""

_OWN = ("number", "company", "country", "grade", "sector", "care_model", "inside", "field", "site", "call_times")
"""What other programs don't know stands in lines of our own, so that reading it again loses nothing."""

_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", ",": "\\,", ";": "\\;"})


def written(rows: Iterable[CustomerFileRow]) -> Iterator[str]:
    """Give the file card by card."""
    for row in rows:
        yield "".join(_folded(line) for line in _card(row))


def _card(row: CustomerFileRow) -> Iterator[str]:
    person = " ".join(filter(None, (row.first_name, row.last_name)))
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"FN:{_safe(person or row.company or row.number)}"
    yield f"N:{_safe(row.last_name)};{_safe(row.first_name)};;;"
    if row.company:
        yield f"ORG:{_safe(row.company)}"
    if row.role:
        yield f"TITLE:{_safe(row.role)}"
    if row.street or row.postcode or row.city or row.site_country:
        yield f"ADR;TYPE=WORK:;;{_safe(row.street)};{_safe(row.city)};;{_safe(row.postcode)};{_safe(row.site_country)}"
    yield from (f"TEL;TYPE=WORK:{_safe(phone)}" for phone in _lines(row.phone))
    yield from (f"EMAIL;TYPE=INTERNET:{_safe(email)}" for email in _lines(row.email))
    if row.website:
        yield f"URL:{_safe(row.website)}"
    if row.note:
        yield f"NOTE:{_safe(row.note)}"
    for name in _OWN:
        if value := getattr(row, name):
            yield f"X-DESK-{name.upper().replace('_', '-')}:{_safe(value)}"
    yield "END:VCARD"


def _lines(cell: str) -> list[str]:
    return cell.split("\n") if cell else []


def _safe(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    """Fold a line at WIDTH bytes, never within a letter."""
    if len(line) * 4 <= WIDTH or len(line.encode()) <= WIDTH:
        return f"{line}\r\n"
    pieces, piece, size = [], "", 0
    for letter in line:
        bytes_of = len(letter.encode())
        if size + bytes_of > WIDTH:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + bytes_of
    return "\r\n".join([*pieces, piece]) + "\r\n"
