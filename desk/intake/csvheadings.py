"""What the columns of a customer file mean, in English and German, however people write their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

SEVERAL = ("phones", "emails", "sector", "note")
"""Fields that take the values of all their columns."""

MIXED = ("person", "house", "place")
"""Columns that stand for two fields: a whole name, a house number apart, "PLZ Ort"."""

_WRITTEN = {
    "number": "number no nr nummer kundennummer kundennr kundenno kundeno kundenid kdnr kdnummer customernumber"
    " customerno customernr customerid accountnumber accountno debitor debitornr debitorennummer debitorennr id",
    "company": "company companyname firma firmenname firmierung unternehmen unternehmensname organisation organization"
    " kunde kundenname customer customername account accountname name1 betrieb",
    "first_name": "firstname vorname vornamen givenname forename first rufname",
    "last_name": "lastname nachname surname familyname familienname zuname last",
    "person": "person contact contactperson contactname ansprechpartner ansprechpartnerin ansprechperson kontakt"
    " kontaktperson fullname vollername vorundnachname vornamenachname namevorname nachnamevorname",
    "name": "name",
    "street": "street streetaddress address address1 addressline1 strasse str anschrift adresse strassehausnummer"
    " strasseundhausnummer strassehausnr strassenr strassenname strasseundnr strasseundnummer",
    "house": "housenumber hausnummer hausnr hnr housenr houseno",
    "postcode": "postcode postalcode zip zipcode plz postleitzahl",
    "city": "city town ort stadt wohnort firmensitz ortschaft location",
    "place": "plzort postleitzahlort plzundort plzstadt zipcity postcodecity",
    "country": "country countrycode land staat laendercode laenderkennzeichen lkz countryname nation",
    "phones": "phone phones phonenumber phoneno telephone telephonenumber telephoneno tel telnr telno telefon"
    " telefonnummer telefonnr fon rufnummer festnetz mobile mobilephone mobilenumber mobil mobiltelefon mobilnummer"
    " mobilnr mobilfunk handy handynummer handynr cell cellphone businessphone workphone directphone mainphone"
    " telefonzentrale telefongeschaeftlich telefondienstlich telefonfirma telefonbuero telefonprivat telefonmobil"
    " zentrale",
    "emails": "email emails mail emailaddress emailadresse emailadressen mailadresse mailaddress emailgeschaeftlich"
    " emailfirma emailprivat emailbusiness workemail businessemail epost",
    "website": "website web webseite webpage homepage url internet www internetseite internetadresse webadresse domain",
    "grade": "grade customergrade klasse kundenklasse abc abcklasse abckunde abceinstufung einstufung kundenwert"
    " abckategorie kundenkategorie klassifizierung",
    "sector": "sector sectors industry industries branche branchen wirtschaftszweig lineofbusiness geschaeftszweig",
    "care_model": "caremodel care betreuung betreuungsmodell betreuungsart",
    "inside": "inside insiderep insidesales innendienst innendienstmitarbeiter betreuerinnendienst vertriebsinnendienst"
    " bearbeiterinnendienst verkaufinnendienst",
    "field": "field fieldrep fieldsales outsidesales aussendienst aussendienstmitarbeiter adm betreueraussendienst"
    " vertriebsaussendienst verkaufaussendienst",
    "role": "role jobtitle position funktion stellung abteilung department taetigkeit",
    "site": "site sitename branchoffice filiale standort niederlassung filialname standortname",
    "site_country": "sitecountry standortland filialland",
    "call_times": "calltimes callinghours anrufzeiten rufzeiten erreichbarkeit erreichbar",
    "note": "note notes notiz notizen bemerkung bemerkungen kommentar kommentare comment comments anmerkung anmerkungen"
    " remark remarks info infos hinweis hinweise memo description beschreibung",
}
_KNOWN = {word: column for column, words in _WRITTEN.items() for word in words.split()}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_COUNTED = re.compile(r"[0-9]+\Z")


def columns(headings: Sequence[str]) -> list[str]:
    """Give for each heading the field it fills: of `CustomerRecord`, or MIXED; empty for one that is not known.

    "Name" is the person's where the company or the first name has a column of its own, else the company's.
    """
    found = [_field(heading) for heading in headings]
    means = "last_name" if "company" in found or "first_name" in found else "company"
    return [means if field == "name" else field for field in found]


def _field(heading: str) -> str:
    word = _NO_LETTER.sub("", heading.strip().lower().translate(_UMLAUTS))
    known = _KNOWN.get(word)
    if known is None:  # `Telefon 2`, `E-Mail 1`, and `Firma 1`, but no second company
        base = _KNOWN.get(_COUNTED.sub("", word), "")
        known = base if base in SEVERAL or word.endswith("1") else ""
    return known
