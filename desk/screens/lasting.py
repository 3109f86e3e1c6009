"""A desk goes on when something fails that nobody foresaw: a sentence with a number, and the details in the log.

Textual ends a program at the first failure, with a traceback that shows every local, and with it whatever customers
wrote. Here a failing handler costs the message that it handled; only a desk that fails again and again ends.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from traceback import walk_tb
from typing import Any

from rich.text import Text
from textual import events
from textual.app import App, ReturnType
from textual.css.query import NoMatches
from textual.filter import Monochrome, NoColor
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from desk import logs
from desk.language import _
from desk.screens.asking import is_left
from desk.text import plain

MOST = 8
"""Failures within SPAN seconds after which a desk ends: it can't paint, or its keyboard is dead."""

SPAN = 5.0

AGAIN = 0.3
"""Seconds after which a screen that could not be painted is painted once more."""

_dispatch = MessagePump._dispatch_message


async def _dispatch_safely(self: MessagePump, message: Message) -> None:
    """Dispatch a message; one that fails would end the loop of its widget, and what isn't handled never comes back."""
    try:
        await _dispatch(self, message)
    except Exception as error:
        if isinstance(self, Widget) and is_left(self) and NoMatches in (type(error), type(error.__cause__)):
            return  # a timer or a message that comes when the widgets have gone
        app = self.app
        if not isinstance(app, Lasting) or app.is_headless:
            raise
        app._handle_exception(error)
        if isinstance(message, events.Mount) and isinstance(self, Screen) and app.screen is self:
            app.call_later(app.leave_broken, self)


class Lasting(App[ReturnType]):
    """An application that a failure doesn't end, and whose end is a sentence."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._failures: list[float] = []
        self._disable_tooltips = self._disable_notifications = True  # there are none: two widgets less on each screen
        MessagePump._dispatch_message = _dispatch_safely  # type: ignore[method-assign]
        if self.no_color:
            # Textual would paint greys; whoever sets NO_COLOR has colours of their own. Signs and bold say everything.
            self._filters = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]

    def note_opening(self) -> None:
        """Note in a second, when the first paint is over, that a desk was opened; say once when that can't be noted."""

        def begin() -> Worker[None]:
            return self.run_worker(self._note_opening, exit_on_error=False)  # begun only by a desk that runs

        asyncio.get_running_loop().call_later(1.0, begin)

    async def _note_opening(self) -> None:
        await asyncio.to_thread(logs.opened)
        if logs.trouble() is not None:
            sentence = _("The log can't be written ({error}); the desk goes on without it. desk doctor says more.")
            self.say_trouble(sentence.format(error=logs.trouble()))

    def say_trouble(self, sentence: str) -> None:
        """Say a sentence about the desk itself."""

    def say_failed(self, error: BaseException) -> None:
        """Say that something failed by our fault, with a number to ask about; whoever can't say it only notes it."""
        logs.failed(error)

    def leave_broken(self, screen: Screen[Any]) -> None:
        """Leave a screen that could not be set up, when there is one below."""
        if self.screen is screen and len(self.screen_stack) > 1:
            self.pop_screen()

    def _handle_exception(self, error: Exception) -> None:
        """Go on with a sentence, or end with one; a test sees the error itself."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        now = monotonic()
        self._failures = [*(at for at in self._failures if now - at < SPAN), now]
        if len(self._failures) <= MOST and self._running:
            if _paints(error):  # what was not painted is asked for again, else the screen stays as it was
                self.set_timer(AGAIN, self.screen.refresh)
            try:
                self.say_failed(error)
                return
            except Exception as another:
                error = another
        sentence = _("The desk had to stop (error {number}); what it said was saved is saved. Details are in {log}.")
        text = sentence.format(number=logs.failed(error), log=logs.path())
        self.exit(return_code=1, message=Text(plain(text).plain))


def _paints(error: Exception) -> bool:
    return any(frame.f_code.co_filename.endswith("_compositor.py") for frame, _line in walk_tb(error.__traceback__))
