"""The words of spoken times, English and German, as data; folded: lower case, ae oe ue ss."""

from __future__ import annotations

import re
import unicodedata

TODAY, TOMORROW, OVERMORROW = "TODAY", "TOMORROW", "OVERMORROW"
NEXT, AFTERNEXT, THIS, COMING = "NEXT", "AFTERNEXT", "THIS", "COMING"
WEEK, MONTH = "WEEK", "MONTH"
START, MIDDLE, END = "START", "MIDDLE", "END"
MORNING, FORENOON, NOON, AFTERNOON, EVENING = "MORNING", "FORENOON", "NOON", "AFTERNOON", "EVENING"
AT, UHR, IN, AND = "AT", "UHR", "IN", "AND"
HALF_OF, HALF_PAST, QUARTER, PAST, TO = "HALFOF", "HALFPAST", "QUARTER", "PAST", "TO"

PARTS = {MORNING: None, FORENOON: 10 * 60, NOON: 12 * 60, AFTERNOON: 14 * 60, EVENING: 18 * 60}
"""The minute of the day that a part of it means when no hour is said; the morning is the opening."""

PART_HOURS = {MORNING: (1, 11), FORENOON: (6, 12), NOON: (11, 14), AFTERNOON: (12, 18), EVENING: (17, 23)}
"""First and last hour that go with a part of the day."""

UNITS = {
    **dict.fromkeys("min mins minute minutes minuten".split(), "minutes"),
    **dict.fromkeys("h std hour hours stunde stunden".split(), "hours"),
    **dict.fromkeys("d t day days tag tage tagen".split(), "days"),
    **dict.fromkeys("w week weeks woche wochen WEEK".split(), "weeks"),
    **dict.fromkeys("month months monat monate monaten MONTH".split(), "months"),
}

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january januar jaenner", "feb february februar", "mar march maerz mrz", "apr april", "may mai"),
            *("jun june juni", "jul july juli", "aug august", "sep sept september", "oct october okt oktober"),
            *("nov november", "dec december dez dezember"),
        ),
        start=1,
    )
    for name in names.split()
}

_COUNTED = (
    ("null", "zero"),
    ("ein", "eins", "eine", "einer", "einem", "einen", "one", "a", "an"),
    ("zwei", "zwo", "two"),
    ("drei", "three"),
    ("vier", "four"),
    ("fuenf", "five"),
    ("sechs", "six"),
    ("sieben", "seven"),
    ("acht", "eight"),
    ("neun", "nine"),
    ("zehn", "ten"),
    ("elf", "eleven"),
    ("zwoelf", "twelve"),
    ("dreizehn", "thirteen"),
    ("vierzehn", "fourteen"),
    ("fuenfzehn", "fifteen"),
    ("sechzehn", "sixteen"),
    ("siebzehn", "seventeen"),
    ("achtzehn", "eighteen"),
    ("neunzehn", "nineteen"),
    ("zwanzig", "twenty"),
    ("einundzwanzig",),
    ("zweiundzwanzig",),
    ("dreiundzwanzig",),
)
_TENS = {
    "fuenfundzwanzig": 25,
    **dict.fromkeys(("dreissig", "thirty"), 30),
    **dict.fromkeys(("vierzig", "forty"), 40),
    "fuenfundvierzig": 45,
    **dict.fromkeys(("fuenfzig", "fifty"), 50),
    **dict.fromkeys(("sechzig", "sixty"), 60),
    **dict.fromkeys(("neunzig", "ninety"), 90),
}
NUMBERS = {name: number for number, names in enumerate(_COUNTED) for name in names} | _TENS

ARTICLES = frozenset({"a", "an", "ein", "eine", "einer", "einem", "einen"})
"""Words that count one thing but are no hour: "um ein" and "at a" are not finished."""

_SAID = {
    TODAY: "heute|today",
    TOMORROW: "tomorrow|tmrw?",
    OVERMORROW: "uebermorgen|(?:the )?day after tomorrow",
    f"{TODAY} {EVENING}": "tonight",
    f"{TODAY} {MORNING}": "this morning",
    f"{TODAY} {AFTERNOON}": "this afternoon",
    f"{TODAY} {EVENING} ": "this evening",
    AFTERNEXT: "uebernaechste[nrsm]?",
    NEXT: "next|(?:in der )?naechste[nrsm]?",
    THIS: "this|diese[nrsm]?",
    COMING: "coming|kommende[nrsm]?",
    f"{START} {WEEK}": "wochenanfang",
    f"{START} {MONTH}": "monatsanfang",
    f"{END} {MONTH}": "monatsende",
    START: "(?:am |zu )?anfang(?: de[rs])?|(?:the )?(?:beginning|start) of(?: the)?",
    MIDDLE: "mitte(?: de[rs])?|(?:the )?middle of(?: the)?",
    END: "(?:am )?ende(?: de[rs])?|(?:the )?end of(?: the)?",
    WEEK: "woche|week",
    MONTH: "monats?|month",
    f"{IN} 30 min": "in (?:einer )?halben stunde|in half an hour|in a half hour",
    f"{IN} 15 min": "in (?:einer )?viertelstunde|in (?:a )?quarter of an hour",
    f"{IN} 45 min": "in (?:einer )?dreiviertelstunde|in three quarters of an hour",
    f"{IN} 90 min": "in (?:anderthalb|eineinhalb) stunden|in an hour and a half|in one and a half hours",
    MORNING: "(?:in der |am |ganz )?frueh|in the morning|am morgen|morning|morgens",
    FORENOON: "(?:am )?vormittags?|forenoon",
    NOON: "(?:am |zu |at )?mittags?|(?:at )?noon|(?:at )?midday",
    AFTERNOON: "(?:am )?nachmittags?|in the afternoon|afternoon",
    EVENING: "(?:am )?abends?|in the evening|evening",
    HALF_PAST: "half past|half after",
    HALF_OF: "halb",
    QUARTER: "viertel|(?:a )?quarter",
    PAST: "(?:(?:minuten|minutes|min) )?(?:nach|past)",
    TO: "(?:(?:minuten|minutes|min) )?(?:vor|to)",
    AT: "(?:so )?(?:um|at|gegen|ab|around)(?: punkt)?",
    UHR: "uhr|o'?clock",
    IN: "in",
    AND: "und|and",
}
_NAMES = list(_SAID)
_PHRASES = re.compile(r"(?<![a-z0-9'])(?:" + "|".join(f"({said})" for said in _SAID.values()) + r")(?![a-z0-9'])")


def fold(phrase: str) -> str:
    """Give a phrase in lower case, with umlauts as two letters and single blanks."""
    lower = unicodedata.normalize("NFC", phrase).casefold()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("’", "'"), ("\u2212", "-")):
        lower = lower.replace(umlaut, letters)
    return " ".join(lower.split())


def symbols(folded: str) -> str:
    """Put one capital word for each way to say the same; capitals can't come from what was typed."""
    return " ".join(_PHRASES.sub(lambda found: _NAMES[(found.lastindex or 1) - 1], folded).split())
