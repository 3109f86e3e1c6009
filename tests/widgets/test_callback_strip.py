from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from desk.rows import CallbackStrip
from desk.widgets.callback_strip import CallbackStripLine
from tests.kit.screen import line, until
from tests.screens.host import NOW, a_callback


class Alone(App[None]):
    def compose(self) -> ComposeResult:
        yield CallbackStripLine()


@pytest.mark.parametrize("waiting", [False, True])
async def test_how_many_are_overdue_is_never_cut(waiting: bool) -> None:
    row = a_callback(customer="Reisen am Ring, Hauptstelle und alle Filialen")
    strip = CallbackStrip(next=row, overdue=3, due=0, waiting_for_result=a_callback() if waiting else None)
    app = Alone()
    async with app.run_test(size=(80, 24)):
        app.query_one(CallbackStripLine).tell(strip, NOW)
        await until(lambda: "3 overdue" in line(app, 1), app)
        assert line(app, 1).index("3 overdue") > line(app, 1).find("waits for its result")
