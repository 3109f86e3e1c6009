"""`desk customer merge` and `unmerge`: two customers that are one, and are two again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import acting
from desk.cli.table import Command, place
from desk.language import N_

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell


def merge(shell: Shell, call: Call) -> int:
    """Make one customer a part of another one, which has everything of both from now on."""
    from desk import acts

    n, into = call.customer("n"), call.customer("into")
    return acting.do(shell, lambda tx: acts.customer_merging.merge(tx, n, into), acting.of_customer(n, into=into))


def unmerge(shell: Shell, call: Call) -> int:
    """Make a customer that is part of another one of its own again."""
    from desk import acts

    n = call.customer("n")
    return acting.do(shell, lambda tx: acts.customer_merging.unmerge(tx, n), acting.of_customer(n))


COMMANDS = (
    Command(
        ("customer", "merge"),
        N_("Make a customer a part of another one, which has everything of both from now on."),
        (
            place("N", N_("the number of the customer that becomes a part")),
            place("INTO", N_("the number of the one that stays")),
        ),
        merge,
    ),
    Command(
        ("customer", "unmerge"),
        N_("Make a customer that is part of another one of its own again."),
        (place("N", N_("the customer's number")),),
        unmerge,
    ),
)
