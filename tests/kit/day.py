"""A store with a small working day in it, for stories on the screens: what stands where is told in `a_day`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desk import acts
from desk.clock import StoppedClock
from desk.keeping.creating import create
from desk.store import Store
from desk.words import Channel, Priority, ReplyHow, Role, Side

NOW = datetime(2026, 11, 23, 9, 17, tzinfo=UTC)
"""Monday, 10:17 in Berlin; the team works from 8 to 18."""


class Day:
    """A store, its clock, and short ways to let things happen in it."""

    def __init__(self, path: Path, at: datetime = NOW) -> None:
        self.clock = StoppedClock(at)
        create(str(path), self.clock, "DE-NW")
        self.store = Store.open(str(path), self.clock)
        self.act(lambda tx: acts.team.found(tx, {}, "Lina Sommer", "lina", Side.INSIDE, Role.LEAD), rep=None)
        for name, side in (("Anna", Side.INSIDE), ("Mia", Side.INSIDE), ("Joerg", Side.FIELD)):
            self.act(lambda tx, name=name, side=side: acts.team.add(tx, f"{name} Berg", side), rep="lina")

    def act(self, act: Callable[[Any], Any], rep: str | None = "anna") -> Any:
        """Let somebody act."""
        return self.store.write(act, rep=rep).value

    def at(self, minutes: float) -> None:
        """Let it be so many minutes before NOW; only forwards, as a store's time goes."""
        self.clock.move(NOW - timedelta(minutes=minutes))

    def inquiry(self, about: str, sender: str = "Tom Meier", channel: Channel = Channel.WEB, **more: Any) -> int:
        """Let an inquiry come in."""
        made = {"phone": "0211 123456", **more}
        return int(self.act(lambda tx: acts.receive.capture(tx, channel=channel, sender=sender, about=about, **made)))

    def customer(self, company: str, grade: str = "", **more: str) -> str:
        """Make a customer and give its number."""
        values = {"company": company, **({"grade": grade} if grade else {}), **more}
        return str(self.act(lambda tx: acts.customers.add(tx, values), rep="lina"))

    def trail(self, number: int) -> list[str]:
        """Give what the trail of an inquiry holds: the acts, oldest first."""
        from desk.views import inquiry

        return [line.act for line in self.store.read(lambda r: inquiry.detail(r, number)).trail]

    def row(self, number: int) -> Any:
        """Give the line of an inquiry."""
        from desk.views import inbox

        return self.store.read(lambda r: inbox.rows(r, [number]))[number]


def a_day(path: Path) -> Day:
    """Fill a morning: five inquiries (two of nobody, one late, one a colleague's), two callbacks; it ends at NOW."""
    day = Day(path, NOW - timedelta(minutes=60))
    sued = day.customer("Autohaus Sued GmbH", "B", care_model="two_faces", inside="anna", field="joerg")
    kraus = day.customer("Moebel Kraus KG", "A", inside="anna", field="joerg")
    elektro = day.customer("Elektro Vogt", "B")
    day.at(50)
    asks = day.inquiry("asks for callback", "Vogt", Channel.PHONE, customer=elektro, phone="0221 555123")
    day.act(lambda tx: acts.work.reply(tx, asks, ReplyHow.SPOKEN, "wants the price list"))
    at = NOW + timedelta(hours=4, minutes=13)
    day.act(lambda tx: acts.callbacks.add(tx, inquiry=asks, at=at, topic="price list", promised=True))
    at_once = NOW - timedelta(minutes=10)
    day.act(lambda tx: acts.callbacks.add(tx, customer=kraus, phone="0201 770011", at=at_once, topic="quote"))
    day.at(37)
    late = day.inquiry("Quote missing", "Petra Kraus", Channel.RECEPTION, customer=kraus)
    day.at(30)
    day.act(lambda tx: acts.custody.claim(tx, late))
    day.act(lambda tx: acts.work.priority(tx, late, Priority.HIGH))
    day.at(20)
    other = day.inquiry("Spot reopening", "Baeckerei Schmidt", Channel.PHONE)
    day.act(lambda tx: acts.custody.claim(tx, other), rep="mia")
    day.at(11)
    text = "We plan 40 spots for our reopening in January.\nPlease send media data and call today."
    day.inquiry("Media data Q1", customer=sued, text=text)
    day.at(4)
    day.inquiry("Length of campaign", "Reisen am Ring", Channel.EMAIL, email="info@ring.example", phone=None)
    day.at(0)
    return day
