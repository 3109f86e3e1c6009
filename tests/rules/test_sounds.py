from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.folding import fold, words
from desk.rules.sounds import cologne, sounds

ALIKE = (
    ("Meier", "Mayr"), ("Maier", "Meyer"), ("Schmidt", "Schmitt"), ("Schmid", "Schmitt"), ("Müller", "Miller"),
    ("Müller", "Muller"), ("Köhler", "Kohler"), ("Jäger", "Jager"), ("Jäger", "Jeger"), ("Vogt", "Fogt"),
    ("Weber", "Veber"), ("Kraus", "Krauß"), ("Schulz", "Schultz"), ("Thomas", "Tomas"), ("Philipp", "Filip"),
    ("Neumann", "Noimann"), ("Becker", "Beker"), ("Fischer", "Fischa"), ("Kühn", "Kyhn"), ("Hoffmann", "Hofman"),
    ("Dietrich", "Ditrich"), ("Baumann", "Paumann"), ("Carl", "Karl"), ("Lehmann", "Lemann"),
)  # fmt: skip
APART = (("Meier", "Müller"), ("Kraus", "Klaus"), ("Vogt", "Voss"), ("Weber", "Wagner"), ("Bauer", "Bayer"))
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=40)


def codes(name: str) -> set[str]:
    return set(sounds(words(name)[0]))


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_sound_alike_share_a_code(one: str, other: str) -> None:
    assert codes(one) & codes(other), (codes(one), codes(other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_sound_apart_share_none(one: str, other: str) -> None:
    assert not codes(one) & codes(other)


@given(LETTERS)
def test_every_word_of_letters_has_one_or_two_codes_and_the_same_ones_each_time(word: str) -> None:
    found = sounds(word)
    assert 1 <= len(found) <= 2
    assert all(found)
    assert sounds(word) == found


@given(st.text(max_size=20).map(fold))
def test_no_text_is_too_odd_for_a_code(text: str) -> None:
    assert len(sounds(text)) <= 2
    assert cologne(text).isdigit() or cologne(text) == ""


def test_the_cologne_code_is_postels() -> None:
    for name, code in (
        ("mueller", "657"),
        ("luedenscheid", "52682"),
        ("meier", "67"),
        ("mayr", "67"),
        ("schmidt", "862"),
    ):
        assert cologne(name) == code, name


def test_numbers_and_single_letters_have_no_sound() -> None:
    assert sounds("45127") == sounds("x") == sounds("") == sounds("a1") == ()
    assert cologne("12") == cologne("ab") == ""
