"""How a question keeps what is typed: 300 ms after the last key, without a word; asked again, it offers that."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, TypeVar
from zoneinfo import ZoneInfo

from textual import on
from textual.binding import BindingType
from textual.widgets import Input, TextArea

from desk import clean, format, keys
from desk.language import _, language
from desk.rules.hours import DEFAULT_ZONE
from desk.screens import drafts, own_keys
from desk.screens.sheet import Sheet
from desk.text import plain

if TYPE_CHECKING:
    from desk.screens.frame import Frame

Answer = TypeVar("Answer")

CHOICE = "choice"
"""What a draft keeps beside the fields; no field is called that."""

KEEP_AFTER = 0.3
"""Seconds after the last key when what was typed is kept (ARCHITECTURE, "Presence and drafts")."""


class Drafting(Sheet[Answer]):
    """What a question does for its draft; `what` is its title, `typed()` what stands in its fields."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("drafts")]
    what: str

    def __init__(self) -> None:
        super().__init__()
        self.first: drafts.Texts = {}
        """What stood in the fields when it was asked."""
        self._draft: drafts.OpenDraft | None = None
        self._taken_back: drafts.Texts = {}
        self._typed_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def typed(self) -> drafts.Texts:
        """Give what stands in the fields, by id, and with it what was chosen."""
        texts = {str(field.id): field.value for field in self.query(Input)}
        texts |= {str(area.id): area.text for area in self.query(TextArea)}
        choice = self.choice
        return texts if choice is None else texts | {CHOICE: choice if any(texts.values()) else ""}

    @property
    def choice(self) -> str | None:
        """What was chosen by digit, for the draft; None where that is no part of what is typed."""
        return None

    @property
    def kept_choice(self) -> str:
        """What had been chosen in the draft that was put back; empty when nothing was."""
        return self.kept.typed.get(CHOICE, "") if self.kept is not None else ""

    @property
    def draft_name(self) -> str:
        """What the draft is kept under: which question, about which thing."""
        place = self.place_beneath
        return f"{type(self).__name__} {(place.subject if place is not None else '') or self.what}"

    @property
    def way(self) -> drafts.Texts:
        """How one comes to this question again: the place, the thing under the cursor, the verb."""
        place = self.place_beneath
        if place is None:
            return {}
        way = {"place": place.WHERE, "subject": place.subject, "do": getattr(self.app, "doing", "")}
        return way | ({"many": " ".join(map(str, place.many))} if place.many else {})

    @property
    def kept(self) -> drafts.Kept | None:
        """What was kept of this question when it was asked."""
        return self._draft.kept if self._draft is not None else None

    @property
    def place_beneath(self) -> Frame | None:
        """The nearest place below."""
        from desk.screens.frame import Frame

        stack = self.app.screen_stack
        at = stack.index(self) if self in stack else len(stack)
        return next((screen for screen in reversed(stack[:at]) if isinstance(screen, Frame)), None)

    def offer(self) -> bool:
        """Put back what was kept; True when something else stands in its fields by now than when it was typed."""
        self.first = self.typed()
        self._draft = drafts.of(self.app).open(self.draft_name, self.what, self.way)
        kept = self._draft.kept
        if kept is None:
            return False
        for name, text in kept.typed.items():
            self.put(name, text)
        self._say_draft(_("draft from {at} · {key} clears it").format(at=self._moment(kept), key=keys.shown("f12")))
        return drafts.is_over(kept, self.first)

    def put(self, name: str, text: str) -> None:
        """Let a field say something else."""
        for widget in self.query(f"#{name}"):
            if isinstance(widget, Input):
                widget.value = clean.line(text)
                widget.cursor_position = len(widget.value)
            elif isinstance(widget, TextArea):
                widget.text = text

    def action_clear_draft(self) -> None:
        """Let the fields say what they said at first; once more brings back what was typed."""
        now = self.typed()
        if self._taken_back:
            texts, self._taken_back, said = self._taken_back, {}, ""
        elif any(now.get(name, "") != text for name, text in self.first.items()):
            texts, self._taken_back = self.first, now
            said = _("cleared · {key} brings it back").format(key=keys.shown("f12"))
        else:
            return
        for name in {*texts, *self.first}:
            self.put(name, texts.get(name, self.first.get(name, "")))
        self._say_draft(said)
        self.keep_soon()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def keep_soon(self) -> None:
        """Keep what was typed when no other key follows."""
        self._typed_at = monotonic()
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(KEEP_AFTER, self._keep_unless_typing)

    def keep_now(self) -> None:
        """Keep what stands here; nothing where nothing was typed."""
        self._stop()
        if self._draft is not None and self.is_mounted:
            self._draft.note(self.first, self.typed())

    def left(self) -> None:
        """It is left without an answer: what was typed waits."""
        self.keep_now()
        if self._draft is not None:
            self._draft.leave()
            self._draft = None
        drafts.of(self.app).hand_over(None)

    def answered(self) -> None:
        """It was answered: what was typed waits for the act that it leads to."""
        self.keep_now()
        kept, self._draft = self._draft, None
        if not self.first:  # nothing can be typed here: it only confirms what was typed before
            return
        drafts.of(self.app).hand_over(kept if kept is not None and kept.is_kept else None)

    def saved(self) -> None:
        """What was typed is in the store."""
        self._stop()
        if self._draft is not None:
            self._draft.finished()
            self._draft = None

    def _keep_unless_typing(self) -> None:
        self._timer = None
        rest = self._typed_at + KEEP_AFTER - monotonic()
        if rest > 0.005:
            self._timer = asyncio.get_running_loop().call_later(rest, self._keep_unless_typing)
        else:
            self.keep_now()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _say_draft(self, sentence: str) -> None:
        for sheet in self.query(".sheet"):
            sheet.border_subtitle = plain(sentence)

    def _moment(self, kept: drafts.Kept) -> str:
        around = getattr(self.app, "around", None)
        zone = around.calendar.zone if around is not None else DEFAULT_ZONE
        now = drafts.of(self.app).now()
        if kept.at.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date():
            return format.clock_time(kept.at, zone)
        return format.moment(kept.at, now, zone, language())
