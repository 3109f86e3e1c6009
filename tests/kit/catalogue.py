"""The catalogues: what the code says, the German that is known, and both files as they are written.

`python -m tests.kit.catalogue` takes the messages of the code into the German catalogue, without a translation where
they are new, drops what nobody says any more, and compiles it: the same bytes on every machine and day.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Generator, Iterable
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desk import language

ROOT = Path(language.__file__).parent
PO = ROOT / "locale" / "de" / "LC_MESSAGES" / "desk.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2)}

HEADER = """Project-Id-Version: desk
Language: de
Plural-Forms: nplurals=2; plural=(n != 1);
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
"""
"""No date, no name, no version of a tool: nothing that differs where nothing was translated."""

RENEW = "run: .venv/bin/python -m tests.kit.catalogue, and translate what is empty then"

Msgid = str | tuple[str, ...]


@cache
def said_by_the_code() -> dict[Msgid, str]:
    """Every message in the code, with a place where it stands."""
    found: dict[Msgid, str] = {}
    for file, line, message, _comments, _context in extract_from_dir(ROOT, [("**.py", "python")], keywords=KEYWORDS):
        found.setdefault(message, f"{file}:{line}")
    return found


@cache
def german() -> Catalog:
    return read_po(io.BytesIO(PO.read_bytes()), locale="de", abort_invalid=True)


def forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """The forms of a msgid or msgstr: one, or two with a plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def pairs() -> list[tuple[str, str]]:
    """Every form of every message with its German."""
    return [pair for each in german() if each.id for pair in zip(forms(each.id), forms(each.string), strict=True)]


def placeholders(text: str) -> set[str]:
    return {f"{name}!{conversion}:{spec}" for _text, name, spec, conversion in Formatter().parse(text) if name}


class Plain(Catalog):
    """A catalogue whose header says nothing of when and where it was made."""

    def __iter__(self) -> Generator[Message, None, None]:
        yield Message("", HEADER)
        yield from (message for message in super().__iter__() if message.id)


def renewed() -> Plain:
    """The messages of the code with the German that is known."""
    fresh = Plain(locale="de", charset="utf-8")
    for message in said_by_the_code():
        known = german().get(message)
        fresh.add(message, known.string if known is not None and not known.fuzzy else None)
    return fresh


def written() -> bytes:
    """The .po of the messages of the code."""
    header = "".join(f'"{line}\\n"\n' for line in HEADER.splitlines())
    body = io.BytesIO()
    write_po(body, renewed(), no_location=True, omit_header=True, sort_output=True)
    return (
        f'# German of desk, the shared desk of a sales team.\nmsgid ""\nmsgstr ""\n{header}\n'.encode()
        + body.getvalue()
    )


def compiled() -> bytes:
    """The .mo of the .po as it stands."""
    plain, body = Plain(locale="de", charset="utf-8"), io.BytesIO()
    for message in german():
        if message.id:
            plain.add(message.id, message.string, flags=message.flags)
    write_mo(body, plain)
    return body.getvalue()


def renew() -> int:
    """Write both files anew, and give how many messages lack their German."""
    PO.write_bytes(written())
    german.cache_clear()
    MO.write_bytes(compiled())
    return sum(not all(forms(message.string)) for message in german() if message.id)


if __name__ == "__main__":
    lacking = renew()
    print(f"{lacking} messages lack their German")
    sys.exit(1 if lacking else 0)
