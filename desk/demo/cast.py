"""The customers that the working day is about."""

from __future__ import annotations

from desk.intake.records import CustomerRecord

FIRST_NUMBER = 10_001

_WRITTEN = """
Möbel Kraus KG | Petra Kraus | Aachener Straße 512 | 50933 Köln
  | 0221 4710101 | petra.kraus@moebel-kraus.example
  | A | Möbel | two_faces | mia | joerg | Bucht jedes Jahr die Herbstaktion. Frau Kraus entscheidet selbst.
Autohaus Süd GmbH | Tom Meier | Bonner Straße 240 | 50968 Köln
  | 0221 4710123 | t.meier@autohaus-sued.example
  | B | Autohandel | two_faces | anna | joerg |
Bäckerei Schmidt | Hans-Peter Schmidt | Hauptstraße 88 | 51465 Bergisch Gladbach
  | 02202 047112 | info@baeckerei-schmidt.example
  | C | Bäckereien | inside_face | anna |  | Ab 13 Uhr nicht mehr im Laden.
Reisen am Ring | Sabine Ring | Hohenzollernring 41 | 50672 Köln
  | 0221 4710144 | sabine@reisen-am-ring.example
  | C | Reisen | inside_face | anna |  |
Elektro Vogt GmbH | Dieter Vogt | Carl-Duisberg-Straße 9 | 51373 Leverkusen
  | 0214 047155 | vogt@elektro-vogt.example
  | B | Elektro | two_faces | anna | lea |
Hotel Lindenhof | Martina Lorenz | Rheinallee 17 | 53173 Bonn
  | 0228 047166 | m.lorenz@hotel-lindenhof.example
  | B | Gastgewerbe | inside_face | anna |  |
Gartencenter Immergrün GmbH | Uwe Pohl | Luxemburger Straße 310 | 50354 Hürth
  | 02233 047177 | pohl@gartencenter-immergruen.example
  | B | Garten | two_faces | mia | lea |
Druckerei Wolff | Renate Wolff | Kaiserstraße 6 | 40479 Düsseldorf
  | 0211 047188 | wolff@druckerei-wolff.example
  | C | Dienstleistung | inside_face | anna |  |
Fahrrad Petersen | Nils Petersen | Venloer Straße 199 | 50823 Köln
  | 0221 4710199 | laden@fahrrad-petersen.example
  | C | Sport | inside_face | anna |  | Montags geschlossen.
Optik Sander | Ulrike Sander | Marktplatz 3 | 41460 Neuss
  | 02131 047110 | sander@optik-sander.example
  | B | Gesundheit | inside_face | mia |  |
Stadtwerke Rheinaue GmbH | Dr. Holger Brandt | Am Stadtgarten 1 | 50354 Hürth
  | 02233 047200 | brandt@stadtwerke-rheinaue.example
  | A | Energie | one_team | anna | joerg | Ausschreibung ab 25.000 EUR.
Brauhaus Zur Post | Karl-Heinz Esser | Alter Markt 20 | 50667 Köln
  | 0221 4710212 | esser@brauhaus-zur-post.example
  | C | Gastgewerbe | inside_face | mia |  |
Harbour Coffee GmbH | Emily Carter | Am Sandtorkai 54 | 20457 Hamburg
  | 040 66969131 | emily@harbour-coffee.example
  | B | Lebensmittel | two_faces | mia | joerg | Writes and speaks English.
Küchenstudio Behrens | Silke Behrens | Schillerstraße 70 | 42103 Wuppertal
  | 0202 047221 | studio@kuechen-behrens.example
  | C | Küchen | inside_face | lina |  |
Spedition Nordmann KG | Olaf Nordmann | Am Hafen 12 | 47051 Duisburg
  | 0203 047231 | buero@spedition-nordmann.example
  |  | Transport |  |  |  |
Modehaus Feldmann | Andrea Feldmann | Königsallee 61 | 40215 Düsseldorf
  | 0211 047241 | feldmann@modehaus-feldmann.example
  | B | Mode | two_faces | mia | lea |
Fensterbau Kessler GmbH | Markus Kessler | Industriestraße 4 | 51063 Köln
  | 0221 4710251 | kessler@fensterbau-kessler.example
  | B | Handwerk | field_face | anna | joerg |
Sporthaus Winter | Björn Winter | Bahnhofstraße 25 | 53111 Bonn
  | 0228 047261 | winter@sporthaus-winter.example
  | C | Sport | inside_face | lina |  |
Apotheke am Markt | Dr. Ayşe Kaya | Marktplatz 9 | 50667 Köln
  | 0221 4710271 | kaya@apotheke-am-markt.example
  | C | Gesundheit | inside_face | anna |  |
Tanzschule Rose | Julia Rose | Südwall 14 | 47798 Krefeld
  | 02151 047281 | hallo@tanzschule-rose.example
  |  | Freizeit |  |  |  |
Solartechnik Hartmann GmbH | Florian Hartmann | Siemensstraße 30 | 50739 Köln
  | 0221 4710291 | hartmann@solar-hartmann.example
  | B | Energie | two_faces | anna | joerg |
Musikhaus Klang | Tobias Adler | Breite Straße 8 | 50667 Köln
  | 0221 4710301 | adler@musikhaus-klang.example
  | C | Freizeit | inside_face | mia |  |
Immobilien Bergmann | Katharina Bergmann | Parkstraße 2 | 40477 Düsseldorf
  | 0211 047311 | bergmann@immobilien-bergmann.example
  |  | Immobilien |  |  | lea | Empfohlen von Optik Sander.
Juwelier Falk | Werner Falk | Hohe Straße 77 | 50667 Köln
  | 0221 4710321 | falk@juwelier-falk.example
  | C | Schmuck | inside_face | mia |  |
"""


def _record(place: int, line: str) -> CustomerRecord:
    fields = [field.strip() for field in line.split("|")]
    company, person, street, where, phone, email, grade, sector, care, inside, outside, note = fields
    first, _, last = person.rpartition(" ")
    postcode, _, city = where.partition(" ")
    return CustomerRecord(
        line=place + 2,
        number=str(FIRST_NUMBER + place),
        company=company,
        first_name=first,
        last_name=last,
        street=street,
        postcode=postcode,
        city=city,
        country="DE",
        phones=(phone,),
        emails=(email,),
        grade=grade,
        sector=(sector,),
        care_model=care,
        inside=inside,
        field=outside,
        note=note,
    )


CAST: tuple[CustomerRecord, ...] = tuple(
    _record(place, line) for place, line in enumerate(_WRITTEN.strip().replace("\n  |", " |").splitlines())
)

_BY_WORD = {word.lower(): record for record in CAST for word in record.company.split()}


def one(word: str) -> CustomerRecord:
    """Give the customer of the cast whose company holds a word, in any case; KeyError when there is none."""
    return _BY_WORD[word.lower()]
