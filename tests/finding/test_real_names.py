"""What a rep types while listening, in Germany, Austria and Switzerland, and who is meant by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.finding.conftest import Found
from tests.kit.builders import Desk, team

CUSTOMERS = """
1|Müller-Lüdenscheid Haustechnik GmbH & Co. KG|Karl|Müller-Lüdenscheid|Lüdenscheid|58507|02351 44556
2|Autohaus Süd GmbH|Thomas|Meier|Köln|50667|0221 778899
3|Stadtwerke Köln GmbH|Jana|von der Heide|Köln|50823|0221 1780
4|Spital St. Gallen AG|Dr. med. Beat|Zürcher|St. Gallen|9000|+41 71 2223344
5|Sankt-Georg-Apotheke e.K.|Gül|Yıldız|Hamburg|20099|040 334455
6|1&1 Versatel GmbH|Łukasz|Kowalczyk|Düsseldorf|40547|0211 999888
7|3M Deutschland GmbH|François|d'Angelo|Neuss|41453|02131 140
8|O2 Shop Kraus|Sean|O'Brien|München|80331|089 112233
9|24-7 Entsorgung UG (haftungsbeschränkt)|Ayşe|Öztürk|Essen|45127|0201 887766
10|T.M. Kraus Metallbau OHG|Tobias Maria|Kraus|Bonn|53111|0228 665544
11|Meier & Söhne GbR|Theodor|Meier|Köln|50670|0221 443322
12|Friseur Meier|Anna|Meier|Köln|50674|0221 554433
13|Gebr. Heller Maschinenfabrik GmbH|Ewa|Wiśniewska|Nürtingen|72622|07022 770
14|Dr. Oetker KG|Chloé|Lefèvre|Bielefeld|33617|0521 1550
15|Bäckerei Huber|Maria|Huber-Gruber|St. Pölten|3100|+43 2742 5566
16|Weiß & Schwarz Rechtsanwälte PartG mbB|Hans|Weiß|Frankfurt am Main|60311|069 1234567
17|E.ON Energie AG|Peter|Voß|Essen|45131|0201 1840
18|BSR Berliner Stadtreinigung AöR|Jürgen|Schäuble|Berlin|10117|030 75920
19|Groß-Handel Nord e.G.|İbrahim|Çelik|Kiel|24103|0431 123400
20|Karl Heinz Schmidt Bau|Karl-Heinz|Schmidt|Rottweil|78628|0741 5511
21|Freiherr von und zu Guttenberg Forst|Philipp|zu Guttenberg|Guttenberg|95358|09225 100
22|Sankt Augustin Fliesen|Petra|Ruß|Sankt Augustin|53757|02241 3300
23|Elektro Meyer|Tim|Meyer|Bonn|53113|0228 1111
24|Krausen Optik|Lena|Krausen|Aachen|52062|0241 909
25|Haus Süden Immobilien|Otto|Auto|Köln|50668|0221 9
26|Müller GmbH|Lisa|Müller|Ulm|89073|0731 4
27|Lüdenscheider Metall|Ina|Lange|Lüdenscheid|58511|02351 9
28|Société Générale S.A.|Zoë|Nuñez|Genève|1201|+41 22 700
29|Høyer Transport ApS|Søren|Ångström|Flensburg|24937|0461 5
30|Dvořák & Čapek s.r.o.|Jiří|Dvořák|Passau|94032|0851 7
31|Nowak Łódź Spedycja|Michał|Wałęsa|Görlitz|02826|03581 8
32|Handwerkskammer Köln|Ute|Kurz|Köln|50667|0221 2022
33|Hans Müller Sanitär|Hans|Müller|Köln|50999|0221 6
34|Baustoffe von der Heydt GmbH|Rolf|von der Heydt|Köln|50825|0221 17
35|Steuerberatung Mayer|Georg|Mayer|St. Ingbert|66386|06894 2
36|Zahnarztpraxis Dr. Meier-Schmidt|Sabine|Meier-Schmidt|Köln|50678|0221 31
"""
"""Number, company, first name, last name, city, postcode, telephone."""

TYPED = {
    "1": """
        müller-lüdenscheid | mueller luedenscheid | müllerlüdenscheid | muller ludenscheid | herr müller
        lüdenscheid
    """,
    "2": """autohaussued | auto haus süd | autoh. süd | autohaus sud""",
    "3": """stadtw. köln | stadtwerke koln | von der heide | vd heide | v. d. heide | heide köln""",
    "4": """dr. med. zürcher | dr zürcher | st. gallen | sankt gallen | st gallen spital | zürcher st.gallen""",
    "5": """st. georg apotheke | georg apotheke | sankt georg | yildiz | yıldız | gül yildis""",
    "6": """1&1 | 1 & 1 | 1und1 | 1 und 1 | lukasz | łukasz kowalczyk | kovaltschik | kowaltschik""",
    "7": """3m | 3 m | 3m deutschland | d'angelo | dangelo | d angelo | francois dangelo""",
    "8": """o2 | o 2 shop | o'brien | obrien | o brien""",
    "9": """24-7 | 24/7 | 247 entsorgung | 24 7 | ayse | ayşe öztürk | oeztuerk | ozturk essen""",
    "10": """t.m. kraus | tm kraus | t m kraus | kraus metallbau""",
    "2,11": """t. meier | t meier köln""",
    "11": """
        meier söhne | meier & söhne | meier und soehne | meier u. söhne | meier 50670 | 50670 meier | firma
        meier & söhne
    """,
    "2,11,12": """meier köln 0221""",
    "13": """
        heller maschinenfabrik | gebrüder heller | gebr heller | gebrueder heller masch | wisniewska |
        wischnewska | vischnefska | wiśniewska nürtingen
    """,
    "14": """dr. oetker | dr oetker | oetker | ötker | dr ötker bielefeld | lefevre | löfevr | chloe lefèvre""",
    "15": """huber st. pölten | huber sankt pölten | huber gruber | bäckerei huber""",
    "16": """weiss schwarz | weiß und schwarz | weiss & schwarz rae | rechtsanwalt weiß | weiss frankfurt""",
    "17": """e.on | eon | e on energie | voss essen | vos essen""",
    "18": """berliner stadtreinigung | bsr | stadtreinigung berlin | schoible | schäuble""",
    "19": """grosshandel nord | groß handel nord | celik | çelik kiel | ibrahim | tschelik""",
    "20": """karl heinz schmidt | karlheinz schmidt | kh schmidt | k.h. schmidt | karl-heinz schmitt rottweil""",
    "21": """guttenberg | zu guttenberg | von guttenberg""",
    "22": """st. augustin fliesen | st augustin | fliesen sankt augustin | ruß | russ""",
    "23": """elektro meier bonn""",
    "24": """krausens | krausen | frau krausen | kraussens optik""",
    "28": """societe generale | société générale sa | nunez | zoe""",
    "29": """hoyer | høyer | hoeyer | soren angstrom | sören""",
    "30": """dvorak | capek | jiri dvorak""",
    "31": """lodz | łódź | walesa | wałęsa görlitz | michal""",
    "32": """hwk köln | handwerkskammer""",
    "33": """hans mueller koeln | müller hans köln""",
    "26": """müllers lisa | müller gmbh | müller ulm""",
    "34": """von der heydt | heid köln baustoffe""",
    "36": """meier-schmidt | dr. meier-schmidt | meier schmidt zahnarzt | zahnarzt meier""",
    "35": """st. ingbert | sankt ingbert mayer""",
}  # fmt: skip
"""Who comes first, several in any order, and what was typed."""
AMONG_FIVE = {"5": "st georg", "11": "fa. meier", "12": "fa. meier", "18": "b.s.r."}
"""Others have as much of what was typed."""
NOT_SAID = ("vogelsang optik", "müllerburg", "33 b", "st. anton", "dr. prof.")


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Iterator[Desk]:
    with team(tmp_path) as made:
        for line in CUSTOMERS.strip().splitlines():
            number, company, first, last, city, postcode, phone = line.split("|")
            made.customer(
                company, number=number, first_name=first, last_name=last, city=city, postcode=postcode, phone=phone
            )
        yield made


def test_whoever_is_meant_comes_first_however_names_are_written_and_typed(found: Found) -> None:
    for wanted, typed in TYPED.items():
        meant = set(wanted.split(","))
        for query in typed.split(" | "):
            best = found.numbers(" ".join(query.split()))[: len(meant)]
            assert set(best) == meant, query
    for number, query in AMONG_FIVE.items():
        assert number in found.numbers(query)[:5], query
    for query in NOT_SAID:  # the control: what fits nobody well says so by its score
        assert all(hit.score < 0.8 for hit in found.hits(query)), query

    for line in CUSTOMERS.strip().splitlines():  # however the words are ordered
        number, _, first, last, city, *_rest = line.split("|")
        assert found.numbers(f"{last} {first} {city}")[0] == found.numbers(f"{city} {first} {last}")[0] == number

    @given(st.text(max_size=300), st.integers(1, 300))
    @settings(max_examples=15, deadline=None)
    def any_text_is_answered(text: str, times: int) -> None:
        assert len(found.hits(text * times)) <= 20  # of 90,000 signs, 200 are read

    any_text_is_answered()
