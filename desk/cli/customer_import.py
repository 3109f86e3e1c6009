"""`desk customer import`: a customer file, read to its end before the first write, then in batches of one act each."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk import clean
from desk.cli.errors import INTERRUPTED
from desk.cli.table import Command, flag, option, path
from desk.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desk.acts.imports import ImportedCustomers
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.cli.summary import Summary
    from desk.intake.records import CustomerFile
    from desk.store import Store

READING = N_("Reading the file: {seconds} s. Ctrl+C stops; nothing is taken in yet.")
LOOKING = N_("Looking who is known already: {seconds} s. Ctrl+C stops.")
FORESEEN = {
    "added": N_("line {line}: would be added as {number}."),
    "updated": N_("line {line}: would change {number}."),
}
DOUBLES = {
    "number": N_("line {line}: {number} may be {of}: they share a telephone number."),
    "email": N_("line {line}: {number} may be {of}: they share the domain of an e-mail address."),
    "name": N_("line {line}: {number} may be {of}: name and city are alike."),
}


def take_in(shell: Shell, call: Call) -> int:
    """Take in a customer file; with --dry-run into a copy of the store that is gone afterwards."""
    from desk.cli.inquiry_import import interrupted
    from desk.cli.progress import Elapsed
    from desk.cli.summary import Summary

    rep, name, summary = shell.rep(), call.text("file"), Summary(more={"duplicates": []})
    with Elapsed(READING):
        file = _read(name, call.maybe("sheet") or "", summary)
    with interrupted() as stop:
        with summary.told(shell):
            if file is None:
                pass
            elif call.flag("dry_run"):
                summary.more |= {"dry_run": True, "rows": []}
                _rehearse(shell, file, rep, summary)
            else:
                _write(shell.store, file, rep, summary, stop)
        return INTERRUPTED if stop() else summary.status


def _read(name: str, sheet: str, summary: Summary) -> CustomerFile | None:
    """Read the file; one that is not there is set aside, as every import does. Raises Refused for one that is none."""
    from desk.intake.customerfiles import read_customers
    from desk.intake.records import SetAside
    from desk.words import Refused

    try:
        file = read_customers(name, sheet)
    except Refused as refused:
        if refused.reason != "file_missing":
            raise
        summary.set_aside.append(SetAside(refused.facts["path"], "missing_path", {"path": refused.facts["path"]}))
        return None
    summary.set_aside.extend(file.set_aside)
    if file.unended:
        summary.more |= {"unended": file.unended}
        sentence = _("line {line}: it has no end; if the file was cut off there, its last cell is not whole.")
        summary.remarks.append(sentence.format(line=file.unended))
    if file.sheet:
        summary.more |= {"sheet": file.sheet, "other_sheets": list(file.other_sheets)}
    if file.other_sheets:
        facts = {"sheet": file.sheet, "others": clean.line(", ".join(file.other_sheets), 200)}
        summary.remarks.append(_("Only the sheet {sheet} was read; --sheet reads another: {others}.").format_map(facts))
    return file


def _write(store: Store, file: CustomerFile, rep: str, summary: Summary, stop: object = None) -> None:
    from desk import acts
    from desk.acts.import_names import Names
    from desk.acts.import_reading import Ahead
    from desk.cli.progress import Elapsed, Progress

    names, ahead = Names(), Ahead()
    batches = acts.imports.batches(file.records)
    store.doing = "import"
    with Elapsed(LOOKING):
        store.read(lambda reader: names.look(reader, file.records))
    store.warm()  # the collector would look through the whole file once more with every few rows
    with Progress(len(file.records)) as progress, _collecting() as collect:
        for batch in batches:
            if callable(stop) and stop():
                return
            ahead.look(batch)
            done = store.write(lambda tx, batch=batch: acts.imports.customers(tx, batch, names, ahead), rep)  # type: ignore[misc]
            _count(done.value, summary)
            progress.tell(summary.read)
            collect()


@contextmanager
def _collecting() -> Iterator[Callable[[], object]]:
    """Let rubbish be collected between two acts only: within one it took a third of the time colleagues wait for."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield lambda: gc.collect(0)
    finally:
        if was_on:
            gc.enable()


def _rehearse(shell: Shell, file: CustomerFile, rep: str, summary: Summary) -> None:
    """Do it all in a copy: what is counted is what would be, and no colleague waits meanwhile."""
    from desk.keeping.backup import backup
    from desk.keeping.passing import passing_folder
    from desk.store import Store

    with passing_folder("desk-dry-run-") as folder:
        copy = os.path.join(folder, "copy.db")
        backup(shell.path, copy)
        store = Store.open(copy, shell.clock)
        try:
            _write(store, file, rep, summary)
        finally:
            store.close()


def _foresee(imported: ImportedCustomers, summary: Summary) -> None:
    """Note of each row what would become of it; one that says nothing new needs no words for people."""
    for taken in imported.taken:
        told = {"line": taken.line, "number": taken.number, "what": taken.what}
        summary.more["rows"].append(told)
        if taken.what in FORESEEN:
            summary.remarks.append(_(FORESEEN[taken.what]).format_map(told))


def _count(imported: ImportedCustomers, summary: Summary) -> None:
    summary.added += imported.added
    summary.updated += imported.updated
    summary.repeated += imported.repeated
    summary.set_aside.extend(imported.set_aside)
    if "rows" in summary.more:
        _foresee(imported, summary)
    for double in imported.doubles:
        told = {"line": double.line, "number": double.number, "of": double.of, "why": double.why}
        summary.more["duplicates"].append(told)
        summary.remarks.append(_(DOUBLES[double.why]).format_map(told))
    for kept in imported.kept_as_note:
        sentence = _("line {line}: {field} {value} is not one the desk knows; it stands in the customer's note.")
        summary.remarks.append(sentence.format(line=kept.line, field=kept.field, value=clean.line(kept.value, 60)))


COMMANDS = (
    Command(
        ("customer", "import"),
        N_(
            "Take in a customer file (CSV, XLSX or vCard), English or German headings in any order. It is saved in "
            "parts of about 500 rows; each desk inquiry undo takes back one part, the last one first."
        ),
        (
            path("FILE", N_("the file")),
            option("--sheet", "NAME", N_("which sheet of a workbook; the first one with customers in it unless named")),
            flag("--dry-run", N_("say what would be done, and change nothing")),
        ),
        take_in,
    ),
)
