"""What an act left behind, for whoever asked for it: the one thing that the store hands up and sentences speak of."""

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from desk.rows import Touched

T = TypeVar("T")


class Done(NamedTuple, Generic[T]):
    """An act that is in the store: what it gave, its row, and the things it touched with the note on each.

    `act_id` is None when there was nothing to do; `over` is the handle of the colleague who holds what was touched.
    """

    value: T
    act_id: int | None
    name: str
    at: datetime
    touched: tuple[Touched, ...]
    notes: tuple[str | None, ...] = ()
    over: str | None = None
