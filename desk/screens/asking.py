"""How a screen asks the store: off the event loop, with one answer to every refusal and failure."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from desk import keys, logs, sentences
from desk.language import _
from desk.widgets.status_line import Tone
from desk.words import FOR_GOOD, Refused, StoreRefused

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    from desk.keeping.reader import Reader
    from desk.screens.frame import Frame
    from desk.screens.keyboard import Keyboard
    from desk.screens.regret import Regret
    from desk.screens.surroundings import Surroundings
    from desk.store import Done, Store

T = TypeVar("T")

WAIT_UNSAID = 0.3
"""Seconds that a wait for the store may last before the status line says so."""


class Desk(Protocol):
    """What a screen knows of the application."""

    store: Store
    rep: str
    around: Surroundings
    writer: Executor
    keyboard: Keyboard
    last_act: tuple[str, str]

    @property
    def regret(self) -> Regret:
        """What can be taken back at this desk."""

    @property
    def last_key(self) -> str:
        """Textual's name of the key that was pressed last."""

    @property
    def place(self) -> Frame | None:
        """The place that is shown, also below a question."""

    def look_for_changes(self) -> None:
        """Ask the store now what has changed, and tell the screen."""

    def read_by(self, inquiry: int) -> str:
        """Say who else reads an inquiry; empty when nobody does."""

    async def action_place(self, number: int) -> None:
        """Go to a place by its digit."""


class Teller(Protocol):
    """Whoever shows the sentences."""

    def say(self, sentence: str, hint: str = "", tone: Tone = Tone.SAID) -> None:
        """Say a sentence."""

    def wait(self, sentence: str) -> None:
        """Say what is being waited for; without a sentence, that the wait is over."""


class Asking:
    """Runs reads and writes for one screen; what is superseded is never delivered.

    Reads of one group supersede each other. Writes of the whole desk run one after the other, in the order in which
    they were asked for, and are never dropped.
    """

    def __init__(self, screen: Screen[Any], desk: Desk, teller: Teller) -> None:
        self._screen, self._desk, self._teller = screen, desk, teller
        self._pending = 0

    def read(self, view: Callable[[Reader], T], then: Callable[[T], object], group: str) -> None:
        """Read in a thread and hand the rows over, unless a newer read of the group was asked for meanwhile."""

        async def job() -> None:
            rows = await self._guarded(asyncio.to_thread(self._desk.store.read, view))
            if rows is not None and not is_left(self._screen):
                then(rows[0])

        self._run(job, group, exclusive=True)

    def peek(self, view: Callable[[Reader], T], otherwise: T) -> T:
        """Read at once, on the event loop: only what is read by key; a refusal is said and gives `otherwise`."""
        try:
            return self._desk.store.read(view, settle=False)
        except (Refused, StoreRefused) as refusal:
            self._teller.say(why(refusal, self._desk.around.names), tone=Tone.REFUSED)
            return otherwise

    async def fetch(self, view: Callable[[Reader], T]) -> T | None:
        """Read in a thread while the keys wait for it: for a question that opens with what is read.

        What is typed ahead reaches the question, never the place below: when the store refuses, which is said, or when
        the screen was left meanwhile, it is dropped, and None is given.
        """
        with self._desk.keyboard.waiting():
            rows = await self._guarded(asyncio.to_thread(self._desk.store.read, view, settle=False))
            if rows is not None and not is_left(self._screen):
                return rows[0]
            self._desk.keyboard.drop()
            return None

    def write(self, act: Callable[[Any], Any], then: Callable[[Done[Any]], object] | None) -> None:
        """Write in the writer's thread, say what was done, then go on.

        What was typed for it waits as a draft until it is saved, and goes on waiting when it is refused.
        """
        from desk.screens import drafts  # not before the first paint

        draft = drafts.of(self._screen.app).handed()

        regret = self._desk.regret

        def work() -> Done[Any]:
            done = self._desk.store.write(act, rep=self._desk.rep)
            regret.note(done.act_id)
            return done

        async def job() -> None:
            loop = asyncio.get_running_loop()
            kept = _("kept as a draft") if draft is not None else ""
            try:
                done = await self._guarded(loop.run_in_executor(self._desk.writer, work), kept)
            except BaseException:
                if draft is not None:
                    draft.leave()
                raise
            if draft is not None:
                (draft.finished if done is not None else draft.leave)()
            if done is None:
                return
            self._teller.say(told(done[0], self._desk.around.names), hint(done[0]))
            self._desk.look_for_changes()
            if then is not None and not is_left(self._screen):
                then(done[0])

        self._run(job, "write", exclusive=False)

    def failed(self, error: BaseException) -> None:
        """Say that something went wrong which is our fault, with a number to ask about."""
        self._teller.say(went_wrong(error), tone=Tone.FAILED)

    def _run(self, job: Callable[[], Awaitable[None]], group: str, *, exclusive: bool) -> None:
        async def safely() -> None:
            try:
                await job()
            except Exception as error:
                self.failed(error)

        work: Any = safely  # a function, so that a superseded one that never began leaves no coroutine behind
        # What is read ends with the screen; an act is the desk's, and is said also when its place was left meanwhile.
        pump = self._screen if exclusive else self._screen.app
        pump.run_worker(work, group=group, exclusive=exclusive, exit_on_error=False)

    async def _guarded(self, answer: Awaitable[T], hint: str = "") -> tuple[T] | None:
        """Wait for the store, saying so when it takes long; a refusal is said, with a hint, and gives None."""
        self._pending += 1
        timer = self._screen.set_interval(WAIT_UNSAID, self._say_wait)
        try:
            return (await answer,)
        except (Refused, StoreRefused) as refusal:
            self._teller.say(why(refusal, self._desk.around.names), hint, Tone.REFUSED)
            return None
        finally:
            timer.stop()
            self._pending -= 1
            if not self._pending:
                self._teller.wait("")

    def _say_wait(self) -> None:
        from desk.screens.waits import awaited

        self._teller.wait(awaited(self._desk))


