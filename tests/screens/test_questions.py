from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import TextArea

from desk.screens.questions.answers import (
    AttachAnswer,
    CallAnswer,
    NoteAnswer,
    OutcomeAnswer,
    ReplyAnswer,
    TimeKind,
)
from desk.screens.questions.call import CallQuestion
from desk.screens.questions.confirm import ConfirmQuestion
from desk.screens.questions.note import AttachQuestion, NoteQuestion
from desk.screens.questions.outcome import OutcomeQuestion
from desk.screens.questions.reply import ReplyQuestion
from desk.screens.questions.time import TimeQuestion
from desk.words import CallResult, Outcome, ReplyHow
from tests.kit.screen import golden
from tests.screens.host import CALENDAR, CLOCK, UNANSWERED, Host, a_callback, shown

WHAT = "#4711 Autohaus [/red] Süd GmbH"


async def asked(question: Any, *keys: str) -> object:
    async with Host(question).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return pilot.app.answered


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("1", OutcomeAnswer(Outcome.ANSWERED)),
        ("4", OutcomeAnswer(Outcome.NO_NEED)),
        ("6", OutcomeAnswer(Outcome.SPAM)),
        ("7", OutcomeAnswer(Outcome.WRONG_NUMBER)),
        ("j enter", OutcomeAnswer(Outcome.ANSWERED)),
        ("2 1 5 0 0 comma 5 0 f2", OutcomeAnswer(Outcome.WON, amount_cents=150_050)),
        ("3 t o o space d e a r enter", OutcomeAnswer(Outcome.LOST, why="too dear")),
        ("5 # 4 7 1 2 enter", OutcomeAnswer(Outcome.DUPLICATE, of=4712)),
        ("escape", None),
        ("2 escape 1", OutcomeAnswer(Outcome.ANSWERED)),
    ],
)
async def test_an_outcome_is_one_digit_and_what_it_needs(keys: str, answer: object) -> None:
    if keys == "j enter":
        keys = "j k enter"
    assert await asked(OutcomeQuestion(WHAT), *keys.split()) == answer


@pytest.mark.parametrize("keys", ["2 f2", "2 1 dot 2 3 4 f2".replace("dot", "full_stop"), "3 f2", "5 x f2"])
async def test_an_outcome_without_what_it_needs_is_refused_in_place(keys: str) -> None:
    async with Host(OutcomeQuestion(WHAT)).run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys.split())
        await pilot.pause()
        assert pilot.app.answered is UNANSWERED
        assert " ! " in shown(pilot)


async def test_a_first_reply_is_noted_with_three_keys() -> None:
    assert await asked(ReplyQuestion(WHAT), "1", "f2") == ReplyAnswer(ReplyHow.SPOKEN, "spoke with the sender")
    assert await asked(ReplyQuestion(WHAT), *"2ok", "enter") == ReplyAnswer(ReplyHow.WRITTEN, "ok")


async def test_a_note_is_finished_from_within_its_text() -> None:
    assert await asked(NoteQuestion(WHAT), *"hi", "enter", *"u2", "f2") == NoteAnswer("hi\nu2")
    assert await asked(AttachQuestion(WHAT), "x", "f2") == AttachAnswer("x")


async def test_an_empty_note_is_refused_in_place() -> None:
    assert await asked(NoteQuestion(WHAT), "f2") is UNANSWERED


async def test_what_esc_left_stands_there_again_and_is_gone_once_finished() -> None:
    async with Host(NoteQuestion(WHAT)).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"abc", "escape")
        assert pilot.app.answered is None
        pilot.app.ask(NoteQuestion("#1 another"))
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == ""
        await pilot.press("escape")
        pilot.app.ask(NoteQuestion(WHAT))
        await pilot.pause()
        await pilot.press("d", "f2")
        assert pilot.app.answered == NoteAnswer("abcd")
        pilot.app.ask(NoteQuestion(WHAT))
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == ""


async def test_a_customer_is_looked_up_from_within_a_note_and_the_text_stays_to_the_letter() -> None:
    async with Host(NoteQuestion(WHAT)).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"abc", "left", "f3")
        assert pilot.app.screen is not pilot.app.question
        pilot.app.pop_screen()
        await pilot.pause()
        await pilot.press("x", "f2")
        assert pilot.app.answered == NoteAnswer("abxc")


@pytest.mark.parametrize("preset", [1, 2, 3, 4, 5])
async def test_a_preset_sets_a_callback_with_one_key(preset: int) -> None:
    from desk.rules.when import preset as meant

    answer = await asked(TimeQuestion(WHAT, CALENDAR, CLOCK), str(preset))
    assert (answer.kind, answer.at) == (TimeKind.CALLBACK, meant(preset, CLOCK.now(), CALENDAR))


