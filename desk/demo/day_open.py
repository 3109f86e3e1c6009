"""What is open and new today: six inquiries, with nobody and with Anna."""

from __future__ import annotations

from desk.acts import callbacks, custody, undoing, work
from desk.demo.day import Day
from desk.words import CallResult, Channel, Fit, Priority


def happen(day: Day) -> None:
    """Write down how the six came in and what was done about them so far."""
    for story in (_kraus, _sued, _ring, _nordmann, _schmidt, _vogt):
        story(day)


def _kraus(day: Day) -> None:
    day.comes(
        day.ago(37),
        "lina",
        "kraus",
        Channel.RECEPTION,
        "kraus",
        "Angebot fehlt",
        "Frau Kraus stand am Empfang: Das Angebot über 30 Spots und 20.000 Prospekte, das Jörg ihr am Freitag zugesagt "
        "hat, ist nicht angekommen. Sie braucht es heute noch, die Geschäftsleitung tagt um 16 Uhr. Bitte anrufen, "
        "auch wenn es noch nicht fertig ist.",
    )
    day.does(day.ago(36), "lina", work.priority, "kraus", Priority.HIGH)
    day.does(
        day.ago(19),
        "mia",
        work.note,
        "kraus",
        "Jörg ist auf der Messe und geht nicht ans Telefon. Preisliste liegt vor.",
    )


def _sued(day: Day) -> None:
    day.comes(
        day.ago(11),
        "lina",
        "sued",
        Channel.WEB,
        "süd",
        "Mediadaten Q1",
        "Guten Tag,\n\nwir planen 40 Spots zur Neueröffnung unserer Filiale im Januar. Bitte schicken Sie uns die "
        "Mediadaten für das erste Quartal und rufen Sie heute noch an.\n\nTom Meier\nEinkauf, Autohaus Süd GmbH",
    )


def _ring(day: Day) -> None:
    day.mails(
        day.ago(22),
        "ring",
        "ring",
        "Laufzeit Kampagne",
        "Hallo zusammen,\n\nunsere Frühbucher-Kampagne läuft laut Vertrag bis zum Monatsende. Können wir sie um zwei "
        "Wochen verlängern, und was kostet das? Die Spots selbst bleiben, nur der Abbinder mit dem Datum müsste neu "
        "gesprochen werden.\n\nViele Grüße\nSabine Ring\nReisen am Ring, Hohenzollernring 41, 50672 Köln",
    )
    day.does(day.ago(17), "mia", custody.claim, "ring")
    day.does(day.ago(16), "mia", undoing.undo, "ring")


def _nordmann(day: Day) -> None:
    day.mails(
        day.ago(9),
        "nordmann",
        "nordmann",
        "Bannerwerbung",
        "(nicht lesbar)",
        why_unreadable="nested",
    )


def _schmidt(day: Day) -> None:
    day.comes(
        day.ago(4),
        "anna",
        "schmidt",
        Channel.PHONE,
        "schmidt",
        "Spot Neueröffnung",
        "Herr Schmidt eröffnet nach dem Umbau wieder und möchte in der Woche davor 20 Spots, dazu Prospekte in die "
        "Haushalte rund um den Laden. Fragt, ob der alte Spot mit neuem Datum geht.",
    )
    day.does(day.ago(3), "anna", custody.claim, "schmidt")
    day.does(
        day.ago(2),
        "anna",
        work.qualify,
        "schmidt",
        what="20 Spots, 6.000 Prospekte",
        area="Bergisch Gladbach",
        fit=Fit.HOT,
    )


def _vogt(day: Day) -> None:
    day.comes(
        day.back(1, 0.8),
        "mia",
        "vogt",
        Channel.PHONE,
        "vogt",
        "Rückruf Hausmesse",
        "Herr Vogt plant eine Hausmesse und will wissen, was ein Außentag mit Moderator kostet.",
    )
    day.does(day.back(1, 0.82), "anna", custody.claim, "vogt")
    day.plans(
        day.back(1, 0.83), "anna", "vogt", inquiry="vogt", at=day.ago(60), topic="Außentag zur Hausmesse", promised=True
    )
    day.calls(day.ago(58), "anna", callbacks.call, "vogt")
    day.calls(
        day.ago(56),
        "anna",
        callbacks.result,
        "vogt",
        CallResult.CALL_AGAIN,
        "Ist in einer Besprechung, kann danach in Ruhe reden.",
        again_at=day.ahead(175),
    )
