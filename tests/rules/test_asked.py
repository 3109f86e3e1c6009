from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.asked import LONGEST, MOST_TOKENS, asked, dialled, national, stems


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("Müller GmbH & Co. KG", ("mueller",)),
        ("Herr Dr. Weiß, Köln", ("weiss", "koeln")),
        ("Firma Kraus und Söhne", ("kraus", "soehne")),
        ("gmbh", ("gmbh",)),
        ("Leitner e.K.", ("leitner",)),
        ("Perret S.A.", ("perret",)),
        ("E. K. Leitner", ("e", "k", "leitner")),
        ("Fa. Meier", ("meier",)),
        ("Meier Fa", ("meier", "fa")),
        ("Meier und", ("meier",)),
        ("p.kraus@moebel-kraus.de", ("p", "kraus", "moebel")),
        ("  ", ()),
        ("\0", ()),
        ("((\"*' OR 1=1 --", ("or", "1")),
        ("kraus kraus", ("kraus",)),
    ],
)
def test_words_that_tell_are_kept_in_their_order(typed: str, tokens: tuple[str, ...]) -> None:
    assert asked(typed).tokens == tokens


@pytest.mark.parametrize("typed", ["0211 123456", "+49 (0)211/123-456", "123456", "0049 211", "456"])
def test_what_is_nothing_but_a_number_is_one(typed: str) -> None:
    assert asked(typed).number == typed


@pytest.mark.parametrize("typed", ["12", "kraus 0211", "0211a", "", "+", "()"])
def test_what_has_letters_or_too_few_digits_is_none(typed: str) -> None:
    assert asked(typed).number == ""


@given(st.text(max_size=3 * LONGEST))
def test_any_text_is_taken_apart_within_its_bounds(text: str) -> None:
    found = asked(text)
    assert len(found.text) <= LONGEST
    assert len(found.tokens) <= MOST_TOKENS
    assert asked(text) == found
    found.text.encode()


@pytest.mark.parametrize("typed", ["+49 30 1234", "0049 30 1234", "030/1234", "30 1234", "+49 (0)30 1234", "49301234"])
def test_every_notation_of_a_number_begins_with_the_same_digits(typed: str) -> None:
    assert "301234" in dialled(typed)


def test_a_kept_number_has_its_national_digits() -> None:
    assert (national("+4930123"), national("+43123"), national("+12125"), national("+352123")) == (
        *("30123", "123", "2125", "123"),
    )
    assert stems("+4930123") == ("30123",)
    assert stems("41445551234") == ("41445551234", "445551234")
    assert stems("12345") == ("12345",)
    assert stems("") == ()


@given(st.text("0123456789+()/- ", max_size=40))
def test_no_number_is_too_odd_to_be_read(typed: str) -> None:
    assert all(each.isdigit() for each in dialled(typed))
