"""Who works with whom, who is away and who is free: `desk team pair`, `part`, `away`, `back`, `leave`, `free`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import acting, output
from desk.cli.table import Command, flag, option, place
from desk.language import N_, _

if TYPE_CHECKING:
    from datetime import datetime

    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.done import Done
    from desk.keeping.tx import Tx
    from desk.rows import FreeRow

KINDS = ("leave", "sick", "visit", "travel")


def pair(shell: Shell, call: Call) -> int:
    """Pair an inside and a field rep; a lead does that."""
    from desk import acts

    a, b, main = call.text("a"), call.text("b"), call.flag("main")
    return acting.do(shell, lambda tx: acts.tandems.pair(tx, a, b, main=main), _of_value)


def part(shell: Shell, call: Call) -> int:
    """Part a tandem; a lead does that, and says who gets what the two share."""
    from desk import acts

    a, b, to = call.text("a"), call.text("b"), call.maybe("to")
    return acting.do(shell, lambda tx: acts.tandems.part(tx, a, b, to=to), _of_value)


def away(shell: Shell, call: Call) -> int:
    """Say that a rep can't take work for a time, and who stands in."""
    from desk import acts
    from desk.cli.times import meant, meant_or_past
    from desk.words import AbsenceKind

    who, since = call.text("handle"), call.maybe("from")
    kind = call.maybe_word("kind", AbsenceKind) or AbsenceKind.LEAVE

    def act(tx: Tx) -> str:
        until: datetime = meant(tx, call.text("until"))
        begins = None if since is None else meant_or_past(tx, since)
        more = {"deputy": call.maybe("deputy"), "urgent": call.flag("urgent")}
        return acts.absences.away(tx, who, until, since=begins, kind=kind, **more)  # type: ignore[arg-type]

    return acting.do(shell, act, _of_value)


def back(shell: Shell, call: Call) -> int:
    """End an absence before its time."""
    from desk import acts

    who = call.text("handle")
    return acting.do(shell, lambda tx: acts.absences.back(tx, who), _of_value)


def leave(shell: Shell, call: Call) -> int:
    """End a rep for good; a lead does that, and all that is theirs finds a new home."""
    from desk import acts

    who, successor = call.text("handle"), call.maybe("successor")
    return acting.do(shell, lambda tx: acts.leaving.leave(tx, who, successor=successor), _of_value)


def free(shell: Shell, call: Call) -> int:
    """Print who is free, how much everybody has got, and their tandem partners."""
    from desk import views
    from desk.format import iso_utc

    rows = shell.read(views.team.free)
    pairs = shell.read(views.team.tandems)
    partners = {
        row.handle: [each.field if each.inside == row.handle else each.inside for each in pairs
                     if row.handle in (each.inside, each.field)]
        for row in rows
    }  # fmt: skip
    if shell.json:
        output.json(
            [
                {
                    "handle": row.handle,
                    "presence": row.presence.value,
                    "kind": row.kind.value if row.kind else None,
                    "until": None if row.until is None else iso_utc(row.until),
                    "urgent": row.urgent,
                    "stands_in": row.stands_in,
                    "held": row.held,
                    "promised": row.promised,
                    "offered": row.offered,
                    "free_at": None if row.free_at is None else iso_utc(row.free_at),
                    "tandems": partners[row.handle],
                }
                for row in rows
            ]
        )
    else:
        output.table([_free(row, partners[row.handle]) for row in rows])
    return 0


def _free(row: FreeRow, partners: list[str]) -> tuple[str, ...]:
    from desk import sentences
    from desk.words import Presence

    where = _("on the phone") if row.presence is Presence.PHONE else sentences.word(row.kind or row.presence)
    if row.until is not None:
        where = _("{where} until {until}").format(where=where, until=acting.in_full(row.until))
    if row.presence is Presence.AWAY:
        where = _("{where}, {who} stands in").format(where=where, who=row.stands_in or _("the inbox"))
    load = _("{held} held, {promised} promised, {offered} offered").format(
        held=row.held, promised=row.promised, offered=row.offered
    )
    return row.handle, sentences.word(row.side), where, load, " ".join(partners)


def _of_value(shell: Shell, done: Done[str]) -> acting.Said:
    return acting.of_team(done.value)(shell, done)


_A = place("A", N_("one of the two, inside or field"))
_B = place("B", N_("the other one"))
_WHO = place("HANDLE", N_("whose"))
COMMANDS = (
    Command(
        ("team", "pair"),
        N_("Pair an inside and a field rep who share customers; a lead does that."),
        (_A, _B, flag("--main", N_("make it the main tandem of both"))),
        pair,
    ),
    Command(
        ("team", "part"),
        N_("Part a tandem; a lead does that."),
        (_A, _B, option("--to", "HANDLE", N_("the rep who gets what the two share"))),
        part,
    ),
    Command(
        ("team", "away"),
        N_("Say that a rep can't take work; what they have goes to deputy, tandem partner or inbox."),
        (
            _WHO,
            option("--until", "TIME", N_("when they are back, like mon 8:00 or +7d"), required=True),
            option("--from", "TIME", N_("when it begins; now when not given")),
            option("--deputy", "HANDLE", N_("who stands in")),
            option("--kind", "KIND", N_("why; leave when not given. A visit moves nothing"), words=KINDS),
            flag("--urgent", N_("urgent calls reach them")),
        ),
        away,
    ),
    Command(("team", "back"), N_("Say that a rep is back; what is still theirs is offered back."), (_WHO,), back),
    Command(
        ("team", "leave"),
        N_("End a rep for good; a lead does that, and everything finds a new home."),
        (_WHO, option("--successor", "HANDLE", N_("who gets customers, tandems and what is open"))),
        leave,
    ),
    Command(("team", "free"), N_("Show who is free, who is away until when, and how much everybody has."), (), free),
)
