"""A morning at the desk of anna, for stories on the screens: five inquiries, two callbacks, and the same every time."""

from __future__ import annotations

import functools
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desk import acts
from desk.words import Channel, Priority, ReplyHow
from tests.kit.builders import Desk, team


@dataclass(frozen=True)
class Morning:
    """The store at 11:00, and the numbers of what is in it."""

    desk: Desk
    asks: int
    """Anna's, answered, a callback promised for 15:13."""
    late: int
    """Anna's, high, its first reply overdue by 0:22."""
    other: int
    """Mia's, so it is not in Anna's inbox."""
    free: int
    """Nobody's, due in 0:04."""
    calm: int
    """Nobody's, by mail, of nobody known."""


def morning(tmp_path: Path) -> Morning:
    """Give the morning of Monday, 23 November 2026, from 10:00 to 11:00, in a store of its own; close its desk."""
    store, now, serial, numbers = _template()
    path = tmp_path / "desk.db"
    path.touch(mode=0o600)
    path.write_bytes(store)  # of a store that nobody has open
    desk = Desk(str(path))
    desk.clock.move(now)
    desk.continue_from(serial)
    return Morning(desk, *numbers)


@functools.cache
def _template() -> tuple[bytes, datetime, int, tuple[int, ...]]:
    """Let the morning happen once in a process: its twenty acts cost a fifth of a second, copying them nothing."""
    with tempfile.TemporaryDirectory(prefix="desk-morning-") as folder:
        with team(Path(folder)) as desk:
            numbers = _happen(desk)
            now, serial = desk.now, desk.serial()
        assert not os.path.exists(f"{desk.path}-wal"), "all of it is in the one file that is copied"
        return Path(desk.path).read_bytes(), now, serial, numbers


def _happen(desk: Desk) -> tuple[int, ...]:
    """Let the morning happen, and give the numbers in their order in Morning."""
    end = desk.now + timedelta(minutes=60)
    sued = desk.customer("Autohaus Sued GmbH", grade="B", care_model="two_faces", inside="anna", field="joerg")
    kraus = desk.customer("Moebel Kraus KG", grade="A", inside="anna", field="joerg")
    vogt = desk.customer("Elektro Vogt", grade="B")
    desk.later(minutes=10)
    asks = desk.inquiry(sender="Vogt", about="asks for callback", customer=vogt, phone="0221 555123")
    desk.do(acts.work.reply, asks, ReplyHow.SPOKEN, "wants the price list")
    desk.callback(inquiry=asks, at=end + timedelta(hours=4, minutes=13), topic="price list", promised=True)
    desk.callback(customer=kraus, phone="0201 770011", at=end - timedelta(minutes=10), topic="quote")
    desk.later(minutes=13)
    late = desk.inquiry(
        channel=Channel.RECEPTION, sender="Petra Kraus", about="Quote missing", customer=kraus, phone="0201 770011"
    )
    desk.later(minutes=7)
    desk.do(acts.custody.claim, late)
    desk.do(acts.work.priority, late, Priority.HIGH)
    desk.later(minutes=10)
    other = desk.inquiry(sender="Baeckerei Schmidt", about="Spot reopening", holder="mia", rep="mia")
    desk.later(minutes=9)
    free = desk.inquiry(
        channel=Channel.WEB,
        sender="Tom Meier",
        about="Media data Q1",
        customer=sued,
        phone="0211 123456",
        text="We plan 40 spots for our reopening in January.\nPlease send media data and call today.",
    )
    desk.later(minutes=7)
    calm = desk.inquiry(
        channel=Channel.EMAIL, sender="Reisen am Ring", about="Length of campaign", email="info@ring.example"
    )
    desk.clock.move(end)
    return asks, late, other, free, calm
