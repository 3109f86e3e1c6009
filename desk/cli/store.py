"""`desk store`: check, backup, restore, info, upgrade."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from desk.cli import output
from desk.cli.errors import DONE, REFUSED
from desk.cli.progress import Elapsed, upgrading
from desk.cli.table import Command, flag, path
from desk.language import N_, _, n_

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.health import Findings, Info

CHECKING = N_("Looking through the store for {seconds} s. Ctrl+C stops; nothing is changed.")
REPAIRING = N_("Working out all words for {seconds} s. Ctrl+C stops; nothing is changed then.")
BACKING_UP = N_("Writing the backup for {seconds} s. Ctrl+C stops; nothing is left of it.")
RESTORING = N_("Reading the backup for {seconds} s. Ctrl+C stops; the store stays as it is.")


def check(shell: Shell, call: Call) -> int:
    """Look at the whole of the store; findings are named and give status 1, unless --repair could mend them."""
    from desk import sentences
    from desk.keeping.check import check as look

    with Elapsed(CHECKING):
        findings = look(shell.path)
    repaired = call.flag("repair") and _repaired(shell, findings)
    if repaired:
        with Elapsed(CHECKING):
            findings = look(shell.path)
    if shell.json:
        output.json(_findings(findings) | ({"repaired": repaired} if call.flag("repair") else {}))
    else:
        output.lines(sentences.finding(each) for each in findings.found)
        if repaired:
            output.line(_("The words by which inquiries are found were worked out anew."))
        output.line(_verdict(findings))
    if call.flag("repair") and not findings.sound:
        output.flush()
        output.error(_("Nothing was repaired: only the words of inquiries can be worked out anew. Restore a backup."))
    return DONE if findings.sound else REFUSED


def _repaired(shell: Shell, findings: Findings) -> bool:
    """Mend what can be worked out anew, if nothing else is wrong; say whether that was done."""
    from desk.keeping import repairing

    if not repairing.of_words(findings):
        return False
    with Elapsed(REPAIRING):
        repairing.words_anew(shell.path)
    return True


def backup(shell: Shell, call: Call) -> int:
    """Write the store into a new file; without one, make the day's backup unless it is there."""
    from desk.keeping.backup import backup as write

    if call.maybe("file") is None:
        return _daily(shell)
    target = _file(call)
    with Elapsed(BACKING_UP):
        size = write(shell.path, target)
    sentence = _("Backed up to {path}, {bytes} bytes.").format(path=output.shown(target), bytes=size)
    _tell(shell, sentence, {"backup": output.shown(target), "bytes": size})
    return DONE


def _daily(shell: Shell) -> int:
    """Make the backup of this day, as the first desk of the day does; for a nightly job of the machine."""
    with Elapsed(BACKING_UP):
        found = shell.store.back_up()
    if found.problem is not None:
        raise found.problem
    assert found.newest is not None  # made now, or found
    made, there = _("Today's backup was made: {path}."), _("Today's backup is there: {path}.")
    path = output.shown(found.newest.path)
    facts = {"backup": path, "bytes": os.path.getsize(found.newest.path), "made": found.made}
    _tell(shell, (made if found.made else there).format(path=path), facts)
    return DONE


def restore(shell: Shell, call: Call) -> int:
    """Put a backup in the store's place; the store that stands there is kept aside."""
    from desk.keeping.backup import restore as put

    with Elapsed(RESTORING):
        restored = put(_file(call), shell.path, shell.clock)
    sentence = _("Restored {path}.").format(path=output.shown(restored.path))
    if restored.kept is not None:
        kept = _("Restored {path}; what stood there is kept as {kept}.")
        sentence = kept.format(path=output.shown(restored.path), kept=output.shown(restored.kept))
    _tell(
        shell, sentence, {"store": output.shown(restored.path), "kept": restored.kept and output.shown(restored.kept)}
    )
    return DONE


