"""How a telephone number is kept, and the way it is kept for those who know only its end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.numbers import MOST_DIGITS, backwards, kept

KEPT = [
    ("0211 123456", "DE", "+49211123456"),
    ("+49 (0) 211 / 12 34 56", "DE", "+49211123456"),
    ("0049-211-123456", "DE", "+49211123456"),
    ("Tel.: 0211/123456", "DE", "+49211123456"),
    ("0211 123456 DW 12", "DE", "+49211123456"),
    ("０２１１ １２３４５６", "DE", "+49211123456"),
    ("01 5123456", "AT", "+4315123456"),
    ("+41 44 123 45 67", "DE", "+41441234567"),
    ("112", "DE", "112"),
    ("intern 47-11", "DE", "+494711"),
    ("9" * 100, "DE", "9" * MOST_DIGITS),
    ("+41 442 191 241 3456", "DE", "+414421912413456"),
    ("0041/4421912413456", "DE", "+414421912413456"),
    ("0211 4711 or 0221 5", "DE", "+49211471102215"),
    ("unterdrückt", "DE", ""),
    ("+", "DE", ""),
    ("", "DE", ""),
]


@pytest.mark.parametrize(("text", "country", "number"), KEPT)
def test_a_number_is_kept_with_its_country_else_as_its_digits(text, country, number):
    assert kept(text, country) == number


@given(st.text(max_size=80) | st.text("+0123456789 ()/-x", max_size=25))
def test_a_kept_number_is_digits_with_at_most_a_plus_before_them_and_keeping_it_again_changes_nothing(text):
    number = kept(text)
    assert number.removeprefix("+").isdigit() or number == ""
    assert number.isascii()
    assert len(number) <= MOST_DIGITS + 1
    assert kept(number) == number


def test_the_end_of_a_number_is_the_beginning_of_its_digits_backwards():
    assert backwards("+49211123456") == "65432111294"
    assert backwards(kept("0211 123456")).startswith("3456"[::-1])
    assert backwards("4711") == "1174"
