"""What was searched for is marked in the pane, wherever it was said: also in a note of the trail."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import acts
from desk.rows import InquiryDetail
from desk.rules.wording import sought
from desk.widgets.look import Look
from desk.widgets.pane_lines import Sheet, whole, with_words
from tests.kit.builders import team


@pytest.fixture
def detail(tmp_path: Path) -> InquiryDetail:
    with team(tmp_path) as desk:
        number = desk.inquiry(sender="Tom Meier", about="Stühle für die Messe", text="Zwölf Stühle, bitte.")
        desk.do(acts.work.note, number, "Der Stuhl soll grün sein")
        return desk.detail(number)


def marked(sheet: Sheet) -> list[str]:
    return [
        line.plain[span.start : span.end]
        for line in sheet.lines
        for span in line.spans
        if str(span.style) == "bold underline"
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["STUEHL"], {"Stühle"}),
        (["grün", "messe"], {"grün", "Messe"}),
        (["stu"], {"Stühle", "Stuhl"}),
        (["xyzzy"], set()),
        ([], set()),
    ],
)
def test_each_word_that_was_searched_for_is_marked_and_no_other(
    detail: InquiryDetail, typed: list[str], found: set[str]
) -> None:
    sheet = whole(detail, Look("anna", detail.trail[-1].at), 90)
    shown = with_words(sheet, sought(typed))
    assert set(marked(shown)) == found
    assert [line.plain for line in shown.lines] == [line.plain for line in sheet.lines]
