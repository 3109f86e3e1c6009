"""Who else reads this inquiry stands in the pane's head, and nowhere else: no act, no entry in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.content import Content

from desk import language
from desk.keeping.presence import Presence
from desk.screens.reading import AGAIN_AFTER, Reading, sentence
from desk.store import Store
from desk.widgets.pane_lines import Sheet, with_readers
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_two_who_read_one_inquiry_see_each_other_and_going_on_ends_it(day: Morning) -> None:
    before = day.desk.sql("SELECT count(*) FROM act")
    store = Store.open(day.desk.path, day.desk.clock)
    try:
        async with sitting(day.desk.store, "anna", (120, 40)) as anna, sitting(store, "mia", (80, 24)) as mia:
            await anna.until(lambda: anna.inbox.reading == day.late)
            await mia.type("s", *f"#{day.late}", "enter")
            await mia.until(lambda: mia.inbox.subject == str(day.late))
            await mia.until_shown("Anna is reading this")
            assert "is reading this" not in anna.text  # a list on 80 columns is looked through, not read
            await mia.type("enter")
            await anna.until_shown("Mia is reading this")
            await anna.type("j")
            assert "is reading this" not in anna.text
            await mia.until(lambda: "is reading this" not in mia.text)
    finally:
        store.close()
    assert day.desk.sql("SELECT count(*) FROM act") == before


async def test_one_second_on_an_inquiry_is_reading_it_and_signs_of_life_are_few(tmp_path: Path) -> None:
    """The control: 0.9 s are none."""
    store, at = tmp_path / "desk.db", 1000.0
    store.touch(0o600)
    reading = Reading(str(store), "anna", lambda: at)
    said: list[int | None] = []
    reading._tell = said.append  # type: ignore[method-assign]
    for seconds, inquiry, quiet_for, expected in (
        (0.0, 7, 0.0, []),
        (0.9, 7, 0.9, []),
        (0.1, 7, 1.0, [7]),
        (AGAIN_AFTER - 1, 7, 14.0, [7]),
        (1.0, 7, 15.0, [7, 7]),
        (AGAIN_AFTER, 7, 60.0, [7, 7]),
        (1.0, 8, 0.0, [7, 7, None]),
        (0.5, 9, 0.0, [7, 7, None]),
        (1.0, 9, 0.0, [7, 7, None, 9]),
        (1.0, None, 0.0, [7, 7, None, 9, None]),
    ):
        at += seconds
        reading.look(inquiry, quiet_for)
        assert said == expected
    reading.close()


@pytest.mark.parametrize(
    ("names", "english", "german"),
    [
        ([], "", ""),
        (["Mia"], "Mia is reading this", "Mia liest das gerade"),
        (["Mia", "Jan"], "Mia and 1 other are reading this", "Mia und 1 weiterer lesen das gerade"),
        (["Mia", "Jan", "Eva"], "Mia and 2 others are reading this", "Mia und 2 weitere lesen das gerade"),
    ],
)
def test_who_reads_is_said_in_a_sentence(names: list[str], english: str, german: str) -> None:
    before = language.language()
    try:
        for code, expected in (("en", english), ("de", german)):
            language.use(code)
            assert sentence(names) == expected
    finally:
        language.use(before)


@pytest.mark.parametrize(
    ("width", "head"),
    [
        (92, "── #1217 Süd GmbH · B · two faces: Anna (inside), Jörg (field) ────── Mia is reading this ──"),
        (80, "── #1217 Süd GmbH · B · two faces ──────────────────────── Mia is reading this ──"),
        (46, "── #1217 Süd GmbH · B  Mia is reading this ──"),
        (40, "── #1217 Süd GmbH Mia is reading this ──"),
    ],
)
def test_who_reads_shortens_the_head_by_whole_parts(width: int, head: str) -> None:
    whole = "── #1217 Süd GmbH · B · two faces: Anna (inside), Jörg (field) "
    shown = with_readers(Sheet((Content(whole.ljust(width, "─")),)), "Mia is reading this", width).lines[0]
    assert shown.cell_length == width
    assert shown.plain.replace("─", "").split() == head.replace("─", "").split()


def test_a_look_costs_next_to_nothing(tmp_path: Path) -> None:
    """A tenth of the millisecond that is allowed, for the look that finds 200 others; the best of some."""
    from time import thread_time

    store, at = tmp_path / "desk.db", 1000.0
    store.touch(0o600)
    eyes = Presence(str(store), "anna", lambda: at)
    for slot in range(200):
        other = Presence(str(store), f"rep{slot}", lambda: at)
        other.say(1000 + slot)
        other._drop()
    best = 1.0
    for _each in range(20):
        eyes._seen = (-1, 0.0)
        begun = thread_time()
        eyes.look()
        best = min(best, thread_time() - begun)
    assert len(eyes.others) == 200
    assert best < 0.001
    eyes.close()
