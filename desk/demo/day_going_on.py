"""What is open for some days: six inquiries, with Anna and with the others."""

from __future__ import annotations

from desk.acts import custody, time, work
from desk.demo.day import Day, mail_id
from desk.words import Channel, Fit, ReplyHow

_OFFER = "Winterpaket"


def happen(day: Day) -> None:
    """Write down how the six came in and what was done about them so far."""
    for story in (_lindenhof, _stadtwerke, _harbour, _garten, _kessler, _bergmann):
        story(day)


def _lindenhof(day: Day) -> None:
    day.mails(
        day.back(3, 0.35),
        "lindenhof",
        "lindenhof",
        _OFFER,
        "Sehr geehrte Damen und Herren,\n\nfür unsere Wintersaison suchen wir ein Paket aus Radiospots und Beilage. "
        "Gedacht ist an vier Wochen ab Mitte Januar, Gebiet Bonn und Rhein-Sieg. Unser Rahmen liegt bei etwa "
        "5.000 Euro.\n\nMit freundlichen Grüßen\nMartina Lorenz\nHotel Lindenhof, Rheinallee 17, 53173 Bonn",
    )
    day.does(day.back(3, 0.38), "anna", custody.claim, "lindenhof")
    day.does(
        day.back(3, 0.41),
        "anna",
        work.reply,
        "lindenhof",
        ReplyHow.WRITTEN,
        "Mediadaten und drei Beispiele geschickt, Angebot bis morgen zugesagt.",
    )
    day.does(
        day.back(3, 0.42),
        "anna",
        work.qualify,
        "lindenhof",
        what="Winterpaket, 4 Wochen",
        wanted_by="Mitte Januar",
        budget_cents=500_000,
        area="Bonn, Rhein-Sieg",
        fit=Fit.WARM,
    )
    day.does(day.back(2, 0.3), "anna", work.quote, "lindenhof", 480_000)
    day.does(day.back(2, 0.31), "anna", time.follow_up, "lindenhof", day.coming(1, 60))
    _lindenhof_again(day)


def _lindenhof_again(day: Day) -> None:
    day.mails(
        day.ago(52),
        "lindenhof",
        "lindenhof",
        f"Re: {_OFFER}",
        "Guten Tag Frau Abel,\n\ndanke für das Angebot. Geht auch eine Laufzeit von drei Wochen, dafür mit mehr Spots "
        "am Wochenende? Dann könnten wir heute noch zusagen.\n\nMartina Lorenz",
        answers=mail_id("lindenhof", _OFFER),
    )


def _stadtwerke(day: Day) -> None:
    day.comes(
        day.back(2, 0.5),
        "joerg",
        "stadtwerke",
        Channel.FIELD,
        "stadtwerke",
        "Sommerkampagne",
        "Dr. Brandt nannte beim Besuch eine Kampagne über sechs Monate. Die Unterlagen der Ausschreibung kommen erst "
        "nach der Sitzung des Aufsichtsrats.",
    )
    day.does(day.back(2, 0.52), "lina", custody.assign, "stadtwerke", "anna")
    day.does(
        day.back(2, 0.6),
        "anna",
        work.reply,
        "stadtwerke",
        ReplyHow.SPOKEN,
        "Dr. Brandt meldet sich nach der Sitzung; wir sollen die Reichweiten bereithalten.",
    )
    day.does(day.back(2, 0.62), "anna", time.snooze, "stadtwerke", day.coming(2, 60))


def _harbour(day: Day) -> None:
    launch = "Radio campaign"
    day.mails(
        day.back(2, 0.2),
        "harbour",
        "harbour",
        launch,
        "Hi there,\n\nwe are launching a new roast in March and would like to be on air in Hamburg and Cologne for two "
        "weeks. Could you send us your rate card and tell us which slots work best for commuters? We would need the "
        "spot produced as well, in German, with an English tag line.\n\nKind regards\nEmily Carter\nHarbour Coffee",
    )
    day.does(
        day.back(2, 0.26),
        "mia",
        work.reply,
        "harbour",
        ReplyHow.WRITTEN,
        "Rate card sent, asked for budget and target group.",
    )
    day.mails(
        day.ago(48),
        "harbour",
        "harbour",
        f"Re: {launch}",
        "Hi Mia,\n\nthanks, that was quick. We have about 9,000 euros, everything included. Can you do mornings only?"
        "\n\nEmily",
        answers=mail_id("harbour", launch),
    )
    day.does(
        day.ago(25),
        "mia",
        work.reply,
        "harbour",
        ReplyHow.WRITTEN,
        "Mornings are possible; quote with 2 x 24 spots by tomorrow.",
    )
    day.does(day.ago(24), "mia", time.follow_up, "harbour", day.coming(1, 90))


def _garten(day: Day) -> None:
    day.comes(
        day.back(1, 0.3),
        "mia",
        "garten",
        Channel.PHONE,
        "gartencenter",
        "Prospekte Frühjahr",
        "Herr Pohl möchte 45.000 Prospekte in Hürth, Brühl und Frechen verteilen lassen und fragt nach dem Termin.",
    )
    day.does(
        day.back(1, 0.31), "mia", work.reply, "garten", ReplyHow.SPOKEN, "Gebiete besprochen, Haushaltszahlen folgen."
    )
    day.plans(
        day.back(1, 0.33),
        "mia",
        "garten",
        inquiry="garten",
        at=day.ahead(90),
        topic="Haushaltszahlen durchgeben",
        promised=True,
    )


def _kessler(day: Day) -> None:
    day.comes(
        day.back(4, 0.6),
        "joerg",
        "kessler",
        Channel.FIELD,
        "kessler",
        "Imagespots",
        "Beim Besuch angesprochen: Kessler will 2 neue Ausstellungen bekannt machen und fragt nach einem Jahrespaket.",
    )
    day.does(
        day.back(4, 0.62),
        "joerg",
        work.qualify,
        "kessler",
        what="Jahrespaket Imagespots",
        budget_cents=1_200_000,
        area="Köln, Leverkusen",
        fit=Fit.HOT,
    )
    day.does(day.back(4, 0.64), "joerg", work.reply, "kessler", ReplyHow.SPOKEN, "Termin vor Ort vereinbart.")
    day.does(day.back(4, 0.65), "joerg", work.visit, "kessler", day.coming(1, 150))
    day.does(day.back(4, 0.66), "joerg", time.follow_up, "kessler", day.coming(2, 30))


def _bergmann(day: Day) -> None:
    day.comes(
        day.back(1, 0.55),
        "lea",
        "bergmann",
        Channel.REFERRAL,
        "bergmann",
        "Standortwerbung",
        "Empfehlung von Frau Sander (Optik). Frau Bergmann eröffnet ein zweites Büro und kennt uns noch nicht.",
    )
    day.does(
        day.back(1, 0.6),
        "lea",
        work.reply,
        "bergmann",
        ReplyHow.SPOKEN,
        "Kurz gesprochen, sie wünscht morgen einen Anruf.",
    )
    day.plans(
        day.back(1, 0.61), "lea", "bergmann", inquiry="bergmann", at=day.coming(1, 90), topic="Vorstellung und Bedarf"
    )
