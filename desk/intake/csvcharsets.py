"""The bytes of a table in text form to its text: in which charset it is, and which of its lines are in another."""

from __future__ import annotations

import re

FOREIGN = re.compile("[\udc80-\udcff]")
"""What `decoded` gives for a byte of another charset than the file's: no sign of any text."""

_SAMPLE = 1 << 16
_UMLAUTS = {
    "cp1252": bytes([0xE4, 0xF6, 0xFC, 0xC4, 0xD6, 0xDC, 0xDF]),
    "cp850": bytes([0x84, 0x94, 0x81, 0x8E, 0x99, 0x9A, 0xE1]),
    "mac-roman": bytes([0x8A, 0x9A, 0x9F]),
}
"""Where the umlauts lie in the charsets of one byte a sign; the first of those that have most is meant."""

_TORN = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_BEGINS_NO_WORDS_END = b"\xc2\xc3"  # cp1252 knows them as capitals with accents


def decoded(data: bytes) -> str:
    """Give the text: by its byte order mark, else UTF-8, else the page of Windows, DOS or Mac its umlauts are from.

    Of a file put together of two charsets that of most lines is read, and FOREIGN stands in the others: nobody shall
    be called HÃ¶fner. The headings may be in either. FOREIGN also ends a file that was cut within a letter.
    """
    codec = wide(data)
    if codec:
        return data.decode(codec, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    torn = _cut_within_a_letter(data)
    return _of_most_lines(data.split(b"\n")) if torn is None else torn


def wide(data: bytes) -> str:
    """Give the name of the charset of two bytes a sign, empty when it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half > 2 and sample[1::2].count(0) > half * 0.7 and sample[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if half > 2 and sample[::2].count(0) > half * 0.7 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _cut_within_a_letter(data: bytes) -> str | None:
    """Give a file that is UTF-8 but for the beginning of a letter at its end, None for any other."""
    found = _TORN.search(data, max(0, len(data) - 3))
    if found is None:
        return None
    try:
        text = data[: found.start()].decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if text.isascii() and data[found.start()] not in _BEGINS_NO_WORDS_END:
        return None
    return text + found[0].decode("ascii", "surrogateescape")


def _of_most_lines(lines: list[bytes]) -> str:
    kinds = [None if line.isascii() else _is_utf8(line) for line in lines]
    known = kinds[1:].count(True) >= kinds[1:].count(False)
    page = _page(b"".join(line for line, is_utf8 in zip(lines, kinds, strict=True) if is_utf8 is False))
    text = []
    for at, (line, is_utf8) in enumerate(zip(lines, kinds, strict=True)):
        if at and is_utf8 is not None and is_utf8 != known:
            text.append(line.decode("ascii", "surrogateescape"))
        else:
            text.append(_of_a_page(line, page) if is_utf8 is False else line.decode())
    return "\n".join(text).removeprefix("\ufeff")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _page(data: bytes) -> str:
    return max(_UMLAUTS, key=lambda name: sum(map(data.count, _UMLAUTS[name])))


def _of_a_page(line: bytes, codec: str) -> str:
    try:
        return line.decode(codec)
    except UnicodeDecodeError:
        return line.decode("latin-1")
