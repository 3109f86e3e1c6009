from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import acts, language
from desk.rows import FreeRow
from desk.screens.questions.colleagues import matching, proposal
from desk.screens.questions.forward import ForwardQuestion
from desk.store import Store
from desk.words import FirstContact, Mark, OfferState, Presence, PromiseState, Role, Side, State
from tests.kit.builders import local
from tests.kit.morning import Morning, morning
from tests.kit.screen import golden, line, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture
def other(day: Morning) -> Iterator[Store]:
    store = Store.open(day.desk.path, day.desk.clock, settle=acts.due.settle)
    yield store
    store.close()


def colleague(handle: str, name: str, **more: Any) -> FreeRow:
    given: dict[str, Any] = {
        "id": 1, "handle": handle, "name": name, "side": Side.INSIDE, "role": Role.MEMBER, "presence": Presence.FREE,
        "kind": None, "until": None, "urgent": False, "stands_in": None, "held": 0, "promised": 0, "offered": 0,
        "free_at": None, "partner": False, "main": False,
    }  # fmt: skip
    return FreeRow(**given | more)


TEAM = (colleague("mia", "Mia Maier"), colleague("joerg", "Jörg Janssen"), colleague("ole", "Ole Majewski"))


@pytest.mark.parametrize(
    ("typed", "handles"),
    [
        ("", ["mia", "joerg", "ole"]),
        ("mi", ["mia"]),
        ("jö", ["joerg"]),
        ("joe", ["joerg"]),
        ("ma", ["mia", "ole"]),
        ("ssen", ["joerg"]),
        ("x", []),
    ],
)
def test_first_letters_of_handle_or_name_choose_a_colleague(typed: str, handles: list[str]) -> None:
    assert [row.handle for row in matching(TEAM, typed)] == handles


@pytest.mark.parametrize(
    ("partner", "faces", "away", "proposed"),
    [
        ("joerg", ("ole",), {}, "joerg"),
        (None, ("ole", "mia"), {}, "ole"),
        (None, (None, "anna"), {}, None),
        ("joerg", ("ole",), {"joerg": "mia"}, "mia"),
        ("joerg", ("ole",), {"joerg": None}, "ole"),
        ("joerg", (), {"joerg": "anna"}, None),
    ],
)
def test_the_partner_is_proposed_then_the_customers_faces_and_who_stands_in_for_the_absent(
    partner: str | None, faces: tuple[str | None, ...], away: dict[str, str | None], proposed: str | None
) -> None:
    team = tuple(
        row._replace(presence=Presence.AWAY, stands_in=away[row.handle]) if row.handle in away else row for row in TEAM
    )
    assert proposal(team, partner, faces) == proposed


async def test_forwarding_to_the_tandem_partner_is_two_keys_and_one_takes_it_back(day: Morning) -> None:
    day.desk.do(acts.tandems.pair, "anna", "joerg")
    async with sitting(day.desk.store) as here:
        await here.type("f", "enter")
        await here.until_said(f"#{day.late} offered to Joerg until 12:00")
        assert "u takes it back" in here.text
        (offer,) = day.desk.detail(day.late).offers
        assert (offer.receiver, offer.note, offer.contact) == ("joerg", "Quote missing", FirstContact.PARALLEL)
        await here.type("s", *str(day.late), "enter")
        await here.until(lambda: list(here.inbox.listing.numbers) == [day.late])
        assert "Anna > Joerg" in line(here.app, 4)
        assert "Anna offers it to Joerg until 12:00, in 1:00: Quote missing" in here.text
        await here.type("b")
        await here.until_said("no longer offered")
        assert day.desk.row(day.late).state is State.HELD
        await here.type("u")
        await here.until(lambda: day.desk.row(day.late).state is State.OFFERED)
    assert day.desk.acts_of(day.late)[-3:] == ["offer", "take_back", "undo"]


async def test_two_letters_and_enter_forward_to_somebody_else_and_the_deadline_shown_is_the_one_that_holds(
    day: Morning,
) -> None:
    day.desk.do(acts.absences.away, "mia", local("2026-11-23 14:00"), since=local("2026-11-23 11:30"))
    async with sitting(day.desk.store) as here:
        await here.type("f", *"mi")
        assert isinstance(here.screen, ForwardQuestion)
        await here.until_shown("= Monday, 23 November 2026, 14:30")
        await here.type("enter")
        await here.until_said(f"#{day.late} offered to Mia until 14:30")
        assert day.desk.row(day.late).offered_until == local("2026-11-23 14:30")


