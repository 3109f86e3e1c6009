"""What intake hands to the acts: plain, frozen records of what came from outside, without store, clock or terminal.

Every text in a record is already clean (`desk.clean`); only `MailRecord.raw` is exactly what arrived.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class Attachment(NamedTuple):
    """What is known of one attached file; its bytes stay in the raw message and are never unpacked."""

    name: str
    """The last part of the name the sender gave, one clean line, perhaps empty."""

    content_type: str
    """Such as `application/pdf`, lower case, as the sender claims."""

    size: int
    """Bytes after decoding, 0 or more."""


@dataclass(frozen=True, slots=True)
class MailRecord:
    """One message that arrived, readable or not; nothing that arrived is without one."""

    where: str
    """Path of the file, followed by `#N` (from 1) for the N-th message of an mbox; for reports only."""

    raw: bytes
    """The message as it arrived, whole."""

    readable: bool
    """False when neither a header nor a text could be made out, or the parser failed at it."""

    why_unreadable: str = ""
    """One of `UNREADABLE`, or nothing when it is readable."""

    sender_name: str = ""
    sender_email: str = ""
    """Lower case; empty when there is no usable address."""

    recipients: tuple[str, ...] = ()
    """Addresses of To and Cc, lower case, the first 50 at most."""

    subject: str = ""
    text: str = ""
    """What the sender wrote, without the history quoted below it."""

    full_text: str = ""
    """The text with its quoted history."""

    sent_at: datetime | None = None
    """The Date header as an aware UTC instant; None when it is missing or absurd."""

    received_at: datetime | None = None
    """When a mail server took it in: the topmost sane Received header, else `sent_at`."""

    message_id: str | None = None
    """Without its angle brackets."""

    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    """Identifiers of earlier messages of the thread, oldest first, the last 50 at most."""

    phones: tuple[str, ...] = ()
    """Telephone numbers found in `text`, as `desk.rules.phones.find_numbers` gives them; nobody has confirmed them."""

    attachments: tuple[Attachment, ...] = ()
    """The first 50 at most."""

    automatic: bool = False
    """True for automatic replies, absence notices, bounces and bulk mail, by their headers."""

    subject_number: int | None = None
    """The number of an inquiry that the subject names, such as `#1042`."""

    digest: str = ""
    """SHA-256 of `raw`, 64 hexadecimal digits: the same message arriving twice has the same."""


UNREADABLE = ("empty", "nul", "binary", "no_headers", "nested", "time", "memory", "crash")
"""Why a message could not be read: an empty file, NULs only, binary garbage, neither headers nor text, parts in parts,
the parser's limits of time and memory, or its sudden end."""


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """One row of a customer file; rows with the same number are contacts of one customer."""

    line: int
    """Line of the file on which the row begins, from 1."""

    number: str | None = None
    company: str = ""
    first_name: str = ""
    last_name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    phones: tuple[str, ...] = ()
    """As written in the file, in the order of its columns, without repetitions."""

    emails: tuple[str, ...] = ()
    """Lower case, in the order of the file's columns, without repetitions."""

    website: str = ""
    grade: str = ""
    """Upper case as written; whether the desk knows it is for the act to judge."""

    sector: tuple[str, ...] = ()
    care_model: str = ""
    inside: str = ""
    """The inside rep, as written: a handle or a name."""

    field: str = ""
    """The field rep, as written: a handle or a name."""

    role: str = ""
    """What the person does there."""

    site: str = ""
    """What the office or shop at this address is called."""

    site_country: str | None = None
    """The country of this address; None in a file that has but one column for it and the customer's."""

    call_times: str = ""
    """When the customer wants to be called, as written."""

    note: str = ""
    """The note, then one line `Heading: value` for each column that the desk does not know."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that could not be taken in and was left where it is; reported, never silent."""

    where: str
    """Path of the file, followed by `:LINE` when one row of it is meant."""

    why: str
    """A short id, see `SET_ASIDE`."""

    facts: dict[str, str | int] = field(default_factory=dict, hash=False)
    """What the sentence about it needs, such as `path`, `line`, `bytes`."""


SET_ASIDE = (
    "missing_path",  # path
    "unreadable_path",  # path, error
    "not_a_file",  # path: a pipe, a socket or a device
    "loop",  # path: a symbolic link that leads in circles
    "not_mail",  # path
    "too_large",  # path, bytes, limit
    "no_company_or_person",  # path, line
    "row_cut",  # path, line
    "row_of_another_charset",  # path, line
    "headings_again",  # path, line
    "card_unreadable",  # path, line
)
"""Every id a `SetAside` may carry, with the facts that come along."""


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """A customer file, read to its end."""

    records: tuple[CustomerRecord, ...]
    set_aside: tuple[SetAside, ...]
    read: int
    """Rows that hold anything: the number of records and of rows set aside."""

    sheet: str = ""
    """The sheet of a workbook that was read; empty for other files."""

    other_sheets: tuple[str, ...] = ()
    """Its sheets besides that hold anything, hidden ones too; they were not read."""

    unended: int = 0
    """Line of the last record of a text if that has no end, else 0: nobody knows whether its last cell is whole."""


def digest(raw: bytes) -> str:
    """Give the SHA-256 of a message as 64 hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()
