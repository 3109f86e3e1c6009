"""What all questions share: a sheet above the place, F2 finishes, Esc writes nothing and loses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input

from desk import keys
from desk.language import _
from desk.screens.questions.drafting import Drafting
from desk.sentences import refusal
from desk.text import plain
from desk.widgets.key_line import KeyLine
from desk.widgets.refusal import Refusal
from desk.widgets.status_line import Tone
from desk.widgets.typed import Cut
from desk.words import Refused

Answer = TypeVar("Answer")


class Incomplete(Exception):
    """What stands in a form is no answer yet; carries the sentence that says what is missing."""


class Question(Drafting[Answer | None], Generic[Answer]):
    """A sheet with a title, what a subclass asks and one line for a refusal; its keys take the footer's line.

    The status line and the callbacks of the place beneath stay in sight between sheet and keys.

    A subclass gives `asked()`, the widgets, and `answer()`, which raises Refused or Incomplete while there is none.
    What stands in its fields is kept while it is typed, and stands there again when it is asked again.
    """

    CSS_PATH = Path(__file__).parent.parent / "questions.tcss"
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("questions"), *keys.bindings("choices")]
    where = "questions"

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what
        self._late: tuple[Answer, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay the sheet out."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = plain(self.what)
            yield from self.asked()
            yield Refusal()
        yield KeyLine(id="hints")

    def on_mount(self) -> None:
        """Put back what was typed before, and begin."""
        is_over = self.offer()
        self.show_hints()
        self.begin()
        if is_over:
            self.call_after_refresh(self.refuse, _("This was changed meanwhile; what you had typed stands here."))

    def on_screen_resume(self) -> None:
        """Go, when the answer was there before the layer above was closed."""
        if self._late:
            self.dismiss(self._late[0])

    def asked(self) -> Iterable[Widget]:
        """Give the widgets of this question."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Give the answer as it stands; raises Refused or Incomplete while it is none."""
        raise NotImplementedError

    def begin(self) -> None:
        """Let the first thing have the focus."""
        self.set_focus(self.query(Input).first())

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Give key and label of what can be done here, most important first."""
        return tuple((keys.shown_typing(entry), _(entry.label)) for entry in keys.footer("questions"))

    def show_hints(self) -> None:
        """Write the keys where the footer stands."""
        self.query_one("#hints", KeyLine).put_keys(list(self.hints()))

    def refuse(self, sentence: str) -> None:
        """Say in place why this is no answer yet."""
        said = self.query_one(Refusal)
        said.say(sentence, tone=Tone.REFUSED)
        self.call_after_refresh(said.scroll_visible, animate=False)

    def unrefuse(self) -> None:
        """Take the refusal away: something has changed."""
        self.query_one(Refusal).say("")

    def action_finish(self) -> None:
        """Finish with what stands here, or say what is missing."""
        try:
            answer = self.answer()
        except Refused as error:
            self.refuse(refusal(error))
            return
        except Incomplete as error:
            self.refuse(str(error))
            return
        self.give(answer)

    def give(self, answer: Answer) -> None:
        """Finish with an answer."""
        self.answered()
        if self.app.screen is self:
            self.dismiss(answer)
        else:
            self._late = (answer,)

    def action_cancel(self) -> None:
        """Leave; nothing is written, what was typed is kept for the next time."""
        self.left()
        self.dismiss(None)

    def on_key(self, event: Key) -> None:
        """Say so when a function key does nothing here."""
        if keys.is_function_key(event.key) and event.key not in self.active_bindings:
            self.refuse(_("{key} does nothing here; F1 lists every key.").format(key=keys.shown(event.key)))

    def action_choose(self, digit: int) -> None:
        """Choose by number; a question without choices has none."""

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_finish()

    @on(Cut)
    def _cut(self, event: Cut) -> None:
        self.refuse(event.sentence)

    @on(Input.Changed)
    def _field_changed(self, event: Input.Changed) -> None:
        self.unrefuse()
