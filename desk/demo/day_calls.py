"""Whom to call today: three callbacks that are overdue, and one in a quarter of an hour."""

from __future__ import annotations

from datetime import timedelta

from desk.acts import callbacks
from desk.demo.cast import one
from desk.demo.day import Day
from desk.words import CallResult


def happen(day: Day) -> None:
    """Write down which calls were promised and tried that no inquiry waits for."""
    day.plans(
        day.back(1, 0.7),
        "anna",
        "wolff",
        **_whom("wolff"),
        topic="Belege der letzten Anzeige, war alles recht?",
        promised=True,
        at=day.behind(95),
        until=day.behind(45),
    )
    day.plans(
        day.back(1, 0.45),
        "anna",
        "petersen",
        **_whom("petersen"),
        topic="Bannerkampagne verlängern?",
        at=day.behind(85),
    )
    day.calls(day.ago(84), "anna", callbacks.call, "petersen")
    day.calls(day.ago(83), "anna", callbacks.result, "petersen", CallResult.NO_ANSWER, "Läuft durch, kein Band.")
    day.plans(
        day.back(1, 0.9),
        "lina",
        "sander",
        **_whom("sander"),
        topic="Fragt nach dem Sommertarif",
        promised=True,
        owner="side:inside",
        at=day.behind(55),
        until=day.behind(35),
    )
    _not_late(day)


def _not_late(day: Day) -> None:
    day.plans(
        day.back(2, 0.7),
        "anna",
        "ring",
        **_whom("ring"),
        topic="Sprecher für den neuen Spot",
        promised=True,
        at=day.ahead(10),
        until=day.ahead(10) + timedelta(minutes=30),
    )
    day.plans(
        day.back(3, 0.5),
        "mia",
        "falk",
        **_whom("falk"),
        topic="Weihnachtsspots wie im Vorjahr?",
        at=day.back(2, 0.4),
    )
    day.calls(day.back(2, 0.4), "mia", callbacks.result, "falk", CallResult.VOICEMAIL, "Um Rückruf gebeten.")
    day.calls(
        day.back(1, 0.4),
        "mia",
        callbacks.result,
        "falk",
        CallResult.REACHED,
        "Bucht wieder, Auftrag kommt schriftlich.",
    )


def _whom(name: str) -> dict[str, str]:
    who = one(name)
    return {"customer": who.number or "", "phone": who.phones[0], "person": f"{who.first_name} {who.last_name}"}
