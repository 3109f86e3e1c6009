"""What a look at a store found: its findings, and the figures that `store info` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.words import StoreRefused


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it has to be; `desk.sentences.finding` says it.

    `kind` is a key of `desk.sentences.findings.FINDINGS`; `thing` a word of Thing or the name of a table; `id` its
    number or key, 0 when there is none; `detail` a name: a column, an act, a table.
    """

    kind: str
    thing: str = ""
    id: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a check found: the first thousand findings, how many there are, and how much was looked at."""

    found: tuple[Finding, ...]
    total: int
    acts: int
    entries: int
    rows: int

    @property
    def sound(self) -> bool:
        """True when nothing was found."""
        return self.total == 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup beside the store: its path, and the instant that its name tells."""

    path: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Daily:
    """What became of a day's backup: the newest good one, whether it was made now, and why it could not be."""

    newest: Kept | None
    made: bool
    problem: StoreRefused | None


@dataclass(frozen=True, slots=True)
class Info:
    """The figures of one store. `size` counts bytes with what is still in the WAL; `mode` is octal, like 0600.

    `place` is the kind of `keeping.places.Verdict`; `last_writer` the process id and handle of whoever passed the gate
    last; `last_backup` the newest backup beside the store under a name that the desk gave.
    """

    path: str
    size: int
    mode: str
    shared: bool
    place: str
    place_facts: Mapping[str, str]
    schema: int
    schema_known: int
    journal_mode: str
    counts: Mapping[str, int]
    last_act_at: datetime | None
    last_backup: Kept | None
    gate: str
    last_writer: tuple[int, str] | None
    clock_stopped: bool
    sqlite_version: str
