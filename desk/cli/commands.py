"""The table of commands: every noun with the module that holds its commands and what it is for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from desk.language import N_

if TYPE_CHECKING:
    from desk.cli.table import Command

NOUNS: dict[str, tuple[str, str]] = {
    "init": ("init", N_("make a store and its first rep")),
    "demo": ("demo", N_("open the desk on a made-up working day")),
    "team": ("team", N_("reps and what the team agreed on")),
    "customer": ("customer", N_("customers: import, export, add, edit, find, show, merge, unmerge")),
    "inquiry": ("inquiry", N_("inquiries: take down, import, list, show, and every act on them")),
    "where": ("where", N_("say where somebody's inquiries are, and what happens next")),
    "callback": ("callback", N_("promised and planned calls")),
    "when": ("when", N_("say what a spoken time means")),
    "store": ("store", N_("the store: check, backup, restore, info, upgrade")),
    "doctor": ("doctor", N_("look whether everything here is in order, and say what to do")),
    "keys": ("keys", N_("list every key of the desk")),
    "locate": ("locate", N_("say where store, settings and log lie")),
    "completion": ("completion", N_("print the completions for a shell")),
}
"""In the order of the help; the module is one of this package."""

OPEN = "open"
"""The module of the command without words: it opens the desk."""


def of(noun: str) -> tuple[Command, ...]:
    """Give the commands of a noun, or of OPEN."""
    module = noun if noun == OPEN else NOUNS[noun][0]
    commands: tuple[Command, ...] = import_module(f"desk.cli.{module}").COMMANDS
    return commands


def every() -> tuple[Command, ...]:
    """Give every command there is."""
    return tuple(command for noun in NOUNS for command in of(noun))
