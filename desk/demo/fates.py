"""How inquiries of the past came in, what was done about them, and how they ended or where they stand."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from random import Random
from typing import Any

from desk.clock import micros
from desk.demo import letters
from desk.demo.companies import Company
from desk.demo.lives import Life
from desk.keeping.folded import folded_inquiry
from desk.rules.clocks import due
from desk.rules.retries import GRACE
from desk.rules.settings import TeamSettings
from desk.words import (
    Act,
    CallbackState,
    Channel,
    Link,
    Outcome,
    OwnerKind,
    Priority,
    ReplyHow,
    State,
    Urgency,
)

_CHANNELS = (
    *(Channel.EMAIL,) * 11,
    *(Channel.PHONE,) * 4,
    *(Channel.WEB,) * 3,
    Channel.RECEPTION,
    Channel.FIELD,
    Channel.REFERRAL,
)
_SPOKEN_AT = {
    Channel.PHONE: "am Telefon",
    Channel.RECEPTION: "am Empfang",
    Channel.FIELD: "beim Besuch",
    Channel.REFERRAL: "auf Empfehlung",
}
_LOST = ("Zu teuer", "Mitbewerber war schneller", "Budget gestrichen", "Termin passte nicht", "Entscheidung vertagt")
_SPOKEN = ("Zurückgerufen, Bedarf geklärt.", "Gleich am Telefon beantwortet.", "Besprochen, Angebot folgt.")
_WRITTEN = ("Unterlagen geschickt.", "Preise und freie Zeiten geschickt.", "Beantwortet, Rückfrage gestellt.")
_TOPICS = ("Angebot nachfassen", "Rückfrage klären", "Termin abstimmen", "Freigabe holen")


class Fates:
    """Draws lives, one after the other; `reps` are the keys of the team by handle, from `since` to `now`."""

    def __init__(self, draw: Random, team: TeamSettings, reps: dict[str, int], since: datetime, now: datetime) -> None:
        self._draw = draw
        self._team = team
        self._calendar = team.calendar
        self._reps = reps
        self._since = since
        self._now = now
        self._widen_minutes = team.widen_minutes
        self._minutes = team.calendar.minutes(since, now)
        self._soon = [self._calendar.next_opening(now)]
        while len(self._soon) < 30:
            self._soon.append(self._calendar.next_opening(self._soon[-1]))

    def instant(self, share: float) -> datetime:
        """Give the instant at which a share (0 to 1, less than 1) of the business time up to now had passed."""
        return min(self._calendar.add(self._since, self._minutes * share), self._now)

    def life(self, received: datetime, customer_id: int, who: Company, *, stays_open: bool) -> Life:
        """Draw the life of an inquiry of a customer that comes in at an instant."""
        life = self._received(received, customer_id, who)
        if stays_open:
            self._open(life, received, who)
        else:
            self._closed(life, received, who)
        return life

    def _received(self, at: datetime, customer_id: int, who: Company) -> Life:
        channel = self._draw.choice(_CHANNELS)
        mailed = channel is Channel.EMAIL
        letter = letters.drawn(self._draw, who.person, who.name, who.town, _SPOKEN_AT.get(channel, ""))
        values: dict[str, Any] = {
            "state": State.NEW,
            "channel": channel,
            "about": letter.about,
            "body": "" if mailed else letter.text,
            "sender": who.person,
            "sender_email": who.email,
            "sender_phone": None if mailed else who.phone,
            "phone_confirmed": int(not mailed),
            "customer_id": customer_id,
            "link": Link.EXACT,
            "priority": Priority.NORMAL,
            "received_at": at,
            "due_at": due(at, channel, self._calendar, self._team.reply_minutes),
            "urgency": Urgency.DUE,
            "returned": 0,
            "unreadable": 0,
        }
        message = _message(at, who, letter) if mailed else None
        life = Life(self._calendar, values, folded_inquiry(who.person), message)
        life.begin(at, *self._taker(channel, who))
        return life

    def _taker(self, channel: Channel, who: Company) -> tuple[int | None, str | None]:
        if channel is Channel.EMAIL:
            return None, None
        if channel in (Channel.FIELD, Channel.REFERRAL):
            handle = who.field or "joerg"
            return self._reps[handle], handle
        return self._reps[self._draw.choice(("lina", "anna", "mia"))], None

    def _closed(self, life: Life, received: datetime, who: Company) -> None:
        chance = self._draw.random()
        if chance < 0.05:
            outcome = Outcome.SPAM if chance < 0.03 else Outcome.WRONG_NUMBER
            at = self._before_now(received, self._draw.uniform(2, 240))
            self._close(life, at, self._inside(who), outcome)
            return
        rep = self._inside(who)
        replied = self._reply(life, received, rep)
        at = self._before_now(replied, self._draw.expovariate(1 / 1800))
        if 0.05 <= chance < 0.4:
            quoted = replied + (at - replied) * self._draw.random()
            cents = self._draw.randint(8, 240) * 5_000
            life.turn(quoted, Act.QUOTE, rep, {}, table="quote", beside=_quote(quoted, rep, cents))
            won = chance < 0.23
            why = None if won else self._draw.choice(_LOST)
            self._close(life, at, rep, Outcome.WON if won else Outcome.LOST, cents if won else None, why)
        else:
            self._close(life, at, rep, Outcome.ANSWERED if chance < 0.88 else Outcome.NO_NEED)

    def _close(
        self, life: Life, at: datetime, rep: int, outcome: Outcome, cents: int | None = None, why: str | None = None
    ) -> None:
        values = {
            "state": State.CLOSED,
            "outcome": outcome,
            "closed_at": at,
            "outcome_cents": cents,
            "outcome_why": why,
            "follow_up_at": None,
        }
        life.turn(at, Act.CLOSE, rep, values, note=why)

    def _open(self, life: Life, received: datetime, who: Company) -> None:
        age = self._calendar.minutes(received, self._now)
        chance = self._draw.random()
        if chance < (0.6 if age < 240 else 0.15 if age < 1200 else 0):  # nobody has taken it yet
            return
        rep = self._holder(who)
        replied = self._reply(life, received, rep)
        lately = max(replied, self._now - timedelta(days=self._draw.uniform(1, 6)))
        at = lately + (self._now - lately) * self._draw.random()
        if chance < 0.55:
            soon = self._draw.choice(self._soon) if chance < 0.53 else at + (self._now - at) * 0.9
            life.turn(
                at, Act.FOLLOW_UP, rep, {"follow_up_at": soon + timedelta(minutes=self._draw.randint(0, 100) * 5)}
            )
        elif chance < 0.8:
            soon = self._draw.choice(self._soon) + timedelta(minutes=self._draw.randint(0, 100) * 5)
            beside = _callback(life, soon, rep, self._draw)
            beside["widen_at"] = micros(self._calendar.add(soon + GRACE, self._widen_minutes))
            life.turn(
                at, Act.CALLBACK_ADD, rep, {"follow_up_at": None}, table="callback", beside=beside, callback_at=soon
            )
        else:
            wake = self._draw.choice(self._soon) + timedelta(minutes=self._draw.randint(0, 100) * 5)
            life.turn(at, Act.SNOOZE, rep, {"state": State.SNOOZED, "wake_at": wake})

    def _reply(self, life: Life, received: datetime, rep: int) -> datetime:
        """Let a rep answer, mostly within the time for it; on an inquiry of nobody's that takes it."""
        at = self._before_now(received, self._draw.expovariate(1 / 35) + 1)
        spoken = self._draw.random() < 0.5
        values = {
            "state": State.HELD,
            "holder_id": rep,
            "first_reply_at": at,
            "first_reply_how": ReplyHow.SPOKEN if spoken else ReplyHow.WRITTEN,
            "follow_up_at": None,
        }
        life.turn(at, Act.REPLY, rep, values, note=self._draw.choice(_SPOKEN if spoken else _WRITTEN))
        return at

    def _before_now(self, start: datetime, minutes: float) -> datetime:
        """Give the instant so many business minutes later, or one between if that is still ahead."""
        at = self._calendar.add(start, minutes)
        return at if at < self._now else start + (self._now - start) * self._draw.random()

    def _inside(self, who: Company) -> int:
        return self._reps[
            who.inside if who.inside and self._draw.random() < 0.8 else self._draw.choice(("anna", "mia"))
        ]

    def _holder(self, who: Company) -> int:
        if who.field and self._draw.random() < 0.3:
            return self._reps[who.field]
        return self._inside(who)


