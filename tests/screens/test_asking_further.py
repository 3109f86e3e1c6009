from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

import pytest

from desk import keys
from desk.rows import CustomerHit, InquiryDetail, InquiryRow, Qualification, RepRow
from desk.screens import key_faults, own_keys
from desk.screens.customer_values import Conflict, conflicts
from desk.screens.questions.answers import AssignAnswer, EditAnswer, LinkAnswer, MergeAnswer, QualifyAnswer
from desk.screens.questions.call import CallQuestion
from desk.screens.questions.choose import (
    AssignQuestion,
    AttachToQuestion,
    MergeQuestion,
    NumberQuestion,
    PriorityQuestion,
)
from desk.screens.questions.confirm import ConfirmQuestion
from desk.screens.questions.conflict import ConflictQuestion
from desk.screens.questions.edit import EditQuestion
from desk.screens.questions.link import LinkQuestion
from desk.screens.questions.note import NoteQuestion
from desk.screens.questions.outcome import OutcomeQuestion
from desk.screens.questions.qualify import QualifyQuestion, amount
from desk.screens.questions.reply import ReplyQuestion
from desk.screens.questions.time import TimeQuestion
from desk.widgets.field import Field
from desk.widgets.line import Line
from desk.words import Channel, Fit, Priority, Role, Side, State, Step
from tests.kit.screen import text, until
from tests.screens.host import CALENDAR, CLOCK, NOW, UNANSWERED, Host, a_callback

WHAT = "#4711 Autohaus [/red] Süd GmbH"
PROOF = os.environ.get("DESK_PROOF") == "1"
HOSTILE = (
    "[/x] [@click=app.quit]q[/] [link=file:///] $name \\[ [[",
    "\x1b]52;c;aGFjaw==\x07\x1b[2J\x9b31m",
    "a\u202eb\u2066c\u200bd\U000e0041",
    "x" * 3000,
    "C̷̢̛̛̛̛͎͎͎͎ " * 30,
    "=cmd|' /C calc'!A0",
)


def a_row(number: int = 4711, about: str = "Media data") -> InquiryRow:
    return InquiryRow(
        number, State.HELD, Channel.WEB, about, "Autohaus Süd GmbH", "K12", None, "Tom Meier", "anna", None,
        Step.FIRST_REPLY, NOW, NOW, None, NOW, Priority.NORMAL, (), None, 1,
    )  # fmt: skip


def a_detail(about: str = "Media data") -> InquiryDetail:
    return InquiryDetail(
        a_row(about=about), "", "tom@example.org", "0211 1", True, None, None, None, None, 1, None, None, None, 0,
        Qualification(), (), (),
    )  # fmt: skip


def reps() -> tuple[RepRow, ...]:
    names = (("anna", "Anna Berg"), ("mia", "Mia Maier"), ("joerg", "Joerg Janssen"))
    return tuple(RepRow(at, handle, name, Side.INSIDE, Role.MEMBER) for at, (handle, name) in enumerate(names))


def find(query: str) -> tuple[CustomerHit, ...]:
    known = (("K1", "Moebel Kraus KG"), ("K2", "Kraus & Co"))
    return tuple(
        CustomerHit(at, number, name, None, None, None, 1.0, "begins_with")
        for at, (number, name) in enumerate(known)
        if query.casefold() in name.casefold()
    )


async def asked(question: Any, *pressed: str) -> Any:
    app = Host(question)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in pressed:
            await pilot.press(key)
        await pilot.pause()
        return app.answered


async def test_a_priority_is_one_digit() -> None:
    assert await asked(PriorityQuestion(WHAT, Priority.NORMAL), "1") is Priority.HIGH
    assert await asked(PriorityQuestion(WHAT, Priority.NORMAL), "down", "enter") is Priority.LOW


async def test_two_letters_and_enter_choose_a_rep() -> None:
    assert await asked(AssignQuestion(WHAT, reps()), "m", "i", "enter") == AssignAnswer("mia")
    assert await asked(AssignQuestion(WHAT, reps()), "down", "down", "enter") == AssignAnswer("mia")
    assert await asked(AssignQuestion(WHAT, reps()), "x", "x", "enter") is UNANSWERED


async def test_the_inquiry_that_stays_is_chosen_by_digit_or_number() -> None:
    others = (a_row(4711), a_row(4712, "Other"))
    assert await asked(MergeQuestion(WHAT, 4711, others), "1") == MergeAnswer(4712)
    assert await asked(MergeQuestion(WHAT, 4711), *"#4713", "enter") == MergeAnswer(4713)
    assert await asked(MergeQuestion(WHAT, 4711), *"4711", "enter") is UNANSWERED
    assert await asked(MergeQuestion(WHAT, 4711), "x", "enter") is UNANSWERED


async def test_something_belongs_to_one_of_several_and_a_number_is_one_of_several() -> None:
    assert await asked(AttachToQuestion(WHAT, (a_row(1), a_row(2))), "2") == MergeAnswer(2)
    assert await asked(NumberQuestion(WHAT, {"0211 1": "Tom", "0211 2": "Eva"}), "2") == "0211 2"


