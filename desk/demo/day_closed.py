"""What was closed in the last days, so that there is something to look back on."""

from __future__ import annotations

from desk.acts import custody, merging, work
from desk.demo.day import Day
from desk.words import Channel, Outcome, ReplyHow


def happen(day: Day) -> None:
    """Write down how the inquiries of the last days ended."""
    for story in (_markt, _hartmann, _feldmann, _rose, _klang, _winter):
        story(day)


def _markt(day: Day) -> None:
    day.comes(
        day.back(4, 0.25),
        "mia",
        "markt",
        Channel.PHONE,
        "markt",
        "Spots zum Jubiläum",
        "Frau Dr. Kaya feiert das 25. Jahr und möchte zwei Wochen lang morgens auf Sendung sein.",
    )
    day.does(
        day.back(4, 0.27),
        "anna",
        work.reply,
        "markt",
        ReplyHow.SPOKEN,
        "Gleich zurückgerufen, Idee für den Spot steht.",
    )
    day.does(day.back(4, 0.5), "anna", work.quote, "markt", 240_000)
    day.does(day.back(3, 0.7), "anna", work.close, "markt", Outcome.WON, amount_cents=240_000)


def _hartmann(day: Day) -> None:
    day.comes(
        day.back(1, 0.15),
        "lina",
        "hartmann",
        Channel.WEB,
        "hartmann",
        "Aktion Balkonkraftwerk",
        "Wir haben 300 Sets auf Lager und wollen sie in sechs Wochen verkauft haben. Was empfehlen Sie?\n\nF. Hartmann",
    )
    day.does(day.back(1, 0.17), "anna", custody.claim, "hartmann")
    day.does(
        day.back(1, 0.18),
        "anna",
        work.reply,
        "hartmann",
        ReplyHow.SPOKEN,
        "Kombination aus Spots und Beilage vorgeschlagen.",
    )
    day.does(day.back(1, 0.3), "anna", work.quote, "hartmann", 560_000)
    day.does(day.ago(70), "anna", work.close, "hartmann", Outcome.WON, amount_cents=560_000)


def _feldmann(day: Day) -> None:
    day.mails(
        day.back(3, 0.1),
        "feldmann",
        "feldmann",
        "Modenschau im März",
        "Guten Tag,\n\nwas würde es kosten, unsere Modenschau eine Woche lang anzukündigen? Wir vergleichen gerade "
        "mehrere Angebote.\n\nAndrea Feldmann",
    )
    day.does(day.back(3, 0.14), "mia", work.reply, "feldmann", ReplyHow.WRITTEN, "Preise und freie Zeiten geschickt.")
    day.does(
        day.back(1, 0.65), "mia", work.close, "feldmann", Outcome.LOST, why="Budget schon beim Anzeigenblatt verplant"
    )


def _rose(day: Day) -> None:
    day.comes(
        day.back(2, 0.15),
        "lina",
        "rose",
        Channel.WEB,
        "rose",
        "Gibt es einen Schülertarif?",
        "Hallo, für unsere Kurse suchen wir günstige Werbung. Gibt es bei Ihnen einen Tarif für kleine Betriebe?",
    )
    day.does(
        day.back(2, 0.17),
        "lina",
        work.reply,
        "rose",
        ReplyHow.WRITTEN,
        "Tarif für lokale Betriebe erklärt, Link geschickt.",
    )
    day.does(day.back(2, 0.18), "lina", work.close, "rose", Outcome.ANSWERED)


def _klang(day: Day) -> None:
    day.comes(
        day.back(1, 0.5),
        "mia",
        "posten",
        Channel.PHONE,
        "klang",
        "Rechnung doppelt erhalten",
        "Herr Adler hat dieselbe Rechnung zweimal bekommen.",
    )
    day.does(
        day.back(1, 0.52),
        "mia",
        work.reply,
        "posten",
        ReplyHow.SPOKEN,
        "Mit der Buchhaltung geklärt, eine ist storniert.",
    )
    day.does(day.back(1, 0.53), "mia", work.close, "posten", Outcome.ANSWERED)


def _winter(day: Day) -> None:
    day.comes(
        day.back(2, 0.75),
        "anna",
        "winter",
        Channel.PHONE,
        "winter",
        "Laufaktion im Mai",
        "Herr Winter organisiert einen Stadtlauf und sucht einen Medienpartner.",
    )
    day.mails(
        day.back(2, 0.78),
        "winter2",
        "winter",
        "Medienpartner für den Stadtlauf",
        "Wie eben am Telefon besprochen, hier noch einmal schriftlich: Lauf am zweiten Sonntag im Mai, rund 2.000 "
        "Starter.\n\nBjörn Winter",
    )
    day.does(day.back(2, 0.8), "anna", work.reply, "winter", ReplyHow.SPOKEN, "Schicke das Partnerpaket.")
    day.happens(
        day.back(2, 0.82), "anna", lambda tx: merging.merge(tx, day.inquiries["winter2"], day.inquiries["winter"])
    )
    day.does(
        day.back(1, 0.1), "anna", work.close, "winter", Outcome.NO_NEED, why="Der Verein hat schon einen Medienpartner"
    )
