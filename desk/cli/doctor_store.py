"""What `desk doctor` finds of the store: its place, rights, condition, backups, whoever is at it, and the clock."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from typing import TYPE_CHECKING

from desk import clean, sentences
from desk.cli import output, places
from desk.cli.errors import Usage
from desk.cli.finding import BAD, OK, WARN, Finding
from desk.format import iso_utc
from desk.language import _, n_
from desk.words import StoreRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.cli.shell import Shell
    from desk.clock import Clock
    from desk.keeping.condition import Condition

_ROOM = 100_000_000
"""Bytes that the disk should have left, besides as much again as the store: backups and upgrades need it."""

_SKEW = timedelta(minutes=2)
"""By how much the clock may stand behind the last act: colleagues on one machine share it, a restored store may not."""


def looks(shell: Shell) -> Iterator[Finding]:
    """Look at the store, and at what lies beside it; a store that can't be opened ends the look with its reason."""
    from desk.keeping import condition

    clock: Clock | None = None
    try:
        clock = shell.clock
    except Usage as wrong:
        yield Finding("clock", BAD, str(wrong), _("Set it right, or unset it."))
    try:
        path = shell.path
        _there(path)
        yield from _place(path)
        found = condition.look(path)
    except StoreRefused as refused:
        yield Finding("store", BAD, sentences.refusal(refused), facts={"reason": refused.reason}, unopened=True)
        return
    facts = {"path": output.shown(path)}
    yield Finding("store", OK, _("store {path} can be opened").format_map(facts), facts=facts)
    yield _rights(path)
    yield _schema(found)
    yield _journal(found)
    yield _content(found)
    yield _size(found)
    yield _gate(found)
    yield _desks(found)
    if clock is not None:
        yield _backup(found, clock)
        yield _clock(found, clock)
    yield _drafts(path)


def _there(path: str) -> None:
    from desk.keeping import opening

    try:
        os.lstat(path)
    except PermissionError as error:
        raise opening.from_os(error, path) from error
    except OSError:
        raise StoreRefused("store_missing", path=path) from None


def _place(path: str) -> Iterator[Finding]:
    from desk.keeping.places import verdict

    found = verdict(path)
    facts = {"kind": found.kind}
    if found.level == "refuse":
        yield Finding("place", BAD, sentences.refusal(StoreRefused(found.kind, **found.facts)), facts=facts)
        return
    warning = places.warning(found)
    if warning:
        yield Finding("place", WARN, warning, _("Move the store to a local disk."), facts)
    else:
        yield Finding("place", OK, _("the store's place is a local disk"), facts=facts)


def _rights(path: str) -> Finding:
    from desk.keeping import modes

    try:
        found = os.stat(path)
        modes.check(path)
    except StoreRefused as refused:
        return Finding("rights", BAD, sentences.refusal(refused), facts={"reason": refused.reason})
    mode = f"{stat.S_IMODE(found.st_mode):04o}"
    if not modes.is_shared(path):
        return Finding("rights", OK, _("rights {mode}: yours alone").format(mode=mode), facts={"mode": mode})
    import grp

    try:
        group = clean.line(grp.getgrgid(found.st_gid).gr_name, 60)
    except KeyError:
        group = str(found.st_gid)
    facts = {"mode": mode, "group": group}
    if stat.S_IMODE(os.stat(os.path.dirname(os.path.realpath(path))).st_mode) & 0o2070 != 0o2070:
        said = _("rights {mode}, shared by the group {group}, but its folder hands the group not on")
        return Finding("rights", WARN, said.format_map(facts), _("Use chmod 2770 on the folder."), facts)
    return Finding("rights", OK, _("rights {mode}: shared by the group {group}").format_map(facts), facts=facts)


def _schema(found: Condition) -> Finding:
    facts = {"schema": found.schema, "known": found.known}
    if found.schema < found.known:
        said = _("schema {schema}; this desk knows {known}").format_map(facts)
        return Finding("schema", WARN, said, _("Opening it brings it on, with a backup before."), facts)
    return Finding("schema", OK, _("schema {schema}").format_map(facts), facts=facts)


def _journal(found: Condition) -> Finding:
    facts = {"journal": clean.line(found.journal, 20), "synchronous": found.synchronous}
    if found.journal == "wal" and found.synchronous == 2:
        return Finding(
            "journal", OK, _("journal WAL, synchronous FULL: what is saved survives a power cut"), facts=facts
        )
    said = _("journal {journal}, synchronous {synchronous}").format_map(facts)
    return Finding("journal", WARN, said, _("The next act puts it right; look again then."), facts)


def _content(found: Condition) -> Finding:
    if found.damage:
        advice = _("Use desk store check, then desk store restore with the last good backup.")
        return Finding("check", BAD, _("the quick check of the store found damage"), advice)
    return Finding("check", OK, _("the quick check found nothing; desk store check looks at all"))


