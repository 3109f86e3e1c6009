"""The card of a customer: what is needed while somebody waits stands on one screen, the rest below it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desk import acts, views
from desk.rows import CustomerCard
from desk.widgets.card_lines import card_lines, fitted
from desk.words import Channel, Outcome, ReplyHow
from tests.kit.builders import Desk, team

HUNDRED_BY_THIRTY = (98, 25)
"""What a screen of 100 columns and 30 lines leaves to a card that is read in full."""
LABELS = ["Reach", "Best times", "To say", "Inquiries", "Calls", "Contacts", "Recently", "Sector", "Remark", "Sites",
          "Website", "Before", "Trail"]  # fmt: skip


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


def test_everything_that_is_known_has_its_place_on_one_screen_and_what_was_cut_stands_below(tmp_path: Path) -> None:
    with team(tmp_path) as desk:
        card = full(desk)
        shown = written(card, desk, HUNDRED_BY_THIRTY)
        assert len(shown) <= HUNDRED_BY_THIRTY[1]
        assert "Möbel Kraus KG · K1 · A · two faces (agreed): anna (inside), joerg (field)" in shown[0]
        narrow = written(card, desk, (76, 25))[0]  # without room for all of it the reason goes first
        assert "Möbel Kraus KG · K1 · A · two faces: anna (inside), joerg (field)" in narrow
        labels = [line[1:12].strip() for line in shown[1:] if line[1:12].strip()]
        assert labels == [label for label in LABELS if label != "Reach"], "this one has no number of its own"
        text = "\n".join(shown)
        assert "Your inquiry of today 10:06 is with Mia Maier since today 10:06." in text
        assert "2 more inquiries are open." in text
        (open_one,) = (line for line in shown if "New 2" in line)
        assert open_one.split()[-5:] == ["2", "held", "mia", "10:06", "0:15"]
        assert "and " in text
        read = written(card, desk, HUNDRED_BY_THIRTY, whole=True)
        assert read[: len(shown)] == shown
        assert all(f"Öz{each}" in "\n".join(read) and f"Old {each}" in "\n".join(read) for each in range(6))
        assert written(card, desk, (43, 9))[1].startswith(" Best times")


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
