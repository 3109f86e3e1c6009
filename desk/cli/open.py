"""`desk` without further words: the desk itself, on a terminal."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from desk import logs
from desk.cli import output
from desk.cli.errors import Usage
from desk.cli.table import Command
from desk.language import N_, _

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.rows import RepRow
    from desk.screens.first_start import Founder


def open_desk(shell: Shell, call: Call) -> int:
    """Open the desk on the store; where there is none yet, ask how to begin."""
    require_terminal()
    if not os.path.lexists(shell.path):
        return _begin(shell)
    return run(shell, _who(shell))


def run(shell: Shell, rep: str) -> int:
    """Run the desk of a rep until it is left."""
    logs.begin(rep)
    logs.guard()
    own = shell.settings
    if own.keys:
        from desk import keys

        keys.use(own.keys)  # before any screen is defined
    gc.disable()  # what is loaded now stays for good; the app collects again after its first paint
    from desk.app import DeskApp

    theme = shell.settings.theme
    app = DeskApp(shell.store, rep, theme=theme) if theme else DeskApp(shell.store, rep)
    if own.keys_wrong:
        app.last_act = (own.keys_wrong, "")
    app.run()
    return app.return_code or 0


def require_terminal() -> None:
    """Refuse to open a screen where nobody sits before one."""
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        raise Usage(_("The desk needs a terminal; desk --help lists the commands that need none."))


def _who(shell: Shell) -> str:
    """Give the handle of whoever sits here; somebody whom the machine doesn't tell is asked."""
    from desk import views

    if shell.names_a_rep():
        return shell.rep()
    handle = shell.system_rep()
    if handle is not None:
        return handle
    reps = shell.store.read(views.team.reps)
    return reps[0].handle if len(reps) == 1 else _asked(reps)


def _asked(reps: tuple[RepRow, ...]) -> str:
    for number, rep in enumerate(reps, 1):
        output.line(f"{number:>3}  {rep.handle:<12} {rep.name}")
    try:
        said = input(_("Who are you? ")).strip().lower()
    except EOFError:
        said = ""
    for number, rep in enumerate(reps, 1):
        if said in (str(number), rep.handle):
            return rep.handle
    known = ", ".join(rep.handle for rep in reps)
    raise Usage(_("Say who you are with --as HANDLE or DESK_REP. Known are: {known}.").format(known=known))


def _begin(shell: Shell) -> int:
    from desk.screens.first_start import FirstStartApp

    def found(path: str, founder: Founder) -> str:
        from desk.cli.init import defaults
        from desk.cli.init import found as make

        path = os.path.abspath(os.path.expanduser(path))
        return make(shell, path, founder.name, founder.handle, founder.side, defaults(shell))

    def join(path: str) -> tuple[RepRow, ...]:
        from desk import views
        from desk.store import Store

        store = Store.open(os.path.expanduser(path), shell.clock)
        try:
            return store.read(views.team.reps)
        finally:
            store.close()

    theme = shell.settings.theme
    first = FirstStartApp(shell.path, found, join, theme=theme) if theme else FirstStartApp(shell.path, found, join)
    begun = first.run()
    if begun is None:
        return first.return_code or 0
    if begun.kind == "demo":
        from desk.cli.demo import throw_away

        return throw_away(shell)
    shell.named_store = begun.path
    return run(shell, begun.handle)


COMMANDS = (Command((), N_("Open the desk."), (), open_desk),)
