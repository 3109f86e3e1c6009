"""The reading commands' output for people: one line for each row, in the language in use."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desk import clean, sentences
from desk.cli import output
from desk.format import iso_local, moment, money
from desk.language import _, language
from desk.sentences import asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.rows import CallbackRow, CustomerCard, CustomerHit, InquiryDetail, InquiryRow, MergedCustomer


def inquiries(rows: Sequence[InquiryRow], now: datetime) -> list[tuple[str, ...]]:
    """Give one row of cells for each inquiry."""
    return [
        (
            f"#{row.number}",
            sentences.word(row.outcome or row.state),
            clean.line(f"{row.holder} > {row.offered_to}" if row.offered_to else row.holder or "-"),
            _next(row, now),
            sentences.word(row.channel),
            clean.line(asked.who(row), 40),
            ", ".join(dict.fromkeys((clean.line(asked.what(row)), *_said(row.marks)))),
        )
        for row in rows
    ]


def inquiry(detail: InquiryDetail, now: datetime) -> Iterator[str]:
    """Give the lines of one inquiry: what is so, its text, its trail."""
    row = detail.row
    yield f"#{row.number} {clean.line(row.about)}".rstrip()
    for name, value in _facts(detail, now):
        if value:
            yield f"  {name}: {clean.line(value)}"
    if detail.body:
        yield ""
        for line in clean.lines(detail.body, clean.SHOWN).splitlines():
            yield f"  {line}"
    yield ""
    zone, desk = sentences.zone(), _("the desk")
    trail = [(iso_local(each.at, zone)[:16], each.rep or desk, sentences.trail(each)) for each in detail.trail]
    yield from (f"  {line}" for line in output.columns(trail))


def callbacks(rows: Sequence[CallbackRow], now: datetime) -> list[tuple[str, ...]]:
    """Give one row of cells for each callback."""
    return [
        (
            f"#{row.number}",
            sentences.word(row.result or row.bucket),
            _moment(row.from_at, now),
            row.owner,
            clean.line(row.phone or "-"),
            clean.line(row.customer or row.person or "-", 40),
            clean.line(row.topic) + (f" (#{row.inquiry})" if row.inquiry else ""),
        )
        for row in rows
    ]


def hits(found: Sequence[CustomerHit]) -> list[tuple[str, ...]]:
    """Give one row of cells for each customer found."""
    return [
        (
            clean.line(hit.number),
            hit.grade.value if hit.grade else "-",
            clean.line(hit.name, 60),
            clean.line(hit.place or "-", 30),
            clean.line(_("was {number}").format(number=hit.former)) if hit.former else sentences.word(hit.why),
        )
        for hit in found
    ]


def customer(card: CustomerCard, now: datetime) -> Iterator[str]:
    """Give the lines of one customer: what is known, contacts, sites, open inquiries, callbacks."""
    yield f"{clean.line(card.number)} {clean.line(card.company)}"
    for part in card.merged:
        yield "  " + clean.line(_("{number} is part of it: {known}").format(number=part.number, known=_known(part)))
    facts = (
        (_("grade"), card.grade.value if card.grade else ""),
        (_("sector"), ", ".join(card.sectors)),
        (_("care model"), _care(card)),
        (_("inside"), card.inside or ""),
        (_("field"), card.field or ""),
        (_("telephone"), ", ".join(card.phones)),
        (_("e-mail"), ", ".join(card.emails)),
        (_("website"), card.website or ""),
        (_("call times"), card.call_times or ""),
        (_("note"), card.remark or ""),
    )
    for name, value in facts:
        if value:
            yield f"  {name}: {clean.line(value)}"
    for contact in card.contacts:
        known = ", ".join((contact.name, *filter(None, (contact.role,)), *contact.phones, *contact.emails))
        yield clean.line(_("contact {number}: {known}").format(number=contact.id, known=known))
    for site in card.sites:
        place = ", ".join(part for part in (site.name, site.street, site.postcode, site.city, site.country) if part)
        yield clean.line(_("site {number}: {place}").format(number=site.id, place=place))
    yield from output.columns(inquiries(card.inquiries, now))
    yield from output.columns([(_("callback"), *call) for call in callbacks(card.callbacks, now)])


def _known(part: MergedCustomer) -> str:
    """Write what the row of a customer that is part of another one says of itself."""
    known = (
        part.company,
        part.grade.value if part.grade else "",
        ", ".join(part.sectors),
        sentences.word(part.care_model) if part.care_model else "",
        part.inside,
        part.field,
        part.website,
        part.call_times,
        part.remark,
    )
    return " · ".join(each for each in known if each)


def _care(card: CustomerCard) -> str:
    model = sentences.word(card.care_model) if card.care_model else ""
    return f"{model} ({card.care_why})" if model and card.care_why else model


def _said(marks: Sequence[str]) -> Iterator[str]:
    return (sentences.word(mark) for mark in marks if mark != "late")  # how late it is stands with the next step


def _facts(detail: InquiryDetail, now: datetime) -> Iterator[tuple[str, str]]:
    row, lead = detail.row, detail.qualification
    yield _("state"), sentences.word(row.state) + (f", {sentences.word(row.outcome)}" if row.outcome else "")
    yield _("with"), row.holder or ""
    yield _("offered to"), "" if row.offered_to is None else f"{row.offered_to}, {_moment(row.offered_until, now)}"
    for promise in detail.promises:
        settled = "" if promise.state == "open" else sentences.word(promise.state)
        about = (f"{promise.number} {promise.text}", promise.rep, _moment(promise.due_at, now), settled)
        yield _("promise"), ", ".join(part for part in about if part)
    yield _("customer"), f"{row.customer} ({row.customer_number})" if row.customer else ""
    yield _("from"), ", ".join(part for part in (row.sender, detail.sender_email, detail.sender_phone) if part)
    yield _("received"), f"{sentences.word(row.channel)}, {moment(row.received_at, now, sentences.zone(), language())}"
    yield _("first reply"), _moment(row.first_reply_at, now) or _due(row, now)
    yield _("next step"), f"{sentences.word(row.next_step)}, {_moment(row.next_at, now)}" if row.next_step else ""
    yield _("priority"), sentences.word(row.priority)
    yield _("marks"), ", ".join(sentences.word(mark) for mark in row.marks)
    yield _("wanted"), ", ".join(part for part in (lead.what, lead.wanted_by, lead.area) if part)
    yield _("budget"), "" if lead.budget_cents is None else money(lead.budget_cents, language())
    yield _("fit"), sentences.word(lead.fit) if lead.fit else ""
    yield _("quote"), "" if lead.quote_cents is None else money(lead.quote_cents, language())
    yield _("visit"), _moment(lead.visit_at, now)
    yield _("amount"), "" if detail.outcome_cents is None else money(detail.outcome_cents, language())
    yield _("reason"), detail.outcome_why or ""
    yield _("merged into"), f"#{detail.merged_into}" if detail.merged_into else ""


def _due(row: InquiryRow, now: datetime) -> str:
    return _("due {at}").format(at=_moment(row.due_at, now)) if row.due_at else ""


def _next(row: InquiryRow, now: datetime) -> str:
    if row.next_step is None or row.next_at is None:
        return "-"
    return f"{sentences.word(row.next_step)} {_moment(row.next_at, now)}"


def _moment(at: datetime | None, now: datetime) -> str:
    return "" if at is None else moment(at, now, sentences.zone(), language())
