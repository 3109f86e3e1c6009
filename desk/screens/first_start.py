"""The first start, without a store: look around in a demo, begin an empty store, or join one that exists."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from desk import clean, keys
from desk.language import _
from desk.rows import RepRow
from desk.screens.alone import Alone
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.fits import parse_side
from desk.sentences import refusal
from desk.text import plain
from desk.themes import THEMES
from desk.widgets.choices import Choice, Choices
from desk.widgets.field import Field
from desk.widgets.terms import called
from desk.words import Refused, Side, StoreRefused

Step = Literal["begin", "empty", "join", "who"]


@dataclass(frozen=True, slots=True)
class Begun:
    """What was chosen: the demo, or the store at `path` (made or joined) as the rep with `handle`."""

    kind: Literal["demo", "store"]
    path: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Founder:
    """The first rep of an empty store; without a handle it is made from the first name."""

    name: str
    handle: str | None
    side: Side


Found = Callable[[str, Founder], str]
"""Makes an empty store at a path with its first rep and gives the handle; raises Refused or StoreRefused."""

Join = Callable[[str], tuple[RepRow, ...]]
"""Looks into the store at a path and gives its reps; raises StoreRefused."""


class FirstStart(Question[Begun]):
    """Asks how to begin; every refusal of the store is shown in place, and nothing typed is lost."""

    def __init__(self, path: str, found: Found, join: Join) -> None:
        super().__init__(_("Welcome to desk"))
        self._path, self._found, self._join = path, found, join
        self._step: Step = "begin"
        self._reps: tuple[RepRow, ...] = ()
        self._busy = False

    def asked(self) -> Iterable[Widget]:
        """Give the three choices, and what each asks further."""
        yield Static(plain(_("There is no store yet. How do you want to begin?")), classes="ask")
        yield Choices(_beginnings(), id="beginnings")
        yield Field("path", _("Store at"), self._path)
        yield Field("name", _("Your name"), hint=_("first and last name"))
        yield Field("handle", _("Short name"), hint=_("made from the first name when empty"))
        yield Field("side", _("Side"), called(Side.INSIDE), hint=_("inside or field"))
        yield Choices((), id="reps")

    def begin(self) -> None:
        """Show the choices."""
        self._show("begin")

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Say what this step can do."""
        if self._step == "begin":
            return (("1–3", _("Choose")), (keys.shown("escape"), _("Quit")))
        return ((keys.shown("f2"), _("Go on")), (keys.shown("escape"), _("Back")))

    def answer(self) -> Begun:
        """Only the steps know."""
        raise NotImplementedError

    def action_choose(self, digit: int) -> None:
        """Take a choice, or a rep."""
        if self._step == "begin" and digit == 1:
            self.give(Begun("demo"))
        elif self._step == "begin" and digit in (2, 3):
            self._show("empty" if digit == 2 else "join")
        elif self._step == "who" and digit <= len(self._reps):
            self.give(Begun("store", self._value("path"), self._reps[digit - 1].handle))

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)

    async def action_finish(self) -> None:  # type: ignore[override]
        """Make the store, or look into the one to join."""
        if self._busy:
            return
        if self._step in ("begin", "who"):
            self.action_choose(self.query_one("#reps" if self._step == "who" else "#beginnings", Choices).cursor + 1)
            return
        self._busy = True
        try:
            await (self._make() if self._step == "empty" else self._look())
        except (Refused, StoreRefused) as error:
            self.refuse(refusal(error))
        except Incomplete as error:
            self.refuse(str(error))
        finally:
            self._busy = False

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        await self.action_finish()

    def action_cancel(self) -> None:
        """Back to the choices, from there away."""
        if self._step == "begin":
            self.dismiss(None)
        else:
            self._show("join" if self._step == "who" else "begin")

    async def _make(self) -> None:
        name, handle, path = self._value("name"), self._value("handle"), self._value("path")
        if not name:
            raise Incomplete(_("Your name is missing: the team sees it beside everything you do."))
        founder = Founder(name, handle or None, parse_side(self._value("side")))
        made = await asyncio.to_thread(self._found, path, founder)
        self.give(Begun("store", path, made))

    async def _look(self) -> None:
        self._reps = await asyncio.to_thread(self._join, self._value("path"))
        if not self._reps:
            raise Incomplete(_("There is nobody in that store yet; begin an empty one instead."))
        choices = tuple(Choice(str(at), rep.name, rep.handle) for at, rep in enumerate(self._reps, 1))
        reps = self.query_one("#reps", Choices)
        reps.styles.height = min(len(choices), 12)
        reps.show(choices, keep=False)
        self._show("who")

    def _show(self, step: Step) -> None:
        self._step = step
        self.unrefuse()
        questions = {
            "begin": _("There is no store yet. How do you want to begin?"),
            "empty": _("An empty store for your team. You are its first rep, and its lead."),
            "join": _("Where is the store of your team?"),
            "who": _("Who are you?"),
        }
        self.query_one(".ask", Static).update(plain(questions[step]))
        shown = {"begin": ["beginnings"], "who": ["reps"], "join": ["field-path"]}
        for name in ("beginnings", "reps", "field-path", "field-name", "field-handle", "field-side"):
            visible = name in shown.get(step, ["field-path", "field-name", "field-handle", "field-side"])
            self.query_one(f"#{name}").set_class(not visible, "hidden")
        self.show_hints()
        if step in ("begin", "who"):
            self.query_one("#beginnings" if step == "begin" else "#reps", Choices).focus()
        else:
            self.query_one("#field-name" if step == "empty" else "#field-path", Field).take_focus()

    def _value(self, name: str) -> str:
        text = clean.line(self.query_one(f"#field-{name}", Field).value)
        return os.path.abspath(os.path.expanduser(text)) if name == "path" and text else text


class FirstStartApp(Alone[Begun]):
    """Shows the first start alone; its return value is what was chosen, None when it was left."""

    def __init__(self, path: str, found: Found, join: Join, *, theme: str = THEMES[0].name) -> None:
        super().__init__(FirstStart(path, found, join), theme=theme)


def _beginnings() -> tuple[Choice, ...]:
    return (
        Choice("1", _("Look around in a demo"), _("a working day, nothing is kept")),
        Choice("2", _("Begin with an empty store"), _("for your team, here")),
        Choice("3", _("Join a store that exists"), _("a colleague has made one")),
    )
