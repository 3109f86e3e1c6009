"""What a rep took down, read from the fields, and how it is saved: one act, with what was noticed of the lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desk import acts
from desk.format import parse_amount
from desk.language import _
from desk.rows import CustomerHit
from desk.screens.phone_text import looks_like_a_number, looks_like_an_address
from desk.screens.questions.base import Incomplete
from desk.screens.questions.fits import parse_fit
from desk.sentences import refusal
from desk.words import Channel, Fit, Refused


@dataclass(frozen=True, slots=True)
class Captured:
    """An inquiry as it was taken down."""

    channel: Channel
    sender: str
    phone: str | None
    email: str | None
    about: str
    customer: str | None
    what: str | None
    wanted_by: str | None
    budget_cents: int | None
    area: str | None
    fit: Fit | None

    @classmethod
    def read(cls, values: dict[str, str], channel: Channel, customer: CustomerHit | None) -> Captured:
        """Read what stands in the fields; raises Incomplete with the sentence that says what is missing."""
        who = values["who"]
        if not who:
            raise Incomplete(_("Who is asking? A name or a number is enough."))
        if not values["about"]:
            raise Incomplete(_("What is it about? A few words are enough."))
        phone = who if looks_like_a_number(who) else None
        email = who if looks_like_an_address(who) else None
        sender = who if phone is None and email is None else customer.name if customer is not None else ""
        return cls(
            channel=channel,
            sender=sender,
            phone=phone,
            email=email,
            about=values["about"],
            customer=customer.number if customer is not None else None,
            what=values["what"] or None,
            wanted_by=values["wanted_by"] or None,
            budget_cents=_amount(values["budget"]),
            area=values["area"] or None,
            fit=parse_fit(values["fit"]) if values["fit"] else None,
        )

    def save(self, tx: Any) -> int:
        """Save it, and what is known of the lead, in one act."""
        number = int(
            acts.receive.capture(
                tx,
                channel=self.channel,
                sender=self.sender,
                about=self.about,
                phone=self.phone,
                email=self.email,
                customer=self.customer,
            )
        )
        self._qualify(tx, number)
        return number

    def attach(self, tx: Any, into: int) -> int:
        """Add it to an open inquiry of the same person, with what is known of the lead, in one act."""
        acts.work.attach(tx, into, self.about)
        self._qualify(tx, into)
        return into

    def _qualify(self, tx: Any, number: int) -> None:
        if (self.what, self.wanted_by, self.budget_cents, self.area, self.fit) != (None,) * 5:
            acts.work.qualify(
                tx,
                number,
                what=self.what,
                wanted_by=self.wanted_by,
                budget_cents=self.budget_cents,
                area=self.area,
                fit=self.fit,
            )


def _amount(text: str) -> int | None:
    try:
        return parse_amount(text) if text else None
    except Refused as error:
        raise Incomplete(refusal(error)) from None
