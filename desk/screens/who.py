"""Who are you? Asked before the desk opens, when neither a name nor the machine tells it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from desk.language import _
from desk.rows import RepRow
from desk.screens import own_keys
from desk.screens.alone import Alone
from desk.screens.first_start import Founder
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.fits import parse_side
from desk.sentences import refusal
from desk.text import plain
from desk.themes import THEMES
from desk.widgets.choices import Choice, Choices
from desk.widgets.field import Field
from desk.widgets.terms import called
from desk.words import Refused, Side, StoreRefused

Add = Callable[[Founder], str]
"""Makes the first rep of a team that has none and gives the handle; raises Refused or StoreRefused."""


class WhoQuestion(Question[str]):
    """Asks for a rep: letters narrow the team down, arrows and Enter choose; in an empty team, for oneself."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("fields")]

    def __init__(self, reps: tuple[RepRow, ...], add: Add) -> None:
        super().__init__(_("Who are you?"))
        self._reps, self._add = reps, add
        self._busy = False

    def asked(self) -> Iterable[Widget]:
        """Give the team, or the fields of its first rep."""
        if self._reps:
            yield Static(plain(_("Choose yourself; desk --as HANDLE asks no more.")), classes="ask")
            yield Field("name", _("Name"), hint=_("two letters are enough"))
            yield Choices(self._choices(self._reps))
        else:
            yield Static(plain(_("There is nobody in this store yet. You are the first, and its lead.")), classes="ask")
            yield Field("name", _("Your name"), hint=_("first and last name"))
            yield Field("handle", _("Short name"), hint=_("made from the first name when empty"))
            yield Field("side", _("Side"), called(Side.INSIDE), hint=_("inside or field"))

    def begin(self) -> None:
        """Type a name."""
        self.query_one("#field-name", Field).take_focus()

    def answer(self) -> str:
        """Give the handle of the rep under the cursor."""
        chosen = self.query_one(Choices).current
        if chosen is None:
            raise Incomplete(_("Nobody in the team is called that."))
        return chosen.key

    async def action_finish(self) -> None:  # type: ignore[override]
        """Take the one under the cursor, or add whoever sits here."""
        if self._reps:
            super().action_finish()
        elif not self._busy:
            self._busy = True
            try:
                self.give(await asyncio.to_thread(self._add, self._founder()))
            except (Refused, StoreRefused) as error:
                self.refuse(refusal(error))
            except Incomplete as error:
                self.refuse(str(error))
            finally:
                self._busy = False

    def action_to_list(self) -> None:
        """From the field into the list."""
        for choices in self.query(Choices):
            self.set_focus(choices)

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        await self.action_finish()

    @on(Input.Changed, "#name")
    def _narrow(self, event: Input.Changed) -> None:
        text = event.value.strip().casefold()
        found = tuple(rep for rep in self._reps if rep.handle.startswith(text) or text in rep.name.casefold())
        for choices in self.query(Choices):
            choices.show(self._choices(found), keep=False)

    @on(Choices.Opened)
    async def _opened(self) -> None:
        await self.action_finish()

    def _founder(self) -> Founder:
        name, handle, side = (self.query_one(f"#field-{each}", Field).value for each in ("name", "handle", "side"))
        if not name:
            raise Incomplete(_("Your name is missing: the team sees it beside everything you do."))
        return Founder(name, handle or None, parse_side(side))

    def _choices(self, reps: tuple[RepRow, ...]) -> tuple[Choice, ...]:
        return tuple(Choice(rep.handle, rep.name, called(rep.side)) for rep in reps)


class WhoApp(Alone[str]):
    """Asks who sits here, alone; its return value is the handle, None when it was left."""

    def __init__(self, reps: tuple[RepRow, ...], add: Add, *, theme: str = THEMES[0].name) -> None:
        super().__init__(WhoQuestion(reps, add), theme=theme)
