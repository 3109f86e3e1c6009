"""Callbacks in the order of the day: overdue, now, today, later."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from datetime import datetime

from textual.content import Content

from desk import format
from desk.language import _, language
from desk.rows import CallbackRow
from desk.rules.hours import DEFAULT_ZONE
from desk.text import fit, pieces
from desk.text import width as cells
from desk.widgets.callback_strip import whom
from desk.widgets.marking import Markable
from desk.widgets.sharing import shared
from desk.widgets.short_list import ShortList
from desk.widgets.terms import called
from desk.words import Bucket

_DUE, _OWNER, _TRY, _TIMES, _PROMISED = 9, 8, 6, 14, 2
_STYLES = {Bucket.OVERDUE: "bold $error", Bucket.NOW: "bold $warning"}
_HOURS_AHEAD = 24 * 60


Wants = tuple[int, int]
"""The most cells that anybody to be called takes, and any topic; 0 where that is not known."""


def wants(rows: Iterable[CallbackRow]) -> Wants:
    """Measure what is to be shown."""
    who = topic = 0
    for row in rows:
        who, topic = max(who, cells(whom(row))), max(topic, cells(row.topic) + _PROMISED)
    return who, topic


def columns(width: int, wants: Wants = (0, 0)) -> tuple[int, int, int]:
    """Give the cells for whom, for the topic and for the customer's own times; a narrow list does without these."""
    times = _TIMES if width >= 110 else 0
    rest = width - 1 - _DUE - _OWNER - _TRY - times - 4
    who = shared(rest, max(10, rest * 5 // 11), *wants)
    return who, max(4, rest - who), times


def head(width: int, wants: Wants = (0, 0), marked: str = "") -> Content:
    """Write the names of the columns over them; how many are `marked` takes the place of the last ones."""
    who, topic, times = columns(width, wants)
    names = [f" {_('Due'):>{_DUE - 2}}  ", fit(_("Whom"), who + 3), fit(_("Topic"), topic - 1)]
    names += [fit(_("With"), _OWNER + 1), fit(_("Tries"), _TRY), fit(_("Best times"), times) if times else ""]
    titles = "".join(names)
    if not marked:
        return pieces((titles, "$secondary"))
    room = width - cells(marked) - 3
    shown = titles[:room] if titles[room - 1 : room + 1].strip() == "" else titles[: titles.rfind("  ", 0, room)]
    return pieces((shown.ljust(room + 2), "$secondary"), (marked, "bold $text-warning"), " ")


class CallbackList(ShortList[CallbackRow], Markable):
    """One line for each callback, in groups by urgency."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._zone = DEFAULT_ZONE
        self._now: datetime | None = None
        self._short: Callable[[str], str] = str
        self.wants: Wants = (0, 0)

    def tell(self, rows: tuple[CallbackRow, ...], now: datetime, zone: str, name: Callable[[str], str]) -> None:
        """Show the callbacks as they stand now."""
        self._now, self._zone, self._short = now, zone, name
        self.numbers, self.wants = array("q", [row.number for row in rows]), wants(rows)
        self.marks.keep(self.numbers)
        self.show(rows)

    def tick(self, now: datetime) -> None:
        """Show the countdowns anew."""
        self._now = now
        self.refresh()

    def arranged(self, rows: tuple[CallbackRow, ...]) -> tuple[int | str, ...]:
        """Put a heading before each group."""
        lines: list[int | str] = []
        before: Bucket | None = None
        for at, row in enumerate(rows):
            if row.bucket is not before:
                lines.append(row.bucket.value)
                before = row.bucket
            lines.append(at)
        return tuple(lines)

    def name_of(self, row: CallbackRow) -> object:
        """A callback is itself by its number."""
        return row.number

    def is_marked(self, row: CallbackRow) -> bool:
        """A marked one is seen by its ground, too."""
        return row.number in self.marks

    def heading(self, text: str, width: int) -> Content:
        """Draw the name of a group, how many it has, and a rule."""
        bucket = Bucket(text)
        count = sum(row.bucket is bucket for row in self.rows)
        name = f" {called(bucket)} {count} "
        rule = "─" * max(0, width - 2 - len(name))
        return pieces(("──", "$border"), (name, _STYLES.get(bucket, "bold")), (rule, "$border"))

    def drawn(self, row: CallbackRow, width: int, cursor: bool) -> Content:
        """Draw countdown, whom, topic, owner, tries and the customer's own times."""
        who, topic, times = columns(width, self.wants)
        late = "bold $error" if row.bucket is Bucket.OVERDUE else "bold $warning" if row.bucket is Bucket.NOW else ""
        parts: list[str | tuple[str, str]] = [("▌" if cursor else " ", "$accent")]
        parts.append(("●" if row.number in self.marks else " ", "bold $accent"))
        parts.append((f"{self._due(row):>{_DUE - 3}}  ", late))
        parts += [(fit(whom(row), who), "bold"), " ", *self._topic(row, topic), " "]
        parts.append(fit(_side(row.owner) or self._short(row.owner), _OWNER))
        parts.append(" ")
        parts.append((fit(self._tries(row), _TRY), "$secondary"))
        if times:
            parts.append((fit(row.call_times or "", times), "$secondary"))
        return pieces(*parts)

    def _due(self, row: CallbackRow) -> str:
        if self._now is None:
            return ""
        minutes = (row.from_at - self._now).total_seconds() / 60
        if row.bucket is Bucket.AHEAD and minutes > _HOURS_AHEAD / 2:
            return format.day(row.from_at, self._now, self._zone, language())[:6]
        return format.duration(minutes)

    def _topic(self, row: CallbackRow, width: int) -> list[tuple[str, str]]:
        if row.calling_since is not None:
            return [("  ", ""), (fit(_("call without result"), width - 2), "bold $warning")]
        if row.promised:
            return [("! ", "bold $accent"), (fit(row.topic or _("promised"), width - 2), "")]
        return [("  ", ""), (fit(row.topic, width - 2), "")]

    def _tries(self, row: CallbackRow) -> str:
        if not row.tried:
            return ""
        return _("{tried} of {tries}").format(tried=row.tried, tries=row.tries)


def _side(owner: str) -> str:
    """Give the short name of a side, a tandem or anyone, for the few cells there are; nothing for a rep."""
    if owner.startswith("tandem:"):
        return _("(tandem)")
    return {"side:inside": _("(inside)"), "side:field": _("(field)"), "anyone": _("(anyone)")}.get(owner, "")
