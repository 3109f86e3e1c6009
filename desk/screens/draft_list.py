"""The drafts that wait: how many at the start, each in the commands, and the way from there to its form."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from desk import keys
from desk.language import _, n_
from desk.screens import drafts
from desk.widgets.entry_list import Entry

if TYPE_CHECKING:
    from desk.app import DeskApp
    from desk.rows import CustomerCard
    from desk.screens.customer_parts import Part
    from desk.screens.customers import Customers

_SHOWN = 40
"""Characters of a draft that the list of commands shows."""

_PATIENCE = 3.0
"""Seconds to wait for the place of a draft to show its thing."""


def said(waiting: int) -> str:
    """Say how many drafts wait; nothing when none does."""
    if not waiting:
        return ""
    sentence = n_(
        "{count} draft waits for you: {key} lists it.", "{count} drafts wait for you: {key} lists them.", waiting
    )
    return sentence.format(count=waiting, key=keys.shown_typing(keys.key("commands")))


def trouble(what: str, detail: str) -> str:
    """Say that drafts can't be kept, or that a damaged file of them was set aside."""
    if what == "drafts_set_aside":
        sentence = _("The file of your drafts was damaged; it lies in {path} now. Drafts are kept anew from here on.")
        return sentence.format(path=detail)
    return _("Drafts can't be kept ({why}); what you type stays in its form.").format(why=detail)


def entries(app: Any) -> Iterable[Entry]:
    """Give one command for each draft that waits, the newest first."""
    for kept in drafts.of(app).file.waiting():
        text = " ".join(" ".join(kept.typed.values()).split())[:_SHOWN]
        label = _("Draft: {title}").format(title=kept.title)
        yield Entry(label, _("Go on with “{text}”.").format(text=text), "", action=f"app.draft('{kept.id}')")


async def go_on(app: DeskApp, key: str) -> None:
    """Open the form of a draft, on the thing it was typed for; say so when that can't be found any more."""
    kept = next((each for each in drafts.of(app).file.waiting() if each.id == key), None)
    if kept is None:
        return
    if not await _opened(app, kept.way):
        place = app.place
        if place is not None:
            place.refuse(
                _("What “{title}” was about is not here to be opened; the draft waits.").format(title=kept.title)
            )


async def _opened(app: DeskApp, way: drafts.Texts) -> bool:
    form, place = way.get("form", ""), way.get("place", "")
    if form == "capture":
        app.action_new_inquiry()
        return True
    if form == "customer":
        return await _customer(app, way.get("typed", ""))
    if form == "change":
        return await _change(app, way.get("subject", ""), way.get("part", ""))
    subject, do = way.get("subject", ""), way.get("do", "")
    if place == "inbox" and subject.isdigit() and do.isidentifier():
        await app.show_inquiry(int(subject))
        inbox = cast(Any, app.place)
        return await _when(lambda: inbox.subject == subject) and await app.run_action(do, inbox)
    if place == "inbox" and way.get("many") and do.isidentifier():
        return await _many(app, {int(each) for each in way["many"].split()}, do)
    if place == "callbacks" and do.isidentifier():
        return await _callback(app, subject, do)
    return False


async def _many(app: DeskApp, numbers: set[int], do: str) -> bool:
    inbox = cast(Any, await app.go("inbox"))
    inbox.unfilter()
    if not await _when(lambda: numbers <= set(inbox.listing.numbers)):
        return False
    inbox.listing.mark_only(numbers)
    return await app.run_action(do, inbox)


async def _callback(app: DeskApp, subject: str, do: str) -> bool:
    place = cast(Any, await app.go("callbacks"))
    if subject:
        numbers: Callable[[], list[str]] = lambda: [str(row.number) for row in place.list.rows]  # noqa: E731
        if not await _when(lambda: subject in numbers()):
            return False
        place.list.go(numbers().index(subject))
    return await app.run_action(do, place)


async def _customer(app: DeskApp, typed: str) -> bool:
    from desk.screens.customer_form import CustomerForm

    place = cast("Customers", await app.go("customers"))
    app.push_screen(CustomerForm(typed=typed), place.made)
    return True


async def _change(app: DeskApp, number: str, part: str) -> bool:
    from desk.screens.card import CardScreen
    from desk.screens.customer_parts import form_for
    from desk.words import Role

    screen = CardScreen(number)
    await app.push_screen(screen)
    if not await _when(lambda: screen.subject == number):
        return False
    card = screen.card.card
    assert card is not None  # its number was just asked for
    wanted = _part(card, part)
    if wanted is None:
        return False
    lead = any(rep.handle == app.rep and rep.role is Role.LEAD for rep in app.around.reps)
    app.push_screen(form_for(card, wanted, lead))
    return True


def _part(card: CustomerCard, part: str) -> Part | None:
    from desk.screens.customer_parts import Part

    kind, _blank, which = part.partition(" ")
    if kind == "customer":
        return Part("own")
    if kind not in ("contact", "site"):
        return None
    if which.startswith("of "):
        return Part("contact") if kind == "contact" else Part("site")
    there = {each.id for each in (card.contacts if kind == "contact" else card.sites)}
    if not which.isdigit() or int(which) not in there:
        return None
    return Part("contact", int(which)) if kind == "contact" else Part("site", int(which))


async def _when(condition: Callable[[], object]) -> bool:
    """Wait until something holds, a moment at most."""
    end = monotonic() + _PATIENCE
    while not condition():
        if monotonic() > end:
            return False
        await asyncio.sleep(0.01)
    return True
