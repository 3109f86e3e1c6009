"""`desk keys`: every key of the desk, from the table that the screens read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import output
from desk.cli.table import Command
from desk.language import N_, _

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell


def show(shell: Shell, call: Call) -> int:
    """Print every key with what it does and where it works."""
    from desk.keys import in_force, shown_all, use
    from desk.screens import own_keys

    use(shell.settings.keys)
    if shell.settings.keys_wrong:
        shell.warn(shell.settings.keys_wrong)
    table = (*in_force(), *own_keys.KEYS)

    if shell.json:
        output.json(
            [
                {
                    "id": key.id,
                    "keys": list(key.keys),
                    "label": _(key.label),
                    "help": _(key.help),
                    "where": list(key.where),
                }
                for key in table
            ]
        )
    else:
        output.table([(shown_all(key), _(key.label), _(key.help)) for key in table])
    return 0


COMMANDS = (Command(("keys",), N_("List every key of the desk."), (), show),)
