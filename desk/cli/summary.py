"""What an import says when it ends: how many of what, and everything that was set aside by name; it always adds up."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk import clean
from desk.cli import output
from desk.cli.errors import DONE, PARTLY
from desk.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.cli.shell import Shell
    from desk.intake.records import SetAside

NAMED = 50
"""Set-aside things that are named one by one for people; JSON names all."""

_WHY: dict[str, str] = {
    "missing_path": N_("does not exist"),
    "unreadable_path": N_("can't be read: {error}"),
    "not_a_file": N_("is neither a file nor a folder"),
    "loop": N_("is a link that leads in circles"),
    "not_mail": N_("holds no message"),
    "too_large": N_("is too large: {bytes} bytes, at most {limit}"),
    "no_company_or_person": N_("names neither a company nor a person"),
    "row_cut": N_("is half a row, in the middle of which the file ends"),
    "row_of_another_charset": N_("is in another charset than the rest of the file"),
    "headings_again": N_("says the headings once more"),
    "card_unreadable": N_("is a visiting card that can't be read"),
    "row_too_long": N_("is too long for a row"),
    "failed": N_("failed unexpectedly (number {number})"),
}


@dataclass
class Summary:
    """The counts of one import; `read` is the sum of all others."""

    added: int = 0
    updated: int = 0
    joined: int = 0
    repeated: int = 0
    unreadable: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    ended: str = ""

    @contextmanager
    def told(self, shell: Shell) -> Iterator[None]:
        """Tell it when the import ends, also by Ctrl+C, by a refusal or a failure; then say what stands."""
        from desk.words import StoreRefused

        try:
            yield
        except StoreRefused:
            if self.added + self.updated + self.joined and "dry_run" not in self.more:
                self.ended = _("It ended too soon. What is counted is saved; the same import again takes in the rest.")
            raise
        finally:
            self.tell(shell)

    @property
    def read(self) -> int:
        """How many things were met."""
        return self.added + self.updated + self.joined + self.repeated + self.unreadable + len(self.set_aside)

    @property
    def status(self) -> int:
        """The exit status of an import that came to its end."""
        return PARTLY if self.set_aside else DONE

    def tell(self, shell: Shell) -> None:
        """Print it: the JSON document, or a sentence; what was set aside goes to standard error by name."""
        if shell.json:
            output.json(self.document())
        else:
            self._tell_people()
        if self.ended:
            output.flush()
            output.error(self.ended)

    def _tell_people(self) -> None:
        output.line(self.sentence())
        if "dry_run" in self.more:
            output.line(_("It was only tried: nothing was saved."))
        output.flush()
        for each in self.set_aside[:NAMED]:
            output.error(_("set aside: {where} {why}").format(where=clean.line(each.where, 300), why=reason(each)))
        if len(self.set_aside) > NAMED:
            output.error(_("… and {count} more; --json names them all.").format(count=len(self.set_aside) - NAMED))
        for remark in self.remarks[:NAMED]:
            output.error(remark)
        if len(self.remarks) > NAMED:
            output.error(_("… and {count} more; --json names them all.").format(count=len(self.remarks) - NAMED))

    def document(self) -> dict[str, Any]:
        """Give the JSON document."""
        counts = {
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "joined": self.joined,
            "repeated": self.repeated,
            "unreadable": self.unreadable,
            "set_aside": [{"where": each.where, "why": each.why} for each in self.set_aside],
        }
        return counts | self.more

    def sentence(self) -> str:
        """Give the counts as one sentence."""
        return _(
            "{read} read: {added} added, {updated} updated, {joined} joined, {repeated} repeated, "
            "{unreadable} unreadable, {set_aside} set aside."
        ).format_map(self.document() | {"set_aside": len(self.set_aside)})


def reason(each: SetAside) -> str:
    """Say why something was set aside."""
    template = _WHY.get(each.why)
    facts = {"error": "?", "bytes": "?", "limit": "?", "number": "?"} | each.facts
    return each.why if template is None else clean.line(_(template).format_map(facts))
