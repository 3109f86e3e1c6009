"""The life of one inquiry of the past: its row as it ends, and each act that brought it there, with its changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from desk.clock import micros
from desk.keeping import rooms
from desk.rules.hours import Calendar
from desk.rules.steps import Pending, next_step, urgency
from desk.words import Act, State, Urgency

_COLUMNS = rooms.columns("inquiry")
_INSTANTS = frozenset(name for name in _COLUMNS if name.endswith("_at"))


class Turn(NamedTuple):
    """One act on the inquiry: what it changed, and the row of `table` that it made beside."""

    at: int
    act: Act
    rep: int | None
    note: str | None
    changes: dict[str, list[Any]]
    version: int
    table: str = ""
    beside: dict[str, Any] | None = None


class Life:
    """One inquiry from its first act on; every turn says what it changes and the next step is worked out from that."""

    __slots__ = ("_before", "_calendar", "_callback_at", "_times", "folded", "message", "number", "row", "turns")

    def __init__(
        self, calendar: Calendar, values: dict[str, Any], folded: str, message: dict[str, Any] | None = None
    ) -> None:
        self.number = 0
        self.folded = folded
        self.row: dict[str, Any] = dict.fromkeys(_COLUMNS)
        self.turns: list[Turn] = []
        self.message = message
        self._calendar = calendar
        self._before: dict[str, Any] = {}
        self._times: dict[str, datetime | None] = {}
        self._callback_at: datetime | None = None
        self._set(values)

    @property
    def at(self) -> int:
        """When it came in, as the store keeps it."""
        return self.turns[0].at

    def begin(self, at: datetime, rep: int | None, note: str | None = None) -> None:
        """Let it come in."""
        self._stand(at)
        changes = {name: [None, value] for name, value in self.row.items() if value is not None}
        self.turns.append(Turn(micros(at), Act.RECEIVE, rep, note, changes, 1))

    def turn(
        self,
        at: datetime,
        act: Act,
        rep: int,
        values: dict[str, Any],
        *,
        note: str | None = None,
        table: str = "",
        beside: dict[str, Any] | None = None,
        callback_at: datetime | None = None,
    ) -> None:
        """Let a rep do something with it that changes `values`; `callback_at` is that of a callback planned beside."""
        self._before.clear()
        self._callback_at = callback_at or self._callback_at
        self._set(values)
        self._stand(at)
        changes = {name: [kept, self.row[name]] for name, kept in self._before.items() if kept != self.row[name]}
        version = self.turns[-1].version + bool(changes)
        self.turns.append(Turn(micros(at), act, rep, note, changes, version, table, beside))

    def _set(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            self._before.setdefault(name, self.row[name])
            if name in _INSTANTS:
                self._times[name] = value
                self.row[name] = None if value is None else micros(value)
            else:
                self.row[name] = value

    def _stand(self, at: datetime) -> None:
        """Work out the next step, as every act does."""
        state = self.row["state"]
        if state is State.CLOSED:
            self._set({"next_step": None, "next_at": None, "urgency": Urgency.DUE})
            return
        found = next_step(self._pending(state))
        if found is None:
            self._set({"follow_up_at": self._calendar.next_opening(at)})
            found = next_step(self._pending(state))
            assert found is not None  # there is a follow-up now
        self._set({"next_step": found[0], "next_at": found[1], "urgency": urgency(state, found[0], False)})

    def _pending(self, state: State) -> Pending:
        due_at = self._times["due_at"]
        assert due_at is not None  # every inquiry has one from the start
        return Pending(
            state=state,
            due_at=due_at,
            replied=self.row["first_reply_at"] is not None,
            wake_at=self._times.get("wake_at"),
            callback_at=self._callback_at,
            follow_up_at=self._times.get("follow_up_at"),
        )
