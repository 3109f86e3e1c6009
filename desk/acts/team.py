"""The team: its first rep, further reps, its settings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlmodel import col, select

from desk import clean
from desk.acts import offers
from desk.acts.roles import only_lead
from desk.acts.standing import stand
from desk.keeping.rooms import TEAM_ID
from desk.keeping.team import holiday_rows, keep, load, missing_years
from desk.keeping.tx import Tx
from desk.rules import retries, settings
from desk.rules.clocks import due
from desk.rules.folding import fold
from desk.tables import Inquiry, Rep, Setting
from desk.words import Act, Channel, Refused, Role, Side, State, Thing

HANDLE = re.compile(r"[a-z][a-z0-9_.-]{0,31}")
RECKONED = frozenset({"hours", "zone", "region"})
"""Settings on which every running clock depends, beside the `reply.` ones."""


def found(tx: Tx, values: Mapping[str, str], name: str, handle: str | None, side: Side, role: Role) -> str:
    """Begin a team in an empty store: its settings and its first rep, whose handle is given back.

    Raises Refused("team_exists") when there is a rep already.
    """
    if tx.first(select(Rep.id).limit(1)) is not None:
        raise Refused("team_exists")
    for key, value in values.items():
        key, value = settings.checked(key, value)
        tx.add(Setting(key=key, value=value))
    tx.note_thing((Thing.TEAM, TEAM_ID), Act.TEAM_SET)
    _settings_anew(tx)
    return _rep(tx, name, handle, side, role)


def add(tx: Tx, name: str, side: Side, role: Role = Role.MEMBER, handle: str | None = None) -> str:
    """Add a rep and give the handle, made from the first name when none is given; a lead does that.

    Raises Refused: only_lead, name_needed, handle_wrong, handle_taken.
    """
    only_lead(tx)
    return _rep(tx, name, handle, side, role)


def change(tx: Tx, key: str, value: str) -> None:
    """Set what the team shares; every open clock that depends on it is reckoned anew in the same act.

    A lead does that. Raises Refused: only_lead, setting_too_little_time when no clock could run out within years,
    and what `rules.settings.checked` says.
    """
    only_lead(tx)
    key, value = settings.checked(key, value)
    before = tx.calendar
    row = tx.first(select(Setting).where(col(Setting.key) == key))
    if row is None:
        row = tx.add(Setting(key=key, value=""))
    row.value = value
    tx.note_thing((Thing.TEAM, TEAM_ID), Act.TEAM_SET, f"{key} = {value}")
    _settings_anew(tx)
    _possible(tx, key, value)
    if key in RECKONED or key.startswith("reply."):
        reckon(tx)
    if key in RECKONED:
        offers.reckon(tx, before)


def reckon(tx: Tx) -> None:
    """Work out by the settings as they now stand when every first reply is due that nobody has given yet."""
    _settings_anew(tx)
    waiting = select(Inquiry).where(col(Inquiry.state) != State.CLOSED, col(Inquiry.first_reply_at).is_(None))
    for inquiry in tx.all(waiting):
        due_at = due(inquiry.received_at, inquiry.channel, tx.calendar, tx.team.reply_minutes)
        if due_at != inquiry.due_at:
            inquiry.due_at = due_at
            stand(tx, inquiry)
            tx.note(inquiry, Act.TEAM_SET)


def _settings_anew(tx: Tx) -> None:
    """Read the settings as they now stand, with the holidays of a region that the team has not been in before."""
    tx.session.flush()
    tx.team = load(tx.ask)
    missing = missing_years(tx.ask, tx.team.region, tx.now.year)
    if missing:
        keep(tx.ask, holiday_rows(tx.team.region, missing))
        tx.team = load(tx.ask)


def _possible(tx: Tx, key: str, value: str) -> None:
    """Refuse hours so short, or times so long, that a clock would not run out within twenty years."""
    plan = tx.team.retry_plan
    try:
        for channel in Channel:
            due(tx.now, channel, tx.calendar, tx.team.reply_minutes)
        tx.calendar.add(tx.now, int(tx.team.values["accept"]))
        for tried in range(1, retries.tries(plan)):
            retries.next_try(tx.now, tried, tx.calendar, None, plan)
    except ValueError:
        raise Refused("setting_too_little_time", key=key, value=value) from None


def require_rep(name: str, handle: str | None) -> None:
    """Refuse what can't be a rep's name or handle, before anything is made: name_needed, handle_wrong."""
    if not clean.line(name):
        raise Refused("name_needed")
    wanted = (handle or "").strip().lower()
    if wanted and not HANDLE.fullmatch(wanted):
        raise Refused("handle_wrong", handle=wanted)


def _rep(tx: Tx, name: str, handle: str | None, side: Side, role: Role) -> str:
    require_rep(name, handle)
    name = clean.line(name)
    handle = (handle or "").strip().lower() or _free_handle(tx, name)
    if tx.first(select(Rep.id).where(col(Rep.handle) == handle)) is not None:
        raise Refused("handle_taken", handle=handle)
    rep = tx.add(Rep(handle=handle, name=name, side=side, role=role))
    tx.note(rep, Act.TEAM_ADD)
    return handle


def _free_handle(tx: Tx, name: str) -> str:
    """Make a handle from the first name, not from a title before it: anna, then anna2 and so on."""
    names = name.split()
    first = next((each for each in names if not each.endswith(".")), names[0])
    stem = re.sub(r"[^a-z0-9_.-]", "", fold(first)).lstrip("0123456789_.-")[:28] or "rep"
    taken = set(tx.all(select(Rep.handle).where(col(Rep.handle).startswith(stem))))
    return next(each for each in (stem, *(f"{stem}{n}" for n in range(2, 10_000))) if each not in taken)
