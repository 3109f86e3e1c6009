"""What is said of a store's daily backup when the last good one is too old."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desk.language import _
from desk.rules import retention
from desk.sentences import refusal

if TYPE_CHECKING:
    from desk.health import Daily


def warning(found: Daily, now: datetime) -> str:
    """Give the sentence that warns of a lack of backups at `now`, with the reason; empty when all is well."""
    newest = found.newest
    if not retention.is_late(None if newest is None else newest.at, now):
        return ""
    why = refusal(found.problem) if found.problem else _("desk store backup makes one.")
    if newest is None:
        return _("There is no good backup of this store. {why}").format(why=why)
    days = (now - newest.at).days
    return _("The last good backup is {days} days old. {why}").format(days=days, why=why)
