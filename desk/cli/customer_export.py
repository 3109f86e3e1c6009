"""`desk customer export`: all customers as a file that this and other programs read again."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from desk.cli import output
from desk.cli.errors import DONE, Usage
from desk.cli.table import Command, flag, path
from desk.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.keeping.reader import Reader
    from desk.rows.customer_file import CustomerFileRow


def export(shell: Shell, call: Call) -> int:
    """Write all customers into a new file, or on standard output; only its owner may read the file."""
    name = call.text("file")
    written = _format(name)
    if name == "-":
        shell.store.read(lambda reader: _write(reader, sys.stdout, written))
        sys.stdout.flush()
        return DONE
    count = _into_file(shell, name, written, over=call.flag("force"))
    facts = {"path": output.shown(name), "customers": count}
    if shell.json:
        output.json(facts)
    else:
        output.line(_("{customers} customers are in {path}.").format_map(facts))
    return DONE


def _format(name: str) -> Callable[[Iterable[CustomerFileRow]], Iterator[str]]:
    from desk.outgoing import csvfile, vcards

    ending = os.path.splitext(name)[1].lower()
    if ending in (".vcf", ".vcard"):
        return vcards.written
    if ending == ".csv" or name == "-":
        return csvfile.written
    raise Usage(_("An export is a .csv or a .vcf; {file} is neither.").format(file=output.shown(name)))


def _into_file(
    shell: Shell, name: str, written: Callable[[Iterable[CustomerFileRow]], Iterator[str]], *, over: bool
) -> int:
    """Write beside the place and move there when all is written: nobody ever finds half a file."""
    from desk.words import Refused

    shown, store = output.shown(name), shell.store
    if os.path.lexists(name) and not (over and os.path.isfile(name)):
        raise Refused("file_exists" if os.path.isfile(name) else "file_not_a_file", path=shown)
    aside = ""
    try:
        handle, aside = tempfile.mkstemp(prefix=".desk-export-", dir=os.path.dirname(os.path.abspath(name)))
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            count = store.read(lambda reader: _write(reader, file, written))
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, name)
    except OSError as error:
        raise Refused("file_unwritable", path=shown) from error
    finally:
        with suppress(OSError):
            os.unlink(aside)
    return count


def _write(reader: Reader, file: IO[str], written: Callable[[Iterable[CustomerFileRow]], Iterator[str]]) -> int:
    """Write the file as one reading of the store and give how many customers it holds."""
    from desk import views

    seen: set[str] = set()

    def counted() -> Iterator[CustomerFileRow]:
        for row in views.customer_file.rows(reader):
            seen.add(row.number)
            yield row

    for piece in written(counted()):
        file.write(piece)
    return len(seen)


COMMANDS = (
    Command(
        ("customer", "export"),
        N_(
            "Write all customers into a file: .csv or .vcf by its name, - for CSV on standard output. Cells that a "
            "spreadsheet would take for formulas are guarded, and customer import reads the same customers back."
        ),
        (path("FILE", N_("the new file")), flag("--force", N_("write over a file that is there"))),
        export,
    ),
)
