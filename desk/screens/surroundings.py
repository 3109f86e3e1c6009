"""What every screen shows besides its own: what waits, the callbacks, the team's names, its zone and its hours."""

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from desk.rows import CallbackStrip, InboxCounts, RepRow
from desk.rules import filters
from desk.rules.hours import Calendar
from desk.views import callbacks, inbox, team

if TYPE_CHECKING:
    from desk.keeping.reader import Reader


class Surroundings(NamedTuple):
    """One reading of what surrounds a place; `names` gives the short name of each handle."""

    counts: InboxCounts
    strip: CallbackStrip
    calendar: Calendar
    reps: tuple[RepRow, ...]
    names: dict[str, str]

    def name(self, handle: str | None) -> str:
        """Give the short name of a rep; a handle that nobody has is shown as it is."""
        return self.names.get(handle, handle) if handle else ""


def first(r: "Reader") -> Surroundings:
    """Read what the first paint needs; what has to be counted comes after it."""
    reps = team.reps(r)
    return Surroundings(InboxCounts(0, 0, 0), CallbackStrip(None, 0, 0, None), r.calendar, reps, short_names(reps))


def look(r: "Reader", rep: str) -> Surroundings:
    """Read what surrounds every place of `rep`."""
    reps = team.reps(r)
    return Surroundings(
        counts=inbox.counts(r, filters.parse("", mine=True), rep),
        strip=callbacks.strip(r, rep),
        calendar=r.calendar,
        reps=reps,
        names=short_names(reps),
    )


def short_names(reps: tuple[RepRow, ...]) -> dict[str, str]:
    """Give the first name of each rep, and the whole name where two share the first."""
    first = Counter(rep.name.partition(" ")[0] for rep in reps)
    return {
        rep.handle: rep.name if first[rep.name.partition(" ")[0]] > 1 else rep.name.partition(" ")[0] for rep in reps
    }
