"""What was typed and not sent, as the forms of a desk know it: offered when a form opens, gone when it was sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, ref

from desk.keeping.drafts import DraftFile, Kept, Texts, new_id

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["Drafts", "Kept", "OpenDraft", "Texts", "of"]


class Drafts:
    """The drafts of one desk; `now` gives the instant that a draft is kept under."""

    def __init__(self, file: DraftFile, now: Callable[[], datetime]) -> None:
        self.file, self.now = file, now
        self._handed: OpenDraft | None = None

    def open(self, name: str, title: str, way: Texts) -> OpenDraft:
        """Begin the draft of a form that opens, with what was kept of it."""
        return OpenDraft(self, name, title, way, self.file.adopt(name))

    def hand_over(self, draft: OpenDraft | None) -> None:
        """Let the next act answer for a draft: it is gone when that is saved, and waits when it is not."""
        if self._handed is not None:
            self._handed.leave()
        self._handed = draft

    def handed(self) -> OpenDraft | None:
        """Give the draft that was handed over to the act that begins now."""
        handed, self._handed = self._handed, None
        return handed


@dataclass(slots=True)
class OpenDraft:
    """The draft of one form while it is open; `kept` is what was there before."""

    drafts: Drafts
    name: str
    title: str
    way: Texts
    kept: Kept | None
    _id: str = ""
    _last: Kept | None = None

    def __post_init__(self) -> None:
        """Go on with the draft that was there, or begin one."""
        self._id = self.kept.id if self.kept is not None else new_id()
        self._last = self.kept

    def note(self, before: Texts, now: Texts) -> None:
        """Keep what differs from what had stood there; when nothing does, nothing is kept."""
        typed = {field: text for field, text in now.items() if text != before.get(field, "")}
        if not typed:
            self.finished()
        elif self._last is None or self._last.typed != typed:
            was = {field: before.get(field, "") for field in typed}
            self._last = Kept(self._id, self.name, self.title, self.way, typed, was, self.drafts.now())
            self.drafts.file.keep(self._last, is_open=True)

    def leave(self) -> None:
        """The form is closed, what was typed waits."""
        if self._last is not None:
            self.drafts.file.keep(self._last, is_open=False)

    def finished(self) -> None:
        """It was sent, or everything was taken back: nothing is kept."""
        if self._last is not None:
            self.drafts.file.drop(self._id)
            self._last = None

    @property
    def is_kept(self) -> bool:
        """Say whether anything is kept."""
        return self._last is not None


def is_over(kept: Kept, now: Texts) -> bool:
    """Say whether something else stands in a field now than when it was typed over."""
    return any(now.get(name, "") != text for name, text in kept.before.items())


_of: WeakKeyDictionary[App[Any], Drafts] = WeakKeyDictionary()


def of(app: App[Any]) -> Drafts:
    """Give the drafts of a desk; an application without a store keeps them only while it runs."""
    found = _of.get(app)
    if found is None:
        store, rep = getattr(app, "store", None), getattr(app, "rep", None)
        if store is None or rep is None:
            found = Drafts(DraftFile(None), lambda: datetime.now(UTC))
        else:
            from desk.keeping.state import drafts_path

            found = Drafts(DraftFile(drafts_path(store.path, rep), _teller(app)), store.clock.now)
        _of[app] = found
    return found


def _teller(app: Any) -> Callable[[str, str], None]:
    """Let the thread of the drafts tell the desk of trouble."""
    loop, desk = asyncio.get_running_loop(), ref(app)

    def say(what: str, detail: str) -> None:
        from desk.screens.draft_list import trouble
        from desk.widgets.status_line import Tone

        app = desk()
        if app is not None:
            app.tell(trouble(what, detail), Tone.FAILED)

    def told(what: str, detail: str) -> None:
        try:
            loop.call_soon_threadsafe(say, what, detail)
        except RuntimeError:
            pass  # the desk is being left

    return told


def close(app: App[Any]) -> None:
    """Write what is still to be written."""
    found = _of.pop(app, None)
    if found is not None:
        found.file.close()
