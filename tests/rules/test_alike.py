"""Whether two companies may be one: what many spell in many ways is alike, what is another name is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.alike import blocks, named, placed, same_name, same_place

ALIKE = [
    ("Baeckerei Hoefner", "Bäckerei Höfner GmbH"),
    ("Bäckerei Höffner", "Bäckerei Höfner"),
    ("Bäckerei Hofner", "Bäckerei Höfner"),
    ("Bäckerei Meier", "Bäckerei Mayr"),
    ("Auto Haus Süd", "Autohaus Süd GmbH & Co. KG"),
    ("Autohaus", "Auto Haus"),
    ("Kraus Möbel", "Möbel Kraus KG"),
    ("Möbel Kraus", "Möbel Kraus Inh. Jörg Kraus"),
    ("Fischer & Söhne", "Fischer und Soehne oHG"),
    ("Vogt Elektrotechnik", "Vogt Elektrotehcnik"),
    ("Vogt Elektrotechnik", "Vogt Elektrotechnk"),
    ("Schlosserei Maschinenbau", "Schlosserei Maschinembau"),
    ("Wildberger e.K.", "Wildberger"),
    ("GmbH", "GmbH"),
]
OTHERS = [
    ("Bäckerei Müller", "Bäckerei Möller"),
    ("Bäckerei Becker", "Bäckerei Decker"),
    ("Bäckerei Höfner", "Metzgerei Höfner"),
    ("Müller", "Schreinerei Müller"),
    ("Haus 24", "Haus 25"),
    ("Werk 123456", "Werk 123457"),
    ("Hotel Adler", "Hotel Adlon"),
    ("Elektrotechnik Schreinerei", "Elektrotechnk Schreinere"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "two"), ALIKE)
def test_one_name_in_two_spellings_is_alike(one: str, two: str) -> None:
    assert same_name(named(one), named(two))
    assert same_name(named(two), named(one))


@pytest.mark.parametrize(("one", "two"), OTHERS)
def test_another_name_is_another_company(one: str, two: str) -> None:
    assert not same_name(named(one), named(two))
    assert not same_name(named(two), named(one))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (("Frankfurt am Main", ""), ("Frankfurt/Main", ""), True),
        (("Köln", "50667"), ("Koeln", "50668"), True),
        (("Köln-Ehrenfeld", "50825"), ("Köln", ""), True),
        (("", "50667"), ("Köln", "50667"), True),
        (("Neustadt an der Weinstraße", ""), ("Neustadt an der Aisch", ""), False),
        (("Köln", "50667"), ("Bonn", "53111"), False),
        (("", ""), ("", ""), False),
        (("", ""), ("Köln", ""), False),
    ],
)
def test_a_town_is_the_same_by_its_words_or_its_postcode(
    one: tuple[str, str], two: tuple[str, str], same: bool
) -> None:
    assert same_place(placed(*one), placed(*two)) is same
    assert same_place(placed(*two), placed(*one)) is same


_names = st.lists(
    st.sampled_from(
        "Bäckerei Baeckerei Höfner Hoefner Höffner Müller Auto Haus Autohaus GmbH Nord 24 Zimmermann".split()
    ),
    max_size=4,
).map(" ".join)
_towns = st.tuples(st.sampled_from(["", "Köln", "Koeln", "Bad Homburg"]), st.sampled_from(["", "50667", "61348"]))


@given(_names | st.text(max_size=30), _names | st.text(max_size=30), _towns, _towns)
def test_whoever_may_be_alike_shares_a_block_and_neither_comes_first(
    one: str, two: str, here: tuple[str, str], there: tuple[str, str]
) -> None:
    names, places = (named(one), named(two)), (placed(*here), placed(*there))
    alike = same_name(*names) and same_place(*places)
    assert alike == (same_name(*reversed(names)) and same_place(*reversed(places)))
    if alike:
        assert blocks(names[0], places[0]) & blocks(names[1], places[1])
