"""What `u` takes back, where the cursor stands afterwards, and how long a sentence stays in the status line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import acts, sentences
from desk.screens import regret
from desk.screens.regret import Regret
from desk.text import hanging, pieces
from desk.widgets import status_line
from desk.words import Refused
from tests.kit.builders import Desk, team
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with team(tmp_path) as made:
        yield made


def test_what_was_done_before_a_desk_was_opened_is_named_first_and_taken_back_on_the_second_press(desk: Desk) -> None:
    number, here = desk.inquiry(), Regret()
    desk.do(acts.custody.claim, number)
    before = desk.everything()
    with pytest.raises(Refused) as refused:
        desk.write(here.undo)
    said = sentences.refusal(refused.value)
    assert f"“#{number} taken” was not done here since you opened the desk" in said
    assert said.endswith("u once more takes it back.")
    assert desk.everything() == before
    assert desk.write(here.undo).name == "undo"
    assert desk.row(number).holder is None


def test_what_was_done_at_a_desk_is_taken_back_and_brought_back_at_once(desk: Desk) -> None:
    number, here, other = desk.inquiry(), Regret(), Regret()
    here.note(desk.do(acts.custody.claim, number).act_id)
    here.note(desk.write(here.undo).act_id)
    with pytest.raises(Refused, match="redo_earlier"):
        desk.write(other.redo)
    here.note(desk.write(here.redo).act_id)
    assert desk.acts_of(number)[-3:] == ["claim", "undo", "redo"]
    here.note(desk.write(here.undo).act_id)
    assert desk.row(number).holder is None


def test_the_second_press_counts_for_the_act_that_was_named_and_for_a_minute(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, here = desk.inquiry(), desk.inquiry(), Regret()
    desk.do(acts.custody.claim, first)
    with pytest.raises(Refused, match="undo_earlier"):
        desk.write(here.undo)
    desk.do(acts.custody.claim, second)
    with pytest.raises(Refused, match="undo_earlier"):
        desk.write(here.undo)
    monkeypatch.setattr(regret, "AGAIN", -1.0)
    with pytest.raises(Refused, match="undo_earlier"):
        desk.write(here.undo)
    assert [desk.row(each).holder for each in (first, second)] == ["anna", "anna"]


async def test_undo_brings_the_cursor_back_and_a_refusal_goes_with_a_later_key(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.desk.do(acts.work.note, day.late, "of yesterday")
    async with sitting(day.desk.store) as here:
        await here.type("u")
        await here.until_said(f"“#{day.late} note” was not done here since you opened the desk")
        assert day.desk.acts_of(day.late)[-1] == "note"
        await here.type("j", "a")
        await here.until(lambda: here.inbox.listing.current.number == day.calm)
        assert here.inbox.listing.scroll_offset.y == 0
        await here.type("u")
        await here.until(lambda: day.desk.row(day.free).holder is None)
        await here.until(lambda: here.inbox.listing.current.number == day.free)
        await here.until_said("taken back")
        await here.type("f9")
        await here.until_said("F9 does nothing here")
        await here.type("k")
        assert "F9 does nothing here" in here.said, "quick hands have not read it yet"
        monkeypatch.setattr(status_line, "SEEN", 0.0)
        await here.type("j")
        assert "taken back" in here.said
        assert "U brings it back" in here.text
        await here.type("f9")
        await here.until_said("F9 does nothing here")
        monkeypatch.setattr("desk.screens.watching.PASSES", 0.0)
        await here.until_said("taken back")


def test_every_line_of_a_long_sentence_begins_where_the_sentence_does() -> None:
    lines = [line.plain for line in hanging(pieces(" ! ", "word " * 12), 3, 24)]
    assert lines[0].startswith(" ! word")
    assert len(lines) > 2
    assert all(line.startswith("   word") for line in lines[1:])
    assert max(len(line) for line in lines) <= 24
    assert [line.plain for line in hanging(pieces(" ! ", "short"), 3, 24)] == [" ! short"]
