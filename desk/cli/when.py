"""`desk when`: what a spoken time means."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desk import clean
from desk.cli import output
from desk.cli.errors import Usage
from desk.cli.table import Command, option, place
from desk.language import N_, _

if TYPE_CHECKING:
    from datetime import datetime

    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.rules.hours import Calendar


def when(shell: Shell, call: Call) -> int:
    """Print the instant with its offset in the team's zone; raises Refused when it is not fully understood."""
    from desk.format import iso_local, iso_utc
    from desk.rules.when import parse_when

    phrase, now = call.joined("phrase"), _now(shell, call)
    calendar = shell.store.settings().calendar if os.path.lexists(shell.path) else _usual(now)
    at = parse_when(phrase, now, calendar)
    local = iso_local(at, calendar.zone)
    if shell.json:
        output.json({"phrase": clean.line(phrase), "at": iso_utc(at), "local": local})
    else:
        output.line(local)
    return 0


def _now(shell: Shell, call: Call) -> datetime:
    from desk.clock import stopped_at

    said = call.maybe("at")
    if said is None:
        return shell.clock.now()
    try:
        return stopped_at(said).now()
    except ValueError:
        sentence = _("--at takes an instant like 2026-11-23T09:00:00+01:00, not {text}.")
        raise Usage(sentence.format(text=clean.line(said, 60))) from None


def _usual(now: datetime) -> Calendar:
    """Give the business time of a team that has agreed on nothing yet."""
    from datetime import date

    from desk.keeping.team import YEARS, holiday_rows
    from desk.rules.settings import DEFAULT_REGION, team_settings

    rows = holiday_rows(DEFAULT_REGION, [now.year + step for step in YEARS])
    return team_settings({}, [date.fromisoformat(day) for _region, day, name in rows if name]).calendar


COMMANDS = (
    Command(
        ("when",),
        N_("Say what a spoken time means: fri 14:30, in 2h, morgen um 15 Uhr, +7d."),
        (
            place("PHRASE", N_("the time as people say it"), many=True),
            option("--at", "INSTANT", N_("the present instant, like 2026-11-23T09:00:00+01:00")),
        ),
        when,
    ),
)
