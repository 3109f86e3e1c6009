"""What was written can be read: entries of the trail are hung below their time, texts are cut after a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import acts
from desk.rows import InquiryDetail
from desk.widgets.look import Look
from desk.widgets.pane_lines import brief, whole
from tests.kit.builders import team

SAID = "Frau Nordmann wants the banner on the first page for four weeks, and an offer by Friday at the latest"
TEXT = "Good morning,\n\nwe plan forty spots for our reopening in January. Please send media data and call me today."


@pytest.fixture(scope="module")
def detail(tmp_path_factory: pytest.TempPathFactory) -> InquiryDetail:
    folder: Path = tmp_path_factory.mktemp("trail")
    with team(folder) as desk:
        number = desk.inquiry(sender="Tom Meier", about="Media data", text=TEXT)
        desk.do(acts.work.note, number, SAID)
        return desk.detail(number)


def lines(detail: InquiryDetail, width: int, height: int = 0) -> list[str]:
    look = Look("anna", detail.trail[-1].at, names={"anna": "Anna"})
    sheet = brief(detail, look, width, height) if height else whole(detail, look, width)
    return [line.plain for line in sheet.lines]


@pytest.mark.parametrize("width", [40, 79, 120])
def test_an_opened_inquiry_cuts_nothing_that_was_noted(detail: InquiryDetail, width: int) -> None:
    shown = lines(detail, width)
    assert SAID in " ".join(" ".join(shown).split())
    assert all(len(line) <= width for line in shown)
    first = next(n for n, line in enumerate(shown) if "note: Frau" in line)
    if "latest" not in shown[first]:
        assert shown[first + 1].startswith(" " * 7), "what goes on stands below what was said, not below its time"


@pytest.mark.parametrize("width", [44, 80])
def test_a_brief_one_says_all_of_it_where_lines_are_free_and_never_takes_more_lines(
    detail: InquiryDetail, width: int
) -> None:
    said = [" ".join(" ".join(lines(detail, width, height)).split()) for height in range(9, 40)]
    assert all(len(lines(detail, width, height)) <= height for height in range(13, 40))
    assert any("latest" not in each and "note: Frau" in each for each in said)
    assert all(word in said[-1] for word in SAID.split())


@pytest.mark.parametrize("height", range(6, 12))
def test_the_text_begins_before_a_third_entry_of_the_trail_is_shown(detail: InquiryDetail, height: int) -> None:
    shown = lines(detail, 80, height)
    if any("came in" in line for line in shown):
        assert any("Good morning" in line for line in shown)


def test_a_text_that_is_cut_wastes_no_line_on_a_greeting_and_ends_after_a_word(detail: InquiryDetail) -> None:
    cut = next(line for line in lines(detail, 80, 10) if "Enter shows all" in line)
    assert cut.startswith(" Good morning, we plan forty")
    assert f"{cut.partition('  …')[0].strip()} " in " ".join(TEXT.split())
