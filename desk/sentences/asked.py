"""Who asks for what, where a mail names nobody or nothing: a list shows words that can be read out, never a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import phone
from desk.language import _
from desk.words import Mark

if TYPE_CHECKING:
    from desk.rows import InquiryRow


def who(row: InquiryRow) -> str:
    """Name the customer, else whoever wrote or called."""
    return row.customer or named(row.sender)


def named(sender: str) -> str:
    """Name whoever wrote or called, as a message has it; a number as people read it."""
    return phone.shown(sender) or _("no sender")


def what(row: InquiryRow) -> str:
    """Say what it is about; of what could not be read, that."""
    return row.about or (_("unreadable") if Mark.UNREADABLE in row.marks else _("no subject"))
