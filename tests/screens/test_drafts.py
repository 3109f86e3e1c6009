"""What was typed is there again: after Esc, after a refusal, after a kill, and in the list of commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import TextArea

from desk import acts, views
from desk.keeping.drafts import DraftFile
from desk.keeping.state import drafts_path
from desk.screens import drafts
from desk.screens.capture import Capture
from desk.screens.customer_form import ChangeForm
from desk.screens.help import Help
from desk.screens.questions.confirm import ConfirmQuestion
from desk.screens.questions.note import NoteQuestion
from desk.words import StoreRefused
from tests.kit.machine import until
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, sitting
from tests.kit.terminal import Terminal


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


def on_disk(day: Morning) -> list[dict[str, str]]:
    """Read the drafts as the next desk will find them."""
    file = DraftFile(drafts_path(day.desk.path, "anna"))
    found = [each.typed for each in file._read()]
    file.close()
    return found


async def chosen(here: Sitting, word: str) -> None:
    """Choose a draft in the list of commands."""
    await here.type("ctrl+p")
    await here.until(lambda: isinstance(here.screen, Help))
    await here.type(*word)
    assert "Draft: " in here.text
    await here.type("enter")


async def test_a_note_is_kept_while_it_is_typed_and_gone_when_it_was_saved(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("i", *"calls back")
        await here.until(lambda: on_disk(day) == [{"text": "calls back"}])
        await here.type("escape", "i")
        assert "calls back" in here.text
        assert "draft from 11:00 · F12 clears it" in here.text
        await here.type("f12")
        assert "calls back" not in here.text
        assert "F12 brings it back" in here.text
        await here.until(lambda: on_disk(day) == [])
        await here.type("f12", *" today", "f2")
        await here.until(lambda: "note" in day.desk.acts_of(day.late))
        await here.until(lambda: on_disk(day) == [])
        assert drafts.of(here.app).file.waiting() == []


async def test_what_an_act_could_not_save_waits_under_the_same_key(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise StoreRefused("store_busy", path="x", pid=7, rep="mia", seconds=5.0)

    async with sitting(day.desk.store) as here:
        with monkeypatch.context() as locked:
            locked.setattr(day.desk.store, "write", busy)
            await here.type("i", *"calls back", "f2")
            await here.until_said("mia (process 7) has been writing for 5 seconds.")
            assert "kept as a draft" in here.text
        await here.until(lambda: on_disk(day) == [{"text": "calls back"}])
        await here.type("i")
        assert here.screen.query_one(TextArea).text == "calls back"
        await here.type("f2")
        await here.until(lambda: "note" in day.desk.acts_of(day.late))
        await here.until(lambda: on_disk(day) == [])


async def test_what_is_typed_for_many_waits_until_it_was_confirmed_and_saved(day: Morning) -> None:
    for _each in range(8):
        day.desk.inquiry()
    async with sitting(day.desk.store) as here:
        await here.until(lambda: len(here.inbox.listing.numbers) == 12)
        await here.type("f6", "i", *"calls back", "f2")
        await here.until(lambda: isinstance(here.screen, ConfirmQuestion))
        await here.type("escape", "f6", "j", "a")
        await here.until(lambda: "claim" in day.desk.acts_of(day.free))
        await here.until(lambda: on_disk(day) == [{"text": "calls back"}])
        await here.type("s", *"nothing", "enter")
        await here.until(lambda: not here.inbox.listing.numbers)
        await chosen(here, "inquiries")
        await here.until(lambda: isinstance(here.screen, NoteQuestion))
        assert len(here.inbox.listing.marks) == 12
        await here.type("escape", "escape", "f6", "i")
        await here.until(lambda: isinstance(here.screen, NoteQuestion))
        assert "calls back" in here.text
        await here.type("f2")
        await here.until(lambda: isinstance(here.screen, ConfirmQuestion))
        await here.until(lambda: on_disk(day) == [{"text": "calls back"}])
        await here.type("enter")
        await here.until(lambda: day.desk.acts_of(day.calm)[-1] == "note")
        await here.until(lambda: on_disk(day) == [])


async def test_the_start_says_what_waits_and_the_commands_lead_there(day: Morning) -> None:
    vogt = 3
    async with sitting(day.desk.store) as here:
        await here.type("j", "i", *"about spots", "escape", "f4", *"Huber", "tab", *"radio", "escape")
        await here.type("f3", *"vogt")
        await here.until(lambda: here.screen.subject == "K3")
        await here.type("enter", "x", "1", "end", *" AG", "escape")
    day.desk.do(acts.customers.edit, "K3", {"company": "Vogt Elektro"}, rep="mia")
    async with sitting(day.desk.store) as here:
        await here.until_said("3 drafts wait for you: Ctrl+P lists them.")
        await chosen(here, "spots")
        await here.until(lambda: isinstance(here.screen, NoteQuestion))
        assert here.inbox.subject == str(day.free)
        assert "about spots" in here.text
        await here.type("escape")
        await chosen(here, "radio")
        await here.until(lambda: isinstance(here.screen, Capture))
        assert "Huber" in here.text
        await here.type("escape")
        await chosen(here, "vogt")
        await here.until(lambda: isinstance(here.screen, ChangeForm))
        await here.until_shown("This was changed meanwhile; what you had typed stands here.")
        await here.type("f2")
        await here.until_shown("What is to stay?")
        assert all(text in here.text for text in ("Elektro Vogt AG", "Vogt Elektro"))
        await here.type("2", "f2")
        await here.until(lambda: not isinstance(here.screen, ChangeForm) and len(on_disk(day)) == 2)
    assert day.desk.read(views.customers.card, vogt).company == "Vogt Elektro"


async def test_a_damaged_file_of_drafts_is_told_and_the_desk_goes_on(day: Morning) -> None:
    path = Path(drafts_path(day.desk.path, "anna"))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database " * 500)
    async with sitting(day.desk.store) as here:
        await here.until_said("The file of your drafts was damaged; it lies in ")
        await here.type("i", *"calls back")
        await here.until(lambda: on_disk(day) == [{"text": "calls back"}])
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == b"no database " * 500


@pytest.mark.serial
def test_what_is_typed_survives_kill_9(day: Morning) -> None:
    command = [sys.executable, "-m", "desk", "--store", day.desk.path, "--as", "anna"]
    now = {"DESK_NOW": "2026-11-23T11:00:00+01:00"}

    def opened() -> Terminal:
        terminal = Terminal(command, columns=100, lines=30, environ=now)
        terminal.wait_for(r"\d without holder")
        return terminal

    with opened() as terminal:
        terminal.settle(0.5)
        terminal.send("\x1bOS")
        terminal.wait_for("What about")
        terminal.send("Huber\t40 spots for the reopening")
        terminal.wait_for("reopening")
        until(lambda: [each["about"] for each in on_disk(day) if "about" in each] == ["40 spots for the reopening"])
        terminal.send("\x1b")
        terminal.settle(0.6)
        terminal.send("i")
        terminal.wait_for("Note for the trail")
        terminal.send("calls back")
        until(lambda: len(on_disk(day)) == 2)
        terminal.kill()
        terminal.exit_status()
    with opened() as terminal:
        terminal.wait_for("2 drafts wait for you")
        terminal.forget()
        terminal.send("\x1bOS")
        terminal.wait_for("draft from 11:00")
        terminal.wait_for("40 spots for the reopening")
        terminal.send("\x1b")
        terminal.settle(0.6)
        terminal.forget()
        terminal.send("i")
        terminal.wait_for("calls back")
    assert day.desk.sql("SELECT count(*) FROM inquiry WHERE about LIKE '40 spots%'") == [(0,)]
