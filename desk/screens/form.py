"""A form: a question that writes its answer itself, so that nothing typed is lost when the store refuses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from desk import sentences
from desk.screens import asking
from desk.screens.frame import Frame
from desk.screens.questions.base import Question
from desk.widgets.refusal import Refusal
from desk.widgets.status_line import Tone
from desk.words import Refused

if TYPE_CHECKING:
    from desk.done import Done
    from desk.keeping.reader import Reader

Answer = TypeVar("Answer")
T = TypeVar("T")
OnRefused = Callable[[Refused], object]


class Form(Question[Answer]):
    """Stays open until what it writes is saved; a refusal is shown in place, what was done in the place beneath."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self._teller = _Teller(self)

    @property
    def desk(self) -> asking.Desk:
        """The application, as far as a form knows it."""
        return cast(asking.Desk, self.app)

    def read(self, view: Callable[[Reader], T], then: Callable[[T], object], *, group: str = "read") -> None:
        """Read in a thread and hand what came to `then`; a newer read of the same group supersedes an older one."""
        asking.Asking(self, self.desk, self._teller).read(view, then, group)

    def write(
        self, act: Callable[[Any], Any], then: Callable[[Done[Any]], object], refused: OnRefused | None = None
    ) -> None:
        """Act once, say in the place beneath what was done, then call `then`; `refused` may answer a refusal itself.

        A second press while the first is being written does nothing.
        """
        if self._teller.writing:
            return
        self._teller.begin(refused)

        def noted(tx: Any) -> Any:
            try:
                return act(tx)
            except Refused as error:
                self._teller.error = error
                raise

        asking.Asking(self, self.desk, self._teller).write(noted, lambda done: self._done(done, then))

    def action_cancel(self) -> None:
        """Leave, unless it is just being saved."""
        if not self._teller.writing:
            super().action_cancel()

    def answered(self) -> None:
        """It is in the store already."""
        self.saved()

    def beneath(self) -> Frame | None:
        """Give the nearest place below this form, None when there is none."""
        return next((screen for screen in reversed(self.app.screen_stack[:-1]) if isinstance(screen, Frame)), None)

    def _done(self, done: Done[Any], then: Callable[[Done[Any]], object]) -> None:
        place = self.beneath()
        if place is not None:
            place.say(sentences.said(done), asking.hint(done))
        then(done)


class _Teller:
    """Sorts what the store's answer is: done, refused and answered by the form, or to be said in place."""

    def __init__(self, form: Form[Any]) -> None:
        self._form = form
        self._refused: OnRefused | None = None
        self.error: Refused | None = None
        self.writing = False

    def begin(self, refused: OnRefused | None) -> None:
        """A write begins."""
        self.writing, self.error, self._refused = True, None, refused

    def say(self, sentence: str, hint: str = "", tone: Tone = Tone.SAID) -> None:
        """Say a refusal or failure in place; what was done is said by the place beneath."""
        error, self.error, self.writing = self.error, None, False
        if tone is Tone.SAID:
            return
        if error is not None and self._refused is not None:
            self._refused(error)
        else:
            self._form.query_one(Refusal).say(sentence, tone=tone)

    def wait(self, sentence: str) -> None:
        """Say in place what is being waited for."""
        for line in self._form.query(Refusal):
            line.wait(sentence)
