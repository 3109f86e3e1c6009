"""Whoever calls again is recognised by name in any spelling, by number, or by address."""

from __future__ import annotations

import pytest

from desk import acts, views
from desk.words import Outcome
from tests.kit.builders import Desk


@pytest.mark.parametrize("name", ["Jörg Öztürk", "jörg öztürk", "JÖRG ÖZTÜRK", "joerg oeztuerk", " Jörg   Öztürk "])
def test_a_caller_is_found_by_name_in_any_spelling(desk: Desk, name: str) -> None:
    number = desk.inquiry(sender="Jörg Öztürk")
    desk.inquiry(sender="Jörg Öztürks Vater")
    assert [row.number for row in desk.read(views.customers.open_of, name)] == [number]


def test_a_caller_is_found_by_number_and_by_address(desk: Desk) -> None:
    first = desk.inquiry(phone="0211 123456")
    second = desk.inquiry(email="o@new.example")
    assert [row.number for row in desk.read(views.customers.open_of, "", "+49 211 123456")] == [first]
    assert [row.number for row in desk.read(views.customers.open_of, "", None, " O@New.example ")] == [second]


@pytest.mark.parametrize("name", ["%", "_", "Sender%", "!", "", "  "])
def test_signs_of_a_pattern_are_taken_literally_and_nothing_finds_nothing(desk: Desk, name: str) -> None:
    desk.inquiry(sender="Sender 1")
    assert desk.read(views.customers.open_of, name) == ()


def test_a_closed_inquiry_is_no_open_one(desk: Desk) -> None:
    number = desk.inquiry(sender="Kraus")
    desk.do(acts.work.close, number, Outcome.NO_NEED)
    assert desk.read(views.customers.open_of, "Kraus") == ()
