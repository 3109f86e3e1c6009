"""What was searched for is marked in the list, and in the pane wherever it was said: also in a note of the trail."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import acts
from desk.rows import InquiryDetail
from desk.rules.wording import sought
from desk.widgets import found_words
from desk.widgets.inquiry_list import STYLES
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


PIECES = [
    ("▌", "sign"),
    ("Möbel Kraus KG ", "customer"),
    ("B ", "muted"),
    ("Stühle, Stuhl ", "about"),
    ("Kraus ", "other"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["kraus"], [("Kraus", "customer found")]),
        (["stu", "moebel"], [("Möbel", "customer found"), ("Stühle", "about found"), ("Stuhl", "about found")]),
        (["b"], []),
        ([], []),
    ],
)
def test_the_list_marks_what_was_searched_for_in_customer_and_subject(
    typed: list[str], found: list[tuple[str, str]]
) -> None:
    cut = list(found_words.with_words(PIECES, sought(typed)))
    assert [piece for piece in cut if piece[1].endswith("found")] == found
    assert "".join(text for text, _ in cut) == "".join(text for text, _ in PIECES)
    assert {kind for _, kind in cut} <= set(STYLES)
