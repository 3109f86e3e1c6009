"""Who may be one with a customer: the surest first, each with what both share."""

from __future__ import annotations

import pytest

from desk import views
from desk.widgets.double_list import common
from tests.kit.builders import Desk, team


@pytest.fixture
def town(tmp_path):
    """A bakery and, in no order, who resembles it less and less."""
    with team(tmp_path) as desk:
        desk.customer("Bäckerei Höfner GmbH", city="Köln", phone="0221 12345", email="info@hoefner.example")
        desk.customer("Bäckerei Höfler", city="Bonn")
        desk.customer("Metzgerei Höfner", city="Köln", email="hoefner@gmx.de")
        desk.customer("Zimt", city="Berlin", email="zimt@hoefner.example")
        desk.customer("Bäckerei Hoeffner", city="Essen")
        desk.customer("Baeckerei Hoefner", city="Köln")
        desk.customer("Kaffeehaus", city="Berlin", phone="+49 221 12345")
        yield desk


def told(desk: Desk, query: str, number: str = "K1") -> list[tuple[str, str]]:
    key = desk.read(views.customers.by_number, number)
    return [(hit.name, common(hit)) for hit in desk.read(views.customer_doubles.doubles, key, query)]


def test_whoever_shares_most_with_a_customer_comes_first_whether_or_not_the_name_is_like_it(town):
    assert told(town, "Bäckerei Höfner GmbH") == [
        ("Baeckerei Hoefner", "same name, town"),
        ("Zimt", "same e-mail domain"),
        ("Kaffeehaus", "same number"),
        ("Bäckerei Hoeffner", "similar name"),
        ("Metzgerei Höfner", "same town"),
        ("Bäckerei Höfler", "a word like it"),
    ]


def test_who_types_something_else_gets_the_order_of_the_search_and_nobody_besides(town):
    assert told(town, "Kaffee") == [("Kaffeehaus", "same number")]
    assert told(town, "Höfler")[0][0] == "Bäckerei Höfler"


def test_a_provider_of_mail_makes_nobody_the_same(town):
    town.customer("Gärtnerei", email="garten@gmx.de")
    assert ("Gärtnerei", "same e-mail domain") not in told(town, "Metzgerei Höfner", "K3")
