"""Watching the store and the minute for the whole desk: one timer, one look, one screen that is told."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from typing import TYPE_CHECKING

from desk import lean, sentences
from desk.screens import surroundings
from desk.screens.asking import is_here
from desk.screens.keyboard import Keyboard
from desk.widgets.status_line import PASSES, Tone
from desk.words import Refused, StoreRefused

if TYPE_CHECKING:
    from desk.app import DeskApp
    from desk.screens.backing_up import BackingUp
    from desk.screens.reading import Reading

POLL = 0.4
"""Seconds between two looks for what others have done, while somebody types."""

POLL_RESTING = 0.9
"""The same while nobody has typed for RESTING seconds: still within the second that is promised, at half the cost."""

RESTING = 5.0

ABSENT = PASSES + 4.0
"""Seconds without a key after which what stands there was not said to a key: it stays until somebody is there."""

FIRST_LOOK = 0.1
"""Seconds after which the first look is taken: the first paint comes first."""

SELDOM = 10_000
"""Collections of what is young after which Python looks through everything by itself: 20 to 60 ms that a key waits.

The desk has it done while nobody types, so that it comes to that for nobody.
"""

OFTEN = 10
"""Such collections after which the desk looks through everything when nobody types; as Python's own."""

WARM_AFTER = 0.3
"""Seconds without a key after which what acts need is loaded."""

WARM_AT_MOST = 6.0
"""Seconds that a desk which is left waits for that: it may wait five itself, for another desk that writes."""


class Watching:
    """Looks every now and then; a timer of the event loop costs a tenth of Textual's own."""

    def __init__(self, app: DeskApp, keyboard: Keyboard) -> None:
        self._app, self._keyboard = app, keyboard
        self._timer: asyncio.TimerHandle | None = None
        self._minute = -1
        self._lost = ""
        self._looked = self._warmed = False
        self._warming: threading.Thread | None = None
        self._reading: Reading | None = None
        self._backing_up: BackingUp | None = None

    def begin(self) -> None:
        """Look for the first time soon, then again and again."""
        self._after(FIRST_LOOK)

    def end(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
        from desk.screens import drafts

        drafts.close(self._app)
        if "desk.finding.finder" in sys.modules:
            from desk.finding import finder

            finder.close(self._app.store.path)
        if self._reading is not None:
            self._reading.close()
        if self._warming is not None:  # it reads: SQLite crashes where a connection is closed under a reader
            self._warming.join(WARM_AT_MOST)

    def _after(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look_around)

    def _look_around(self) -> None:
        self._after(POLL if self._keyboard.quiet_for < RESTING else POLL_RESTING)
        if not gc.isenabled():  # whoever starts a desk may have put it off; what is loaded by now stays anyway
            gc.freeze()
            gc.enable()
        place = self._app.place
        if place is None or not is_here(place):  # a slow machine is still at it, or it is over: nothing to tell it
            return
        try:
            self.look()
            self._look_at_the_clock()
            self._let_pass()
            self._look_who_reads()
            self._look_after_the_backup()
            self._clear_away()
        except Exception as error:
            self._app.say_failed(error)
        if not self._warmed and self._keyboard.quiet_for > WARM_AFTER:
            self._warmed = True
            lean.load_digests()
            self._say_drafts()
            self._warming = threading.Thread(target=self._warm, daemon=True)
            self._warming.start()

    def _look_who_reads(self) -> None:
        if self._reading is None:
            if not self._warmed:  # the first paint comes first
                return
            from desk.screens.reading import Reading

            self._reading = Reading(self._app.store.path, self._app.rep)
        place = self._app.place
        if place is not None and self._reading.look(place.reading, self._keyboard.quiet_for):
            place.readers_changed()

    def read_by(self, inquiry: int) -> str:
        """Say who else reads an inquiry."""
        others = self._reading.others(inquiry) if self._reading is not None else ()
        if not others:
            return ""
        from desk.screens.reading import sentence

        return sentence([self._app.around.name(other) for other in others])

    def _let_pass(self) -> None:
        if self._keyboard.quiet_for < ABSENT:
            self._app.let_pass(PASSES)

    def _look_at_the_clock(self) -> None:
        now = self._app.store.clock.now()
        minute = int(now.timestamp()) // 60
        if minute != self._minute:
            first, self._minute = self._minute < 0, minute
            if not first:
                self._tick()

    def _look_after_the_backup(self) -> None:
        if self._keyboard.quiet_for < RESTING:
            return
        if self._backing_up is None:
            from desk.screens.backing_up import BackingUp

            self._backing_up = BackingUp(self._app.store)
        sentence = self._backing_up.look()
        if sentence:
            self._app.tell(sentence, Tone.REFUSED)

    def _clear_away(self) -> None:
        """Look through everything for what nobody needs any more, about as often as Python would, but at rest."""
        if self._keyboard.quiet_for > RESTING and gc.get_threshold()[2] == SELDOM and gc.get_count()[2] > OFTEN:
            gc.collect()

    def look(self) -> None:
        """Ask the store what has changed, and tell the screen; a store that is gone is said once."""
        place = self._app.place
        if place is None or not is_here(place):  # it would be told in vain; the next look finds the same
            return
        try:
            polled = self._app.store.poll()
        except StoreRefused as refusal:
            if self._lost != refusal.reason:
                self._lost = refusal.reason
                self._app.tell(sentences.refusal(refusal), Tone.FAILED)
            return
        if self._lost:
            self._lost = ""
            self._app.tell("", Tone.SAID)
        if polled.changed or not self._looked:
            self._looked = True
            place.read(lambda r: surroundings.look(r, self._app.rep), self._surrounded, group="around")
        if polled.changed:
            for other in self._app.places.values():
                other.stale = other is not place
            place.store_changed(polled.touched)

    def _surrounded(self, around: surroundings.Surroundings) -> None:
        self._app.around = around
        sentences.use_zone(around.calendar.zone)
        place = self._app.place
        if place is not None and is_here(place):
            place.show_around()

    def _tick(self) -> None:
        place = self._app.place
        if place is not None:
            place.show_around()
            place.tick()

    def _say_drafts(self) -> None:
        from desk.screens import draft_list, drafts

        sentence, place = draft_list.said(len(drafts.of(self._app).file.waiting())), self._app.place
        if sentence and place is not None and not place.status.sentence:
            place.say(sentence)

    def _warm(self) -> None:
        """Load what acts need; a short switch interval keeps keys quick meanwhile."""
        before = sys.getswitchinterval()
        sys.setswitchinterval(0.0005)
        try:
            self._app.store.warm()
            from desk.finding import finder

            finder.on_demand(self._app.store.path)  # whoever only works through the inbox pays nothing for an index
        except (StoreRefused, Refused):
            pass  # the first act says it in a sentence
        finally:
            sys.setswitchinterval(before)
            gc.set_threshold(*gc.get_threshold()[:2], SELDOM)  # not before: loading leaves 7 MB that nobody needs
