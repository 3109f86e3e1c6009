"""The one line of callbacks that every screen shows: the next one, and how many are overdue."""

from __future__ import annotations

from datetime import datetime

from desk import format, phone
from desk.language import _, n_
from desk.rows import CallbackRow, CallbackStrip
from desk.text import pieces
from desk.widgets.line import Line


class CallbackStripLine(Line):
    """`next in 0:13 Reisen am Ring · 3 overdue`; a call that still waits for its result comes before everything."""

    def __init__(self) -> None:
        super().__init__(id="strip")

    def tell(self, strip: CallbackStrip, now: datetime) -> None:
        """Say what waits, as of `now`."""
        sentences: list[str | tuple[str, str]] = [" "]
        if strip.waiting_for_result is not None:
            sentence = _("The call with {who} waits for its result").format(who=whom(strip.waiting_for_result))
            sentences += [(sentence, "bold $warning"), " · "]
        parts = [self._next(strip, now)]
        if strip.overdue:
            sentence = n_("{count} overdue", "{count} overdue", strip.overdue).format(count=strip.overdue)
            # Beside a call that waits there is no room for all: how many are overdue is what must not be cut.
            parts.insert(0 if strip.waiting_for_result is not None else 1, (sentence, "bold $error"))
        for at, part in enumerate(parts):
            sentences += [" · ", part] if at else [part]
        self.put(pieces(*sentences))

    def _next(self, strip: CallbackStrip, now: datetime) -> str | tuple[str, str]:
        if strip.next is None:
            return (_("no callbacks ahead"), "$text-muted")
        minutes = (strip.next.from_at - now).total_seconds() / 60
        who = whom(strip.next)
        if minutes < 1:
            return (_("call now: {who}").format(who=who), "bold")
        return _("next call in {time} {who}").format(time=format.duration(minutes), who=who)


def whom(row: CallbackRow) -> str:
    """Name whom a callback is for, by whatever is known."""
    return row.customer or phone.shown(row.person or row.phone or row.topic) or f"#{row.number}"
