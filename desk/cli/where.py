"""`desk where`: who has an inquiry, since when, what was promised, and what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.cli import output
from desk.cli.errors import Usage
from desk.cli.table import Command, flag, place
from desk.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.rows.trace import Station, TraceRow


def where(shell: Shell, call: Call) -> int:
    """Print the trace of whoever is asked for; nothing found is an answer like any other."""
    from desk import sentences, views
    from desk.sentences import trace as telling

    query = call.joined("query")
    if call.flag("unfound"):
        return _unfound(shell, query)
    if not query:
        raise Usage(_("Say whose inquiry: desk where QUERY."))
    found = shell.read(lambda r: views.trace.find(r, query))
    now = shell.clock.now()
    if shell.json:
        said = telling.trace(found, now)
        output.json({"query": found.query, "inquiries": [_document(each) for each in found.rows], "sentence": said})
        return 0
    output.line(telling.trace(found, now))
    for each in found.rows:
        output.lines(_shown(each, now, sentences.zone()))
    return 0


def _unfound(shell: Shell, query: str) -> int:
    from desk import acts, views
    from desk.cli import acting

    if query:
        about = _("says to have written before; nothing was found")
        return acting.do(shell, lambda tx: acts.unfound.unfound(tx, query, about), acting.of_inquiry())
    rows = shell.read(views.trace.unfound)
    if shell.json:
        from desk.cli import documents

        output.json([documents.inquiry(row) for row in rows])
    else:
        from desk.cli import printed

        output.table(printed.inquiries(rows, shell.clock.now()))
    return 0


def _document(one: TraceRow) -> dict[str, Any]:
    from desk.cli import documents

    return documents.inquiry(one.row) | {
        "stations": [_station(each) for each in one.stations],
        "match": one.match.value,
        "promise": None if one.promise is None else documents.promise(one.promise),
    }


def _station(stay: Station) -> dict[str, Any]:
    from desk.format import iso_utc

    return {
        "rep": stay.rep,
        "state": stay.state.value,
        "from": iso_utc(stay.since),
        "until": None if stay.until is None else iso_utc(stay.until),
        "business_minutes": stay.minutes,
    }


def _shown(one: TraceRow, now: datetime, zone: str) -> Iterator[str]:
    from desk import clean
    from desk.cli import printed
    from desk.format import duration, moment
    from desk.language import language
    from desk.sentences import word

    def at(instant: datetime | None) -> str:
        return "" if instant is None else moment(instant, now, zone, language())

    yield ""
    for cells in printed.inquiries((one.row,), now):
        match = () if one.match == "exact" else (word(one.match.value),)
        yield "  ".join((*cells, *match))
    yield "  " + _("received: {at}").format(at=at(one.row.received_at))
    for stay in one.stations:
        if stay.state == "closed":
            continue  # the line above says so, and it waits for nobody
        who = clean.line(stay.rep or _("inbox"), 30)
        yield "  " + _("{since} – {until}  {who}, {state}  {minutes} in business time").format(
            since=at(stay.since),
            until=at(stay.until) or _("now"),
            who=who,
            state=word(stay.state.value),
            minutes=duration(stay.minutes),
        )
    if one.row.first_reply_at:
        yield "  " + _("first reply: {at}").format(at=at(one.row.first_reply_at))
    for promise in one.promises:
        yield "  " + _("promise of {who} for {due}, {state}: {text}").format(
            who=promise.rep, due=at(promise.due_at), state=word(promise.state.value), text=clean.line(promise.text)
        )
    if one.merged_into is not None:
        yield "  " + _("merged into #{number}").format(number=one.merged_into)


COMMANDS = (
    Command(
        ("where",),
        N_("Say where somebody's inquiries are: by person, company, number, telephone, e-mail or any words."),
        (
            place("QUERY", N_("what the caller says"), required=False, many=True),
            flag("--unfound", N_("take down that nothing is found for QUERY; without one, list what nobody found")),
        ),
        where,
    ),
)
