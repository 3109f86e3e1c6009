"""The application: given a store and a rep, it shows places, watches the store and the minute, and fails quietly."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property, partial
from signal import SIGTERM
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from desk import sentences
from desk.language import _
from desk.screens import surroundings
from desk.screens.asking import went_wrong
from desk.screens.going import Going
from desk.screens.keyboard import Keyboard
from desk.screens.watching import Watching
from desk.text import Belt
from desk.themes import THEMES
from desk.widgets.status_line import StatusLine, Tone

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from desk.store import Store


class DeskApp(Going):
    """The desk of one rep on one store."""

    CSS_PATH = "screens/desk.tcss"
    TITLE = "desk"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, store: Store, rep: str, *, theme: str = THEMES[0].name) -> None:
        super().__init__()
        self.store, self.rep = store, rep
        self.around: surroundings.Surroundings = store.read(surroundings.first, settle=False)
        sentences.use_zone(self.around.calendar.zone)
        self.keyboard = Keyboard(self, self._forward, self._say_burst)
        self._belt = Belt()
        self._watching = Watching(self, self.keyboard)
        self._begin_in(theme)

    @cached_property
    def writer(self) -> Executor:
        """The one thread in which acts are done, in their order; not made before the first of them."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(1, thread_name_prefix="writer")

    # beginning and end

    def _begin_in(self, theme: str) -> None:
        """Take a look on before any style is read; its watcher would read all of them a second time."""
        for each in THEMES:
            self.register_theme(each)
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        dark = self.current_theme.dark
        self.set_classes(f"-theme-{theme} {'-dark-mode' if dark else '-light-mode'}")

    def get_driver_class(self) -> type[Driver]:
        """Wait for keys in sleep, wherever Textual itself would look for them again and again."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from desk.screens.driver import SleepingDriver

        return SleepingDriver

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the inbox."""
        return self.place_of("inbox")

    def on_mount(self) -> None:
        """Begin to watch; a machine that goes down ends the desk as its rep would, with the terminal as it was."""
        asyncio.get_running_loop().add_signal_handler(SIGTERM, partial(self.exit, return_code=128 + SIGTERM))
        self._watching.begin()
        self.note_opening()

    def on_unmount(self) -> None:
        """Let acts under way finish: what the screen said was saved."""
        self._watching.end()
        if "writer" in vars(self):
            self.writer.shutdown(wait=True)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Put the last belt before everything that is painted."""
        return [*super().get_line_filters(), self._belt]

    def look_for_changes(self) -> None:
        """Ask the store now what has changed, and tell the screen."""
        self._watching.look()

    def read_by(self, inquiry: int) -> str:
        """Say who else reads an inquiry; empty when nobody does."""
        return self._watching.read_by(inquiry)

    # keys

    async def on_event(self, event: events.Event) -> None:
        """Let keys pass the guard; everything else goes its way."""
        if isinstance(event, events.Key):
            if not event.is_forwarded:
                self.let_pass()
                if not self.keyboard.keeps(event):
                    await self._forward(event)
                return
            await self._run_key(event)
            return
        if isinstance(event, events.Paste) and not event.is_forwarded and not self._in_field():
            self._say_burst()
        await super().on_event(event)

    async def _run_key(self, event: events.Key) -> None:
        """Run the verb of a key that came back from the widgets; one that fails costs a sentence, not the desk."""
        self.keyboard.runs()
        try:
            await super().on_event(event)
        except Exception as error:
            self.say_failed(error)
        finally:
            self.keyboard.handled()

    async def _forward(self, event: events.Key) -> None:
        await super().on_event(event)

    @property
    def last_key(self) -> str:
        """Textual's name of the key that was pressed last."""
        return self.keyboard.last

    def _in_field(self) -> bool:
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    def _say_burst(self) -> None:
        self.tell(_("That came faster than hands type, into no field: nothing was done."), Tone.REFUSED)

    # what nobody expected

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say in one sentence that something failed which nobody else has caught."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.say_failed(event.worker.error)

    def say_failed(self, error: BaseException) -> None:
        """Say that something failed by our fault, with a number to ask about."""
        self.tell(went_wrong(error), Tone.FAILED)

    def say_trouble(self, sentence: str) -> None:
        """Say a sentence about the desk itself."""
        self.tell(sentence, Tone.REFUSED)

    def tell(self, sentence: str, tone: Tone) -> None:
        """Say a sentence in the status line of the screen on top."""
        for screen in dict.fromkeys((self.screen, self.place)):
            for line in screen.query(StatusLine) if screen is not None else ():
                line.say(sentence, tone=tone)
