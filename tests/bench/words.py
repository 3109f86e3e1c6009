"""How soon inquiries are found by their words (issue 4: 50 ms at 100,000), and what taking in costs a row or a mail."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from typing import Any

from desk import views
from desk.demo.companies import records
from desk.rules.filters import Filter, parse
from desk.store import Store
from tests.bench import stores
from tests.bench.table import Figure
from tests.kit.builders import Desk, team

GOAL = 50
"""Milliseconds of processor time for the slowest of a hundred searches, closed inquiries included."""

A_SECOND = 100_000 / 60
"""Rows of a customer file (issue 4: 100,000 in under a minute)."""

BROAD = ("und", "de", "an be", "der preis", "bitte anzeige", "0", "k", "holder:anna und", "grade:b und")
"""What nearly every inquiry says: the dearest there is to find."""

STEP, ROUNDS = 997, 3
ROWS, MAILS = 5_000, 300

Look = Callable[[Any, Filter, str | None], Any]


def figures(folder: Path) -> list[Figure]:
    store = Store.open(str(stores.large(folder)))
    try:
        typed = _typed(store)
        page, listing = (_slowest(store, typed, look) for look in (views.inbox.page, views.inbox.listing))
    finally:
        store.close()
    with tempfile.TemporaryDirectory() as place:
        rows, mails = _customers(Path(place)), _mails(Path(place))
    return [
        Figure(f"words: first page, slowest of 100 of {len(typed)}, CPU", page, "ms", GOAL),
        Figure(f"words: all numbers and counts, slowest of 100 of {len(typed)}, CPU", listing, "ms", GOAL),
        Figure("customer rows taken in a second of CPU", rows, "/s", A_SECOND, at_least=True),
        Figure("a mail taken in, parsed and linked, CPU", mails, "ms"),
    ]


def _typed(store: Store) -> list[str]:
    """Give words as people type them: one or two of an inquiry, some of them begun only, and what all say."""
    found = store.read(lambda reader: reader.all(f"SELECT words FROM inquiry_words WHERE inquiry_number % {STEP} = 0"))
    told = [row["words"].split() for row in found]
    one = [words[at % len(words)][: 3 + at % 9] for at, words in enumerate(told)]
    two = [f"{words[at % len(words)]} {words[-1 - at % len(words)][:5]}" for at, words in enumerate(told)]
    return [*one, *two, *BROAD]


def _slowest(store: Store, typed: list[str], look: Look) -> float:
    """Give the CPU ms that one search of a hundred takes longer than; of each the least of some rounds."""
    costs = []
    for wanted in (parse(each, closed=True) for each in typed):
        took = []
        for _ in range(ROUNDS):
            before = time.thread_time()
            store.read(lambda reader, wanted=wanted: look(reader, wanted, "anna"), settle=False)  # type: ignore[misc]
            took.append(time.thread_time() - before)
        costs.append(min(took) * 1000)
    return sorted(costs)[round(len(costs) * 0.99) - 1]


def _customers(place: Path) -> float:
    file = place / "customers.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            ("number", "company", "first_name", "last_name", "street", "postcode", "city", "phone", "email")
        )
        for each in islice(records(ROWS, 7), ROWS):
            person = (each.first_name, each.last_name, each.street, each.postcode, each.city)
            writer.writerow((each.number, each.company, *person, each.phones[0], each.emails[0]))
    return ROWS / _taken(place / "rows", "customer", file)


def _mails(place: Path) -> float:
    box = place / "box"
    box.mkdir()
    for at in range(MAILS):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = f"Max Muster <max{at}@firma{at}.example>", f"Anzeige in Ausgabe {at}"
        mail["Message-ID"] = f"<{at}@firma.example>"
        if at % 4 == 3:
            mail["In-Reply-To"] = f"<{at - 1}@firma.example>"
        mail.set_content("Bitte senden Sie Preise und Mediadaten, Rückruf unter 0211 123456.\n" * 5)
        (box / f"{at}.eml").write_bytes(mail.as_bytes())
    return _taken(place / "mails", "inquiry", box) / MAILS * 1000


def _taken(folder: Path, what: str, source: Path) -> float:
    """Take something into a new store and give the seconds of processor time of all processes it took."""
    folder.mkdir()
    desk: Desk = team(folder)
    desk.close()
    command = [
        sys.executable,
        "-m",
        "desk",
        "--store",
        desk.path,
        "--as",
        "anna",
        what,
        "import",
        str(source),
        "--json",
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"DESK_STATE": str(folder)})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
