from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import acts
from desk.widgets.inquiry_list import InquiryList
from desk.widgets.reading_pane import ReadingPane
from desk.words import Channel, Outcome, Priority, State
from tests.kit.morning import Morning, morning
from tests.kit.screen import line, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_the_inbox_shows_mine_and_nobodys_late_ones_first(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        assert list(here.inbox.listing.numbers) == [day.late, day.free, day.calm, day.asks]
        assert "4 open, 2 without holder, 1 late" in line(here.app, 2)
        assert line(here.app, 4).startswith("▌!-0:22^ R   Moebel Kraus KG    A Quote missing       Anna         held")


async def test_moving_the_cursor_shows_the_inquiry_in_the_pane(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j")
        assert f"── #{day.free} Autohaus Sued GmbH · B · two faces: Anna (inside), Joerg (field)" in here.text
        assert "We plan 40 spots" in here.text
        assert "first reply due in 0:04" in here.text
        assert "nobody yet" in here.text


async def test_accepting_takes_it_says_so_and_goes_to_the_next_that_needs_somebody(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "a")
        await here.until_said(f"#{day.free} taken")
        assert "u takes it back" in here.text
        await here.until(lambda: here.inbox.listing.current.number == day.calm)
        assert day.desk.acts_of(day.free)[-1] == "claim"
        assert day.desk.row(day.free).holder == "anna"


async def test_a_refused_verb_says_why_and_changes_nothing(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("a")
        await here.until_said("yours already")
        assert day.desk.acts_of(day.late)[-1] == "priority"


async def test_bringing_back_puts_it_into_the_inbox(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("b")
        await here.until_said(f"#{day.late}")
        assert day.desk.row(day.late).state is State.NEW
        assert day.desk.acts_of(day.late)[-1] == "release"


async def test_undo_and_redo_take_back_and_bring_back(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "a")
        await here.until_said("taken")
        await here.type("u")
        await here.until(lambda: day.desk.row(day.free).holder is None)
        await here.until(lambda: "U brings it back" in here.text)
        await here.type("U")
        await here.until(lambda: day.desk.row(day.free).holder == "anna")
        assert day.desk.acts_of(day.free)[-2:] == ["undo", "redo"]


async def test_done_is_two_keys(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("e", "1")
        await here.until(lambda: day.desk.row(day.late).state is State.CLOSED)
        assert day.desk.row(day.late).outcome is Outcome.ANSWERED
        await here.until(lambda: list(here.inbox.listing.numbers) == [day.free, day.calm, day.asks])


async def test_a_reply_is_noted_with_what_was_said(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("r", "1", "f2")
        await here.until(lambda: day.desk.row(day.late).first_reply_at is not None)
        assert day.desk.acts_of(day.late)[-1] == "reply"


async def test_a_time_typed_ahead_of_its_question_reaches_the_question(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        here.app.simulate_key("t")
        here.app.simulate_key("3")
        await here.until_said(f"#{day.late} callback planned for Tue 24 Nov")
        assert day.desk.detail(day.late).open_callbacks == 1
        assert here.screen is here.inbox


async def test_a_note_leaves_the_cursor_where_it_is(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("i", "h", "i", "f2")
        await here.until(lambda: day.desk.acts_of(day.late)[-1] == "note")
        await here.until_said(f"#{day.late}")
        assert here.inbox.listing.current.number == day.late


async def test_a_priority_is_two_keys(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "p", "1")
        await here.until(lambda: day.desk.row(day.free).priority is Priority.HIGH)


async def test_merging_closes_one_as_duplicate_of_the_other(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "m")
        await here.until_shown("Into which inquiry?")
        await here.type(*str(day.calm), "f2")
        await here.until(lambda: day.desk.row(day.free).outcome is Outcome.DUPLICATE)


async def test_marked_rows_are_taken_by_one_verb_and_one_undo(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "space", "space")
        assert "2 marked" in line(here.app, 2)
        await here.type("a")
        await here.until(lambda: day.desk.row(day.calm).holder == "anna" and day.desk.row(day.free).holder == "anna")
        await here.until(lambda: "marked" not in line(here.app, 2))
        await here.type("u")
        await here.until(lambda: day.desk.row(day.calm).holder is None and day.desk.row(day.free).holder is None)


async def test_a_range_and_all_mark_what_they_say(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("v", "j", "j", "v")
        assert len(here.inbox.listing.marks) == 3
        await here.type("escape")
        assert len(here.inbox.listing.marks) == 0
        await here.type("f6")
        assert len(here.inbox.listing.marks) == 4
        await here.type("*")
        assert len(here.inbox.listing.marks) == 0
        await here.type("space", "*")
        assert len(here.inbox.listing.marks) == 4, "a few that are marked already are among all that are shown"


async def test_ten_rows_or_more_are_asked_about_and_esc_changes_nothing(day: Morning) -> None:
    for _each in range(10):
        day.desk.inquiry()
    async with sitting(day.desk.store) as here:
        await here.until(lambda: len(here.inbox.listing.numbers) == 14)
        await here.type("*", "b")
        await here.until_shown("This changes 14 inquiries at once.")
        await here.type("escape")
        assert day.desk.row(day.late).holder == "anna"


async def test_the_full_stop_does_the_last_verb_again(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("full_stop")
        await here.until_said("No verb was used yet")
        await here.type("j", "a")
        await here.until(lambda: here.inbox.listing.current.number == day.calm)
        await here.type(".")
        await here.until(lambda: day.desk.row(day.calm).holder == "anna")


async def test_a_filter_narrows_the_list_and_esc_takes_it_away(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("s", *"with", "colon", *"mia", "enter")
        await here.until(lambda: list(here.inbox.listing.numbers) == [day.other])
        assert "Filter: with:mia" in line(here.app, 2)
        await here.type("escape")
        await here.until(lambda: len(here.inbox.listing.numbers) == 4)
        assert not underlined(here.inbox.pane) | underlined(here.inbox.listing)
        await here.type("s", *"missi", "enter")
        await here.until(lambda: list(here.inbox.listing.numbers) == [day.late])
        await here.until(lambda: underlined(here.inbox.pane) == {"missing"})
        assert underlined(here.inbox.listing) == {"missing"}
        day.desk.do(acts.work.close, day.calm, Outcome.ANSWERED)
        await here.type("s", *f"#{day.calm}", "enter")
        await here.until(lambda: "1 closed one does: s state:any #" in here.text)
        assert line(here.app, 24).split("  ")[0].strip() == "s Search"
        await here.type("s", *"state", "colon", *f"any #{day.calm}", "enter")
        await here.until(lambda: list(here.inbox.listing.numbers) == [day.calm])
        assert "filtered    1 found, 0 late" in line(here.app, 2)
        assert "a Accept" in line(here.app, 24)


def underlined(shown: ReadingPane | InquiryList) -> set[str]:
    lines = [shown.line_at(at, 80) for at in range(shown.size.height)]
    return {each.text for line in lines for each in line if each.style is not None and each.style.underline}


async def test_an_unknown_filter_is_refused_with_the_nearest_and_keeps_what_was_typed(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("/", *"hodler", "colon", *"mia", "enter")
        await here.until_said("holder:")
        assert "hodler:mia" in here.text
        await here.type("ctrl+u", *"holder", "colon", *"mai", "enter")
        await here.until_said("There is no rep mai; the nearest is mia.")
        assert len(here.inbox.listing.numbers) == 4


async def test_enter_opens_the_whole_inquiry_and_esc_comes_back(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "enter")
        assert line(here.app, 3).startswith(f"── #{day.free}")
        assert "Esc Back" in line(here.app, 24)
        await here.type("escape")
        assert here.inbox.listing.has_focus
        assert here.inbox.listing.current.number == day.free


async def test_y_copies_the_telephone_number_and_twice_the_inquirys(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("y")
        assert here.app.clipboard.endswith("201770011")
        await here.type("y")
        assert here.app.clipboard == f"#{day.late}"


async def test_one_q_says_how_to_quit_and_two_quit(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("q")
        assert here.said == "q once more quits."
        await here.type("q")
        await here.until(lambda: not here.app.is_running)


async def test_arrivals_are_counted_and_move_no_row(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "j")
        before = here.text.split("\n")[3:8]
        day.desk.inquiry(rep="mia", channel=Channel.PHONE)
        await here.until_shown("+1 new")
        assert here.text.split("\n")[3:8] == before
        await here.type("a")
        await here.until(lambda: len(here.inbox.listing.numbers) == 5)
        assert "+1 new" not in here.text


async def test_what_a_colleague_does_is_seen_where_the_row_stands(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        day.desk.do(acts.custody.claim, day.free, rep="mia")
        await here.until(lambda: "Mia" in line(here.app, 5))
        assert here.inbox.listing.current.number == day.late


async def test_a_race_that_is_lost_tells_who_was_faster(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j")
        day.desk.do(acts.custody.claim, day.free, rep="mia")
        await here.type("a")
        await here.until_said(f"#{day.free} is held by Mia")
        assert day.desk.row(day.free).holder == "mia"


async def test_an_empty_inbox_names_the_keys_that_fill_it(tmp_path: Path) -> None:
    from tests.kit.builders import team

    with team(tmp_path) as desk:
        async with sitting(desk.store) as here:
            await here.until_shown("All done")
            assert "n writes down a new one" in here.text
            await here.type("a")
            assert "There is no inquiry here" in here.said
