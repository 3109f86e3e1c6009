from __future__ import annotations

from collections.abc import Iterator

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk import phone
from desk.rules import phones


@pytest.fixture(autouse=True)
def at_home() -> Iterator[None]:
    yield
    phone.use_country("DE")


@pytest.mark.parametrize(
    ("kept", "country", "read"),
    [
        ("+49211123456", "DE-NW", "0211 123456"),
        ("+49301234567", "DE", "030 1234567"),
        ("+492102123456", "DE", "02102 123456"),
        ("+491711234567", "DE", "0171 1234567"),
        ("+4915112345678", "DE", "01511 2345678"),
        ("+49344456789", "DE", "0344456789"),
        ("+33123456789", "DE", "+33 123 456 789"),
        ("+12125551234", "DE", "+1 212 555 1234"),
        ("+3531234567", "DE", "+353 123 4567"),
        ("+4312345678", "AT-9", "01 2345678"),
        ("+436641234567", "AT", "0664 1234567"),
        ("+41441234567", "CH-ZH", "044 123 45 67"),
        ("+41441234567", "DE", "+41 441 234 567"),
        ("0211 123456", "DE", "0211 123456"),
        ("+49 [red]", "DE", "+49 [red]"),
        ("", "DE", ""),
    ],
)
def test_a_number_is_written_as_people_of_the_teams_country_read_it(kept: str, country: str, read: str) -> None:
    phone.use_country(country)
    assert phone.shown(kept) == read


@given(st.integers(min_value=2_000_000, max_value=9_999_999_999))
def test_a_german_number_is_parted_where_the_library_parts_it_or_not_at_all(national: int) -> None:
    kept = f"+49{national}"
    length = phonenumbers.length_of_geographical_area_code(phonenumbers.parse(kept, None))
    if length:
        area, _blank, rest = phone.shown(kept).partition(" ")
        assert not rest or len(area) - 1 == length


@given(st.text(alphabet="0123456789", min_size=7, max_size=15).filter(lambda text: text[0] != "0"))
@example("4901000")
@example("4900000")
def test_a_number_that_is_written_for_people_is_read_back_as_the_same(digits: str) -> None:
    text = phone.shown(f"+{digits}")
    joined = text.replace(" ", "")
    assert joined == f"+{digits}" or joined == f"0{digits[2:]}"
    read = phones.digits(f"+{digits}")
    if read is not None:
        again = phones.digits(text)
        assert again is not None
        assert again.e164 == read.e164
