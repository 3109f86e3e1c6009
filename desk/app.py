"""The application: given a store and a rep, it shows places, watches the store and the minute, and fails quietly."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from desk import keys, sentences
from desk.language import _
from desk.screens import surroundings
from desk.screens.asking import number
from desk.screens.frame import Frame
from desk.screens.keyboard import Keyboard
from desk.screens.places import new_place
from desk.text import Belt, plain
from desk.themes import THEMES
from desk.widgets.status_line import StatusLine, Tone
from desk.words import Refused, StoreRefused

if TYPE_CHECKING:
    from desk.screens.inbox import Inbox
    from desk.screens.place import Place
    from desk.store import Store

POLL = 0.4
"""Seconds between two looks for what others have done, while somebody types."""

POLL_RESTING = 0.9
"""The same while nobody has typed for RESTING seconds: still within the second that is promised, at half the cost."""

RESTING = 10.0

FIRST_LOOK = 0.1
"""Seconds after which the first look is taken: the first paint comes first."""

WARM_AFTER = 0.3
"""Seconds without a key after which what acts need is loaded."""


class DeskApp(App[None]):
    """The desk of one rep on one store."""

    CSS_PATH = "screens/desk.tcss"
    TITLE = "desk"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, store: Store, rep: str, *, theme: str = THEMES[0].name) -> None:
        super().__init__()
        self.store, self.rep = store, rep
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self.around: surroundings.Surroundings = store.read(surroundings.first, settle=False)
        sentences.use_zone(self.around.calendar.zone)
        self._looked = False
        self._watching: asyncio.TimerHandle | None = None
        self._keyboard = Keyboard(self, self._forward, self._say_burst)
        self._belt = Belt()
        self._minute = -1
        self._places: dict[str, Place] = {}
        self._lost = ""
        self._warmed = False
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme

    # beginning and end

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the inbox."""
        return self._place("inbox")

    def on_mount(self) -> None:
        """Begin to watch; a timer of the event loop costs a tenth of Textual's own."""
        self._watch_after(FIRST_LOOK)

    def on_unmount(self) -> None:
        """Let acts under way finish: what the screen said was saved."""
        if self._watching is not None:
            self._watching.cancel()
        self.writer.shutdown(wait=True)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Put the last belt before everything that is painted."""
        return [*super().get_line_filters(), self._belt]

    # watching the store and the minute

    def _watch_after(self, seconds: float) -> None:
        self._watching = asyncio.get_running_loop().call_later(seconds, self._watch)

    def _watch(self) -> None:
        self._watch_after(POLL if self._keyboard.quiet_for < RESTING else POLL_RESTING)
        if not gc.isenabled():  # whoever starts a desk may have put it off; what is loaded by now stays anyway
            gc.freeze()
            gc.enable()
        self.look_for_changes()
        now = self.store.clock.now()
        minute = int(now.timestamp()) // 60
        if minute != self._minute:
            first, self._minute = self._minute < 0, minute
            if not first:
                self._tick()
        if not self._warmed and self._keyboard.quiet_for > WARM_AFTER:
            self._warmed = True
            threading.Thread(target=self._warm, daemon=True).start()

    def look_for_changes(self) -> None:
        """Ask the store what has changed, and tell the screen; a store that is gone is said once."""
        try:
            polled = self.store.poll()
        except StoreRefused as refusal:
            if self._lost != refusal.reason:
                self._lost = refusal.reason
                self._tell(sentences.refusal(refusal), Tone.FAILED)
            return
        if self._lost:
            self._lost = ""
            self._tell("", Tone.SAID)
        place = self.place
        if place is None:
            return
        if polled.changed or not self._looked:
            self._looked = True
            place.read(lambda r: surroundings.look(r, self.rep), self._surrounded, group="around")
        if polled.changed:
            for other in self._places.values():
                other.stale = other is not place
            place.store_changed(polled.touched)

    @property
    def place(self) -> Place | None:
        """The place that is shown, also below a question."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Frame):
                return cast("Place", screen)
        return None

    def _surrounded(self, around: surroundings.Surroundings) -> None:
        self.around = around
        sentences.use_zone(around.calendar.zone)
        if self.place is not None:
            self.place.show_around()

    def _tick(self) -> None:
        place = self.place
        if place is not None:
            place.show_around()
            place.tick()

    def _warm(self) -> None:
        """Load what acts need; a short switch interval keeps keys quick meanwhile."""
        before = sys.getswitchinterval()
        sys.setswitchinterval(0.0005)
        try:
            self.store.warm()
        except (StoreRefused, Refused):
            pass  # the first act says it in a sentence
        finally:
            sys.setswitchinterval(before)

    # keys

    async def on_event(self, event: events.Event) -> None:
        """Let keys pass the guard; everything else goes its way."""
        if isinstance(event, events.Key):
            if not event.is_forwarded:
                if not self._keyboard.keeps(event):
                    await self._forward(event)
                return
            await self._run_key(event)
            return
        if isinstance(event, events.Paste) and not event.is_forwarded and not self._in_field():
            self._say_burst()
        await super().on_event(event)

    async def _run_key(self, event: events.Key) -> None:
        """Run the verb of a key that came back from the widgets; one that fails costs a sentence, not the desk."""
        try:
            await super().on_event(event)
        except Exception as error:
            self._say_failed(error)
        finally:
            self._keyboard.handled()

    async def _forward(self, event: events.Key) -> None:
        await super().on_event(event)

    def _in_field(self) -> bool:
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    def _say_burst(self) -> None:
        self._tell(_("That came faster than hands type, into no field: nothing was done."), Tone.REFUSED)

    # what works everywhere

    async def action_place(self, digit: int) -> None:
        """Go to a place by its digit."""
        await self.go(keys.PLACES[digit - 1])

    async def go(self, name: str) -> Place:
        """Go to a place: the inbox is the lowest layer, one other place may lie on it; what is above is closed."""
        place, root = self._place(name), self.screen_stack[0]
        while len(self.screen_stack) > 2 or (place is root and self.screen is not root):
            await self.pop_screen()
        if self.screen is root and place is not root:
            await self.push_screen(place)
        elif self.screen is not place:
            await self.switch_screen(place)
        return place

    async def show_inquiry(self, number: int) -> None:
        """Show an inquiry in the inbox, whoever holds it."""
        place = await self.go("inbox")
        cast("Inbox", place).show_number(number)

    async def action_find_customer(self) -> None:
        """Find a customer, from anywhere: a question that is open stays open below."""
        if isinstance(self.screen, Frame):
            await self.go("customers")
        else:
            await self.push_screen(new_place("customers"))

    def action_new_inquiry(self) -> None:
        """Write down a new inquiry, from anywhere."""
        from desk.screens.capture import Capture

        self.push_screen(Capture())

    def action_help(self) -> None:
        """List every key here and now."""
        from desk.screens.help import Help, entries_here

        self.push_screen(Help(_("Every key here and now"), entries_here(self)), self._run)

    def action_commands(self) -> None:
        """Search all commands."""
        from desk.screens.help import Help, commands

        self.push_screen(Help(_("Commands"), commands(self)), self._run)

    def action_theme(self, name: str) -> None:
        """Show the desk in another look."""
        self.theme = name

    async def _run(self, entry: Any) -> None:
        if entry is None:
            return
        if entry.action:
            await self.run_action(entry.action)
        else:
            self.simulate_key(entry.press)

    def _place(self, name: str) -> Place:
        """Give a place, made once."""
        if name not in self._places:
            place = self._places[name] = new_place(name)
            self.install_screen(place, name)
        return self._places[name]

    # what nobody expected

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say in one sentence that something failed which nobody else has caught."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self._say_failed(event.worker.error)

    def _handle_exception(self, error: Exception) -> None:
        """The last resort: a desk that can't go on ends with a sentence; a test sees the error itself."""
        if self.is_headless:
            super()._handle_exception(error)
        else:
            sentence = _("The desk had to stop (number {number}); everything it said was saved is saved.")
            self.exit(return_code=1, message=plain(sentence.format(number=number(error))).plain)

    def _say_failed(self, error: BaseException) -> None:
        sentence = _("Something went wrong here (number {number}); nothing you typed was lost.")
        self._tell(sentence.format(number=number(error)), Tone.FAILED)

    def _tell(self, sentence: str, tone: Tone) -> None:
        for line in self.screen.query(StatusLine):
            line.say(sentence, tone=tone)
