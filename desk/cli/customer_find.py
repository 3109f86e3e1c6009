"""`desk customer find`: customers by what was heard, once or for each line of standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desk import clean
from desk.cli import output
from desk.cli.table import Command, option, place
from desk.language import N_, _

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.finding.finder import Finder

_MOST = 1000


def find(shell: Shell, call: Call) -> int:
    """Print the customers that fit, best first; with - one answer for each line of standard input."""
    from desk import views
    from desk.finding.finder import Finder

    query, limit = call.joined("query"), call.whole("limit", 1, _MOST) or 20
    shell.read(lambda r: None)
    finder = Finder.open(shell.store.path)
    try:
        finder.wait()  # a simpler answer at once would be another one than the same question's next answer
        _tell_what_lacks(shell, finder)
        if query == "-":
            return _answer_lines(shell, limit)
        found = shell.read(lambda r: views.customers.find(r, query, limit))
    finally:
        finder.close()
    if shell.json:
        from desk.cli import documents

        output.json([documents.hit(each) for each in found])
    else:
        from desk.cli import printed

        output.table(printed.hits(found))
        if not found:
            output.aside(_("Nothing is found."))
    return 0


def _tell_what_lacks(shell: Shell, finder: Finder) -> None:
    if finder.failed:
        said = _("The customer search could not be prepared: {why}. Only beginnings of words are found.")
        shell.warn(said.format(why=clean.line(finder.failed)))
    elif finder.unkept:
        said = _("The customer search cannot be kept in the cache folder: {why}. It is prepared anew each time.")
        shell.warn(said.format(why=clean.line(finder.unkept)))


def _answer_lines(shell: Shell, limit: int) -> int:
    from desk import views
    from desk.cli import documents

    for line in getattr(sys.stdin, "buffer", None) or ():
        query = line.decode("utf-8", "replace").strip()
        found = shell.store.read(lambda r, query=query: views.customers.find(r, query, limit), settle=False)  # type: ignore[misc]
        output.line(output.dumped([documents.hit(each) for each in found]))
        output.flush()
    return 0


COMMANDS = (
    Command(
        ("customer", "find"),
        N_("Find customers by what was heard: name, number, e-mail, telephone; - reads one query a line."),
        (
            place("QUERY", N_("what was heard or typed"), many=True),
            option("--limit", "N", N_("at most so many, else 20")),
        ),
        find,
    ),
)
