"""The card of a customer: what is needed while somebody waits stands on one screen, the rest below it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import acts, views
from desk.rows import CustomerCard
from desk.widgets.card_blocks import by_sentence, fitted
from desk.widgets.card_lines import card_lines
from desk.words import Channel, Outcome, ReplyHow
from tests.kit.builders import Desk, team

HUNDRED_BY_THIRTY = (98, 25)
"""What a screen of 100 columns and 30 lines leaves to a card that is read in full."""
LABELS = ["Reach", "Best times", "To say", "Inquiries", "Calls", "Contacts", "Recently", "Sector", "Remark", "Sites",
          "Website", "Before", "Trail"]  # fmt: skip


@pytest.fixture(scope="module")
def all_kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, CustomerCard]]:
    """A customer with more of every kind than one screen has lines for."""
    with team(tmp_path_factory.mktemp("card")) as desk:
        yield desk, full(desk)


def full(desk: Desk) -> CustomerCard:
    """Give the card of a customer with more of every kind than one screen has lines for."""
    number = desk.customer(
        "Möbel Kraus KG", grade="A", care_model="two_faces", inside="anna", field="joerg", sector="Möbel, Küchen",
        website="kraus.example", call_times="Mo-Fr 8-10", city="Köln",
    )  # fmt: skip
    (key,) = (hit.id for hit in desk.read(views.customers.find, "Kraus"))
    for each in range(6):
        person = {
            "first_name": "Ute",
            "last_name": f"Öz{each}",
            "phone": f"0221 77{each}",
            "email": f"u{each}@k.example",
        }
        desk.do(acts.customer_parts.contact_add, number, person)
        desk.do(acts.customer_parts.site_add, number, {"street": f"Weg {each}", "city": "Köln"})
        ended = desk.inquiry(about=f"Old {each}", customer=number)
        desk.do(acts.work.reply, ended, ReplyHow.SPOKEN, f"said {each}")
        desk.later(minutes=1)
        desk.do(acts.work.close, ended, Outcome.ANSWERED)
    for each in range(3):
        desk.inquiry(channel=Channel.WEB, about=f"New {each}", customer=number, holder="mia", rep="mia")
        desk.callback(customer=number, phone="0221 99", at=desk.now + timedelta(hours=each + 1), topic=f"Topic {each}")
    desk.do(acts.customers.edit, number, {"note": "Decides alone. " * 12 + "Now."})
    return desk.read(views.customers.card, key)


def written(card: CustomerCard, desk: Desk, size: tuple[int, int], *, whole: bool = False) -> list[str]:
    width, height = size
    return [line.plain for line in card_lines(card, width, height, desk.now, "Europe/Berlin", str, whole=whole)]


def test_everything_that_is_known_has_its_place_on_one_screen_and_what_was_cut_stands_below(
    all_kinds: tuple[Desk, CustomerCard],
) -> None:
    desk, card = all_kinds
    shown = written(card, desk, HUNDRED_BY_THIRTY)
    assert len(shown) <= HUNDRED_BY_THIRTY[1]
    assert "Möbel Kraus KG · K1 · A · two faces (agreed): anna (inside), joerg (field)" in shown[0]
    narrow = written(card, desk, (76, 25))[0]  # without room for all of it the reason goes first
    assert "Möbel Kraus KG · K1 · A · two faces: anna (inside), joerg (field)" in narrow
    assert "· K1 · A…" in written(card._replace(company="Kraus und Söhne " * 9), desk, (76, 25))[0]
    labels = [line[1:12].strip() for line in shown[1:] if line[1:12].strip()]
    assert labels == [label for label in LABELS if label != "Reach"], "this one has no number of its own"
    text = "\n".join(shown)
    assert "Your inquiry of today 10:06 is with Mia Maier since today 10:06." in text
    assert "2 more inquiries are open." in text
    (open_one,) = (line for line in shown if "New 2" in line)
    assert open_one.split()[-5:] == ["2", "held", "mia", "10:06", "0:15"]
    assert "Weg 0, Köln  +5" in text
    assert "and 4 more" in text
    assert written(card, desk, (43, 9))[1].startswith(" Best times")


def test_every_line_fits_its_card_and_whoever_reads_on_has_read_everything_once(
    all_kinds: tuple[Desk, CustomerCard],
) -> None:
    desk, card = all_kinds
    known = [f"{what} {each}" for what in ("Old", "Topic", "New") for each in range(3)]
    known += [f"Weg {each}, Köln" for each in range(6)]
    for size in ((98, 25), (78, 18), (78, 12), (60, 40), (43, 9)):
        read = written(card, desk, size, whole=True)
        assert read[: len(written(card, desk, size))] == written(card, desk, size)
        assert all(len(line) <= size[0] for line in read), size
        if size[0] > 60:
            assert {each: "\n".join(read).count(each) for each in known} == dict.fromkeys(known, 1), size


def test_a_customer_who_can_not_be_reached_says_so_and_two_that_were_merged_tell_whose_an_entry_is(
    tmp_path: Path,
) -> None:
    with team(tmp_path) as desk:
        first, second = desk.customer("Kraus"), desk.customer("Zimt", inside="mia")
        shown = written(desk.read(views.customers.card, 1), desk, HUNDRED_BY_THIRTY)
        assert "no number and no address yet" in shown[1]
        desk.do(acts.customer_merging.merge, second, first)
        trail = written(desk.read(views.customers.card, 1), desk, HUNDRED_BY_THIRTY)[2:]
        assert trail[0] == " Part of it K2 Zimt · mia (inside)"
        told = ("anna: customers merged: K2 → K1", "anna: added (K2)", "anna: added")
        assert [line[30:].strip() for line in trail[1:]] == list(told), "the newest first"


TOLD = st.lists(st.sampled_from("We see to it now. Your inquiry of today 10:06 is with Mia, too.".split()), min_size=1)


@given(TOLD.map(" ".join), st.integers(20, 80))
def test_what_is_said_is_broken_into_no_more_lines_than_it_needs_and_loses_no_word(text: str, width: int) -> None:
    lines = by_sentence(text, width)
    assert " ".join(lines) == text
    assert all(len(line) <= width for line in lines)
    assert len(lines) == len(textwrap.wrap(text, width))


def test_the_latest_contacts_and_the_latest_closed_ones_come_first(tmp_path: Path) -> None:
    with team(tmp_path) as desk:
        number = desk.customer("Kraus")
        old, new = desk.inquiry(customer=number), desk.inquiry(customer=number)
        desk.do(acts.work.reply, new, ReplyHow.SPOKEN, "first")
        desk.do(acts.work.reply, old, ReplyHow.WRITTEN, "taken back")
        desk.do(acts.undoing.undo)
        called = desk.callback(customer=number, phone="0221 99")
        desk.do(acts.callbacks.result, called, "no_answer")
        for each in (old, new):
            desk.later(minutes=1)
            desk.do(acts.work.close, each, Outcome.ANSWERED)
        card = desk.read(views.customers.card, 1)
        assert [row.number for row in card.inquiries] == [new, old]
        assert [line.act for line in card.spoken] == ["callback_result", "reply"]
        assert card.spoken[1].note == "first"
        assert card.trace is not None
        assert [each.row.number for each in card.trace.rows] == [new]


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=13), st.integers(0, 40))
def test_kinds_give_lines_away_from_the_last_one_up_and_only_as_many_as_are_needed(
    kinds: list[tuple[int, bool]], room: int
) -> None:
    heights, keep = [height for height, _ in kinds], [kept for _, kept in kinds]
    rooms = fitted(heights, keep, room)
    assert all(1 <= has <= height for has, height in zip(rooms, heights, strict=True))
    if sum(heights) <= room:
        assert rooms == heights
    least = sum(min(height, 3) if kept else 1 for height, kept in kinds)
    assert sum(rooms) == min(sum(heights), max(room, least))
    if any(has < height for has, height, kept in zip(rooms, heights, keep, strict=True) if kept):
        assert all(has == 1 for has, kept in zip(rooms, keep, strict=True) if not kept)
