"""Rows of the team: who is free, tandems, absences, what is whose, why an inquiry is suggested to whom."""

from datetime import datetime
from typing import NamedTuple

from desk.words import AbsenceKind, AbsenceState, CareModel, Presence, Role, Side, Through, Why


class FreeRow(NamedTuple):
    """One colleague as somebody sees them who has work to give: can they take it, and how much have they got.

    While away or at a visit there is `kind`, `until`, whether `urgent` calls reach them and who `stands_in` (a handle,
    None: the inbox). `held` are open inquiries, `promised` promises due by the end of today, `offered` what waits for
    their answer. `free_at` is when they can take a quarter of an hour of work. `partner` says that they are a tandem
    with whoever asks, `main` that it is the main one.
    """

    id: int
    handle: str
    name: str
    side: Side
    role: Role
    presence: Presence
    kind: AbsenceKind | None
    until: datetime | None
    urgent: bool
    stands_in: str | None
    held: int
    promised: int
    offered: int
    free_at: datetime | None
    partner: bool
    main: bool

    @property
    def load(self) -> int:
        """How much they have got: what they hold and what they have to keep today."""
        return self.held + self.promised


class TandemRow(NamedTuple):
    """One tandem that stands; each of the two may have another main one."""

    id: int
    inside: str
    field: str
    since_at: datetime
    main_of_inside: bool
    main_of_field: bool


class AbsenceRow(NamedTuple):
    """One absence; `deputy` is a handle, None: a tandem partner stands in, else the inbox."""

    id: int
    rep: str
    kind: AbsenceKind
    from_at: datetime
    until_at: datetime
    urgent: bool
    deputy: str | None
    state: AbsenceState


class Burden(NamedTuple):
    """What is a rep's: numbers of inquiries held, offered to them, promised on, of callbacks, customers; partners."""

    held: tuple[int, ...]
    offered: tuple[int, ...]
    promised: tuple[int, ...]
    callbacks: tuple[int, ...]
    customers: tuple[str, ...]
    tandems: tuple[str, ...]


class Parting(NamedTuple):
    """What two reps of a tandem share: numbers of customers, of the tandem's callbacks, of inquiries one offers."""

    customers: tuple[str, ...]
    callbacks: tuple[int, ...]
    offers: tuple[int, ...]


class WhyRow(NamedTuple):
    """Who should take an inquiry, and by which rule; reps are handles.

    `told` is the other of two faces and may object until `object_until`; `offer_to` whom inside offers it to after the
    first reply; `instead_of` who was meant and is away, `through` how the other one was found. `kept` says that it was
    written down when the inquiry came to its customer: no later change of the customer alters it.
    """

    number: int
    model: CareModel
    why: Why
    rep: str | None
    told: str | None = None
    offer_to: str | None = None
    instead_of: str | None = None
    through: Through | None = None
    object_until: datetime | None = None
    objected_at: datetime | None = None
    objection: str | None = None
    kept: bool = True
