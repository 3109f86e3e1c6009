"""Forwarding from any place: what the question opens with, read in a thread, and the offer that its answer makes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.keeping.reader import Reader
from desk.rows import InquiryDetail, InquiryRow
from desk.views import inquiry, team
from desk.words import Act

if TYPE_CHECKING:
    from desk.screens.place import Place
    from desk.screens.questions.forward import ForwardAnswer, Forwarding


def filled(r: Reader, rep: str, row: InquiryRow | None, detail: InquiryDetail | None, to: str | None) -> Forwarding:
    """Give what the question opens with, for one inquiry or (None) for many: `to`, or whom tandem and care propose."""
    from desk.screens.questions.colleagues import proposal
    from desk.screens.questions.forward import Forwarding

    colleagues = team.free(r, rep)
    # Field goes first, since inside is where inquiries come in.
    faces = (detail.field, detail.inside) if row is not None and detail is not None else ()
    given = Forwarding(
        colleagues,
        proposal(colleagues, team.partner(r, rep), faces),
        note=row.about if row is not None else "",
        replied=row is not None and row.first_reply_at is not None,
        minutes=int(team.settings(r)["accept"]),
        absences=team.absences(r),
    )
    return given if to is None else replace(given, proposed=to)


async def forward(place: Place, number: int, to: str | None) -> None:
    """Ask to whom one inquiry goes, from a place that is no list of inquiries, and offer it."""
    from desk.screens import inbox_deeds
    from desk.screens.inbox_acting import called, why_not
    from desk.screens.questions.forward import ForwardQuestion
    from desk.widgets.look import Look

    def view(r: Reader) -> tuple[InquiryRow, Forwarding]:
        detail = inquiry.detail(r, number)
        return detail.row, filled(r, place.rep, detail.row, detail, to)

    found = await place.fetch(view)
    if found is None:
        return
    row, given = found
    refused = why_not(Act.OFFER, row, place.rep, place.around.names)
    if refused:
        place.refuse(refused)
        return
    now, calendar = place.store.clock.now(), place.around.calendar
    look = Look(place.rep, now, calendar, place.around.names)

    def then(answer: ForwardAnswer | None) -> None:
        if answer is not None:
            place.write(lambda tx: inbox_deeds.forward(answer)(tx, number))

    place.app.push_screen(ForwardQuestion(called(row), given, calendar, place.store.clock, look), then)