def upgrade(shell: Shell, call: Call) -> int:
    """Bring the store to the schema that this program knows, with a backup before."""
    from desk import upgrades
    from desk.keeping import opening
    from desk.keeping.upgrading import upgrade as carry_out

    found = opening.examine(shell.path, schema=upgrades.SCHEMA)
    kept = None
    if found.user_version < upgrades.SCHEMA:
        with upgrading():
            kept = carry_out(shell.path, found.user_version, shell.clock)
    facts = {"schema": upgrades.SCHEMA, "before": found.user_version}
    if kept is None:
        sentence = _("The store has schema {schema}; there is nothing to do.").format_map(facts)
    else:
        sentence = _("Upgraded from schema {before} to {schema}; the backup is {backup}.").format(
            **facts, backup=output.shown(kept)
        )
    _tell(shell, sentence, {**facts, "backup": kept and output.shown(kept)})
    return DONE


def info(shell: Shell, call: Call) -> int:
    """Print the figures of the store, also whether its clock is stopped."""
    from desk.cli import places
    from desk.keeping import information

    found = information.info(shell.path, shell.clock)
    document = _document(found, shell)
    if shell.json:
        output.json(document)
        return DONE
    output.table([(name, "-" if value is None else str(value)) for name, value in _rows(document)])
    if found.clock_stopped:
        output.line(_("The clock is stopped by DESK_NOW at {at}.").format(at=document["now"]))
    warning = places.sentence(found.place, found.place_facts)
    if warning:
        output.flush()
        shell.warn(warning)
    return DONE


def _document(found: Info, shell: Shell) -> dict[str, Any]:
    from desk.format import iso_utc

    backup = found.last_backup
    return {
        "path": output.shown(found.path),
        "bytes": found.size,
        "mode": found.mode,
        "shared": found.shared,
        "place": found.place,
        "schema": found.schema,
        "schema_known": found.schema_known,
        "journal_mode": found.journal_mode,
        "counts": dict(found.counts),
        "last_act_at": found.last_act_at and iso_utc(found.last_act_at),
        "last_backup": backup and {"path": output.shown(backup.path), "at": iso_utc(backup.at)},
        "last_writer": found.last_writer and {"pid": found.last_writer[0], "rep": found.last_writer[1] or None},
        "clock_stopped": found.clock_stopped,
        "now": iso_utc(shell.clock.now()),
        "sqlite": found.sqlite_version,
    }


def _rows(document: dict[str, Any]) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for name, value in document.items():
        if isinstance(value, dict):
            rows += [(f"{name}.{key}", each) for key, each in value.items()]
        else:
            rows.append((name, value))
    return rows


def _findings(findings: Findings) -> dict[str, Any]:
    from desk import sentences

    return {
        "sound": findings.sound,
        "total": findings.total,
        "acts": findings.acts,
        "entries": findings.entries,
        "rows": findings.rows,
        "findings": [
            {
                "kind": each.kind,
                "thing": each.thing,
                "id": each.id,
                "detail": each.detail,
                "sentence": sentences.finding(each),
            }
            for each in findings.found
        ],
    }


def _verdict(findings: Findings) -> str:
    facts = {"acts": findings.acts, "entries": findings.entries, "rows": findings.rows}
    if findings.sound:
        return _("The store is sound: {acts} acts, {entries} entries and {rows} rows looked at.").format_map(facts)
    return n_("{total} finding.", "{total} findings.", findings.total).format(total=findings.total)


def _tell(shell: Shell, sentence: str, document: dict[str, Any]) -> None:
    if shell.json:
        output.json(document | {"sentence": sentence})
    else:
        output.line(sentence)


def _file(call: Call) -> str:
    return os.path.abspath(os.path.expanduser(call.text("file")))


COMMANDS = (
    Command(
        ("store", "check"),
        N_("Look at the whole of the store: every page, every reference, every trail replayed."),
        (flag("--repair", N_("where only the words of inquiries are wrong, work them out anew; nothing is lost")),),
        check,
    ),
    Command(
        ("store", "backup"),
        N_("Write the store, as it stands now, into a new file; without one, make the day's backup."),
        (path("FILE", N_("the file to make"), required=False),),
        backup,
    ),
    Command(
        ("store", "restore"),
        N_("Put a backup in the store's place; what stands there is kept aside."),
        (path("FILE", N_("the backup")),),
        restore,
    ),
    Command(("store", "info"), N_("Say where the store is, what is in it and who wrote last."), (), info),
    Command(("store", "upgrade"), N_("Bring the store to this program's schema, with a backup before."), (), upgrade),
)
