"""One spelling for what people write in many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.folding import LONGEST_WORD, MOST_WORDS, PROVIDERS, customer_words, fold, words

FOLDED = [
    ("Müller", "mueller"),
    ("MÜLLER", "mueller"),
    ("Mu\u0308ller", "mueller"),
    ("Straße", "strasse"),
    ("STRAẞE", "strasse"),
    ("Café Olé", "cafe ole"),
    ("Žižek & Łódź", "zizek & lodz"),
    ("Gül Yıldız, YILDIZ, ŞEN", "guel yildiz, yildiz, sen"),
    ("Đorđe Wałęsa Þór", "dorde walesa thor"),
    ("Ærø Åre Œuvre", "aeroe aare oeuvre"),
    ("Ǽ", "ae"),
    ("Ｋｒａｕｓ ＫＧ", "kraus kg"),
    ("Kraus™ ﬁnanz ℡", "kraustm finanz tel"),
    ("İstanbul", "istanbul"),
    ("100 % & Co. (alt)", "100 % & co. (alt)"),
    ("ΩΜΈΓΑ Жизнь", "ωμεγα жизнь"),
    ("", ""),
]


@pytest.mark.parametrize(("written", "folded"), FOLDED)
def test_what_people_write_in_many_ways_has_one_folded_spelling(written, folded):
    assert fold(written) == folded


@given(st.text(max_size=50))
def test_folding_twice_is_folding_once_and_leaves_no_capital(text):
    assert fold(fold(text)) == fold(text)
    assert not any(sign.isupper() and sign.isascii() for sign in fold(text))


@given(st.text(st.sampled_from("aäöüßÄÖÜé xX\u0308"), max_size=30))
def test_how_an_umlaut_is_composed_makes_no_difference(text):
    import unicodedata

    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_words_are_letters_and_digits_in_their_order():
    assert words("Möbel-Kraus GmbH & Co. KG, 24h (Köln)") == ["moebel", "kraus", "gmbh", "co", "kg", "24h", "koeln"]
    assert words("… – !") == []


def test_words_are_cut_and_counted_so_that_no_text_makes_too_many():
    assert words("x" * 1000) == ["x" * LONGEST_WORD]
    assert len(words("a b c " * 1000)) == MOST_WORDS


def test_a_customer_is_found_by_the_words_of_its_texts_and_of_its_own_domain():
    found = customer_words(["Möbel Kraus KG", "K12"], ["p.kraus@moebel-kraus.example"])
    assert found == {"moebel", "kraus", "kg", "k12", "p"}


@pytest.mark.parametrize("provider", sorted(PROVIDERS)[:5])
def test_a_providers_domain_says_nothing_about_a_customer(provider):
    assert customer_words([], [f"kraus@{provider}"]) == {"kraus"}


def test_an_address_without_a_domain_is_only_its_name():
    assert customer_words([], ["kraus", "@", ""]) == {"kraus"}