async def test_another_kind_is_one_key_before() -> None:
    assert (await asked(TimeQuestion(WHAT, CALENDAR, CLOCK), "t", "3")).kind is TimeKind.SNOOZE
    assert (await asked(TimeQuestion(WHAT, CALENDAR, CLOCK), "t", "t", "3")).kind is TimeKind.FOLLOW_UP
    promise = await asked(TimeQuestion(WHAT, CALENDAR, CLOCK, topic="spots"), "t", "t", "t", "3")
    assert (promise.kind, promise.topic, promise.promised) == (TimeKind.PROMISE, "spots", False)
    assert await asked(TimeQuestion(WHAT, CALENDAR, CLOCK), "t", "t", "t", "3") is UNANSWERED, "nothing is promised yet"
    assert (await asked(TimeQuestion(WHAT, CALENDAR, CLOCK), "t", "t", "t", "t", "3")).kind is TimeKind.CALLBACK
    assert (await asked(TimeQuestion(WHAT, CALENDAR, CLOCK, moves=True), "t", "3")).kind is TimeKind.CALLBACK


async def test_a_typed_time_is_echoed_as_a_full_date_before_enter_takes_it() -> None:
    async with Host(TimeQuestion(WHAT, CALENDAR, CLOCK)).run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", *"morgen 15:30")
        await pilot.pause()
        assert "Tuesday, 24 November 2026" in shown(pilot)
        await pilot.press("enter")
        assert pilot.app.answered.at.day == 24


async def test_a_time_that_is_not_understood_is_refused_while_it_is_typed() -> None:
    async with Host(TimeQuestion(WHAT, CALENDAR, CLOCK)).run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", *"5/12", "enter")
        await pilot.pause()
        assert pilot.app.answered is UNANSWERED
        assert " ! " in shown(pilot)
        assert "= " not in shown(pilot)


async def test_a_callback_can_be_promised_and_have_a_topic() -> None:
    answer = await asked(TimeQuestion(WHAT, CALENDAR, CLOCK, topic="spots"), "space", "3")
    assert (answer.promised, answer.topic) == (True, "spots")
    answer = await asked(TimeQuestion(WHAT, CALENDAR, CLOCK, topic="spots"), "space", "t", "3")
    assert (answer.promised, answer.topic) == (False, "")


async def test_the_key_that_started_never_confirms() -> None:
    for question, key in (
        (OutcomeQuestion(WHAT), "e"),
        (ReplyQuestion(WHAT), "r"),
        (TimeQuestion(WHAT, CALENDAR, CLOCK), "t"),
        (ConfirmQuestion("?"), "a"),
    ):
        assert await asked(question, key, key) is UNANSWERED


async def test_a_confirmation_is_f2_and_esc_is_no() -> None:
    assert await asked(ConfirmQuestion("Take 12 [/b] inquiries?"), "f2") is True
    assert await asked(ConfirmQuestion("Take 12 inquiries?"), "escape") is False


async def test_a_call_asks_for_its_result_by_digit() -> None:
    assert await asked(CallQuestion(a_callback(), CALENDAR, CLOCK), "2") == CallAnswer(CallResult.NO_ANSWER)
    assert await asked(CallQuestion(a_callback(), CALENDAR, CLOCK), *"1ok", "f2") == CallAnswer(
        CallResult.REACHED, "ok"
    )
    assert await asked(CallQuestion(a_callback(), CALENDAR, CLOCK), "escape") is None


async def test_call_again_asks_for_the_time() -> None:
    answer = await asked(CallQuestion(a_callback(), CALENDAR, CLOCK), "5", *"morgen 10:00", "enter")
    assert (answer.result, answer.again_at.day) == (CallResult.CALL_AGAIN, 24)
    assert await asked(CallQuestion(a_callback(), CALENDAR, CLOCK), "5", "f2") is UNANSWERED


async def test_a_call_shows_number_link_tries_and_times() -> None:
    async with Host(CallQuestion(a_callback(), CALENDAR, CLOCK)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = shown(pilot)
        for part in ("0211 123456", "tel:0211123456", "try 2 of 6", "Mo-Fr 8-10", "[@click=app.quit]Spots"):
            assert part in text


async def test_an_answer_given_below_another_layer_is_taken_when_that_is_closed() -> None:
    async with Host(NoteQuestion(WHAT)).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"ab", "f3")
        pilot.app.question.give(NoteAnswer("ab"))
        await pilot.pause()
        assert pilot.app.answered is UNANSWERED
        pilot.app.pop_screen()
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.answered == NoteAnswer("ab")


@pytest.mark.parametrize(
    ("name", "question", "keys"),
    [
        ("outcome", OutcomeQuestion(WHAT), ()),
        ("outcome_won", OutcomeQuestion(WHAT), ("2", "1", "5")),
        ("time", TimeQuestion(WHAT, CALENDAR, CLOCK, topic="spots"), ("space", "tab", *"fr 14:30")),
        ("call", CallQuestion(a_callback(), CALENDAR, CLOCK), ("5", "x")),
    ],
)
async def test_questions_at_80_columns(name: str, question: Any, keys: tuple[str, ...]) -> None:
    async with Host(question).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        golden(pilot.app, f"question_{name}_80")
