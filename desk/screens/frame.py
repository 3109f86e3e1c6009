"""The frame of every place: bar, status line, callbacks and footer around a body, and how it asks the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from desk.screens.asking import Asking, Desk, is_left
from desk.screens.painted_once import PaintedOnce
from desk.widgets.callback_strip import CallbackStripLine
from desk.widgets.key_footer import KeyFooter
from desk.widgets.painting import Kept
from desk.widgets.places_bar import Around, PlacesBar
from desk.widgets.status_line import StatusLine, Tone
from desk.widgets.typed import Cut

if TYPE_CHECKING:
    from desk.keeping.reader import Reader
    from desk.screens.surroundings import Surroundings
    from desk.store import Done, Store

T = TypeVar("T")


WIDE = 120
"""Columns from which list and detail stand side by side."""


LOW = 18
"""Lines below which a list stands alone, without what is shown beneath it."""

LEAST = (40, 10)
"""Columns and lines in which a list still shows three rows, and a question a field with its echo."""


class Frame(PaintedOnce[None]):
    """What surrounds the body of a place; `read` and `write` are the only ways to the store."""

    WHERE: ClassVar[str] = "common"
    """Whose keys are in force here, a key of `desk.keys.WITHIN`."""

    def __init__(self) -> None:
        super().__init__()
        self._styles_cache = Kept()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]
        self._asking: Asking | None = None
        self._last_act = ("", "")

    @property
    def desk(self) -> Desk:
        """The application, as far as a place knows it."""
        return cast(Desk, self.app)

    @property
    def store(self) -> Store:
        """The store that is open."""
        return self.desk.store

    @property
    def rep(self) -> str:
        """The handle of whoever sits here."""
        return self.desk.rep

    @property
    def around(self) -> Surroundings:
        """What surrounds every place: counts, callbacks, names, calendar."""
        return self.desk.around

    @property
    def subject(self) -> str:
        """What a verb here is about: the number under the cursor, empty for many or none; drafts are kept by it."""
        return ""

    @property
    def many(self) -> tuple[int, ...]:
        """The numbers that a verb here would take together; none for one."""
        return ()

    @property
    def status(self) -> StatusLine:
        """The status line."""
        return self.query_one(StatusLine)

    def body(self) -> Iterable[Widget]:
        """Give the widgets between bar and status line."""
        return ()

    def read(self, view: Callable[[Reader], T], then: Callable[[T], object], *, group: str = "read") -> None:
        """Read in a thread and hand what came to `then`; a newer read of the same group supersedes an older one."""
        self._asker.read(view, then, group)

    def peek(self, view: Callable[[Reader], T], otherwise: T) -> T:
        """Read by key at once, so that it is shown in this frame; `otherwise` when the store refuses."""
        return self._asker.peek(view, otherwise)

    def write(self, act: Callable[[Any], Any], then: Callable[[Done[Any]], object] | None = None) -> None:
        """Act in the writer's thread, say what was done and how it is taken back, then call `then`."""
        self._asker.write(act, then)

    def say(self, sentence: str, hint: str = "", tone: Tone = Tone.SAID) -> None:
        """Say a sentence in the status line; where this place is being left, in that of the one that is shown."""
        if hint and tone is Tone.SAID:
            self.desk.last_act = self._last_act = (sentence, hint)
        place = self.desk.place if is_left(self) else self
        for line in place.query(StatusLine) if place is not None else ():
            line.say(sentence, hint, tone)

    def wait(self, sentence: str) -> None:
        """Say in the status line what is being waited for; without a sentence, that the wait is over."""
        for line in self.query(StatusLine):
            line.wait(sentence)

    def refuse(self, sentence: str) -> None:
        """Say in the status line why something is not done."""
        self.say(sentence, tone=Tone.REFUSED)

    def compose(self) -> ComposeResult:
        """Give the frame around the body, for the width there is: the classes come too late for the first layout."""
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self.set_class(self.app.size.height < LOW, "-low")
        self.set_class(self.app.size.height >= LOW, "-high")
        yield PlacesBar(self.WHERE)
        yield from self.body()
        yield StatusLine()
        yield CallbackStripLine()
        yield KeyFooter(self.WHERE)

    def on_screen_resume(self) -> None:
        """Show what surrounds the place as it is now, and the last act: that is what `u` takes back."""
        if self.desk.last_act != self._last_act:
            sentence, hint = self.desk.last_act
            self.say(sentence, hint, Tone.SAID if hint else Tone.REFUSED)  # what no act said is wrong with the start
        self.show_around()

    def show_around(self) -> None:
        """Bring bar and callback strip up to date."""
        clock, around = self.store.clock, self.around
        now = clock.now()
        bar = Around(around.counts.open, around.strip.overdue, now, around.calendar.zone, clock.stopped)
        self.query_one(PlacesBar).tell(bar)
        self.query_one(CallbackStripLine).tell(around.strip, now)

    @on(Cut)
    def _cut(self, event: Cut) -> None:
        self.refuse(event.sentence)

    @property
    def _asker(self) -> Asking:
        if self._asking is None:
            self._asking = Asking(self, self.desk, self)
        return self._asking
