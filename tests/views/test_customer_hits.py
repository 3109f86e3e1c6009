"""What a list says of a customer that was found: of several, what was typed, with the letters of it marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content

from desk import acts, views
from desk.finding.finder import Finder
from desk.rows import CustomerHit
from desk.widgets.customer_list import CustomerList, columns, dialled_of
from tests.kit.builders import team


def underlined(line: Content) -> list[str]:
    return [line.plain[span.start : span.end] for span in line.spans if "underline" in str(span.style)]


def drawn(query: str, hit: CustomerHit, width: int) -> Content:
    listed = CustomerList()
    listed._query, listed.rows = query, (hit,)
    return listed.drawn(hit, width, False)


def test_of_several_people_towns_and_numbers_the_one_that_was_typed_is_shown_and_marked(tmp_path: Path) -> None:
    with team(tmp_path) as desk:
        desk.customer(
            "Bauunternehmen Schäfer und Partner",
            number="A1",
            first_name="Eva",
            last_name="Adam",
            phone="0201 5551",
            email="adam@bau.example",
            city="Essen",
        )
        desk.do(acts.customer_parts.contact_add, "A1", {"first_name": "Otto", "last_name": "Müller"})
        desk.do(acts.customer_parts.site_add, "A1", {"city": "Köln", "postcode": "50667"})
        desk.customer("Zyx Früher GmbH", number="A2")
        desk.do(acts.customer_merging.merge, "A2", "A1")
        finder = Finder.open(desk.path)
        assert finder.wait(30)
        seen = []
        queries = "schaefer|mueller|maller|köln|50667|02015551|0201 5552|adam@bau|zyx|A1"
        for query in queries.split("|"):
            hit = desk.read(views.customers.find, query)[0]
            assert hit.number == "A1"
            assert hit.city in ("Essen", "Köln")
            line = drawn(query, hit, 100)
            seen.append((query, hit.person, hit.place, hit.way, hit.was, "".join(underlined(line))))
        # Where it is narrow, the name makes way for whoever was meant.
        assert drawn("mueller", desk.read(views.customers.find, "mueller")[0], 50).plain.startswith(" Bauunternehmen")
        assert "Otto Müller" in drawn("mueller", desk.read(views.customers.find, "mueller")[0], 50).plain
        finder.close()
    assert seen == [
        ("schaefer", "Eva Adam", "Essen", None, None, "Schäfer"),
        ("mueller", "Otto Müller", "Essen", None, None, "Müller"),
        ("maller", "Otto Müller", "Essen", None, None, "Mller"),
        ("köln", "Eva Adam", "Köln", None, None, "Köln"),
        ("50667", "Eva Adam", "50667 Köln", None, None, "50667"),
        ("02015551", "Eva Adam", "Essen", "+492015551", None, "0201 5551"),
        ("0201 5552", "Eva Adam", "Essen", "+492015551", None, "201 555"),
        ("adam@bau", "Eva Adam", "Essen", "adam@bau.example", None, "adam@bau"),
        ("zyx", "Eva Adam", "Essen", None, "Zyx Früher GmbH", "Zyx"),
        ("A1", "Eva Adam", "Essen", None, None, "A1"),
    ]


@pytest.mark.parametrize(
    ("shown", "typed", "marked"),
    [
        ("0211 4710123", "0211 4710123", ["0211 4710123"]),
        ("0211 4710123", "+49 (0)211 4710123", ["211 4710123"]),
        ("0211 4710123", "0123", ["0123"]),
        ("0211 4710123", "4710", ["4710"]),
        ("0211 4710123", "0211 4719123", ["211 471", "123"]),
        ("0211 4710123", "0211 471123", ["211 471", "123"]),
        ("0211 4710123", "", []),
        ("", "0211", []),
    ],
)
def test_the_digits_that_were_typed_are_marked_however_the_number_is_written(
    shown: str, typed: str, marked: list[str]
) -> None:
    assert [shown[start:stop] for start, stop in dialled_of(shown, typed)] == marked


def test_a_column_takes_what_its_longest_text_needs_and_the_name_gets_the_rest() -> None:
    short = CustomerHit(1, "K1", "Kraus", "Eva Adam", "Ulm", None, 1.0, "exact")
    long = short._replace(number="K1234567890123", city="Villingen-Schwenningen", why="one_letter_off")
    for width in (20, 49, 60, 80, 120):
        for rows in ((), (short,), (long,), (short, long)):
            wide = columns(rows, width)
            line = drawn("x", rows[-1], width).plain if rows else ""
            assert 1 + wide.name + wide.beside + 3 + wide.city + wide.number + wide.why <= max(width, 12 + wide.why)
            assert len(line) <= max(width, 12 + wide.why)
    assert columns((short,), 60).city < columns((long,), 60).city
