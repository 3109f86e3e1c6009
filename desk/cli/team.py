"""`desk team`: the reps, and what the team agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import acting, output, team_presence
from desk.cli.progress import Elapsed
from desk.cli.table import Command, option, place
from desk.language import N_

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.done import Done

RECKONING = N_("Working out what is due anew for {seconds} s. Ctrl+C stops; then nothing is changed.")


def add(shell: Shell, call: Call) -> int:
    """Add a rep; a lead does that."""
    from desk import acts
    from desk.words import Role, Side

    name, handle = call.joined("name"), call.maybe("handle")
    side, role = call.word("side", Side), Role(call.text("role", Role.MEMBER.value))

    def say(shell: Shell, done: Done[str]) -> acting.Said:
        return acting.of_team(done.value, handle=done.value)(shell, done)

    return acting.do(shell, lambda tx: acts.team.add(tx, name, side, role, handle), say)


def show_reps(shell: Shell, call: Call) -> int:
    """Print the reps by handle."""
    from desk import clean, sentences, views

    reps = shell.read(views.team.reps)
    if shell.json:
        output.json(
            [{"handle": rep.handle, "name": rep.name, "side": rep.side.value, "role": rep.role.value} for rep in reps]
        )
    else:
        output.table(
            [(rep.handle, sentences.word(rep.side), sentences.word(rep.role), clean.line(rep.name)) for rep in reps]
        )
    return 0


def change(shell: Shell, call: Call) -> int:
    """Set what the team shares; a lead does that."""
    from desk import acts

    key, value = call.text("key"), call.joined("value")
    said = acting.of_team("", key=key.strip().lower())
    return acting.do(shell, lambda tx: acts.team.change(tx, key, value), said, Elapsed(RECKONING))


def show(shell: Shell, call: Call) -> int:
    """Print every setting with the value that holds now."""
    from desk import clean, views

    settings = shell.read(views.team.settings)
    if shell.json:
        output.json(settings)
    else:
        output.table([(key, clean.line(value) or "-") for key, value in settings.items()])
    return 0


COMMANDS = (
    Command(
        ("team", "add"),
        N_("Add a rep to the team; a lead does that."),
        (
            place("NAME", N_("first and last name"), many=True),
            option("--side", "SIDE", N_("the rep's side"), required=True, words=("inside", "field")),
            option("--role", "ROLE", N_("what the rep may do; member when not given"), words=("member", "lead")),
            option("--handle", "HANDLE", N_("the rep's short name; made from the first name when not given")),
        ),
        add,
    ),
    Command(("team", "list"), N_("List the reps."), (), show_reps),
    Command(
        ("team", "set"),
        N_("Set what the team shares: zone, hours, region, reply.phone and so on, accept, retries, language."),
        (place("KEY", N_("which setting")), place("VALUE", N_("its new value"), many=True)),
        change,
    ),
    Command(("team", "show"), N_("Show what the team agreed on."), (), show),
    *team_presence.COMMANDS,
)
