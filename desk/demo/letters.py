"""What customers of a demo write and say: subjects and texts of 200 to 2,000 characters, drawn from set sentences."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

SHORTEST, LONGEST = 200, 2_000
"""Characters of a text."""


class Letter(NamedTuple):
    """A subject and a text."""

    about: str
    text: str


_TOPICS = (
    ("Mediadaten {quarter}", "bitte senden Sie uns die Mediadaten für {quarter} mit Preisen und Reichweiten."),
    ("Radiospots {occasion}", "wir planen {some} Spots {occasion} und fragen, was Produktion und Sendezeit kosten."),
    ("Prospektverteilung {town}", "wir möchten {many} Prospekte in {town} und Umgebung verteilen lassen."),
    ("Laufzeit der Kampagne", "können wir die laufende Kampagne um {few} Wochen verlängern, und zu welchem Preis?"),
    ("Angebot fehlt noch", "das Angebot, das uns vor {few} Tagen zugesagt wurde, ist noch nicht angekommen."),
    ("Rechnung unklar", "auf Ihrer letzten Rechnung stehen {some} Spots, gebucht hatten wir weniger."),
    (
        "Sonderbeilage {occasion}",
        "wann ist Anzeigenschluss für die Sonderbeilage {occasion}, und was kostet eine Seite?",
    ),
    ("Bannerwerbung", "wir möchten {occasion} auf Ihrer Internetseite werben und brauchen Formate und Preise."),
    ("Außentag mit Moderator", "was kostet ein Außentag mit Moderator bei uns in {town}, und wann wäre einer frei?"),
    ("Spot neu sprechen lassen", "unser Spot nennt noch das alte Datum; kann der Sprecher den Schluss neu aufnehmen?"),
    (
        "Rabattstaffel",
        "ab welchem Umsatz kommen wir in die nächste Rabattstufe, und was müssten wir dafür noch buchen?",
    ),
    ("Beleg der Anzeige", "bitte schicken Sie uns zwei Belege der Anzeige vom vergangenen Wochenende."),
    ("Stellenanzeige", "wir suchen {few} Leute für {town} und möchten eine Stellenanzeige mit Radiospot verbinden."),
    ("Gewinnspiel {occasion}", "wir stellen gern Preise für ein Gewinnspiel {occasion}; wie läuft das bei Ihnen ab?"),
    ("Sponsoring im Sport", "wir möchten einen Verein in {town} unterstützen und suchen dafür einen Medienpartner."),
    ("Plakate in {town}", "haben Sie {occasion} noch {some} Plakatflächen in {town} frei?"),
    ("Termin verschieben", "der Start unserer Kampagne muss um {few} Wochen verschoben werden, geht das noch?"),
    ("Druckdaten", "in welchem Format brauchen Sie die Druckdaten für {many} Prospekte, und bis wann?"),
    ("Verkehrsmittelwerbung", "was kostet es, {few} Busse in {town} für ein halbes Jahr zu bekleben?"),
    ("bittet um Rückruf", "bitte rufen Sie uns zurück, wir haben Fragen zu unserer Buchung {occasion}."),
)
_ENGLISH = (
    ("Rate card", "could you please send us your current rate card and the reach figures for {town}?"),
    ("Campaign {few} weeks", "we would like to be on air for {few} weeks with about {some} spots."),
    ("Leaflets {town}", "we need {many} leaflets delivered in {town} and would like a quote."),
    ("Invoice", "your last invoice lists {some} spots, but we booked fewer. Could you check, please?"),
)
_MORE = (
    "Unser Rahmen liegt bei etwa {budget} Euro, alles eingerechnet.",
    "Wichtig ist uns, dass die Werbung vor dem Wochenende läuft.",
    "Im letzten Jahr hatten wir damit gute Erfahrungen gemacht.",
    "Wir vergleichen gerade mehrere Angebote und entscheiden bis Ende der Woche.",
    "Zielgruppe sind Familien im Umkreis von {few}0 Kilometern.",
    "Die Vorlagen können wir selbst liefern.",
    "Bitte nennen Sie uns auch den Preis bei einer Buchung über das ganze Jahr.",
    "Am besten erreichen Sie mich vormittags bis 11 Uhr.",
    "Wir eröffnen nach dem Umbau neu und möchten, dass es alle wissen.",
    "Der Text sollte diesmal etwas moderner klingen.",
    "Gibt es für ortsansässige Betriebe einen eigenen Tarif?",
    "Ein persönliches Gespräch bei uns in {town} wäre mir am liebsten.",
    "Falls es {occasion} zu knapp wird, ginge auch ein späterer Termin.",
    "Bitte schicken Sie die Unterlagen an diese Adresse und nicht an die Zentrale.",
    "Können Sie uns sagen, welche Sendezeiten bei Pendlern am besten ankommen?",
    "Unser Steuerberater braucht die Rechnung noch in diesem Monat.",
    "Die Prospekte kommen am Montag von der Druckerei.",
    "Meine Kollegin hatte dazu schon einmal angerufen, leider ohne Rückmeldung.",
)
_MORE_ENGLISH = (
    "Our budget is about {budget} euros, everything included.",
    "We are comparing several offers and will decide by the end of the week.",
    "The best time to reach me is in the morning.",
    "We would need the spot produced as well.",
    "Our customers live within {few}0 kilometres of {town}.",
    "Last year's campaign worked very well for us.",
    "Please let us know which slots are still free.",
)
_WHEN = (
    "zur Neueröffnung",
    "zum Jubiläum",
    "im Advent",
    "zu Ostern",
    "im Sommerschlussverkauf",
    "zur Hausmesse",
    "im Frühjahr",
    "im Herbst",
    "zum Stadtfest",
    "vor den Ferien",
    "zum Tag der offenen Tür",
    "zur Gartensaison",
)
_OPENINGS = ("Guten Tag,", "Hallo zusammen,", "Sehr geehrte Damen und Herren,", "Guten Morgen,")
_CLOSINGS = ("Mit freundlichen Grüßen", "Viele Grüße", "Freundliche Grüße", "Besten Dank im Voraus")


def drawn(draw: Random, person: str, company: str, town: str, spoken: str = "") -> Letter:
    """Draw what somebody asks for: a letter, or the note of whoever heard it, `spoken` saying where."""
    english = draw.random() < 0.06
    about, core = draw.choice(_ENGLISH if english else _TOPICS)
    words = {
        "town": town,
        "quarter": f"das {draw.randint(1, 4)}. Quartal",
        "occasion": draw.choice(_WHEN),
        "few": draw.randint(2, 6),
        "some": draw.randint(12, 90),
        "many": f"{draw.randint(3, 60)}.000",
        "budget": f"{draw.randint(8, 240) * 100:,}".replace(",", "." if not english else ","),
    }
    said = [core.format_map(words)]
    frame = len(person) + len(company) + (9 if spoken else 30)
    length = frame + len(said[0])
    wanted = min(SHORTEST + draw.expovariate(1 / (40 if draw.random() < 0.95 else 500)), LONGEST - 140)
    more = _MORE_ENGLISH if english else _MORE
    place = draw.randrange(len(more))
    while length < wanted:
        said.append(more[place % len(more)].format_map(words))
        length += len(said[-1]) + 1
        place += 1
    subject = about.format_map(words)
    if spoken:
        return Letter(subject, f"{person} ({company}) {spoken}: {' '.join(said)}")
    opening = "Dear team," if english else draw.choice(_OPENINGS)
    closing = "Kind regards" if english else draw.choice(_CLOSINGS)
    return Letter(subject, f"{opening}\n\n{' '.join(said)}\n\n{closing}\n{person}\n{company}, {town}")
