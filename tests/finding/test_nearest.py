from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk.finding.meaning import edits
from desk.finding.search import POOL
from tests.finding.conftest import Found
from tests.kit.builders import Desk

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)


def test_a_name_too_far_from_what_was_typed_is_found_among_all_with_the_other_one(desk: Desk) -> None:
    """Of more customers than are looked at, each with one of two words, those whose other name comes closest."""
    for count in range(POOL + 6):
        desk.customer(f"Firma {count}", first_name="Armin", last_name=f"Zobelius{count}")
    desk.customer("Mitterfeld Bau", number="W1", first_name="Armin", last_name="Wurm")
    found = Found(desk)
    assert found.numbers("wrh armin")[0] == "W1"
    found.finder.close()


def test_a_company_of_that_name_alone_comes_before_one_that_begins_so(found: Found) -> None:
    for number, company in (("C1", "Suppan & Söhne GmbH"), ("C2", "Suppan Optik KG"), ("C3", "Suppan e.K.")):
        found.desk.customer(company, number=number)
    assert found.numbers("suppan") == ["C3", "C1", "C2"]
    assert found.numbers("suppan und söh")[0] == "C1"


def test_who_has_two_last_names_is_found_by_the_beginning_of_either(found: Found) -> None:
    found.desk.customer("Kalk", number="D1", first_name="Bruni", last_name="Vogel-Rauhofer", city="Cham")
    found.desk.customer("Vogel Agrar", number="D2", first_name="Janna", last_name="Heger", city="Cham")
    assert found.numbers("vogel cham")[0] == "D1"
    assert found.numbers("rauh cham")[0] == "D1"


@given(LETTERS)
def test_four_letters_that_begin_no_word_may_be_two_slips_away_and_no_others_farther(word: str) -> None:
    known, unknown = edits(word.encode(), begins=True), edits(word.encode(), begins=False)
    assert unknown - known == (len(word) == 4)
    assert unknown <= max(1, len(word) // 2)
