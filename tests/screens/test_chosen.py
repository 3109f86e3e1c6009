"""What is marked as chosen is chosen; what is not chosen is not marked. A time is typed without asking for leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desk import format
from desk.rows import FreeRow, InquiryRow
from desk.screens.questions.answers import CallAnswer, MergeAnswer, OutcomeAnswer, ReplyAnswer, TimeKind
from desk.screens.questions.base import Question
from desk.screens.questions.call import CallQuestion
from desk.screens.questions.choose import MergeQuestion
from desk.screens.questions.forward import Forwarding, ForwardQuestion
from desk.screens.questions.note import NoteQuestion
from desk.screens.questions.outcome import OutcomeQuestion
from desk.screens.questions.reply import ReplyQuestion
from desk.screens.questions.time import TimeQuestion
from desk.widgets.look import Look
from desk.words import CallResult, Outcome, Presence, ReplyHow, Role, Side
from tests.screens.host import CALENDAR, CLOCK, NOW, UNANSWERED, Host, a_callback, shown
from tests.widgets.test_inquiry_list import a_row

Make = Callable[[], Question[Any]]


def time(what: str) -> TimeQuestion:
    return TimeQuestion(what, CALENDAR, CLOCK)


def call(number: int) -> CallQuestion:
    return CallQuestion(a_callback(number=number), CALENDAR, CLOCK)


def merge() -> MergeQuestion:
    rows: tuple[InquiryRow, ...] = (a_row(4712), a_row(4713))
    return MergeQuestion("#4711", 4711, rows)


def forward(proposed: str | None) -> ForwardQuestion:
    rest = (Side.FIELD, Role.MEMBER, Presence.FREE, None, None, False, None, 0, 0, 0, NOW, False, False)
    free = tuple(FreeRow(at, each, each.title(), *rest) for at, each in enumerate(("joerg", "mia"), 1))
    return ForwardQuestion("#4711", Forwarding(free, proposed, "spots", True), CALENDAR, CLOCK, Look("anna", NOW))


MARKED: tuple[tuple[Make, str, str, object], ...] = (
    (lambda: OutcomeQuestion("#1"), "", "answered", OutcomeAnswer(Outcome.ANSWERED)),
    (lambda: OutcomeQuestion("#2"), "3 shift+tab up up", "answered", OutcomeAnswer(Outcome.ANSWERED)),
    (lambda: OutcomeQuestion("#3"), "3", "lost", None),
    (lambda: ReplyQuestion("#1"), "", "spoken", ReplyAnswer(ReplyHow.SPOKEN, "spoke with the sender")),
    (lambda: ReplyQuestion("#2"), "1 shift+tab down", "written", ReplyAnswer(ReplyHow.WRITTEN, "answered in writing")),
    (lambda: ReplyQuestion("#3"), "tab o k", "spoken", ReplyAnswer(ReplyHow.SPOKEN, "ok")),
    (lambda: call(1), "down", "no answer", CallAnswer(CallResult.NO_ANSWER)),
    (lambda: call(2), "tab o k", "", None),
    (lambda: call(3), "1 o k", "reached", CallAnswer(CallResult.REACHED, "ok")),
    (merge, "down", "#4713", MergeAnswer(4713)),
    (merge, "tab", "", None),
    (lambda: time("#1"), "tab", "", None),
    (lambda: forward("mia"), "", "Mia", "mia"),
    (lambda: forward(None), "", "", None),
    (lambda: forward(None), "down", "Joerg", "joerg"),
    (lambda: forward(None), "m i", "Mia", "mia"),
)  # fmt: skip
"""Question, keys, what is marked then, and what F2 answers; None where it has to refuse."""


async def test_f2_takes_what_is_marked_and_nothing_where_nothing_is() -> None:
    async with Host(NoteQuestion("#0")).run_test(size=(80, 24)) as pilot:
        for make, keys, marked, answer in MARKED:
            pilot.app.ask(make())
            await pilot.pause()
            await pilot.press(*keys.split())
            await pilot.pause()
            lines = [line for line in shown(pilot).split("\n") if "▌" in line]
            assert [marked in line for line in lines] == ([True] if marked else []), (keys, lines)
            await pilot.press("f2")
            await pilot.pause()
            given: Any = pilot.app.answered
            assert getattr(given, "to", given) == (UNANSWERED if answer is None else answer), (keys, marked)
            if answer is None:
                await pilot.press("escape", *(["escape"] if marked else []))


TYPED = (
    ("mo 9", "Monday, 30 November 2026, 09:00", TimeKind.CALLBACK),
    ("in 2h", "Monday, 23 November 2026, 12:17", TimeKind.CALLBACK),
    ("+7d", "Monday, 30 November 2026, 10:17", TimeKind.CALLBACK),
    ("9 uhr", "Tuesday, 24 November 2026, 09:00", TimeKind.CALLBACK),
    ("thu 9", "Thursday, 26 November 2026, 09:00", TimeKind.CALLBACK),
    ("tum 15", "Monday, 23 November 2026, 15:00", TimeKind.SNOOZE),
)


async def test_a_time_is_typed_without_leave_and_echoed_before_enter_takes_it() -> None:
    async with Host(NoteQuestion("#0")).run_test(size=(80, 24)) as pilot:
        for typed, echo, kind in TYPED:
            pilot.app.ask(time(typed))
            await pilot.pause()
            await pilot.press(*("space" if key == " " else key for key in typed))
            await pilot.pause()
            assert pilot.app.answered is UNANSWERED
            assert f"= {echo}" in shown(pilot), typed
            await pilot.press("enter")
            answer: Any = pilot.app.answered
            told = format.moment_in_full(answer.at, CALENDAR.zone, "en")
            assert (told, answer.kind, answer.promised) == (echo, kind, False)


async def test_what_is_typed_and_not_understood_plans_nothing() -> None:
    async with Host(NoteQuestion("#0")).run_test(size=(80, 24)) as pilot:
        for typed in ("xy", "tz", "8", "m1"):
            pilot.app.ask(time(typed))
            await pilot.pause()
            await pilot.press(*("space" if key == " " else key for key in typed), "enter", "f2")
            await pilot.pause()
            assert pilot.app.answered is UNANSWERED, typed
            assert " ! " in shown(pilot)
            await pilot.press("escape")