def _size(found: Condition) -> Finding:
    facts = {"bytes": found.size, "free": found.room}
    said = _("{size} MB, with {room} MB left on the disk").format(size=_mb(found.size), room=_mb(found.room))
    if found.room < _ROOM + found.size:
        return Finding("size", WARN, said, _("Make room: a backup needs as much as the store."), facts)
    return Finding("size", OK, said, facts=facts)


def _gate(found: Condition) -> Finding:
    if found.writing is None:
        return Finding("gate", OK, _("nobody is writing at this moment"), facts={"writing": None})
    facts = {"rep": clean.line(found.writing.rep, 60) or "?", "pid": found.writing.pid}
    said = _("{rep} (process {pid}) is writing at this moment").format_map(facts)
    return Finding("gate", OK, said, facts={"writing": facts})


def _desks(found: Condition) -> Finding:
    reps = [clean.line(rep, 60) for rep in found.reading]
    count = len(reps)
    if not reps:
        return Finding("desks", OK, _("no desk has an inquiry open at this moment"), facts={"reading": []})
    said = n_("{count} rep has an inquiry open: {reps}", "{count} reps have an inquiry open: {reps}", count)
    return Finding("desks", OK, said.format(count=count, reps=", ".join(reps)), facts={"reading": reps})


def _backup(found: Condition, clock: Clock) -> Finding:
    from desk.rules import retention

    kept = found.backup
    facts = None if kept is None else {"path": output.shown(kept.path), "at": iso_utc(kept.at)}
    late = retention.is_late(None if kept is None else kept.at, clock.now())
    advice = _("desk store backup makes one.") if late else ""
    if kept is None:
        if found.last_act is None:  # nothing to lose yet
            return Finding("backup", OK, _("no backup yet, and nothing to back up"))
        return Finding("backup", WARN, _("there is no backup of this store"), advice)
    hours = max(0, int((clock.now() - kept.at).total_seconds() // 3600))
    said = _("last backup {hours} hours ago").format(hours=hours)
    return Finding("backup", WARN if late else OK, said, advice, facts)


def _clock(found: Condition, clock: Clock) -> Finding:
    now, zone = clock.now(), _machine_zone()
    facts = {"now": iso_utc(now), "stopped": clock.stopped, "zone": zone, "team_zone": found.zone}
    if clock.stopped:
        said = _("the clock is stopped at {now}").format_map(facts)
        return Finding("clock", WARN, said, _("Unset DESK_NOW to let it go."), facts)
    if found.last_act is not None and now < found.last_act - _SKEW:
        said = _("the clock stands behind the last act")
        return Finding("clock", BAD, said, _("Set the machine's clock; until then the last act's time counts."), facts)
    if zone and zone != found.zone and now.astimezone().utcoffset() != _offset(found.zone, clock):
        said = _("the machine's zone is {zone}, the team's {team_zone}, which is what the desk shows")
        return Finding("clock", OK, said.format_map(facts), facts=facts)
    return Finding("clock", OK, _("the clock runs, in the zone {team_zone}").format_map(facts), facts=facts)


def _drafts(path: str) -> Finding:
    from desk.keeping.state import state_folder

    folder = state_folder()
    try:
        names = [each for each in os.listdir(folder) if each.startswith("drafts-") and each.endswith(".db")]
        open_to = [each for each in names if os.stat(os.path.join(folder, each)).st_mode & 0o077]
    except FileNotFoundError:
        names, open_to = [], []
    except OSError:
        said = _("the folder of drafts {folder} can't be read").format(folder=output.shown(folder))
        return Finding("drafts", WARN, said, _("Make it yours; what is typed is lost with the desk until then."))
    facts = {"folder": output.shown(folder), "files": len(names)}
    if open_to:
        said = _("others can read your drafts in {folder}").format_map(facts)
        return Finding("drafts", WARN, said, _("Use chmod 600 on them."), facts)
    return Finding("drafts", OK, _("drafts are kept in {folder}").format_map(facts), facts=facts)


def _machine_zone() -> str:
    named = os.environ.get("TZ", "").lstrip(":")
    if named:
        return clean.line(named, 60)
    target = os.path.realpath("/etc/localtime")
    return target.partition("zoneinfo/")[2]


def _offset(zone: str, clock: Clock) -> timedelta | None:
    from zoneinfo import ZoneInfo

    return clock.now().astimezone(ZoneInfo(zone)).utcoffset()


def _mb(size: int) -> str:
    from desk.language import language

    said = f"{size / 1e6:.1f}" if size < 1e8 else f"{size / 1e6:.0f}"
    return said.replace(".", ",") if language() == "de" else said
