"""`desk locate`: where store, settings and log lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import output
from desk.cli.spoken import config_path
from desk.cli.table import Command
from desk.language import N_

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell


def locate(shell: Shell, call: Call) -> int:
    """Print the paths, whether anything is there yet or not."""
    from desk.cli.last_resort import log_path

    paths = {"store": shell.path, "config": config_path(), "log": log_path()}
    shown = {name: output.shown(path) for name, path in paths.items()}
    if shell.json:
        output.json(shown)
    else:
        output.table(list(shown.items()))
    return 0


COMMANDS = (Command(("locate",), N_("Say where store, settings and log lie."), (), locate),)
