"""A customer that was found, as a list says it."""

from typing import NamedTuple

from desk.words import Grade


class CustomerHit(NamedTuple):
    """One customer found; `score` from 0 to 1, `why` as `customer find --json` prints it.

    `marks` are the folded words that were meant, each with its stretches, from and to, that were typed; `former` is
    the number asked for, when it is that of a customer that is part of this one by now; `shared` are words for what
    it has in common with the customer that it may be one with. `way` is the telephone number or e-mail address that was
    meant, `was` the name of a customer that is part of this one, `postcode` that of `city`; each only when it was.
    """

    id: int
    number: str
    name: str
    person: str | None
    city: str | None
    grade: Grade | None
    score: float
    why: str
    marks: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()
    former: str | None = None
    shared: tuple[str, ...] = ()
    way: str | None = None
    was: str | None = None
    postcode: str | None = None

    @property
    def place(self) -> str:
        """The town as lists show it, with its postcode where that was meant."""
        return " ".join(part for part in (self.postcode, self.city) if part)
