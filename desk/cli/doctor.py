"""`desk doctor`: whether everything here is in order, line by line, and what to do where it isn't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import logs
from desk.cli import doctor_machine, doctor_store, doctor_terminal, output
from desk.cli.errors import DONE, REFUSED, STORE
from desk.cli.finding import BAD, WARN, Finding
from desk.cli.table import Command
from desk.language import N_, _, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desk.cli.call import Call
    from desk.cli.shell import Shell


def doctor(shell: Shell, call: Call) -> int:
    """Look at everything; 0 when nothing is bad, 3 when the store can't be opened, 1 when something else is bad."""
    found = list(_looked(shell))
    bad = sum(each.level == BAD for each in found)
    look = sum(each.level == WARN for each in found)
    status = STORE if any(each.unopened for each in found) else REFUSED if bad else DONE
    if shell.json:
        output.json({"well": not bad, "bad": bad, "look": look, "findings": [each.document() for each in found]})
        return status
    output.lines(each.line() for each in found)
    output.line(_verdict(bad, look))
    return status


def _looked(shell: Shell) -> Iterator[Finding]:
    yield from _safely("python", lambda: [doctor_machine.python()])
    yield from _safely("sqlite", lambda: [doctor_machine.sqlite()])
    yield from _safely("libraries", doctor_machine.libraries)
    yield from _safely("compiled", lambda: [doctor_machine.compiled()])
    yield from _safely("terminal", doctor_terminal.looks)
    yield from _safely("config", lambda: [doctor_machine.settings(shell)])
    yield from _safely("log", lambda: [doctor_machine.log()])
    yield from _safely("store", lambda: doctor_store.looks(shell))


def _safely(check: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """A look that fails is a finding too, and ends no other."""
    try:
        yield from look()
    except Exception as error:
        said = _("this look failed (error {number})").format(number=logs.failed(error))
        yield Finding(check, BAD, said, _("Details are in the log: desk locate says where."))


def _verdict(bad: int, look: int) -> str:
    if bad:
        return n_("{count} thing is bad.", "{count} things are bad.", bad).format(count=bad)
    if look:
        return n_("All works; {count} thing to look at.", "All works; {count} things to look at.", look).format(
            count=look
        )
    return _("All is well.")


COMMANDS = (
    Command(
        ("doctor",),
        N_("Look whether everything here is in order, and say what to do where it isn't."),
        (),
        doctor,
        tolerant=True,
    ),
)
