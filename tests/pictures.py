"""Pictures of every screen on the demo day: `python -m tests.pictures` writes those of the README.

`python -m tests.pictures FOLDER` writes all: every place and question, both languages, three themes, three sizes, to be
looked at before a release.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from desk import acts, language
from desk.clock import StoppedClock
from desk.demo import make
from desk.store import Store
from desk.themes import THEMES
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
    "call": ("3", "c"),
    "new-customer": ("f3", *"Neumann GmbH", "f2"),
}
"""The keys that lead to each screen from the inbox."""

README = (
    ("inbox", "en", "dark", (120, 40)),
    ("customers", "en", "dark", (120, 40)),
    ("callbacks", "en", "light", (80, 24)),
)

_FONT = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


async def picture(store: Store, name: str, theme: str, size: tuple[int, int]) -> str:
    """Give one screen as SVG, without fonts from elsewhere."""
    async with sitting(store, size=size, theme=theme) as here:
        for key in SCREENS[name]:
            await here.type("space" if key == " " else key)
        await settled(here)
        svg = here.app.export_screenshot(title="desk")
    return "\n".join(line.rstrip() for line in _FONT.sub("", svg).splitlines()) + "\n"


async def settled(here: Sitting) -> None:
    """Wait until the screen has said the same for half a second: what is read in threads is there."""
    before, same = "", 0
    while same < 5:
        await asyncio.sleep(0.1)
        same = same + 1 if here.text == before else 0
        before = here.text


async def write(store: Store, wanted: Iterable[tuple[str, str, str, tuple[int, int]]], folder: Path) -> None:
    """Write pictures into a folder, named after what they show."""
    for name, spoken, theme, size in wanted:
        language.use(spoken)
        svg = await picture(store, name, theme, size)
        short = f"{name}.svg" if folder == OURS else f"{name}-{spoken}-{theme}-{size[0]}x{size[1]}.svg"
        (folder / short).write_text(svg, encoding="utf-8")


def main() -> None:
    """Make a demo day on a stopped clock and take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OURS
    folder.mkdir(parents=True, exist_ok=True)
    everything = product(SCREENS, language.LANGUAGES, (each.name for each in THEMES), SIZES)
    with tempfile.TemporaryDirectory() as place:
        clock = StoppedClock(NOW)
        path = str(Path(place) / "demo.db")
        make(path, clock)
        with closing(Store.open(path, clock, settle=acts.due.settle)) as store:
            asyncio.run(write(store, README if folder == OURS else everything, folder))


if __name__ == "__main__":
    main()
