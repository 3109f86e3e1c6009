"""What the store hands up: what an act left behind, of which sentences speak, and what others did meanwhile."""

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from desk.rows import Touched

T = TypeVar("T")


class Done(NamedTuple, Generic[T]):
    """An act that is in the store: what it gave, its row, and the things it touched with the note on each.

    `act_id` is None when there was nothing to do; `over` is the handle of the colleague who holds what was touched;
    `customer` the number of the customer that was touched first, None when that was none, or is there no more.
    """

    value: T
    act_id: int | None
    name: str
    at: datetime
    touched: tuple[Touched, ...]
    notes: tuple[str | None, ...] = ()
    over: str | None = None
    customer: str | None = None


class Polled(NamedTuple):
    """What happened since the last poll; `touched` is empty when too much did to tell it one by one."""

    changed: bool
    touched: frozenset[Touched]
