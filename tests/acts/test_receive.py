"""What is taken down, and whose it is: by address, by number, by the address's own domain."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from desk import acts
from desk.words import Channel, Link, Mark

PROOF = bool(os.environ.get("DESK_PROOF"))


def test_whose_it_is_by_address_by_number_and_by_the_addresss_own_domain(desk):
    one = desk.customer(email="p@kraus.example", phone="0211 111")
    two = desk.customer(email="info@gmail.com", phone="0211 222")
    for values, customer, link in (
        ({"sender_email": "p@kraus.example"}, one, Link.EXACT),
        ({"sender_email": "p@kraus.example", "phones": ("+49211222",)}, one, Link.EXACT),
        ({"sender_email": "x@else.example", "phones": ("+49211999", "+49211222")}, two, Link.PROBABLE),
        ({"sender_email": "new@kraus.example"}, one, Link.PROBABLE),
        ({"sender_email": "stranger@gmail.com"}, None, None),
        ({"sender_email": ""}, None, None),
    ):
        row = desk.row(desk.mail(**values).number)
        assert (row.customer_number, Mark.PROBABLE in row.marks) == (customer, link is Link.PROBABLE), values


def test_an_address_or_a_domain_that_two_share_says_less(desk):
    one = desk.customer(email="info@centre.example")
    desk.customer(email="info@centre.example")
    desk.do(acts.customers.edit, one, {"email": "a@shared.example"})
    desk.customer(email="b@shared.example")
    row = desk.row(desk.mail(sender_email="info@centre.example").number)
    assert (row.customer_number, row.marks) == (one, (Mark.PROBABLE,))
    assert desk.row(desk.mail(sender_email="c@shared.example").number).customer_number is None


def test_what_is_taken_down_by_hand_knows_its_number_for_sure_and_a_named_customer_wins(desk):
    one, two = desk.customer(phone="0211 111"), desk.customer(email="p@kraus.example")
    row = desk.row(desk.inquiry(phone="0211/111"))
    assert (row.customer_number, row.marks) == (one, ())
    assert desk.row(desk.inquiry(phone="0211/111", customer=two)).customer_number == two
    assert desk.row(desk.inquiry(phone="0211/111", email="P@kraus.example")).customer_number == two


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"sender": " "}, "sender_needed"),
        ({"about": "\u200b"}, "about_needed"),
        ({"phone": "suppressed"}, "phone_not_understood"),
        ({"email": "kraus"}, "email_not_understood"),
        ({"customer": "K99"}, "no_such_customer"),
    ],
)
def test_what_can_not_be_taken_down_is_refused(desk, values, reason):
    given = {"channel": Channel.PHONE, "sender": "Kraus", "about": "quote"} | values
    assert desk.refused(acts.receive.capture, **given).reason == reason


def test_a_number_or_an_address_is_sender_enough_and_the_text_comes_in_clean(desk):
    number = desk.inquiry(sender="", phone="0211 123456", about="quote \x1b[2J", text="a\u202eb\r\nc")
    assert (desk.row(number).sender, desk.row(number).about) == ("+49211123456", "quote [2J")
    assert desk.detail(number).body == "ab\nc"
    assert desk.row(desk.inquiry(sender="", email="K@x.example")).sender == "k@x.example"


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_its_own_clock_and_field_and_referral_say_through_whom(desk, channel):
    number = desk.inquiry(channel=channel, rep="joerg")
    minutes = 15 if channel in (Channel.PHONE, Channel.RECEPTION, Channel.WEB) else 60
    assert desk.row(number).due_at == desk.now + timedelta(minutes=minutes)
    assert desk.trail(number)[0].note == ("joerg" if channel in (Channel.FIELD, Channel.REFERRAL) else None)
