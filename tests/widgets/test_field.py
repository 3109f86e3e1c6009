from __future__ import annotations

import pytest
from textual.events import Paste

from desk import clean
from desk.screens.questions.reply import ReplyQuestion
from desk.widgets.field import Field
from tests.kit.screen import text, until
from tests.screens.host import Host

SAID = "Only 500 characters fit here; the rest was left out."


@pytest.mark.parametrize(
    ("pasted", "stands", "said"),
    [
        ("Tel. 0211 1234", "Tel. 0211 1234", False),
        ("first line\nsecond\tline\r\n", "first line second line", False),
        ("\n\n", "", False),
        ("x" * clean.LINE, "x" * clean.LINE, False),
        ("y" * 100_000, "y" * clean.LINE, True),
        ("\x1b[31mred\x07", "[31mred", False),
    ],
)
async def test_of_what_is_pasted_a_field_takes_all_lines_and_what_fits_and_says_so(
    pasted: str, stands: str, said: bool
) -> None:
    app = Host(ReplyQuestion("#1"))
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.screen.query_one(Field)
        field.take_focus()
        app.post_message(Paste(pasted))
        await until(lambda: field.value == stands, app)
        await pilot.pause()
        assert (SAID in text(app)) is said


async def test_a_letter_too_many_changes_nothing_and_is_said_and_a_marked_part_makes_room() -> None:
    app = Host(ReplyQuestion("#1"))
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.screen.query_one(Field)
        field.value = "x" * clean.LINE
        field.take_focus()
        await pilot.press("end", "y")
        await until(lambda: SAID in text(app), app)
        assert field.value == "x" * clean.LINE
        field.select_all()
        await pilot.press("y")
        await until(lambda: field.value == "y", app)
        await until(lambda: SAID not in text(app), app)


async def test_the_end_of_a_text_longer_than_its_field_is_in_sight_while_it_is_typed() -> None:
    app = Host(ReplyQuestion("#1"))
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.screen.query_one(Field)
        field.take_focus()
        field.value = "begin" + "x" * 90
        await pilot.press("end", *"end.")
        await until(lambda: "xend." in text(app) and "begin" not in text(app), app)
        await pilot.press("home")
        await until(lambda: "begin" in text(app) and "end." not in text(app), app)
