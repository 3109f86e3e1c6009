"""The base of every place: what it is asked to do, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from textual.events import Key

from desk import keys
from desk.done import Done
from desk.keeping.reader import Reader
from desk.language import _
from desk.rows import Touched
from desk.screens.frame import Frame
from desk.views import team
from desk.widgets.look import Look

T = TypeVar("T")

MANY, SELDOM = 100, 2.0
"""Things changed from one look to the next that an import must have changed; seconds between long reads beside it."""
TWICE = 1.5
"""Seconds within which a second press of the same key means "twice"."""


class Place(Frame):
    """A place: yields its widgets in `body`, reads with `read`, acts with `write`, and learns of changes."""

    BINDINGS = keys.bindings("common")
    AUTO_FOCUS = "*"

    def __init__(self) -> None:
        super().__init__()
        self.stale = False
        self._pressed: tuple[str, float] = ("", 0.0)

    def store_changed(self, touched: frozenset[Touched]) -> None:
        """Read again what is shown; called when the store has changed, by whomever."""

    def on_screen_resume(self) -> None:
        """Show what has happened while another place was shown."""
        if self.stale:
            self.stale = False
            self.store_changed(frozenset())

    def tick(self) -> None:
        """A minute has passed: show ages anew."""

    @property
    def reading(self) -> int | None:
        """The number of the inquiry that is being read here, None when none is."""
        return None

    def readers_changed(self) -> None:
        """Somebody else began to read an inquiry, or reads it no more."""

    def on_key(self, event: Key) -> None:
        """Say so when a function key does nothing here: hands that know it elsewhere would wait."""
        if keys.is_function_key(event.key) and event.key not in self.active_bindings:
            self.refuse(_("{key} does nothing here; F1 lists every key.").format(key=keys.shown(event.key)))

    def to_copy(self) -> tuple[str | None, int | None]:
        """Give the telephone number and the inquiry's number that `y` and `y y` copy."""
        return None, None

    async def fetch(self, view: Callable[[Reader], T]) -> T | None:
        """Read in a thread while the keys wait: for a question that opens with what is read; None when refused."""
        return await self._asker.fetch(view)

    def to_forward(self) -> tuple[str, str]:
        """Name the inquiry that could be forwarded here, or say why none can: one of both is empty."""
        return "", _("There is no inquiry here to forward; Esc goes back.")

    async def action_forward(self, to: str | None = None) -> None:
        """Forward the inquiry that is here, to a colleague who is chosen already or has to be."""

    async def action_who_is_free(self) -> None:
        """Show who is free; Enter forwards the inquiry that is here."""
        from desk.screens.questions.who_is_free import WhoIsFreeQuestion

        rep = self.rep
        rows = await self.fetch(lambda r: team.free(r, rep, last=True))
        if rows is None:
            return
        look = Look(rep, self.store.clock.now(), self.around.calendar, self.around.names)
        forwards, why_not = self.to_forward()
        question = WhoIsFreeQuestion(_("The team now"), rows, look, forwards=forwards, why_not=why_not)

        async def then(to: str | None) -> None:
            if to is not None:
                await self.action_forward(to)

        self.app.push_screen(question, then)

    def action_undo(self) -> None:
        """Take the last act back."""
        self.write(self.desk.regret.undo, self.came_back)

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self.write(self.desk.regret.redo, self.came_back)

    def came_back(self, done: Done[Any]) -> None:
        """Show what an undo or redo has put back."""

    def action_back(self) -> None:
        """Go back one layer; at the root there is none."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_close_layer(self) -> None:
        """Close this layer; at the root the second press quits."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        elif self.pressed_twice("q"):
            self.app.exit()
        else:
            self.say(_("{key} once more quits.").format(key=keys.press("quit")))

    def action_copy(self) -> None:
        """Copy the telephone number; pressed twice, the inquiry's number."""
        phone, number = self.to_copy()
        if self.pressed_twice("y") and number is not None:
            self.app.copy_to_clipboard(f"#{number}")
            self.say(_("{text} copied").format(text=f"#{number}"))
        elif phone:
            self.app.copy_to_clipboard(phone)
            self.say(_("{text} copied").format(text=phone))
        else:
            self.refuse(
                _("There is no telephone number here; {key} {key} copies the number of the inquiry.").format(
                    key=keys.press("copy")
                )
            )

    def pressed_twice(self, key: str) -> bool:
        """Say whether this is the second press of a key within a moment; the third is a first again."""
        (before, at), now = self._pressed, monotonic()
        twice = before == key and now - at <= TWICE
        self._pressed = ("", 0.0) if twice else (key, now)
        return twice
