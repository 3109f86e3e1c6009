"""What stands before the first paint is quick to define: it is most of what a start costs besides Textual."""

from __future__ import annotations

import subprocess
import sys

from tests.house.source import ROOT

LOADED = """
import sys
import desk.cli.open, desk.app, desk.screens.inbox, desk.store
ours = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "desk"}
slow = {
    f"{name}.{each.__qualname__}"
    for name, module in ours.items()
    for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == name
    for each in (kind, *(inner for inner in vars(kind).values() if isinstance(inner, type)))
    if "__dataclass_fields__" in vars(each)
}
"""


def loaded(code: str, more: str = "") -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{more}\n{LOADED}\nprint(*sorted({code}))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.split())


def test_no_dataclass_stands_before_the_first_paint() -> None:
    """A named tuple is defined four times as fast, and a start had thirty of them: a tenth of its time."""
    assert loaded("slow") == set()


def test_a_dataclass_before_the_first_paint_is_found() -> None:
    """The control: answers are dataclasses, and messages in a widget's class are seen too."""
    assert "desk.screens.questions.answers.TimeAnswer" in loaded("slow", "import desk.screens.questions.answers")


def test_what_the_first_paint_does_not_show_is_not_loaded() -> None:
    later = {"desk.screens.questions.answers", "desk.views.customers", "desk.rules.phones", "desk.health"}
    assert loaded("ours") & later == set()