async def test_forwarding_asks_until_it_is_whole_and_notes_answers_and_promise_in_the_same_act(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f", *"xx", "enter")
        await here.until_shown("Nobody in the team is called that.")
        await here.type("backspace", "backspace", *"jo", "tab", "end", *" today", "tab", *"2h")
        await here.until_shown("13:00")
        await here.type("tab", "n", "o", "n", "e", "enter")
        await here.until_shown("Why is there no first reply?")
        await here.type("tab", *"rings", "space", *"back", "tab", *"40", "tab", "tab", *"500", "tab", "tab")
        await here.type(*"price list", "f2")
        await here.until_shown("By when was it promised?")
        await here.type("tab", *"17:00", "f2")
        await here.until_said(f"#{day.late} offered to Joerg until 13:00")
    detail = day.desk.detail(day.late)
    (offer,), (promise,) = detail.offers, detail.promises
    assert (offer.contact, offer.why, offer.note) == (FirstContact.NONE, "rings back", "Quote missing today")
    assert (detail.qualification.what, detail.qualification.budget_cents) == ("40", 50000)
    assert (promise.text, promise.due_at) == ("price list", local("2026-11-23 17:00"))
    assert len({entry.act_id for entry in detail.trail if entry.act in ("offer", "promise", "qualify")}) == 1


async def test_marked_rows_are_forwarded_by_one_act_each_with_its_own_subject(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("*", "f")
        await here.until_shown("4 inquiries")
        await here.type(*"mi", "enter")
        await here.until(lambda: day.desk.row(day.calm).offered_to == "mia")
        notes = {n: day.desk.detail(n).offers[0] for n in (day.late, day.free, day.calm, day.asks)}
        assert notes[day.calm].note == "Length of campaign"
        assert notes[day.asks].contact is None, "there was a first reply already"
        assert notes[day.free].contact is FirstContact.PARALLEL
        await here.type("u")
        await here.until(lambda: day.desk.row(day.calm).state is State.NEW)
        assert day.desk.row(day.late).state is State.HELD


async def test_an_offer_is_declined_with_a_reason_that_its_sender_reads_first_in_the_list(
    day: Morning, other: Store
) -> None:
    day.desk.do(acts.offers.offer, day.asks, "mia", note="yours?")
    async with sitting(day.desk.store, "anna") as anna, sitting(other, "mia") as mia:
        assert list(mia.inbox.listing.numbers).count(day.asks) == 1
        await mia.type("s", *"offered", "colon", *"me", "enter")
        await mia.until(lambda: list(mia.inbox.listing.numbers) == [day.asks])
        assert "Anna offers it to you until 12:00" in mia.text
        await mia.type("b", "enter")
        await mia.until_shown("Declining needs a reason")
        await mia.type(*"not my area", "f2")
        await mia.until_said("declined")
        await anna.until(lambda: day.desk.row(day.asks).state is State.HELD)
        await anna.type("s", *str(day.asks), "enter")
        await anna.until_shown("Returned: declined by Mia 11:00: not my area")
        assert Mark.RETURNED in day.desk.row(day.asks).marks
    assert day.desk.detail(day.asks).offers[0].state is OfferState.DECLINED


async def test_who_is_free_says_who_can_take_it_and_forwards_to_the_one_under_the_cursor(day: Morning) -> None:
    day.desk.do(acts.tandems.pair, "anna", "joerg")
    async with sitting(day.desk.store) as here:
        await here.type("3", "w")
        await here.until_shown("Who is free?")
        await here.type("enter")
        await here.until_shown("There is no inquiry here to forward")
        await here.type("escape", "1", "w")
        await here.until_shown("free, your tandem")
        await here.type("j", "enter")
        await here.until(lambda: isinstance(here.screen, ForwardQuestion))
        assert here.screen.colleague.handle == "mia"
        await here.type("enter")
        await here.until_said(f"#{day.late} offered to Mia")


async def test_a_promise_is_made_by_time_and_kept_moved_or_broken_there(day: Morning) -> None:
    def promises() -> Any:
        return day.desk.detail(day.late).promises

    async with sitting(day.desk.store) as here:
        await here.type("t", "t", "t", "t", "2")
        await here.until_said(f"#{day.late} promised for 12:00")
        await here.type("s", *str(day.late), "enter")
        await here.until_shown("Promised by Anna for 12:00, in 1:00: Quote missing")
        day.desk.later(minutes=50)
        here.inbox.tick()
        assert "* Promised by Anna for 12:00, in 0:10: Quote missing" in here.text
        await here.type("t", "6", "2", *"15:00", "f2")
        await here.until_said("promise moved")
        assert promises()[0].due_at == local("2026-11-23 15:00")
        await here.type("t", "6", "3", "f2")
        await here.until_shown("Why was it not kept?")
        await here.type("escape", "1")
        await here.until_said("promise kept")
    assert promises()[0].state is PromiseState.KEPT


async def test_the_story_of_the_inquiry_that_fell_between_two_chairs_ends_well(day: Morning, other: Store) -> None:
    """Mail on Monday, forwarded, the colleague is busy: it comes back by itself; on Wednesday she is told."""
    number = day.desk.mail(
        sender_name="Karla Kern", sender_email="kern@werk.example", subject="Spots for the fair", text="40 spots, when?"
    ).number
    async with sitting(day.desk.store, "anna") as anna:
        await anna.type("s", *str(number), "enter")
        await anna.until(lambda: list(anna.inbox.listing.numbers) == [number])
        await anna.type("f", *"jo", "enter")
        await anna.until_said(f"#{number} offered to Joerg until 12:00")
    day.desk.clock.move(local("2026-11-24 08:30"))  # nobody's desk was open meanwhile
    async with sitting(other, "joerg") as joerg:
        await joerg.type("s", *str(number), "enter")
        await joerg.until(lambda: list(joerg.inbox.listing.numbers) == [number])
        await joerg.type("a")
        await joerg.until_said("expired")
        assert day.desk.row(number).holder == "anna"
    async with sitting(day.desk.store, "anna") as anna:
        assert anna.inbox.listing.numbers[0] == number, "what came back stands first"
        assert "< Returned: Joerg did not accept it by Mon 23 Nov 12:00" in anna.text
        await anna.type("t", "t", "t", "t", "tab", *"25.11. 15:00", "f2")
        await anna.until_said(f"#{number} promised for")
    day.desk.clock.move(local("2026-11-25 10:00"))
    async with sitting(other, "mia") as mia:  # Karla Kern rings, and Mia takes the call
        await mia.type("f3", "f3", *"karla kern")
        await mia.until_shown("Your inquiry of Monday 11:00 is with Anna Abel since Monday 11:00.")
        assert "Anna Abel has promised by today 15:00: Spots for the fair." in " ".join(mia.text.split())
        assert "Anna offered 1:00" in mia.text
        await mia.type("escape", "escape", "s", *str(number), "enter")
        await mia.until(lambda: list(mia.inbox.listing.numbers) == [number])
        assert "with Anna since Mon 23 Nov 11:00" in mia.text
        assert "Promised by Anna for 15:00, in 5:00: Spots for the fair" in mia.text
        await mia.type("i", *"rang", "f2")
        await mia.until_said(f"#{number} noted; it is with Anna, and the trail says so")
    trail = day.desk.trail(number)
    assert [entry.act for entry in trail if entry.act in ("receive", "offer", "expire", "promise", "note")] == [
        "receive", "offer", "expire", "promise", "note",
    ]  # fmt: skip
    (expired,) = (entry for entry in trail if entry.act == "expire")
    assert (expired.rep, expired.at) == (None, local("2026-11-23 12:00"))
    assert (trail[-1].rep, trail[-1].over) == ("mia", "anna")
    assert trail[-1].at - trail[0].at > timedelta(days=1)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_forwarding_and_who_is_free_look_as_agreed(day: Morning, size: tuple[int, int], spoken: str) -> None:
    language.use(spoken)
    try:
        day.desk.do(acts.tandems.pair, "anna", "joerg")
        day.desk.do(acts.absences.away, "mia", local("2026-11-25 08:00"), deputy="anna")
        async with sitting(day.desk.store, size=size) as here:
            await here.type("f")
            await here.still()
            golden(here.app, f"forward-{size[0]}x{size[1]}")
            await here.type("escape", "w")
            await here.until(lambda: here.screen.query("ColleagueList"))
            await here.still()
            golden(here.app, f"who_is_free-{size[0]}x{size[1]}")
    finally:
        language.use("en")
