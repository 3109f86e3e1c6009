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
compiled = sorted(
    f"{name}.{kind.__name__}.{field}"
    for name, module in ours.items()
    for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, tuple) and kind.__module__ == name
    for field, its in vars(kind).get("__annotations__", {}).items() if type(its).__name__ == "ForwardRef"
)
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


def test_few_fields_of_named_tuples_are_told_their_type_as_text() -> None:
    """Each such text is compiled when the class is made: 230 of them were 13 ms of a start, a twelfth of Textual's own.

    So modules of rows do without `from __future__ import annotations`; a name that can't be loaded here stays a text.
    """
    assert len(loaded("compiled")) <= 8


def test_a_type_told_as_text_is_found() -> None:
    """The control."""
    assert "desk.intake.records.Attachment.name" in loaded("compiled", "import desk.intake.records")


def test_what_the_first_paint_does_not_show_is_not_loaded() -> None:
    later = {"desk.screens.questions.answers", "desk.views.customers", "desk.rules.phones", "desk.health"}
    assert loaded("ours") & later == set()
