"""`desk demo`: a made-up working day to look around in, no questions asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import output, sitting
from desk.cli.errors import Usage
from desk.cli.progress import Elapsed
from desk.cli.table import Command, flag, option
from desk.language import N_, _

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.demo import Made

_MOST = 10_000_000

MAKING = N_("Making the demo for {seconds} s. Ctrl+C stops; nothing is left of it.")


def demo(shell: Shell, call: Call) -> int:
    """Make a demo store and open the desk on it; with `--make` only make it, at the place that `--store` names."""
    only_make = call.flag("make")
    customers, inquiries = call.whole("customers", 0, _MOST), call.whole("inquiries", 0, _MOST)
    seed = call.whole("seed", 0, 2**31)
    if shell.named_store is None:
        if only_make:
            raise Usage(_("--make needs --store: where the demo is to be made."))
        return throw_away(shell, customers, inquiries, seed)
    if not only_make:
        sitting.require_terminal()
    made = _make(shell, customers, inquiries, seed)
    if not only_make:
        return sitting.run(shell, _rep(shell))
    _tell(shell, made)
    return 0


def throw_away(
    shell: Shell, customers: int | None = None, inquiries: int | None = None, seed: int | None = None
) -> int:
    """Open the desk on a demo that is gone afterwards."""
    from desk.demo import throw_away as somewhere

    sitting.require_terminal()
    with somewhere() as path:
        shell.named_store = path
        _make(shell, customers, inquiries, seed)
        try:
            return sitting.run(shell, _rep(shell))
        finally:
            shell.close()


def _make(shell: Shell, customers: int | None, inquiries: int | None, seed: int | None) -> Made:
    from desk.demo import SEED, make

    with Elapsed(MAKING):
        return make(
            shell.path,
            shell.clock,
            customers=customers,
            inquiries=inquiries,
            seed=SEED if seed is None else seed,
        )


def _rep(shell: Shell) -> str:
    from desk.demo import OPENS_AS

    return shell.rep(default=OPENS_AS)


def _tell(shell: Shell, made: Made) -> None:
    facts = {"customers": made.customers, "inquiries": made.inquiries, "open": made.open}
    sentence = _("The demo is made: {customers} customers, {inquiries} inquiries, {open} of them open.")
    if shell.json:
        output.json(facts | {"sentence": sentence.format_map(facts)})
    else:
        output.line(sentence.format_map(facts))


COMMANDS = (
    Command(
        ("demo",),
        N_("Open the desk on a made-up working day, on a store that is thrown away or that --store names."),
        (
            option("--customers", "N", N_("how many customers")),
            option("--inquiries", "N", N_("how many inquiries, about a tenth of them open")),
            option("--seed", "S", N_("another number gives other names")),
            flag("--make", N_("make the store that --store names, and do not open it")),
        ),
        demo,
    ),
)
