"""The words by which inquiries are found: cut, folded, and asked for so that no sign means anything."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.folding import fold
from desk.rules.wording import (
    LONGEST_TEXT,
    MOST_KEPT,
    MOST_ROOM,
    MOST_SOUGHT,
    MOST_TEXT,
    Sought,
    dialled,
    places,
    sought,
    words,
)

KEPT = [
    (("Möbel Kraus",), "kraus moebel"),
    (("Stühle", "STUEHLE stuhle"), "stuehle stuhle"),
    (("info@kraus.example",), "example info kraus"),
    (("o'brien C++ [b]100%[/b] a_b",), "100 a b brien c o"),
    (("tel. 0221/123-456",), "0221 0221123456 123 456 tel"),
    (("+49 (0)221 123456",), "0 0221123456 123456 221 49"),
    (("+431234567", "0041 (0)44 123"), "0 0041 01234567 044123 123 431234567 44"),
    (("K2021 123456",), "123456 k2021"),
    (("am 01.02. 😀",), "01 02 am 😀"),
    (("Привет Γειά",), "γεια привет"),
    (("a\x00b\u200bc",), "a b c"),
    (
        (
            "",
            "((((",
        ),
        "",
    ),
]
ASKED = [
    ("möb", [(("moeb", True),)]),
    ("k", [(("k", False),)]),
    ("kraus (", [(("kraus", True),)]),
    ("c++ 100%", [(("c", False),), (("100", False),)]),
    ("#1042 1042", [(("1042", False),), (("1042", True),)]),
    ("o'brien", [(("o", False), ("brien", True))]),
    ('"x" OR* NEAR(a', [(("x", False),), (("or", False),), (("near", False), ("a", False))]),
    ("% _ ' \"", []),
]


WIDE = {ord("0") + n: 0x12000 + n for n in range(10)}
"""Letters of four bytes for digits."""


@pytest.mark.parametrize(("texts", "kept"), KEPT)
def test_words_are_folded_and_parted_by_every_other_sign_and_numbers_are_kept_as_dialled(texts, kept: str) -> None:
    assert words(texts) == kept


@pytest.mark.parametrize(("typed", "asked"), ASKED)
def test_a_search_asks_for_beginnings_unless_a_sign_ends_a_word(typed: str, asked: list[object]) -> None:
    assert [each.words for each in sought(typed.split())] == asked


@pytest.mark.parametrize("typed", ["0221 123456", "0221/123456", "+49 221 123456", "+49(0)221123456", "0049 221 12"])
def test_a_number_is_asked_for_as_it_is_dialled_however_it_is_written(typed: str) -> None:
    (asked,) = sought(typed.split())
    assert "0221123456".startswith(asked.phone)
    assert len(asked.phone) >= 6
    assert dialled("12345") == ""


def test_long_texts_and_long_searches_are_cut() -> None:
    assert words(["x" * 100]) == "x" * 40
    assert words([" ".join(["a"] * LONGEST_TEXT) + " zebra"]) == "a"
    assert words(["a " * 30_000 + "zebra"]) == "a zebra", "further on than a screen shows"
    assert len(words(f"w{n}" for n in range(MOST_KEPT + 9)).split()) == MOST_KEPT
    assert words([f"{'a ' * (LONGEST_TEXT // 2)}{n}" for n in range(9)]).split() == ["a"]
    endless = (f"w{n} " + "." * LONGEST_TEXT for n in count())
    assert len(words(endless).split()) == MOST_TEXT // LONGEST_TEXT
    wide = words(f"{n:05}".translate(WIDE) * 8 for n in range(MOST_KEPT))
    assert MOST_ROOM * 0.99 < len(wide.encode()) <= MOST_ROOM
    asked = sought(["a" * 100, "-".join(f"w{n}" for n in range(1_000))])
    assert sum(len(each.words) for each in asked) == MOST_SOUGHT
    assert asked[0] == Sought((("a" * 40, True),))


@given(st.text())
def test_whatever_is_kept_is_found_by_its_own_words(text: str) -> None:
    kept = words([text]).split()
    assert all(len(each) <= 40 and not any(sign in each for sign in "\"' *:&|()\x00") for each in kept)
    for each in sought(text.split())[:5]:
        assert all(any(word == one or (on and one.startswith(word)) for one in kept) for word, on in each.words)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("kraus", "Möbel Kraus, KRAUSE", ["Kraus", "KRAUSE"]),
        ("stuehle", "Stühle und Stuhl", ["Stühle"]),
        ("c++ k", "c, cd, K, kraus", ["c", "K"]),
        ("#1042", "1042 10421", ["1042"]),
        ("0221 123", "(0221) 1234", ["0221", "1234"]),
        ("!", "! a", []),
    ],
)
def test_what_was_searched_for_is_found_in_a_text_as_whole_words(typed: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, sought(typed.split()))] == found


@given(st.text(max_size=60), st.data())
def test_every_word_by_which_a_text_is_found_is_marked_in_it(text: str, data: st.DataObject) -> None:
    kept = [word for word in words((text,)).split() if word in [fold(each) for each in text.split()]]
    if kept:
        assert places(text, sought([data.draw(st.sampled_from(kept))]))
