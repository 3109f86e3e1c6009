"""Two users of the operating system at one store of their group, by the desk's own acts; nobody else gets in."""

from __future__ import annotations

import grp
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk import acts
from desk.clock import StoppedClock
from desk.keeping import daily
from desk.keeping.check import check
from desk.keeping.creating import create
from desk.words import Role, Side
from tests.kit.builders import MONDAY, SETTINGS, Desk
from tests.kit.machine import as_user, needs_root

ANNA, MIA, STRANGER = 40_011, 40_012, 40_013  # numbers are users enough
pytestmark = needs_root


@pytest.fixture
def group() -> int:
    """A group of this machine that is not this process's own."""
    others = [entry.gr_gid for entry in grp.getgrall() if entry.gr_gid not in (0, os.getegid())]
    if not others:
        pytest.skip("this machine has one group only")
    return others[0]


@pytest.fixture
def path(open_folder, group) -> str:
    """A store that Anna has made for her group, with her and Mia in the team."""
    home = open_folder / "anna"
    home.mkdir()
    os.chown(home, ANNA, ANNA)
    os.chmod(home, 0o755)
    made = str(home / "desk" / "desk.db")

    def begin() -> str:
        create(made, StoppedClock(MONDAY), SETTINGS["region"], group=grp.getgrgid(group).gr_name)
        with Desk(made) as desk:
            desk.do(acts.team.found, SETTINGS, "Anna Abel", None, Side.INSIDE, Role.LEAD, rep=None)
            desk.do(acts.team.add, "Mia Maier", Side.INSIDE, Role.MEMBER)
        return made

    assert as_user(ANNA, group, hidden(begin)) == made
    return made


def hidden(act: Callable[[], Any]) -> Callable[[], Any]:
    """Do it under a umask that gives nobody else anything."""

    def done() -> Any:
        os.umask(0o077)
        return act()

    return done


def takes_down(path: str, rep: str, *, ends: bool) -> Callable[[], int]:
    """Take down an inquiry; `ends` says whether the desk is left in order or killed with its files open."""

    def done() -> int:
        desk = Desk(path)
        number = desk.inquiry(rep=rep)
        if ends:
            desk.close()
        return number

    return hidden(done)


def modes(path: str) -> dict[str, tuple[str, int]]:
    folder = os.path.dirname(path)
    found = {name: os.stat(os.path.join(folder, name)) for name in sorted(os.listdir(folder))}
    return {name: (f"{each.st_mode & 0o777:04o}", each.st_gid) for name, each in found.items()}


@pytest.mark.parametrize("ends", [True, False])
def test_each_goes_on_where_the_other_left_off_whoever_made_the_wal(path: str, group: int, ends: bool) -> None:
    taken = [
        as_user(user, group, takes_down(path, rep, ends=ends))
        for user, rep in ((ANNA, "anna"), (MIA, "mia"), (ANNA, "anna"), (MIA, "mia"))
    ]
    assert taken == [1001, 1002, 1003, 1004]
    assert set(modes(path).values()) == {("0660", group)}
    assert ("desk.db-wal" in modes(path)) is not ends
    assert check(path).sound
    assert as_user(STRANGER, STRANGER, takes_down(path, "anna", ends=True))[0] == "no_permission"


def test_a_backup_that_one_made_is_the_others_to_keep_and_to_take_away(path: str, group: int) -> None:
    datetime.strptime("2026", "%Y")  # loads its module while this process may still read Python's folders

    def back_up(day: int) -> Callable[[], bool]:
        clock = StoppedClock(MONDAY + timedelta(days=day))
        return hidden(lambda: daily.back_up(path, clock, "Europe/Berlin").made)

    for day in range(16):
        assert as_user(ANNA if day % 2 else MIA, group, back_up(day)) is True
    folder = os.path.join(os.path.dirname(path), daily.FOLDER)
    assert f"{os.stat(folder).st_mode & 0o7777:04o}" == "2770"
    names = os.listdir(folder)
    assert len(names) < 16, "each took away what the other had made"
    assert {os.stat(os.path.join(folder, name)).st_mode & 0o777 for name in names} == {0o660}
    assert len({os.stat(os.path.join(folder, name)).st_uid for name in names}) == 2


def test_a_file_that_its_maker_keeps_to_himself_is_named_to_the_other(path: str, group: int) -> None:
    """The control: with the modes that a umask would give, the other is refused, with the name of the file."""
    as_user(MIA, group, takes_down(path, "mia", ends=False))
    os.chown(f"{path}-wal", MIA, group)
    os.chmod(f"{path}-wal", 0o600)
    reason, facts = as_user(ANNA, group, takes_down(path, "anna", ends=True))
    assert (reason, facts["path"]) == ("no_permission", f"{path}-wal")
