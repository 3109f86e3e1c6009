"""What was typed into a question, and what was chosen in it, is there again after a kill, in each of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from desk.keeping.drafts import DraftFile
from desk.rows import PromiseRow
from desk.screens import drafts
from desk.screens.callback_form import CallbackForm
from desk.screens.customer_form import ChangeForm, CustomerForm
from desk.screens.customer_values import OWN
from desk.screens.questions.base import Question
from desk.screens.questions.call import CallQuestion
from desk.screens.questions.choose import MergeQuestion
from desk.screens.questions.decline import DeclineQuestion
from desk.screens.questions.note import AttachQuestion, NoteQuestion
from desk.screens.questions.outcome import OutcomeQuestion
from desk.screens.questions.promise import PromiseQuestion
from desk.screens.questions.qualify import QualifyQuestion
from desk.screens.questions.reply import ReplyQuestion
from desk.screens.questions.time import TimeQuestion
from desk.widgets.look import Look
from desk.words import PromiseState
from tests.screens.host import CALENDAR, CLOCK, NOW, Host, a_callback
from tests.screens.test_chosen import forward
from tests.store.test_drafts import DEAD

_DUE = NOW + timedelta(hours=2)
PROMISE = PromiseRow(3, 4711, None, "anna", "anna", "media data", NOW, _DUE, PromiseState.OPEN, 0.0, None, None, 1)


def never(*_given: Any) -> Any:
    """Nothing is saved, and nothing read, while something is only typed."""
    raise AssertionError


TYPED: tuple[tuple[Callable[[], Question[Any]], str, str], ...] = (
    (lambda: NoteQuestion("#1"), "a b enter c", ""),
    (lambda: AttachQuestion("#1"), "a b", ""),
    (lambda: ReplyQuestion("#1"), "2 o k", "2"),
    (lambda: OutcomeQuestion("#1"), "3 t", "lost"),
    (lambda: OutcomeQuestion("#2"), "2 1 5", "won"),
    (lambda: CallQuestion(a_callback(), CALENDAR, CLOCK), "5 m o", "call_again"),
    (lambda: CallQuestion(a_callback(number=8), CALENDAR, CLOCK), "1 o k", "reached"),
    (lambda: TimeQuestion("#1", CALENDAR, CLOCK, topic="spots"), "t f", "snooze"),
    (lambda: TimeQuestion("#2", CALENDAR, CLOCK), "space f", "callback promised"),
    (lambda: PromiseQuestion("#1", (PROMISE,), CALENDAR, CLOCK, Look("anna", NOW)), "3 n o", "3 promise_broken"),
    (lambda: QualifyQuestion("#1", CALENDAR, CLOCK), "s tab M", ""),
    (lambda: DeclineQuestion("#1"), "a", ""),
    (lambda: MergeQuestion("#1", 4711), "4 7", ""),
    (lambda: forward("mia"), "m i tab x", ""),
    (CustomerForm, "A tab E", ""),
    (lambda: CallbackForm(CALENDAR, CLOCK), "tab f tab s", ""),
    (
        lambda: ChangeForm("Ab", OWN, {"company": "Ab", "note": "old"}, 3, never, never, "customer K1"),
        "end c tab x",
        "",
    ),
)
"""Question or form, what is pressed, and what its draft knows besides the fields."""


def killed(path: Path) -> None:
    """Leave the file as a desk does that was killed while its forms were open."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE draft SET owner = ?", (DEAD,))
    connection.close()


async def test_what_was_typed_and_chosen_in_any_question_survives_a_kill(tmp_path: Path) -> None:
    path, before = tmp_path / "drafts.db", []
    async with Host(NoteQuestion("#0")).run_test(size=(80, 24)) as pilot:
        drafts._of[pilot.app] = kept = drafts.Drafts(DraftFile(str(path)), CLOCK.now)
        for make, keys, choice in TYPED:
            pilot.app.ask(make())
            await pilot.pause()
            await pilot.press(*keys.split())
            await pilot.pause()
            pilot.app.question.keep_now()
            before.append(pilot.app.question.typed())
            assert before[-1].get("choice", "") == choice
        kept.file.close()
    killed(path)
    async with Host(NoteQuestion("#0")).run_test(size=(80, 24)) as pilot:
        drafts._of[pilot.app] = drafts.Drafts(DraftFile(str(path)), CLOCK.now)
        for (make, _keys, _choice), typed in zip(TYPED, before, strict=True):
            pilot.app.ask(make())
            await pilot.pause()
            await pilot.pause()
            assert pilot.app.question.typed() == typed
        drafts._of[pilot.app].file.close()
