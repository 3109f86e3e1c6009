"""What the screen said was saved is there after a power cut, whole, and nothing is half there."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from desk import upgrades
from desk.clock import StoppedClock
from desk.keeping import upgrading
from desk.keeping.check import check
from desk.words import StoreRefused
from tests.kit.builders import MONDAY, Desk, raw, team
from tests.kit.old import old_store
from tests.kit.power import Cut, Said, cuts, said_again, taken_down
from tests.races.desks import PROOF, a_round

CUTS = 400 if PROOF else 30
ROUNDS = 12 if PROOF else 3
LAST_ACT = "SELECT max(id) FROM act"
FULL, NORMAL = "PRAGMA synchronous=FULL", "PRAGMA synchronous=NORMAL"


def working(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, Said]:
    """Let a desk work; give the store as it was before, and all that was said to SQLite meanwhile."""
    with team(tmp_path) as desk:
        pass
    before = Path(desk.path).read_bytes()
    with taken_down(monkeypatch) as said, Desk(desk.path) as desk:
        for _ in range(ROUNDS):
            a_round(lambda act: desk.write(act).value)
    return before, said


def restarted(cut: Cut, folder: Path) -> str:
    """Lay out what the cut left as a machine finds it when it starts again; give the store's path."""
    folder.mkdir()
    for path, data in cut.files.items():
        (folder / os.path.basename(path)).write_bytes(data)
    return str(folder / "again.db")


def judged(path: str, word: Any) -> str:
    """Say what became of the store: sound, lost (something that was said to be saved), damaged or half."""
    try:
        found = check(path)
        with raw(path) as connection:
            last, number = connection.execute("SELECT max(id), count(*) FROM act").fetchone()
    except (StoreRefused, sqlite3.DatabaseError):
        return "damaged"
    if any(each.kind == "damaged" for each in found.found):
        return "damaged"
    if not found.sound or last != number:
        return "half"
    return "lost" if word is not None and last < word[0] else "sound"


def tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *instead: str) -> dict[str, int]:
    before, said = working(tmp_path, monkeypatch)
    path = tmp_path / "again.db"
    path.write_bytes(before)
    events = said_again(path, said, LAST_ACT, instead=instead)
    fates = dict.fromkeys(("sound", "lost", "damaged", "half"), 0)
    for place, cut in enumerate(cuts({str(path): before}, events, CUTS, random.Random(7))):
        fates[judged(restarted(cut, tmp_path / f"cut{place}"), cut.word)] += 1
    return fates | {"events": len(events), "acts": sum(event.kind == "word" for event in events)}


def test_after_a_power_cut_nothing_is_lost_that_was_said_to_be_saved(tmp_path, monkeypatch, capsys) -> None:
    fates = tried(tmp_path, monkeypatch)
    with capsys.disabled() if PROOF else nullcontext():
        print(f"\n{CUTS} power cuts in {fates['acts']} acts ({fates['events']} writes and syncs): {fates}")
    assert (fates["sound"], fates["lost"], fates["damaged"], fates["half"]) == (CUTS, 0, 0, 0)
    assert fates["acts"] >= ROUNDS * 10


def test_with_less_than_full_syncing_the_same_cuts_lose_acts(tmp_path, monkeypatch, capsys) -> None:
    """The control: it is synchronous=FULL that keeps what was said; the store stays whole without it."""
    fates = tried(tmp_path, monkeypatch, FULL, NORMAL)
    with capsys.disabled() if PROOF else nullcontext():
        print(f"\nthe same with synchronous=NORMAL: {fates}")
    assert fates["lost"] > 0
    assert (fates["damaged"], fates["half"]) == (0, 0)


def test_a_store_that_syncs_nothing_is_found_damaged(tmp_path, monkeypatch) -> None:
    """The control of the cuts themselves: torn sectors do harm where nothing guards against them."""
    fates = tried(tmp_path, monkeypatch, FULL, "PRAGMA synchronous=OFF")
    assert fates["damaged"] + fates["half"] > 0


@pytest.mark.skipif(upgrades.SCHEMA == 1, reason="there is one schema so far, and nothing to bring on")
def test_a_power_cut_in_an_upgrade_leaves_the_old_schema_or_a_new_one_whole(tmp_path, monkeypatch) -> None:
    old = old_store(tmp_path / "old.db")
    before = Path(old).read_bytes()
    with taken_down(monkeypatch) as said:
        upgrading.carry_on(old, StoppedClock(MONDAY))
    path = tmp_path / "again.db"
    path.write_bytes(before)
    events = said_again(path, said, "PRAGMA user_version")
    assert check(str(path)).sound, "not all that was said was taken down"
    seen = set()
    for place, cut in enumerate(cuts({str(path): before}, events, CUTS, random.Random(7))):
        found = restarted(cut, tmp_path / f"cut{place}")
        with raw(found, "rw") as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        assert cut.word is None or version >= cut.word[0], "a step that was done is done"
        seen.add(version)
        upgrading.carry_on(found, StoppedClock(MONDAY))
        assert check(found).sound
    assert len(seen) > 1, "cuts fell on both sides"
