"""What the columns of a customer file mean, in English and German, however people write their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

SEVERAL = ("phones", "emails", "sector", "note")
"""Fields that take the values of all their columns."""

MIXED = ("person", "house", "place", "department")
"""Columns that stand for two fields or for part of one: a whole name, a house number apart, "PLZ Ort", a department."""

TITLES = 10
"""Rows with anything in them among which the headings are looked for: above them a list may have a title."""

_WRITTEN = {
    "number": "number no nr nummer kundennummer kundennr kundenno kundeno kundenid kdnr kdnummer customernumber"
    " customerno customernr customerid accountnumber accountno debitor debitornr debitorennummer debitorennr id"
    " accountid organizationid organisationid companyid unternehmensid konto",
    "company": "company companyname firma firmenname firmierung unternehmen unternehmensname organisation organization"
    " kunde kundenname customer customername account accountname name1 betrieb"
    " organizationname organisationname organization1name nameadressattypunternehmen nameadressattypkeineangabe",
    "first_name": "firstname vorname vornamen givenname forename first rufname vornameadressattypnatuerlperson",
    "last_name": "lastname nachname surname familyname familienname zuname last nameadressattypnatuerlperson",
    "person": "person contact contactperson contactname ansprechpartner ansprechpartnerin ansprechperson kontakt"
    " kontaktperson fullname vollername vorundnachname vornamenachname namevorname nachnamevorname personname",
    "name": "name",
    "street": "street streetaddress address address1 addressline1 strasse str anschrift adresse strassehausnummer"
    " strasseundhausnummer strassehausnr strassenr strassenname strasseundnr strasseundnummer",
    "house": "housenumber hausnummer hausnr hnr housenr houseno",
    "postcode": "postcode postalcode zip zipcode zippostalcode plz postleitzahl",
    "city": "city town ort stadt wohnort firmensitz ortschaft location",
    "place": "plzort postleitzahlort plzundort plzstadt zipcity postcodecity",
    "country": "country countrycode land staat laendercode laenderkennzeichen lkz countryname nation"
    " countryregion landregion",
    "phones": "phone phones phonenumber phoneno telephone telephonenumber telephoneno tel telnr telno telefon"
    " telefonnummer telefonnr fon rufnummer festnetz mobile mobilephone mobilephonenumber mobilenumber mobil"
    " mobiltelefon mobilnummer mobilnr mobilfunk handy handynummer handynr cell cellphone businessphone workphone"
    " directphone mainphone telefonzentrale telefongeschaeftlich telefondienstlich telefonfirma telefonbuero"
    " telefonprivat telefonmobil phonemobile zentrale",
    "emails": "email emails mail emailaddress emailadresse emailadressen mailadresse mailaddress emailgeschaeftlich"
    " emailfirma emailprivat emailbusiness workemail businessemail epost",
    "website": "website web webseite webpage homepage url internet www internetseite internetadresse webadresse domain"
    " companydomainname domainname",
    "grade": "grade customergrade klasse kundenklasse abc abcklasse abckunde abceinstufung einstufung kundenwert"
    " abckategorie kundenkategorie klassifizierung",
    "sector": "sector sectors industry industries branche branchen wirtschaftszweig lineofbusiness geschaeftszweig",
    "care_model": "caremodel care betreuung betreuungsmodell betreuungsart",
    "inside": "inside insiderep insidesales innendienst innendienstmitarbeiter betreuerinnendienst vertriebsinnendienst"
    " bearbeiterinnendienst verkaufinnendienst",
    "field": "field fieldrep fieldsales outsidesales aussendienst aussendienstmitarbeiter adm betreueraussendienst"
    " vertriebsaussendienst verkaufaussendienst",
    "role": "role jobtitle position funktion stellung taetigkeit organizationtitle organization1title",
    "department": "department abteilung organizationdepartment organization1department",
    "site": "site sitename branchoffice filiale standort niederlassung filialname standortname",
    "site_country": "sitecountry standortland filialland",
    "call_times": "calltimes callinghours anrufzeiten rufzeiten erreichbarkeit erreichbar",
    "note": "note notes notiz notizen bemerkung bemerkungen kommentar kommentare comment comments anmerkung anmerkungen"
    " remark remarks info infos hinweis hinweise memo description beschreibung",
}
_KNOWN = {word: column for column, words in _WRITTEN.items() for word in words.split()}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_BEFORE = (
    "business work billing mailing primary associated company customer account contact person organization1"
    " organization organisation address1 rechnungsanschrift rechnungsadresse rechnungs haupt firmen kunden kontakt"
).split()
_AFTER = (
    "geschaeftlich dienstlich rechnungsanschrift rechnungsadresse business work buero arbeit value address adresse"
    " desunternehmens"
).split()
_OF_ITSELF = ("number", "name")
"""Fields of the customer only by their plain names: "Person - ID" would make a customer of each contact."""

_REACH = ("street", "postcode", "city", "country", "phones", "emails", "website")
"""Fields that may be followed by whose they are."""

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_COUNTED = re.compile(r"[0-9]+\Z")


def columns(headings: Sequence[str]) -> list[str]:
    """Give for each heading the field it fills: of `CustomerRecord`, or MIXED; empty for one that is not known.

    "Name" is the company's; the person's last name where the company or the first name has a column of its own, and
    the person's whole name where last name and company have.
    """
    found = [_field(heading) for heading in headings]
    if "last_name" in found:
        means = "person" if "company" in found else "company"
    else:
        means = "last_name" if "company" in found or "first_name" in found else "company"
    return [means if field == "name" else field for field in found]


def _field(heading: str) -> str:
    """Give the field of a heading, also of one with what programs put around it: "Person - Phone - Work"."""
    word = _NO_LETTER.sub("", heading.strip().lower().translate(_UMLAUTS))
    if found := _known(word):
        return found
    begun = [word.removeprefix(each) for each in _BEFORE if word.startswith(each)]
    if found := next(filter(None, map(_known, begun)), ""):
        return "" if found in _OF_ITSELF else found
    ended = [each.removesuffix(end) for each in (word, *begun) for end in _AFTER if each.endswith(end)]
    return next((found for found in map(_known, ended) if found in _REACH), "")


def _known(word: str) -> str:
    if (known := _KNOWN.get(word)) is not None:
        return known
    base = _KNOWN.get(_COUNTED.sub("", word), "")  # `Telefon 2`, `E-Mail 1`, and `Firma 1`, but no second company
    return base if base in SEVERAL or word.endswith("1") else ""