def is_left(widget: Widget) -> bool:
    """Say whether a widget is being taken down: its parts go before it does, and what comes now comes too late."""
    return widget._pruning or widget._closing or widget._closed


def is_here(place: Widget) -> bool:
    """Say whether all parts of a place are there: whoever comes from outside asks first."""
    return place.is_mounted and not is_left(place)


def told(done: Done[Any], names: Mapping[str, str]) -> str:
    """Say what was done, and of what a colleague holds, with whom it is (DOMAIN, Custody 9: warned, never blocked)."""
    sentence = sentences.said(done, names)
    if done.over is None:
        return sentence
    facts = {"done": sentence, "holder": names.get(done.over, done.over)}
    return _("{done}; it is with {holder}, and the trail says so").format_map(facts)


def why(refusal: Refused | StoreRefused, names: Mapping[str, str]) -> str:
    """Give the sentence that says why, with the key that is the way out where there is one."""
    accept = keys.key("accept")
    return sentences.refusal(refusal, names, {"not_held": f"{keys.shown(accept.keys[0])} {_(accept.label)}"})


def hint(done: Done[Any]) -> str:
    """Say how the act just done is taken back; nothing about one that can't be."""
    if done.act_id is None or done.name in FOR_GOOD:
        return ""
    if done.name == "undo":
        return _("{key} brings it back").format(key=keys.press("redo"))
    return _("{key} takes it back").format(key=keys.press("undo"))


def went_wrong(error: BaseException) -> str:
    """Note what nobody foresaw in the log, and give the sentence that says so with its number."""
    number = logs.failed(error)
    if logs.trouble() is not None:
        return _("Something went wrong (error {number}), and the log can't be written.").format(number=number)
    return _("Something went wrong (error {number}); details are in the log. Nothing typed is lost.").format(
        number=number
    )