async def test_only_what_was_changed_is_given_back() -> None:
    changed = await asked(EditQuestion(WHAT, a_detail()), "end", *" Q2", "f2")
    assert changed == EditAnswer({"about": "Media data Q2"})
    assert await asked(EditQuestion(WHAT, a_detail()), "f2") is UNANSWERED


async def test_a_customer_is_linked_by_a_few_letters() -> None:
    app = Host(LinkQuestion(WHAT, find))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"kraus")
        await until(lambda: "Kraus & Co" in text(app), app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.answered == LinkAnswer("K2")
    assert await asked(LinkQuestion(WHAT, find), *"zz", "enter") is UNANSWERED


async def test_a_lead_is_qualified_and_what_is_known_is_not_written_again() -> None:
    known = Qualification(what="40 spots", budget_cents=150_000, fit=Fit.WARM)
    answer = await asked(
        QualifyQuestion(WHAT, CALENDAR, CLOCK, known), "tab", *"May", "tab", "tab", *"Ruhr", "tab", "h", "f2"
    )
    assert answer == QualifyAnswer(wanted_by="May", area="Ruhr", fit=Fit.HOT)
    assert await asked(QualifyQuestion(WHAT, CALENDAR, CLOCK, known), "f2") is UNANSWERED


async def test_quote_and_visit_are_noted_in_the_same_form() -> None:
    keys_ = ["tab"] * 5 + [*"1600", "tab", *"fr 14:30", "f2"]
    answer = await asked(QualifyQuestion(WHAT, CALENDAR, CLOCK), *keys_)
    assert answer == QualifyAnswer(quote_cents=160_000, visit_at=datetime(2026, 11, 27, 13, 30, tzinfo=UTC))


async def test_an_amount_that_can_be_read_in_two_ways_is_refused_in_place() -> None:
    assert await asked(QualifyQuestion(WHAT, CALENDAR, CLOCK), "tab", "tab", *"1.234", "f2") is UNANSWERED


@pytest.mark.parametrize("cents", [0, 5, 123_456, 100_000_000])
def test_an_amount_is_written_the_way_it_is_read(cents: int) -> None:
    from desk.format import parse_amount

    assert parse_amount(amount(cents)) == cents


def test_a_conflict_is_what_both_changed_to_different_texts() -> None:
    before = {"company": "A", "note": "x", "website": ""}
    theirs = {"company": "B", "note": "x", "website": "b.example"}
    mine = {"company": "C", "note": "y", "website": "b.example"}
    assert conflicts({"company": "Company"}, before, mine, theirs) == (Conflict("company", "Company", "A", "C", "B"),)


@pytest.mark.parametrize("hostile", HOSTILE if PROOF else (HOSTILE[0], "".join(HOSTILE[1:])))
async def test_every_question_shows_hostile_text_literally_or_not_at_all(hostile: str) -> None:
    questions: list[Any] = [
        NoteQuestion(hostile, hostile),
        ConfirmQuestion(hostile),
        EditQuestion(hostile, a_detail(about=hostile)),
        CallQuestion(a_callback(customer=hostile, topic=hostile, phone=hostile, call_times=hostile), CALENDAR, CLOCK),
        MergeQuestion(hostile, 1, (a_row(2, hostile),)),
        NumberQuestion(hostile, {hostile: hostile}),
        ConflictQuestion(hostile, (Conflict("a", hostile, hostile, hostile, hostile),), hostile),
        LinkQuestion(hostile, lambda _query: (CustomerHit(1, hostile, hostile, hostile, hostile, None, 1.0, "exact"),)),
        QualifyQuestion(hostile, CALENDAR, CLOCK, Qualification(what=hostile, area=hostile)),
        TimeQuestion(hostile, CALENDAR, CLOCK, topic=hostile),
    ]
    for question in questions:
        app = Host(question)
        async with app.run_test(size=(80, 24)) as pilot:
            for field in app.screen.query(Field):
                field.value = hostile
            await pilot.pause()
            said = text(app)
            assert not set(said) & set("\x1b\x07\x9b\u202e\u2066\U000e0041"), type(question)
            if hostile.startswith("[/x]"):
                assert "[/x]" in said, type(question)


@pytest.mark.parametrize(
    "question",
    [
        OutcomeQuestion(WHAT),
        ReplyQuestion(WHAT),
        TimeQuestion(WHAT, CALENDAR, CLOCK),
        CallQuestion(a_callback(), CALENDAR, CLOCK),
        ConfirmQuestion(WHAT),
    ],
    ids=lambda question: type(question).__name__,
)
async def test_the_keys_of_a_question_fit_on_its_line(question: Any) -> None:
    app = Host(question)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        hints = app.screen.query_one("#hints", Line)
        assert hints.left.cell_length <= hints.size.width
        assert len(question.hints()) <= keys.MOST_IN_FOOTER


def test_the_keys_of_forms_are_no_forbidden_ones_and_each_stands_once() -> None:
    assert key_faults.faults(own_keys.KEYS) == []
