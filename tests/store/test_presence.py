"""Who reads which inquiry: seen by the others within a look, gone after a minute, harmless however its file looks."""

from __future__ import annotations

import grp
import os
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.keeping import modes
from desk.keeping.presence import GONE_AFTER, SUFFIX, Presence
from tests.kit.machine import as_user, needs_root

ANNA, MIA, STRANGER = 40_001, 40_002, 40_003  # numbers are users enough, no account is needed


class Clock:
    """Seconds since the boot, as a test wants them."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = tmp_path / "desk.db"
    path.touch(0o600)
    return str(path)


@pytest.fixture
def anna(store: str, clock: Clock) -> Iterator[Presence]:
    made = Presence(store, "anna", clock)
    yield made
    made.close()


@pytest.fixture
def mia(store: str, clock: Clock) -> Iterator[Presence]:
    made = Presence(store, "mia", clock)
    yield made
    made.close()


def test_what_one_reads_the_others_see_and_nobody_sees_oneself(anna: Presence, mia: Presence) -> None:
    anna.say(1007)
    assert mia.look()
    assert mia.others == {1007: ("anna",)}
    anna.look()
    assert anna.others == {}
    assert not mia.look()


def test_going_on_to_another_inquiry_and_leaving_take_effect_with_the_next_look(anna: Presence, mia: Presence) -> None:
    anna.say(1007)
    anna.say(1008)
    mia.look()
    assert mia.others == {1008: ("anna",)}
    anna.leave()
    anna.leave()
    mia._seen = (-1, 0.0)  # two writes within one tick of the file system look like one
    mia.look()
    assert mia.others == {}


def test_a_desk_that_says_nothing_for_a_minute_is_gone(anna: Presence, mia: Presence, clock: Clock) -> None:
    anna.say(1007)
    clock.at += GONE_AFTER - 0.1
    mia.look()
    assert mia.others == {1007: ("anna",)}
    clock.at += 5.1
    assert mia.look()
    assert mia.others == {}


def test_what_was_said_before_the_machine_was_started_again_counts_for_nothing(
    anna: Presence, mia: Presence, clock: Clock
) -> None:
    anna.say(1007)
    clock.at = 3.0
    mia.look()
    assert mia.others == {}


def test_nothing_is_made_by_looking(mia: Presence) -> None:
    assert not mia.look()
    assert not os.path.exists(mia.path)


def test_two_desks_that_took_one_slot_both_come_to_be_shown(store: str, anna: Presence, mia: Presence) -> None:
    anna.say(1007)
    mia._slot = anna._slot
    mia._open(make=True)
    os.pwrite(mia._descriptor, b"x" * 64, 0)  # mia wrote over it at the same moment
    mia.say(1008)
    anna.say(1007)
    jan = Presence(store, "jan", anna._now)
    jan.look()
    assert jan.others == {1007: ("anna",), 1008: ("mia",)}
    jan.close()


@given(data=st.binary(max_size=400))
def test_whatever_stands_in_the_file_nobody_fails_and_it_is_put_right(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.mktemp("store") / "desk.db"
    store.touch(0o600)
    Path(f"{store}{SUFFIX}").write_bytes(data)
    clock = Clock()
    anna, mia = Presence(str(store), "anna", clock), Presence(str(store), "mia", clock)
    mia.look()
    anna.say(1007)
    mia._seen = (-1, 0.0)
    mia.look()
    assert mia.others == {1007: ("anna",)}
    anna.close()
    mia.close()


def test_a_torn_slot_counts_for_nothing(anna: Presence, mia: Presence) -> None:
    anna.say(1007)
    with open(anna.path, "r+b") as file:
        file.seek(12)
        file.write(struct.pack("<q", 4711))
    mia.look()
    assert mia.others == {}


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_where_the_file_can_not_be_the_desk_goes_on_without(kind: str, store: str, tmp_path: Path) -> None:
    path, elsewhere = store + SUFFIX, tmp_path / "elsewhere"
    elsewhere.write_text("untouched")
    {"folder": os.mkdir, "pipe": os.mkfifo, "link": lambda p: os.symlink(elsewhere, p)}[kind](path)
    anna = Presence(store, "anna")
    anna.say(1007)
    assert not anna.look()
    anna.close()
    assert elsewhere.read_text() == "untouched"


def test_a_file_that_was_removed_is_made_again(anna: Presence, mia: Presence) -> None:
    anna.say(1007)
    mia.look()
    os.remove(anna.path)
    anna.say(1008)
    mia.look()
    assert mia.others == {1008: ("anna",)}


def test_a_killed_desk_leaves_a_sign_that_ends_by_itself(store: str, tmp_path: Path) -> None:
    code = (
        "import os\nfrom desk.keeping.presence import Presence\n"
        f"Presence({store!r}, 'anna').say(1007)\nos.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    import time

    ahead = 0.0
    mia = Presence(store, "mia", lambda: time.monotonic() + ahead)
    mia.look()
    assert mia.others == {1007: ("anna",)}
    ahead = GONE_AFTER
    mia.look()
    assert mia.others == {}
    mia.close()


@needs_root
def test_two_users_of_the_operating_system_see_each_other_on_one_groups_store_and_a_stranger_does_not() -> None:
    groups = [entry for entry in grp.getgrall() if entry.gr_gid not in (0, os.getegid())]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        home = Path(folder) / "anna"
        home.mkdir()
        os.chown(home, ANNA, ANNA)
        os.chmod(home, 0o755)
        path = str(home / "desk" / "desk.db")

        def says(who: str) -> str:
            os.umask(0o077)
            Presence(path, who).say(1007)
            return f"{stat.S_IMODE(os.stat(path + SUFFIX).st_mode):04o}"

        def sees(who: str) -> list[tuple[int, tuple[str, ...]]]:
            reader = Presence(path, who)
            reader.look()
            return sorted(reader.others.items())

        def make() -> str:
            modes.make_folder(path, groups[0].gr_name)
            modes.make_file(path, groups[0].gr_name)
            return path

        number = groups[0].gr_gid
        assert as_user(ANNA, number, make) == path
        assert as_user(ANNA, number, lambda: says("anna")) == "0660"
        assert as_user(MIA, number, lambda: says("mia")) == "0660"
        assert as_user(MIA, number, lambda: sees("mia")) == [(1007, ("anna",))]
        assert as_user(ANNA, number, lambda: sees("jan")) == [(1007, ("anna", "mia"))]
        assert as_user(STRANGER, STRANGER, lambda: sees("x")) == []
