"""`desk` without further words: the desk itself, on a terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desk.cli import sitting
from desk.cli.errors import Usage
from desk.cli.table import Command
from desk.language import N_, _
from desk.words import Role

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.rows import RepRow
    from desk.screens.first_start import Founder


def open_desk(shell: Shell, call: Call) -> int:
    """Open the desk on the store; where there is none yet, ask how to begin."""
    sitting.require_terminal()
    if not os.path.lexists(shell.path):
        return _begin(shell)
    rep = _who(shell)
    return 0 if rep is None else sitting.run(shell, rep)


def _who(shell: Shell) -> str | None:
    """Give the handle of whoever sits here; somebody whom the machine doesn't tell is asked, None is no answer."""
    from desk import views

    if shell.names_a_rep():
        return shell.rep()
    handle = shell.system_rep()
    if handle is not None:
        return handle
    reps = shell.store.read(views.team.reps)
    if len(reps) == 1:
        return reps[0].handle
    sitting.use_own_keys(shell)
    from desk.screens.who import WhoApp

    def add(founder: Founder) -> str:
        from desk import acts

        team: dict[str, str] = {}  # the settings stand in the store already
        made = shell.store.write(
            lambda tx: acts.team.found(tx, team, founder.name, founder.handle, founder.side, Role.LEAD), None
        )
        return str(made.value)

    theme = shell.settings.theme
    app = WhoApp(reps, add, theme=theme) if theme else WhoApp(reps, add)
    handle = app.run()
    if handle is None and reps:
        known = ", ".join(rep.handle for rep in reps)
        raise Usage(_("Say who you are with --as HANDLE or DESK_REP. Known are: {known}.").format(known=known))
    return handle


def _begin(shell: Shell) -> int:
    sitting.use_own_keys(shell)
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
    return sitting.run(shell, begun.handle)


COMMANDS = (Command((), N_("Open the desk."), (), open_desk),)
