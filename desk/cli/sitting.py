"""A rep at the desk: its screens on a terminal, until they are left."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from desk import logs
from desk.cli import output
from desk.cli.errors import Usage
from desk.language import _

if TYPE_CHECKING:
    from desk.cli.shell import Shell


def run(shell: Shell, rep: str) -> int:
    """Run the desk of a rep until it is left."""
    logs.begin(rep)
    logs.guard()
    use_own_keys(shell)
    gc.disable()  # what is loaded now stays for good; the app collects again after its first paint
    from desk.screens.loading import load_textual

    load_textual()
    from desk.app import DeskApp

    theme = shell.settings.theme
    app = DeskApp(shell.store, rep, theme=theme) if theme else DeskApp(shell.store, rep)
    if shell.settings.keys_wrong:
        app.last_act = (shell.settings.keys_wrong, "")
    app.run()
    return app.return_code or 0


def use_own_keys(shell: Shell) -> None:
    """Let the person's own keys be in force, before any screen is defined."""
    if shell.settings.keys:
        from desk import keys

        keys.use(shell.settings.keys)


def require_terminal() -> None:
    """Refuse to open a screen where nobody sits before one."""
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        raise Usage(_("The desk needs a terminal; desk --help lists the commands that need none."))
