from __future__ import annotations

import re

import pytest
from rich.segment import Segment
from textual.color import Color

from desk import text

HOSTILE = ("[/red]", "[b", "$who", "\\[x]", "[@click=app.quit]x[/]", "{curly}", "[link=file:///]x")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_shown_literally(value: str) -> None:
    shown = text.content("[b]$who[/b] says $what", who=value, what=value)
    assert shown.plain == f"{value} says {value}"
    assert [(span.start, span.end, span.style) for span in shown.spans] == [(0, len(value), "b")]
    assert text.plain(value).plain == value
    assert text.pieces("a ", (value, "bold")).plain == f"a {value}"


def test_a_dollar_in_a_template_without_values_is_a_dollar() -> None:
    assert text.content("costs 5 $$").plain == "costs 5 $"


def test_line_ends_are_kept_only_where_they_are_asked_for() -> None:
    assert text.plain("a\r\nb\tc").plain == "a b c"
    assert text.plain("a\r\nb", lines=True).plain == "a\nb"
    assert text.content("$x", x="a\nb", lines=True).plain == "a\nb"


@pytest.mark.parametrize(
    ("given", "width", "shown"),
    [
        ("Vogt", 6, "Vogt  "),
        ("Autohaus", 5, "Auto…"),
        ("日本語", 4, "日… "),
        ("", 3, "   "),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("a\x1b[2Jb\u202e", 6, "a[2Jb "),
        ("e\u0301" * 3, 3, "e\u0301" * 3),
    ],
)
def test_a_text_fits_its_cells_exactly(given: str, width: int, shown: str) -> None:
    assert text.fit(given, width) == shown
    assert text.width(text.fit(given, width)) == width


def test_the_belt_lets_nothing_through_that_acts_on_a_terminal() -> None:
    segments = [Segment("fine"), Segment("\x1b[2J\x9b\x07\x00\u202e\ud800x")]
    passed = text.Belt().apply(segments, Color(0, 0, 0))
    assert passed[0].text == "fine"
    assert passed[1].text == "\ufffd[2J\ufffd\ufffd\ufffd\ufffd\ufffdx"


def test_the_belt_leaves_harmless_lines_as_they_are() -> None:
    segments = [Segment("Müller & Söhne, 日本")]
    assert text.Belt().apply(segments, Color(0, 0, 0)) is segments


def test_whatever_the_belt_replaces_is_known_by_its_first_look() -> None:
    signs = [chr(code) for code in range(0x110000)]
    bad = {sign for sign in signs if re.fullmatch(text._BAD, sign)}
    assert len(bad) > 6_000
    assert not any(sign.isprintable() and sign < text._HIDDEN for sign in bad)
