"""The names of people, streets and trades that demo customers are made of."""

from __future__ import annotations

FIRST_NAMES = tuple(
    """
    Petra Sabine Monika Susanne Claudia Birgit Andrea Martina Heike Anja Nicole Stefanie Kerstin Ulrike Silke Tanja
    Katrin Melanie Sandra Julia Christina Katharina Laura Lena Sarah Hannah Emma Ayşe Elif Zeynep Agnieszka Marta Olga
    Ingrid Renate Gisela Brigitte Helga Ursula Karin Thomas Michael Andreas Stefan Peter Frank Jürgen Bernd Uwe Ralf
    Dirk Jörg Holger Markus Christian Daniel Martin Matthias Alexander Sebastian Tobias Florian Philipp Jan Tim Lukas
    Felix Jonas Paul Max Mehmet Mustafa Emre Piotr Krzysztof Dimitri Giovanni Wolfgang Klaus Dieter Manfred Heinz
    Werner Günter Horst Rolf Karl-Heinz Hans-Peter Axel Olaf Torsten Sven Björn Lars Nils Simon Anton
    """.split()
)

FAMILY_NAMES = tuple(
    """
    Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
    Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann
    Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn
    Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster
    Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt
    Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold
    Wolff Pfeiffer Ernst Lindner Kaufmann Sander Ritter Kessler Nowak Kowalski Yılmaz Kaya Demir Öztürk Hansen Petersen
    Jansen Janssen Christiansen Feldmann Behrens Nordmann Lüders Thiel Hermann Riedel Marx Dreyer Eckert Kruse Kern
    Grimm Hein Behrendt Wendt Burger Seifert Barth Ullrich Ebert Kurz Beyer Renner Wenzel Stahl Hauser Bach Ott Opitz
    Kremer Rademacher Hoppe Fuhrmann Heller Brinkmann Steffens Baier Reuter Geiger Ulrich Zander Michels Esser Kuhlmann
    Bender Blum Hesse Stark Giese Menzel Mertens Rieger Bock Runge Witt Ahrens Westphal Moser Kunze Thiele Schiller
    Lutz Pieper Kluge Rose Adler Noack Freund Schramm Linke Jacob Wiese Stoll Wirth Gebhardt Reinhardt Kirchner Löffler
    Timm Rausch Sperling Falk Preuß Buchholz Hildebrandt Körner Nagel Metzger Decker Vetter Held Brand Wegener Jahn Link
    """.split()
)

STREETS = tuple(
    """
    Hauptstraße Bahnhofstraße Gartenstraße Schulstraße Bergstraße Lindenstraße Kirchstraße Ringstraße Waldstraße
    Goethestraße Schillerstraße Mozartstraße Rheinstraße Industriestraße Gewerbepark Handwerkerstraße Marktplatz
    Königsallee Lange_Straße Am_Hafen Am_Stadtgarten Alte_Poststraße Mühlenweg Wiesenweg Feldstraße Friedrichstraße
    Wilhelmstraße Kaiserstraße Bismarckstraße Beethovenstraße Uferstraße Parkstraße Eichenweg Ahornweg Tulpenweg
    Siemensstraße Daimlerstraße Otto-Hahn-Straße Robert-Koch-Straße Am_Ring Nordwall Südwall Ostwall Westwall
    """.replace("\n", " ").split()
)

TRADES: tuple[tuple[str, str], ...] = tuple(
    (trade.replace("_", " "), sector)
    for sector, trades in {
        "Möbel": "Möbel Betten Teppichhaus Wohnstudio",
        "Küchen": "Küchenstudio Küchen",
        "Autohandel": "Autohaus Reifen Motorrad Wohnmobile",
        "Bäckereien": "Bäckerei Konditorei",
        "Lebensmittel": "Metzgerei Getränke Feinkost Biomarkt",
        "Elektro": "Elektro Leuchten Hausgeräte",
        "Handwerk": "Dachdeckerei Malerbetrieb Schreinerei Fensterbau Sanitär",
        "Energie": "Solartechnik Heizungsbau",
        "Gesundheit": "Optik Hörakustik Sanitätshaus Apotheke",
        "Sport": "Sporthaus Fitnessstudio Fahrrad",
        "Reisen": "Reisebüro Busreisen",
        "Gastgewerbe": "Hotel Gasthof Brauhaus Catering",
        "Garten": "Gartencenter Blumen Baumschule",
        "Bauen": "Baustoffe Bauunternehmen Fliesen",
        "Immobilien": "Immobilien Hausverwaltung",
        "Mode": "Modehaus Schuhhaus Brautmoden",
        "Schmuck": "Juwelier Goldschmiede",
        "Freizeit": "Spielwaren Musikhaus Tanzschule Zoohaus",
        "Bildung": "Fahrschule Sprachschule Buchhandlung",
        "Transport": "Umzüge Spedition",
        "Dienstleistung": "Gebäudereinigung Druckerei Personaldienst",
        "Pflege": "Pflegedienst Seniorenresidenz",
    }.items()
    for trade in trades.split()
)
"""What a company calls itself, and the sector that makes it."""

LEGAL_FORMS = ("GmbH", "GmbH", "GmbH", "KG", "GmbH & Co. KG", "e.K.", "e.K.", "OHG", "", "", "", "AG")
