"""Rows of the trace: where an inquiry is and has been. Instants are aware UTC; reps are handles."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from desk.rows import InquiryRow, PromiseRow
from desk.words import Link, PromiseState, State


class Station(NamedTuple):
    """One stay of an inquiry: with a rep, or in the inbox (None); `minutes` of it were business time.

    `until` is None where it still is; a closed one waits for nobody, so its minutes are none.
    """

    rep: str | None
    state: State
    since: datetime
    until: datetime | None
    minutes: int


class TraceRow(NamedTuple):
    """One inquiry of a trace; `match` says how sure it is that it was meant.

    `promises` are in the order of `views.promises`; `merged_into` is where a merged one goes on, `closed_at` when a
    closed one was closed.
    """

    row: InquiryRow
    stations: tuple[Station, ...]
    match: Link
    promises: tuple[PromiseRow, ...]
    merged_into: int | None
    closed_at: datetime | None

    @property
    def promise(self) -> PromiseRow | None:
        """The promise that counts: the first one to be kept, else the one that ended last."""
        open_ones = [each for each in self.promises if each.state is PromiseState.OPEN]
        ended = sorted((each for each in self.promises if each.ended_at), key=lambda each: (each.ended_at, each.number))
        return open_ones[0] if open_ones else ended[-1] if ended else None

    @property
    def here_since(self) -> datetime:
        """When it came to whoever has it now, or to the inbox, however its state changed meanwhile."""
        since = self.row.received_at
        for before, station in zip(self.stations, self.stations[1:], strict=False):
            if (station.rep, station.state is State.CLOSED) != (before.rep, before.state is State.CLOSED):
                since = station.since
        return since


class Trace(NamedTuple):
    """What is known of whoever was asked for: open inquiries first, then the newest; `names` are handle -> name."""

    query: str
    rows: tuple[TraceRow, ...]
    names: Mapping[str, str]
