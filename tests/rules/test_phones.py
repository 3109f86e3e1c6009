from __future__ import annotations

import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.phones import FOUND, PhoneNumber, digits, find_numbers, of_exchange, same_exchange, shown


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        *(("0211 123456", "+49211123456"), ("+49 (0)211/12 34 56", "+49211123456"), ("0049211123456", "+49211123456")),
        *(("(0211) 12 34 56", "+49211123456"), ("0211–123456", "+49211123456"), ("tel:+49211123456", "+49211123456")),
        *(("Tel.: 0211 123456", "+49211123456"), ("0171 1234567", "+491711234567"), ("+43 1 580580", "+431580580")),
        ("0211 123456-0", "+492111234560"),
    ],
)
def test_one_number_has_one_form_however_it_is_written(text, e164):
    assert digits(text) == PhoneNumber(e164)


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        *(("0211 123456 Durchwahl 12", "12"), ("0211 123456 DW-12", "12"), ("0211 123456, ext. 7", "7")),
        *(("0211 123456 (DW 12)", "12"), ("0211 123456 x 12", "12"), ("0211 123456 App. 5", "5")),
    ],
)
def test_an_extension_is_set_apart(text, extension):
    assert digits(text) == PhoneNumber("+49211123456", extension)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "Kraus 12345",
        "112",
        "12",
        "+",
        "0211 123456 morgen",
        "٠٢١١ ١٢٣٤٥٦",
        "0" * 61,
        "\x00",
        "m",
        "call me",
        "+999 123",
    ],
)
def test_what_is_no_number_gives_none(text):
    assert digits(text) is None


def test_a_number_without_its_country_is_dialled_from_the_country_given():
    assert digits("01 580580", "at") == PhoneNumber("+431580580")
    assert digits("0211 123456", "XX") is None
    assert digits("+49211123456", "XX") == PhoneNumber("+49211123456")


def test_numbers_in_a_mail_are_found_once_and_in_order():
    text = "Tel. 0211 123456-0, mobil +49 171 1234567.\nAm 23.11.2026 um 10:00, Rechnung 4711. Nochmals: 0211/1234560"
    assert find_numbers(text) == ["+492111234560", "+491711234567"]


def test_of_many_numbers_the_first_are_given():
    assert len(find_numbers("".join(f"Tel. 0211 1234{n:03}\n" for n in range(100)))) == FOUND


@pytest.mark.parametrize(
    "piece", ["+1", "0211 1234567 ", "(((1-", "1 ", "0211/", "1-", "\u0661", "12.12.2026 10:00 ", "a1"]
)
def test_a_hostile_mail_is_searched_in_no_time(piece):
    find_numbers("0211 123456")
    began = process_time()
    find_numbers(piece * 100_000)
    assert process_time() - began < 0.5


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("+492111234560", "+4921112345612", True),
        ("+49211123456", "+4921112345612", True),
        ("+4921112345611", "+4921112345612", True),
        ("+49211123456", "+49211123456", True),
        ("+49211123456", "+49211123478", False),
        ("+49211123456", "+49221123456", False),
        ("+491711234567", "+491711234568", False),
        ("", "", False),
        ("4711", "4712", False),
    ],
)
def test_extensions_of_one_exchange_belong_together(a, b, same):
    assert same_exchange(a, b) is same
    assert same_exchange(b, a) is same
    assert (of_exchange(a, ["", b, "+4915"]) == [b]) is same


def test_a_number_is_shown_the_way_of_the_country():
    assert shown("+49211123456") == "0211 123456"
    assert shown("+431580580") == "+43 1 580580"
    assert shown("+431580580", "AT") == "01 580580"
    assert shown("4711") == "4711"


@given(st.text(max_size=80) | st.text("0123456789+-/() xDW.", max_size=30))
def test_any_text_is_a_number_or_none_and_its_form_stays(text):
    number = digits(text)
    if number is not None:
        again = digits(number.e164)
        assert again is not None
        assert again.e164 == number.e164
        assert shown(number.e164)


def test_no_rule_loads_the_library_before_it_is_needed():
    names = "hours clocks holidays retries when phones"
    code = "; ".join(f"import desk.rules.{name}" for name in names.split())
    check = "import sys, desk.format; print({'phonenumbers', 'holidays', 'babel', 'numpy'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", f"{code}; {check}"], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
