"""What the reading pane says about an inquiry besides its text: who has it, what comes next, why, and what to press."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from desk import format, keys, phone
from desk.language import N_, _, language, n_
from desk.rows import InquiryDetail, InquiryRow
from desk.sentences import asked
from desk.sentences.care import why as care_sentence
from desk.widgets import pane_custody
from desk.widgets.look import Look
from desk.widgets.terms import called
from desk.words import CareModel, State, Step

_NEXT: Final = {
    Step.FIRST_REPLY: (N_("first reply due in {left} (business time)"), N_("first reply overdue by {left}")),
    Step.PROMISE: (N_("promise due in {left}"), N_("promise overdue by {left}")),
    Step.CALLBACK: (N_("callback in {left}, {at}"), N_("callback overdue by {left}")),
    Step.SNOOZE: (N_("rests until {at}"), N_("has rested until {at}")),
    Step.OFFER: (N_("to be accepted within {left}"), N_("not accepted in time, by {left}")),
    Step.FOLLOW_UP: (N_("follow-up {at}"), N_("follow-up overdue since {at}")),
}


def title(detail: InquiryDetail) -> str:
    """Name the inquiry: number, customer, grade."""
    row = detail.row
    parts = [f"#{row.number} {asked.who(row)}"]
    if row.grade:
        parts.append(str(row.grade))
    if row.customer is None:
        parts.append(_("no customer yet"))
    return " · ".join(parts)


def care(detail: InquiryDetail, look: Look) -> str:
    """Say which faces of the team the customer sees; nothing when that is not known."""
    faces = []
    if detail.inside and detail.care_model is not CareModel.FIELD_FACE:
        faces.append(_("{name} (inside)").format(name=look.name(detail.inside)))
    if detail.field and detail.care_model is not CareModel.INSIDE_FACE:
        faces.append(_("{name} (field)").format(name=look.name(detail.field)))
    if detail.care_model is None:
        return ", ".join(faces)
    if not faces:
        return called(detail.care_model)
    return _("{care}: {faces}").format(care=called(detail.care_model), faces=", ".join(faces))


def reach(detail: InquiryDetail) -> list[str | tuple[str, str]]:
    """Say how the sender can be reached, and what is open besides."""
    parts: list[str | tuple[str, str]] = []
    if detail.sender_phone:
        parts += [_("Phone"), " ", (phone.shown(detail.sender_phone), "bold")]
        if not detail.phone_confirmed:
            parts += [" ", (_("(found in the text)"), "$text-muted")]
    if detail.sender_email:
        parts += ["   " if parts else "", detail.sender_email]
    if not parts:
        parts.append((_("no telephone number, no address"), "$text-muted"))
    if detail.open_callbacks:
        count = n_("{count} callback planned", "{count} callbacks planned", detail.open_callbacks)
        parts += ["   ", count.format(count=detail.open_callbacks)]
    return parts


def lead(detail: InquiryDetail, look: Look) -> str:
    """Say what is known of the lead, in one line; nothing when nothing is."""
    known, parts = detail.qualification, []
    if known.fit:
        parts.append(called(known.fit))
    parts += [text for text in (known.what, known.wanted_by, known.area) if text]
    if known.budget_cents is not None:
        parts.append(_("budget {amount}").format(amount=format.money(known.budget_cents, language())))
    if known.quote_cents is not None:
        parts.append(_("quoted {amount}").format(amount=format.money(known.quote_cents, language())))
    if known.visit_at is not None:
        parts.append(_("visit {at}").format(at=look.time(known.visit_at)))
    return _("Lead: {facts}").format(facts=" · ".join(parts)) if parts else ""


def next_step(row: InquiryRow, look: Look) -> tuple[str, str]:
    """Say what comes next and when, with its style; what is late begins with an exclamation mark."""
    if row.state is State.CLOSED:
        outcome = called(row.outcome) if row.outcome else called(row.state)
        return _("closed: {outcome}").format(outcome=outcome), "$text-muted"
    row = look.seen(row)
    if row.next_step is None or row.next_at is None:
        return _("! nothing is planned next"), "bold $text-error"
    ahead, late = _NEXT[row.next_step]
    left = look.until(row)
    if row.next_at > look.now:
        return _(ahead).format(left=left, at=look.time(row.next_at)), ""
    return "! " + _(late).format(left=left.lstrip("!-"), at=look.time(row.next_at)), "bold $text-error"


def presses(detail: InquiryDetail, look: Look) -> list[str | tuple[str, str]]:
    """Name the keys that come to mind first, as the inquiry stands."""
    row = detail.row
    ids = pane_custody.presses(detail, look) or _presses(row, look)
    parts: list[str | tuple[str, str]] = []
    for id in ids:
        entry = keys.key(id)
        parts += [" · " if parts else "", (keys.shown(entry.keys[0]), "bold $text-accent"), f" {_(entry.label)}"]
    return parts


def _presses(row: InquiryRow, look: Look) -> tuple[str, ...]:
    if row.state is State.NEW:
        return ("accept", "forward", "reply")
    if row.state is State.CLOSED:
        return ("note", "customer")
    if row.holder != look.rep:
        return ("note", "call")
    return ("reply", "forward", "call") if row.first_reply_at is None else ("time", "done", "forward")


def held_since(detail: InquiryDetail) -> datetime | None:
    """Find since when the holder has it: the last entry of the trail that changed the holder."""
    for line in reversed(detail.trail):
        for change in line.changes:
            if change.table == "inquiry" and "holder_id" in change.columns:
                return line.at
    return None


def custody(detail: InquiryDetail, look: Look) -> str:
    """Say in a few words who has it, and since when."""
    row, since = detail.row, held_since(detail)
    if row.state is State.CLOSED:
        return _("closed")
    if row.holder is None:
        return _("nobody yet")
    who = _("you") if row.holder == look.rep else look.name(row.holder)
    if since is None:
        return _("with {who}").format(who=who)
    return _("with {who} since {at}").format(who=who, at=look.time(since))


def why(detail: InquiryDetail, look: Look) -> str:
    """Name the rule by which the inquiry stands where it stands."""
    row = detail.row
    name = look.name(row.holder)
    if row.state is State.CLOSED:
        into = detail.merged_into
        return _("merged into #{number}").format(number=into) if into else detail.outcome_why or _("it has its outcome")
    if detail.why is not None and (row.state in (State.NEW, State.OFFERED) or row.holder == look.rep):
        return care_sentence(detail.why, look.names)
    if row.holder is None:
        return _("in the shared inbox: whoever takes it first answers for it")
    if row.state is State.SNOOZED:
        return _("{name} lets it rest; a contact by the customer wakes it").format(name=name)
    if row.holder == look.rep:
        return _("you hold it, so the next step is yours")
    return _("{name} holds it; what you do to it is recorded, never blocked").format(name=name)


def waits(row: InquiryRow, look: Look) -> str:
    """Say how long it has been here: in business time and, when that differs, by the clock."""
    true = (look.now - row.received_at).total_seconds() / 60
    business = look.calendar.minutes(row.received_at, look.now)
    shown = format.duration(max(0.0, business), format.DAY_MINUTES)
    if abs(true - business) < 1:
        return _("here for {time}").format(time=shown)
    return _("here for {time} in business time, {true} by the clock").format(
        time=shown, true=format.duration(max(0.0, true))
    )
