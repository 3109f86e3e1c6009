"""Where an inquiry is stands in the pane without a key: what is read out to a caller, and its stations."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import acts
from desk.rows import InquiryDetail
from desk.widgets.look import Look
from desk.widgets.pane_lines import brief, whole
from desk.words import FirstContact
from tests.kit.builders import team

TOLD = "To the caller: Your inquiry of today 10:00 is with Mia Maier since today 10:07."
BEEN = "inbox new 0:07 → Mia held 0:20"


@pytest.fixture
def detail(tmp_path: Path) -> InquiryDetail:
    with team(tmp_path) as desk:
        number = desk.inquiry(sender="Tom Meier", about="Media data", text="line\n" * 40, phone="0221 99")
        desk.later(minutes=7)
        desk.do(acts.custody.claim, number, rep="mia")
        desk.later(minutes=20)
        desk.do(acts.work.note, number, "rang again")
        return desk.detail(number)


def look(desk: InquiryDetail) -> Look:
    return Look("anna", desk.trail[-1].at, names={"mia": "Mia", "anna": "Anna"})


@pytest.mark.parametrize(
    ("width", "height", "told", "been"),
    [(80, 11, True, False), (80, 12, True, True), (50, 36, True, True), (80, 7, False, False)],
)
def test_the_pane_says_what_a_caller_is_told_and_with_room_the_stations(
    detail: InquiryDetail, width: int, height: int, told: bool, been: bool
) -> None:
    lines = [line.plain for line in brief(detail, look(detail), width, height).lines]
    text = " ".join(" ".join(lines).split())
    assert (TOLD in text, BEEN in text) == (told, been)
    assert len(lines) <= max(height, 7)
    assert any(line.split("  ")[0].endswith("with Mia since 10:07") for line in lines), (
        "who has it stands in every size"
    )
    untold = " ".join(line.plain for line in brief(detail, look(detail), width, height, traced=False).lines)
    assert "To the caller" not in untold


def test_on_few_lines_it_is_cut_after_who_has_it(detail: InquiryDetail) -> None:
    (told,) = (line.plain for line in brief(detail, look(detail), 80, 10).lines if "To the caller" in line.plain)
    assert told == " To the caller: Your inquiry of today 10:00 is with Mia Maier since today …"


def test_an_opened_pane_says_it_whatever_its_height(detail: InquiryDetail) -> None:
    text = " ".join(" ".join(line.plain for line in whole(detail, look(detail), 80).lines).split())
    assert TOLD in text
    assert BEEN in text


def test_what_the_pane_tells_is_what_the_trace_tells(tmp_path: Path) -> None:
    """Also of offers that nobody has settled yet, and of what was merged."""
    from desk import views
    from desk.store import Store

    with team(tmp_path) as desk:
        lost = desk.inquiry(holder="anna")
        desk.do(acts.offers.offer, lost, "mia", note="yours?", contact=FirstContact.PARALLEL)
        kept = desk.inquiry(holder="mia")
        merged = desk.inquiry()
        desk.do(acts.merging.merge, merged, kept)
        desk.later(hours=3)
        unsettled = Store.open(desk.path, desk.clock)
        try:
            for number in (lost, kept, merged):
                found = unsettled.read(lambda r, n=number: views.trace.of_inquiry(r, n))
                detail = unsettled.read(lambda r, n=number: views.inquiry.detail(r, n))
                assert detail.trace == found
            assert [stay.rep for stay in unsettled.read(lambda r: views.trace.of_inquiry(r, lost)).rows[0].stations]
        finally:
            unsettled.close()
