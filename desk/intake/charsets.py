"""Bytes of a message to text: what the sender declared if it holds, else what such bytes usually are."""

from __future__ import annotations

import codecs
import re

# Senders who declare the left mean the right: mail programs write the Windows superset under the ISO name.
_MEANT = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Not charsets at all, or with costs that grow with the square of the length (idna, punycode).
_NEVER = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "unicode_escape", "mbcs", "oem"}
_ALIASES = {"ks_c_5601-1987": "cp949", "utf8mb4": "utf-8", "unicode-1-1-utf-7": "utf-7", "x-sjis": "cp932"}
_MULTIBYTE = ("gb", "big5", "cp949", "cp932", "euc", "iso2022", "utf-", "utf_", "johab", "hz", "shift")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,39}")


def decoded(data: bytes, declared: str | None = None) -> str:
    """Give `data` as text and never fail: the declared charset, UTF-8, cp1252, and latin-1 at last."""
    codec = _codec(declared)
    for name in (codec, "utf-8"):
        if name is not None:
            try:
                return data.decode(name)
            except (UnicodeError, ValueError):
                pass
    if codec is not None and codec.startswith(_MULTIBYTE) and codec != "utf-8":
        try:
            return data.decode(codec, "replace")  # a few broken signs of many, not a page of mojibake
        except (UnicodeError, ValueError):
            pass
    try:
        return data.decode("cp1252")
    except UnicodeError:
        return data.decode("latin-1")


def unescaped(text: str, declared: str | None = None) -> str:
    """Give text that the stdlib read as ASCII with surrogates for 8-bit bytes as what the bytes meant."""
    if text.isascii():
        return text
    return decoded(text.encode("utf-8", "surrogateescape"), declared)


def _codec(declared: str | None) -> str | None:
    """Give the name of a codec that really is a charset, or None."""
    found = _NAME.search(declared or "")
    if found is None:
        return None
    name = found.group().lower()
    if name in _NEVER:
        return None
    try:
        codec = codecs.lookup(_ALIASES.get(name, name))
    except (LookupError, ValueError, UnicodeError, ImportError):
        return None
    if codec.name in _NEVER or not getattr(codec, "_is_text_encoding", True):
        return None
    return _MEANT.get(codec.name, codec.name)
