"""What an act waits for, as a sentence for the status line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desk.language import _

if TYPE_CHECKING:
    from desk.keeping.gate import Holder
    from desk.screens.asking import Desk


def awaited(desk: Desk) -> str:
    """Say what the act under way waits for, and for whom."""
    stage, holder = desk.store.waits_for()
    if stage == "gate":
        return _gate(desk, holder)
    if stage == "lock":
        return _("waiting for another program that has locked the store")
    if stage == "disk":
        return _("waiting for the disk to save; it is slow")
    return _("waiting for the store")


def _gate(desk: Desk, holder: Holder | None) -> str:
    if holder is None:
        return _("waiting for another desk, which is writing")
    if holder.pid == os.getpid():
        return _("waiting for the act before this one")
    name = desk.around.name(holder.rep) or _("another desk")
    if holder.doing == "import":
        return _("waiting for the import of {name} (process {pid})").format(name=name, pid=holder.pid)
    return _("waiting for {name}, who is writing (process {pid})").format(name=name, pid=holder.pid)
