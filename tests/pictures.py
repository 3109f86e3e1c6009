"""Pictures of every screen on the demo day: `python -m tests.pictures` writes those of the README.

`python -m tests.pictures FOLDER` writes all: every place and question, both languages, three themes, three sizes, to be
looked at before a release.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from array import array
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from textual.app import App

from desk import acts, language
from desk.clock import StoppedClock
from desk.demo import make
from desk.keeping.presence import Presence
from desk.language import N_, _
from desk.rows import RepRow
from desk.screens.customer_values import Conflict
from desk.screens.first_start import FirstStartApp
from desk.screens.questions.conflict import ConflictQuestion
from desk.screens.who import WhoApp
from desk.store import Store
from desk.themes import THEMES
from desk.words import Role, Side, StoreRefused
from tests.kit.screen import Sitting, sitting

OURS = Path(__file__).parents[1] / "docs" / "pictures"
NOW = datetime(2026, 11, 23, 9, 17, tzinfo=UTC)
SIZES = ((80, 24), (120, 40), (180, 50))

SCREENS: dict[str, tuple[str, ...]] = {
    "inbox": ("j",),
    "inbox-marked": ("space", "space", "j"),
    "inbox-filter": ("s", *"kraus"),
    "inquiry": ("enter",),
    "card": ("o",),
    "customers": ("f3", *"baeckerei"),
    "callbacks": ("3",),
    "help": ("?",),
    "commands": ("ctrl+p",),
    "capture": ("f4", *"Kraus", "tab", *"Angebot"),
    "reply": ("r",),
    "time": ("t",),
    "outcome": ("e",),
    "qualify": ("l",),
    "note": ("i",),
    "forward": ("j", "f"),
    "who-is-free": ("w",),
    "refused": ("3", "enter", "1", "end", "b", "b"),
    "empty-filter": ("s", *"xyzzy", "enter"),
    "call": ("3", "c"),
    "callback-form": ("3", "n"),
    "no-customer": ("f3", *"Xylophon"),
    "new-customer": ("f3", *"Xylophon", "enter"),
    "edit": ("o", "x"),
    "edit-customer": ("o", "x", "1"),
    "capture-open": ("f4", *"Reisen am Ring", "tab"),
    "drafts": ("f4", *"Kraus", "tab", *"Angebot", "escape", "ctrl+p", *"kraus"),
    "conflict": (),
    "read-by-two": ("enter",),
    "locked": ("a",),
    "empty": (),
    "who": (),
    "first-start": (),
}
"""The keys that lead to each screen from the inbox; what they alone don't lead to is in SCENES and ALONE."""

README = (
    ("inbox", "en", "dark", (120, 30)),
    ("customers", "en", "dark", (120, 30)),
    ("callbacks", "en", "light", (80, 24)),
)

_FONT = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


async def picture(path: str, name: str, theme: str, size: tuple[int, int]) -> str:
    """Give one screen as SVG, without fonts from elsewhere; `path` is that of a store which may be changed."""
    if name in ALONE:
        app = ALONE[name](theme)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            svg = app.export_screenshot(title="desk")
    else:
        with closing(Store.open(path, StoppedClock(NOW), settle=acts.due.settle)) as store:
            async with sitting(store, size=size, theme=theme) as here:
                await (SCENES[name](here, store) if name in SCENES else here.type(*SCREENS[name]))
                await settled(here)
                svg = here.app.export_screenshot(title="desk")
    return "\n".join(line.rstrip() for line in _FONT.sub("", svg).splitlines()) + "\n"


async def conflict(here: Sitting, store: Store) -> None:
    """A colleague was faster, and changed the same fields."""
    fields = (("company", N_("Company")), ("sector", N_("Sector")), ("note", N_("Remark")))
    texts = ("Möbel Kraus KG", "Möbel Kraus AG", "Kraus Wohnen GmbH"), ("Möbel", "Möbelhaus", "Küchen"), ("", "a", "b")
    found = tuple(Conflict(name, _(label), *each) for (name, label), each in zip(fields, texts, strict=True))
    here.app.push_screen(ConflictQuestion("Möbel Kraus KG", found, "Mia"))


async def read_by_two(here: Sitting, store: Store) -> None:
    """Mia reads the same inquiry."""
    await here.type("enter")
    number = here.inbox.listing.current
    assert number is not None
    Presence(store.path, "mia").say(number.number)
    await here.until(lambda: here.app.read_by(number.number))


async def locked(here: Sitting, store: Store) -> None:
    """Another program has locked the store."""

    def refuse(*_: object, **__: object) -> None:
        raise StoreRefused("store_locked", path="desk.db", seconds=5)

    store.write = refuse  # type: ignore[method-assign, assignment]
    await here.type("a")


async def emptied(here: Sitting, store: Store) -> None:
    """Everything is done."""
    here.inbox.listing.show(array("q"), {})
    here.inbox._say_empty()


_TWO = (("Anna", Side.INSIDE), ("Jörg", Side.FIELD))


def _who(theme: str) -> App[Any]:
    reps = tuple(RepRow(at, name.lower(), name, side, Role.MEMBER) for at, (name, side) in enumerate(_TWO, 1))
    return WhoApp(reps, lambda founder: "", theme=theme)


def _first_start(theme: str) -> App[Any]:
    return FirstStartApp("/srv/desk/desk.db", lambda *_: None, lambda *_: (), theme=theme)


SCENES = {"conflict": conflict, "read-by-two": read_by_two, "locked": locked, "empty": emptied}
ALONE = {"who": _who, "first-start": _first_start}


async def settled(here: Sitting) -> None:
    """Wait until the screen has said the same for half a second: what is read in threads is there."""
    before, same = "", 0
    while same < 5:
        await asyncio.sleep(0.1)
        same = same + 1 if here.text == before else 0
        before = here.text


async def write(made: str, wanted: Iterable[tuple[str, str, str, tuple[int, int]]], folder: Path) -> None:
    """Write pictures into a folder, named after what they show; each has the day `made` for itself."""
    for name, spoken, theme, size in wanted:
        language.use(spoken)
        with tempfile.TemporaryDirectory() as place:
            os.environ["XDG_STATE_HOME"] = place
            path = shutil.copy(made, Path(place) / "desk.db")
            svg = await picture(str(path), name, theme, size)
        short = f"{name}.svg" if folder == OURS else f"{name}-{spoken}-{theme}-{size[0]}x{size[1]}.svg"
        (folder / short).write_text(svg, encoding="utf-8")


def main() -> None:
    """Make a demo day on a stopped clock and take the pictures: all, or those whose names are told after the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OURS
    folder.mkdir(parents=True, exist_ok=True)
    names = sys.argv[2:] or [*SCREENS]
    everything = product(names, language.LANGUAGES, (each.name for each in THEMES), SIZES)
    with tempfile.TemporaryDirectory() as place:
        path = str(Path(place) / "demo.db")
        make(path, StoppedClock(NOW))
        with closing(Store.open(path, StoppedClock(NOW), settle=acts.due.settle)):
            pass  # what is due is settled once
        asyncio.run(write(path, README if folder == OURS else everything, folder))


if __name__ == "__main__":
    main()
