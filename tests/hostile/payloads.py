"""Texts that want to act, hide, break or wear out: one class of QUALITY ("Bad input") a name."""

from __future__ import annotations

import unicodedata

MARK = "Kanarie"
"""Stands in every payload, so that a test knows the text arrived."""

TEXTS = {
    "CSI": "\x1b[2J\x1b[31;1m\x1b[10;10HKanarie\x1b[?1049l",
    "OSC 0": "\x1b]0;title\x07Kanarie\x1b]2;t\x1b\\",
    "OSC 8": "\x1b]8;;file:///etc/passwd\x1b\\Kanarie\x1b]8;;\x1b\\",
    "OSC 52": "\x1b]52;c;U1RPTEVO\x07Kanarie",
    "DCS": "\x1bP+q544e\x1b\\Kanarie\x1bPq#0;2;0;0;0~\x1b\\",
    "APC and PM": "\x1b_Gf=24,s=1;AAAA\x1b\\Kanarie\x1b^x\x1b\\",
    "reports": "\x1b[6nKanarie\x1b[c\x1b[>c\x1b[?6n\x05\x1bZ",
    "8-bit C1": "\x9b2J\x9d0;t\x9cKanarie\x90q\x9c\x85\x8d",
    "bells": "\x07" * 300 + "Kanarie",
    "overwriting": "safe\rKanarie\x08\x08\x08\x08evil\x7f\x0c\x0b",
    "NUL": "\x00Kanarie\x00",
    "overrides": "\u202eKanarie\u202c\u2066exe\u2069\u200f\u061c\u2067\u2068\u202d",
    "zero width": "\u200b\ufeff\u2060Kanarie\u00ad\u180e\u034f\u3164\u115f",
    "tags": "\U000e0041\U000e007fKanarie\U000e0101",
    "private use": "\ue000Kanarie\U000f0000\U0010fffd",
    "marks": "Kanarie" + "\u0301\u0489\u20dd" * 300,
    "lone surrogates": "\ud83dKanarie\udcff\udc80",
    "separators": "a\u2028Kanarie\u2029b\x1c\x1d\x1e\x1f",
    "markup": "[/x] [@click=app.quit]Kanarie[/] [link=file:///x]y[/link] $name \\[ [[ ]] {curly} %s %(x)s",
    "openings": "[[[[[[[ Kanarie \\[\\[ [/ [b [@ $ $$ ${x}",
    "formula": "=cmd|' /C calc'!A0 Kanarie",
    "wide": "Ｋanarie 日本語 Kanarie 👩‍👩‍👧" * 3,
    "a long word": "Kanarie" + "x" * 200_000,
    "many lines": "Kanarie\n" + "line\n" * 100_000,
}

QUERIES = {
    "quotes": "\"'`\"'",
    "a star": "*",
    "words of FTS": "AND OR NOT",
    "NEAR": "NEAR(",
    "a column": "name:x OR rowid:1",
    "a dash": "a-b",
    "C++": "C++",
    "an apostrophe": "o'brien",
    "1,000 brackets": "(" * 1_000,
    "wildcards": "%_%",
    "a backslash": "\\",
    "an end of SQL": "'; DROP TABLE inquiry; --",
    "a union": "' UNION SELECT * FROM rep --",
    "NUL": "a\x00b",
    "half a pair": "\ud83d",
    "100 kB": "kraus " * 17_000,
    "100 kB in one word": "k" * 100_000,
    "20,000 quotes": '"' * 20_000,
    "20,000 percent signs": "%" * 20_000,
    "20,000 colons": ":" * 20_000,
    "marks": "a" + "\u0301" * 20_000,
    "blanks": " " * 100_000,
    "digits": "9" * 20_000,
    "CSI": "\x1b[2Jx",
    "filters": "holder:" * 5_000,
    "nothing": "",
    "a pattern": "(a+)+$" * 100,
    "markup": "[/x][@click=app.quit]",
}


def acting(text: str) -> list[str]:
    """Name every sign of a shown text that acts on a terminal or hides in it; line ends and joiners are none."""
    return sorted(
        {
            f"U+{ord(sign):04X}"
            for sign in text
            if sign not in "\n\u200d\u200c" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        }
    )
