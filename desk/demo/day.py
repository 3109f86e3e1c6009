"""The frame of a working day: things that happen at their instants, each a real act by the one who did it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from desk.acts import callbacks, receive
from desk.demo.cast import one
from desk.intake.records import CustomerRecord, MailRecord, digest
from desk.keeping.tx import Tx
from desk.rules import numbers
from desk.rules.hours import Calendar
from desk.words import Channel

Happening = tuple[datetime, str | None, Callable[[Tx], object]]

_MINUTE = timedelta(minutes=1)


class Day:
    """What happens until `now`, the real present, written down before any of it does.

    `inquiries` and `planned` (callbacks) know the numbers by the names that the story gives them, once they exist.
    """

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self.now = now
        self.calendar = calendar
        self.inquiries: dict[str, int] = {}
        self.planned: dict[str, int] = {}
        self._names: set[str] = set()
        self._happenings: list[Happening] = []

    @property
    def count(self) -> int:
        """How many inquiries the story tells of."""
        return len(self._names)

    def happenings(self) -> Iterator[Happening]:
        """Give what happens, earliest first: when, who does it, and the act."""
        return iter(sorted(self._happenings, key=lambda each: each[0]))

    # When.

    def ago(self, minutes: float) -> datetime:
        """Give the instant so many minutes before now."""
        return self.now - timedelta(minutes=minutes)

    def ahead(self, minutes: float) -> datetime:
        """Give the round time (of five minutes) at least so many minutes ahead at which the team is open."""
        at = self.now + timedelta(minutes=minutes)
        over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
        return self.calendar.opens_from(at if not over else at - over + 5 * _MINUTE)

    def behind(self, minutes: float) -> datetime:
        """Give the round time (of five minutes) at least so many minutes ago."""
        at = self.ago(minutes)
        return at - timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)

    def back(self, days: int, share: float) -> datetime:
        """Give an instant of the business day `days` (1 and up) before today, at a share (0 to 1) of its hours."""
        day = self.calendar.day_of(self.now)
        while days:
            day -= timedelta(days=1)
            days -= self.calendar.is_business_day(day)
        start, end = max(self.calendar.spans(day), key=lambda span: span[1] - span[0])
        return start + (end - start) * share

    def coming(self, days: int, minutes: int) -> datetime:
        """Give an instant so many minutes after the opening of the business day `days` (1 and up) after today."""
        at = self.now
        for _ in range(days):
            at = self.calendar.next_opening(at)
        return at + minutes * _MINUTE

    # What.

    def does(
        self, at: datetime, rep: str | None, act: Callable[..., object], name: str, *args: Any, **more: Any
    ) -> None:
        """Let a rep do `act` to the inquiry of that name."""
        self._happenings.append((at, rep, lambda tx: act(tx, self.inquiries[name], *args, **more)))

    def calls(self, at: datetime, rep: str, act: Callable[..., object], name: str, *args: Any, **more: Any) -> None:
        """Let a rep do `act` to the callback of that name."""
        self._happenings.append((at, rep, lambda tx: act(tx, self.planned[name], *args, **more)))

    def happens(self, at: datetime, rep: str, act: Callable[[Tx], object]) -> None:
        """Let a rep do an act that is about neither."""
        self._happenings.append((at, rep, act))

    def comes(self, at: datetime, rep: str, name: str, channel: Channel, whom: str, about: str, text: str = "") -> None:
        """Let a rep take down an inquiry of somebody of the cast."""
        self._names.add(name)
        who = one(whom)
        given = {"sender": _name(who), "phone": who.phones[0], "email": who.emails[0]}

        def taken(tx: Tx) -> None:
            self.inquiries[name] = receive.capture(tx, channel=channel, about=about, text=text, **given)

        self._happenings.append((at, rep, taken))

    def mails(self, at: datetime, name: str, whom: str, subject: str, text: str, **more: Any) -> None:
        """Let a mail of somebody of the cast come in; one that answers (`more` names it) joins its thread."""
        self._names.add(name)
        letter = written(whom, subject, text, at, **more)

        def taken(tx: Tx) -> None:
            self.inquiries[name] = receive.mail(tx, letter, zlib.compress(letter.raw)).number

        self._happenings.append((at, None, taken))

    def plans(self, when: datetime, rep: str, name: str, /, *, inquiry: str | None = None, **more: Any) -> None:
        """Let a rep plan a callback, for the inquiry of that name or what else `more` says."""

        def planned(tx: Tx) -> None:
            number = None if inquiry is None else self.inquiries[inquiry]
            self.planned[name] = callbacks.add(tx, inquiry=number, **more)

        self._happenings.append((when, rep, planned))


def written(
    whom: str, subject: str, text: str, at: datetime, *, answers: str | None = None, why_unreadable: str = ""
) -> MailRecord:
    """Make a mail of somebody of the cast as intake would hand it over; its identifier is made of sender and subject.

    `answers` is the identifier of the mail it answers, `why_unreadable` why its text could not be read.
    """
    who = one(whom)
    identifier = mail_id(whom, subject)
    mail = EmailMessage()
    mail["From"] = f"{_name(who)} <{who.emails[0]}>"
    mail["To"] = "anzeigen@rheinfunk.example"
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at.astimezone(UTC).replace(microsecond=0))
    mail["Message-ID"] = f"<{identifier}>"
    if answers is not None:
        mail["In-Reply-To"] = f"<{answers}>"
    mail.set_content(text)
    raw = mail.as_bytes()
    shown = "" if why_unreadable else text
    return MailRecord(
        where="demo",
        raw=raw,
        readable=not why_unreadable,
        why_unreadable=why_unreadable,
        sender_name=_name(who),
        sender_email=who.emails[0],
        recipients=("anzeigen@rheinfunk.example",),
        subject=subject,
        text=shown,
        full_text=shown,
        sent_at=at,
        received_at=at,
        message_id=identifier,
        in_reply_to=answers,
        references=() if answers is None else (answers,),
        phones=() if why_unreadable else (numbers.kept(who.phones[0]),),
        digest=digest(raw),
    )


def mail_id(whom: str, subject: str) -> str:
    """Give the identifier of the mail with that subject by somebody of the cast."""
    return f"{digest(subject.encode())[:12]}@{one(whom).emails[0].partition('@')[2]}"


def _name(who: CustomerRecord) -> str:
    return f"{who.first_name} {who.last_name}"
