"""What views return and screens show: frozen rows, free of the store. Instants are aware UTC, money is in cents.

Named tuples, since a frozen dataclass costs four times as much to define, and these stand before the first paint.
"""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from desk.rows.custody import Offered as Offered
from desk.rows.custody import OfferRow as OfferRow
from desk.rows.custody import Promised as Promised
from desk.rows.custody import PromiseRow as PromiseRow
from desk.rows.hit import CustomerHit as CustomerHit
from desk.rows.merged import MergedCustomer as MergedCustomer
from desk.rows.team import AbsenceRow as AbsenceRow
from desk.rows.team import Burden as Burden
from desk.rows.team import FreeRow as FreeRow
from desk.rows.team import Parting as Parting
from desk.rows.team import TandemRow as TandemRow
from desk.rows.team import WhyRow as WhyRow
from desk.words import (
    Bucket,
    CallbackState,
    CallResult,
    CareModel,
    Channel,
    Fit,
    Grade,
    Mark,
    Outcome,
    Priority,
    ReplyHow,
    Role,
    Side,
    State,
    Step,
    Thing,
)

if TYPE_CHECKING:
    from desk.rows.trace import Trace


class InquiryRow(NamedTuple):
    """One line of a list of inquiries; `holder` and `offered_to` are handles, `sender` whoever asked.

    `next_since` is when the clock of the next step began to run, if it is one that runs in business time: a first
    reply, an offer, a promise.
    """

    number: int
    state: State
    channel: Channel
    about: str
    customer: str | None
    customer_number: str | None
    grade: Grade | None
    sender: str
    holder: str | None
    offered_to: str | None
    next_step: Step | None
    next_at: datetime | None
    received_at: datetime
    first_reply_at: datetime | None
    due_at: datetime | None
    priority: Priority
    marks: tuple[Mark, ...]
    outcome: Outcome | None
    version: int
    offered_until: datetime | None = None
    next_since: datetime | None = None
    offered_at: datetime | None = None


class Change(NamedTuple):
    """What one entry changed in one row: column -> (before, after), as the database keeps the values."""

    table: str
    id: int
    version: int
    columns: dict[str, tuple[object, object]]


class TrailLine(NamedTuple):
    """One entry of a trail; `rep` is a handle, None for the desk itself; `over` the colleague who held it.

    `to` is whom it was offered to in this entry, `of` the number of that part of a customer whose trail it is.
    """

    seq: int
    act_id: int
    at: datetime
    rep: str | None
    act: str
    note: str | None
    over: str | None
    changes: tuple[Change, ...]
    clock_stopped: bool
    undone: bool
    to: str | None = None
    of: str | None = None


class MessageRow(NamedTuple):
    """One message of an inquiry's thread, as text."""

    sent_at: datetime | None
    sender: str
    about: str
    text: str
    attachments: tuple[tuple[str, str, int], ...]
    readable: bool


class Qualification(NamedTuple):
    """What is known of a lead: the short form of `l`, the latest quote and the latest visit."""

    what: str | None = None
    wanted_by: str | None = None
    budget_cents: int | None = None
    area: str | None = None
    fit: Fit | None = None
    quote_cents: int | None = None
    quoted_at: datetime | None = None
    visit_at: datetime | None = None


class InquiryDetail(NamedTuple):
    """Everything the reading pane says about one inquiry."""

    row: InquiryRow
    body: str
    sender_email: str | None
    sender_phone: str | None
    phone_confirmed: bool
    first_reply_how: ReplyHow | None
    outcome_why: str | None
    outcome_cents: int | None
    merged_into: int | None
    customer_id: int | None
    care_model: CareModel | None
    inside: str | None
    field: str | None
    open_callbacks: int
    qualification: Qualification
    messages: tuple[MessageRow, ...]
    trail: tuple[TrailLine, ...]
    offers: tuple[OfferRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    why: WhyRow | None = None
    trace: "Trace | None" = None


class InboxCounts(NamedTuple):
    """What the head of the inbox counts: open ones that match, without a holder, with a late next step."""

    open: int
    without_holder: int
    late: int


class CallbackRow(NamedTuple):
    """One callback; `owner` is a handle or `side:inside`; `tries` is how many the plan allows."""

    number: int
    inquiry: int | None
    customer: str | None
    customer_number: str | None
    person: str | None
    phone: str | None
    topic: str
    owner: str
    from_at: datetime
    until_at: datetime | None
    promised: bool
    tried: int
    tries: int
    bucket: Bucket
    state: CallbackState
    call_times: str | None
    result: CallResult | None
    calling_since: datetime | None
    version: int


class CallbackStrip(NamedTuple):
    """The one line of callbacks that every screen shows: the next one, and how many are overdue or due now."""

    next: CallbackRow | None
    overdue: int
    due: int
    waiting_for_result: CallbackRow | None


class ContactRow(NamedTuple):
    """A person at a customer, with the ways to reach them."""

    id: int
    first_name: str
    last_name: str
    role: str | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    version: int

    @property
    def name(self) -> str:
        """First and last name, whichever there are."""
        return f"{self.first_name} {self.last_name}".strip()


class SiteRow(NamedTuple):
    """An office or shop of a customer."""

    id: int
    name: str | None
    street: str | None
    postcode: str | None
    city: str | None
    country: str | None
    version: int


class CustomerCard(NamedTuple):
    """Everything the desk knows about one customer, for one screen.

    `spoken` are the latest entries of its inquiries and callbacks that were a contact, newest first; `trace` tells of
    its open inquiries and of the one closed last; `merged` are the customers that are part of it; `care_why` is the
    reason of a care model that overrides the grade's.
    """

    id: int
    number: str
    company: str
    grade: Grade | None
    sectors: tuple[str, ...]
    care_model: CareModel | None
    inside: str | None
    field: str | None
    website: str | None
    call_times: str | None
    remark: str | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    sites: tuple[SiteRow, ...]
    contacts: tuple[ContactRow, ...]
    inquiries: tuple[InquiryRow, ...]
    callbacks: tuple[CallbackRow, ...]
    trail: tuple[TrailLine, ...]
    version: int
    spoken: tuple[TrailLine, ...] = ()
    trace: "Trace | None" = None
    merged: tuple[MergedCustomer, ...] = ()
    care_why: str | None = None


class RepRow(NamedTuple):
    """One member of the team."""

    id: int
    handle: str
    name: str
    side: Side
    role: Role


class Touched(NamedTuple):
    """A thing that an act changed."""

    thing: Thing
    id: int


class LastAct(NamedTuple):
    """The act that `u` would take back now (or `U` bring back), and what it touched."""

    id: int
    name: str
    at: datetime
    touched: tuple[Touched, ...] = ()
