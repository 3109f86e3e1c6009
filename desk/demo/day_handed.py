"""What is handed on and promised today: an offer to Anna, one by her, one that came back, and promises."""

from __future__ import annotations

from desk.acts import offers, promises
from desk.demo.day import Day


def happen(day: Day) -> None:
    """Write down who offered what to whom, and what was promised, on inquiries that other stories tell of."""
    day.does(
        day.ago(31), "joerg", offers.offer, "kessler", "anna",
        note="Bin bis Freitag auf der Messe: machst du ihm das Angebot?", within_minutes=120,
    )  # fmt: skip
    day.does(
        day.ago(45), "anna", offers.offer, "vogt", "lea",
        note="Hausmesse mit Außentag, das ist dein Gebiet", within_minutes=120,
        promise="Preise für den Außentag", promise_due=day.ahead(240),
    )  # fmt: skip
    day.does(
        day.ago(160), "mia", offers.offer, "garten", "joerg", note="Verteilung in Hürth, magst du das vor Ort klären?"
    )
    day.does(day.back(3, 0.415), "anna", promises.promise, "lindenhof", "Angebot", day.back(2, 0.5))
    day.does(day.back(2, 0.305), "anna", promises.kept, "lindenhof", 1, "mit drei Varianten")
    day.does(day.ago(23), "mia", promises.promise, "harbour", "Angebot mit 2 x 24 Spots", day.coming(1, 90))
