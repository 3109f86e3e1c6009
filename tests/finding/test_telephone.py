"""A number is found in every notation in which it is told, read out or copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.rules.asked import dialled
from tests.finding.conftest import Found
from tests.kit.builders import team

KEPT = {
    "D1": "0211 123456",
    "D2": "+49 211 1234-0",
    "D3": "030 901820",
    "A1": "+43 1 5861",
    "A2": "+43 662 8044 1234",
    "C1": "+41 44 668 18 00",
    "S1": "0800 330 1000",
    "S2": "0180 5 12 34 56",
    "M1": "0171 2345678",
    "F1": "+33 1 42 68 53 00",
    "U1": "+1 212 555 0147",
    "I1": "+39 06 6982",
    "Z1": "0221 003915",
}
"""Own number of a customer, and its telephone number."""
TOLD = {
    "D1": (
        *("0049 (0)211/12 34-56", "+49 211 123456", "+49(0)211/123456", "0211.123456", "211 123456", "(0211) 123456"),
        *("123456", "23456", "49 211 123456", "+49211123456", "00 49 211 123456", "+49 0211 123456", "0211–123456"),
        *("0211\u00a0123456", "０２１１ １２３４５６", "0211-12 34 5", "tel:+49211123456", "Tel. 0211 123456"),
        *("0211 123465", "0211 123446", "0211 12346", "0211 1234556", "0221 123456", "0211 123456-12", "211/123457"),
    ),
    "D2": ("0211 1234-17", "0211/1234-0", "+49 211 1234-99", "1234-0", "0211 12340"),
    "A1": ("01 5861", "01/5861-220", "+43 1 5861", "0043 1 5861", "0043(0)1/5861", "5861", "1 5861", "+43 1 5861-22"),
    "A2": ("0662 8044 1234", "0662/8044-1234", "0662 8044 1235", "+43 662 80441234", "80441234", "4366280441234"),
    "C1": ("044 668 18 00", "+41 (0)44 668 18 00", "0041 44 668 1800", "668 18 00", "044 668 18 01", "41446681800"),
    "S1": ("0800 330 1000", "08003301000", "0800/3301000", "800 330 1000", "3301000", "+49 800 3301000"),
    "S2": ("0180 5 123456", "01805 123456", "01805/12 34 56", "1805123456"),
    "M1": ("0171 2345678", "+49171 2345678", "0171-2345687", "171 2345678", "0171 234567"),
    "F1": ("+33 1 42 68 53 00", "0033142685300", "33142685300", "01 42 68 53 00", "42685300"),
    "U1": ("+1 (212) 555-0147", "001 212 555 0147", "212 555 0147", "555-0147", "1-212-555-0147"),
    "I1": ("+39 06 6982", "0039 06 6982", "06 6982"),
    "Z1": ("003915", "0221 003915", "03915"),
}  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    folder: Path = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch, team(folder) as desk:
        patch.setenv("DESK_CACHE", str(folder / "cache"))
        for number, phone in KEPT.items():
            desk.customer(f"Firma {number}x", number=number, phone=phone)
        found = Found(desk)
        yield found
        found.finder.close()


@pytest.mark.parametrize("number", TOLD)
def test_whoever_has_the_number_is_found_first_however_it_is_told(kept: Found, number: str) -> None:
    """Also with one digit wrong, lost, doubled or swapped, and by any other extension of its switchboard."""
    firsts = {told: (hit.number, hit.why) for told in TOLD[number] if (hit := kept.first(told))}
    assert firsts == dict.fromkeys(TOLD[number], (number, "number"))


def test_a_number_that_nobody_has_finds_nobody(kept: Found) -> None:
    """The control of the table above."""
    told = ("0621 987654", "+49 89 777777", "tel: 0999 4443332", "555 0199")
    assert [kept.numbers(each) for each in told] == [[]] * len(told)


def test_the_switchboard_stands_before_the_other_extensions_of_its_exchange(kept: Found) -> None:
    hits = kept.hits("0211 1234-17")
    assert [hit.number for hit in hits[:2]] == ["D2", "D1"]
    assert hits[0].score > hits[1].score


def test_long_bare_digits_may_begin_with_any_country() -> None:
    assert dialled("41446681800") == ("41446681800", "446681800")
    assert dialled("3522712345678") == ("3522712345678", "2712345678")
    assert dialled("2111234567") == ("2111234567",)
    assert dialled("49211123456") == ("49211123456", "211123456")
