"""The step that folds anew: a store of other rules is found by those of now, or stays whole as it was."""

from __future__ import annotations

import subprocess
import sys
import zlib

import pytest

from desk import acts, upgrades, views
from desk.finding import files
from desk.keeping import folded
from desk.keeping.check import check
from desk.rules.filters import parse
from desk.rules.folding import customer_words, fold
from desk.rules.sounds import cologne, sounds
from desk.rules.wording import words
from desk.words import StoreRefused
from tests.kit.builders import Desk, after, raw
from tests.store.test_check import working_day

OLDER = (
    "UPDATE customer SET folded = 'wałesa bau' WHERE number = 'W1'",
    "UPDATE customer SET folded = 'yıldız gmbh' WHERE number = 'Y1'",
    "DELETE FROM customer_word WHERE word IN ('walesa', 'lukasz', 'yildiz')",
    "INSERT INTO customer_word SELECT column1, id FROM customer JOIN (VALUES ('wa'), ('esa'), ('ukasz')) "
    "WHERE number = 'W1'",
    "INSERT INTO customer_word SELECT column1, id FROM customer JOIN (VALUES ('y'), ('ld'), ('z')) WHERE number = 'Y1'",
    "UPDATE inquiry SET folded = char(10) || 'łukasz wałesa' || char(10) WHERE number = 1001",
    "UPDATE inquiry_words SET words = '004315123456 1001 bau pumpe w1 wałesa łukasz' WHERE inquiry_number = 1001",
    f"DELETE FROM upgrade WHERE step >= {upgrades.FOLDED}",
    f"PRAGMA user_version = {upgrades.FOLDED - 1}",
)
"""What a program before the step kept of `two_customers`: ł and ı were letters of their own, +43 was far away."""


def two_customers(desk: Desk) -> None:
    desk.customer("Wałęsa Bau", number="W1", first_name="Łukasz", last_name="Wałęsa", city="Kraków")
    desk.customer("Yıldız GmbH", number="Y1")
    assert desk.inquiry(customer="W1", sender="Łukasz Wałęsa", about="Pumpe", phone="+43 1 5123456") == 1001


def older(tmp_path) -> tuple[Desk, dict[str, list[tuple[object, ...]]]]:
    """Give a store as it was before the step, closed, and what stands in it by the rules of now."""
    with after(two_customers, tmp_path) as desk:
        wanted = rows(desk)
    with raw(desk.path, "rw") as connection:
        for statement in OLDER:
            connection.execute(statement)
    assert rows(desk) != wanted, "there is something to do"
    return desk, wanted


def rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Give all rows but the engine's own and the records of the steps."""
    found = desk.everything()
    return {name: kept for name, kept in found.items() if not name.startswith(("inquiry_words_index", "upgrade"))}


def test_what_was_folded_by_other_rules_is_found_by_those_of_now(tmp_path) -> None:
    closed, wanted = older(tmp_path)
    with pytest.raises(StoreRefused) as refused:
        check(closed.path)
    assert refused.value.reason == "store_older", "its words are right by rules that nobody knows any more"
    with Desk(closed.path) as desk:
        assert rows(desk) == wanted
        for asked in ("walesa", "WAŁĘSA", "lukasz", "015123456"):
            assert list(desk.read(views.inbox.ids, parse(asked), None)) == [1001], asked
        for asked, number in (("lukasz walesa", "W1"), ("yildiz", "Y1"), ("Yıldız", "Y1")):
            assert [hit.number for hit in desk.read(views.customers.find, asked)][:1] == [number], asked
    assert check(closed.path).found == ()


KILLED = """
import os, sys
from desk.clock import MachineClock
from desk.keeping import wording
from desk.store import Store
whole = wording.of_all
def dying(ask):
    yield from whole(ask)
    os.kill(os.getpid(), 9)
wording.of_all = dying
Store.open(sys.argv[1], MachineClock())
"""


def test_a_desk_killed_while_it_folds_anew_leaves_the_store_whole_as_it_was(tmp_path) -> None:
    closed, wanted = older(tmp_path)
    before = closed.everything()
    assert subprocess.run([sys.executable, "-c", KILLED, closed.path], check=False).returncode == -9
    assert closed.everything() == before
    with Desk(closed.path) as desk:
        assert rows(desk) == wanted


def a_family(desk: Desk) -> None:
    working_day(desk)
    for number, city in (("F1", "Köln"), ("F2", "Łódź"), ("F3", "Ulm")):
        desk.customer(f"Firma {number}", number=number, first_name="Ann", last_name="Öz", city=city,
                      email=f"{number}@gmail.com")  # fmt: skip
    desk.do(acts.customer_merging.merge, "F3", "F2")
    desk.do(acts.customer_merging.merge, "F2", "F1")
    desk.inquiry(customer="F1")


@pytest.mark.parametrize("emptied", [False, True])
def test_folding_anew_gives_what_every_act_gave(tmp_path, emptied: bool) -> None:
    with after(a_family, tmp_path) as desk:
        wanted = rows(desk)
    with raw(desk.path, "rw") as connection:
        if emptied:
            connection.execute("DELETE FROM customer_word")
            connection.execute("UPDATE customer SET folded = ''")
            connection.execute("UPDATE inquiry SET folded = ''")
        connection.execute("BEGIN IMMEDIATE")
        folded.anew(connection)
        connection.execute("COMMIT")
    assert rows(desk) == wanted


LATIN = "".join(chr(sign) for sign in range(0x20, 0x250))
SAID = ("Straße 1&1, Łódź", "Tel. +43 1 5123456 oder (0211) 12-34, 14:30", "Yıldız ☎ c++ " + "x" * 50, "x " * 20_000)
RULES = 1274545748
"""Checksum of what becomes of them. Who has to put another one here adds a step and raises both numbers first."""


def test_rules_of_folding_change_together_with_a_step_and_the_format_of_the_index() -> None:
    """Stores and indexes that are there keep words by the rules of before; see upgrades.FOLDED and files.FORMAT."""
    told = [
        fold(LATIN),
        *sorted(customer_words([*SAID, LATIN], ["a.b@gmx.de", "info@müller-bau.example"])),
        words(SAID),
        *(repr((cologne(word), sounds(word))) for word in ("mueller", "schmidt", "yildiz", "walesa", "xaver")),
    ]
    assert (zlib.crc32("\n".join(told).encode()), upgrades.FOLDED, files.FORMAT) == (RULES, 6, 4)