def _message(at: datetime, who: Company, letter: letters.Letter) -> dict[str, Any]:
    identifier = hashlib.sha256(f"{at.isoformat()} {who.email} {letter.about}".encode()).hexdigest()
    return {
        "digest": identifier,
        "message_id": f"{identifier[:16]}@{who.email.partition('@')[2]}",
        "sent_at": micros(at),
        "sender": who.person,
        "sender_email": who.email,
        "about": letter.about,
        "text": letter.text,
        "full_text": "",
        "phones": "[]",
        "attachments": json.dumps([]),
        "readable": 1,
        "why_unreadable": None,
    }


def _quote(at: datetime, rep: int, cents: int) -> dict[str, Any]:
    return {"rep_id": rep, "at": micros(at), "amount_cents": cents}


def _callback(life: Life, at: datetime, rep: int, draw: Random) -> dict[str, Any]:
    row = life.row
    return {
        "state": CallbackState.OPEN,
        "customer_id": row["customer_id"],
        "person": row["sender"],
        "phone": row["sender_phone"],
        "topic": draw.choice(_TOPICS),
        "promised": int(draw.random() < 0.5),
        "owner_kind": OwnerKind.REP,
        "owner_id": rep,
        "owner_tandem_id": None,
        "owner_side": None,
        "from_at": micros(at),
        "until_at": None,
        "widen_at": None,
        "tried": 0,
        "calling_since": None,
        "result": None,
    }
