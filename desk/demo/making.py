"""Making a demo store: the team, its customers, the past, and the working day, in the order in which they happened."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from random import Random

from sqlmodel import select

from desk.acts import absences, due, imports, tandems, team
from desk.clock import Clock
from desk.demo import Made, Progress, day_calls, day_closed, day_going_on, day_handed, day_open
from desk.demo.cast import CAST
from desk.demo.companies import records
from desk.demo.day import Day
from desk.demo.fates import Fates
from desk.demo.hours import hours_around
from desk.demo.past import Past, lives
from desk.demo.story_clock import StoryClock
from desk.keeping import filling
from desk.keeping.creating import create
from desk.keeping.tx import Tx
from desk.rules.hours import DEFAULT_ZONE, Calendar, parse_hours
from desk.rules.settings import DEFAULT_REGION
from desk.store import Store
from desk.tables import Holiday, Rep
from desk.words import Role, Side

OPEN = 12
"""Open inquiries of the working day."""

CUSTOMERS = 300
"""Customers of a demo unless told."""

PAST = 200
"""Closed inquiries of a demo from before its working day, unless told."""

BATCH = 2_500
"""Customers taken in at once: nobody waits meanwhile, and each page of an index is written once for many of them."""

HISTORY = timedelta(days=730)
"""How long ago the demo's team began."""

LAST = timedelta(minutes=5)
"""How long before now only the working day goes on: whoever opens the demo can take back the last act of its story."""

_REPS = (
    ("Lina Lorenz", "lina", Side.INSIDE, Role.LEAD),
    ("Anna Abel", "anna", Side.INSIDE, Role.MEMBER),
    ("Mia Maier", "mia", Side.INSIDE, Role.MEMBER),
    ("Jörg Jansen", "joerg", Side.FIELD, Role.MEMBER),
    ("Lea Lindner", "lea", Side.FIELD, Role.MEMBER),
)


_TANDEMS = (("anna", "joerg"), ("mia", "lea"))


def make_store(
    path: str, clock: Clock, customers: int | None, inquiries: int | None, seed: int, progress: Progress
) -> Made:
    """Make the store; see `desk.demo.make`."""
    now = clock.now()
    story = StoryClock(now, stopped=clock.stopped)
    create(path, story, DEFAULT_REGION)
    story.move(now - HISTORY)
    try:
        store = Store.open(path, story, settle=due.settle)
        try:
            with _uncollected():
                return _filled(store, story, now, customers, inquiries, seed, progress)
        finally:
            store.close()
    except BaseException:
        for ending in ("", "-wal", "-shm", ".gate"):
            if os.path.exists(path + ending):
                os.unlink(path + ending)
        raise


def _filled(
    store: Store,
    story: StoryClock,
    now: datetime,
    customers: int | None,
    inquiries: int | None,
    seed: int,
    progress: Progress,
) -> Made:
    _team(store, now)
    day = Day(now, store.settings().calendar)
    for part in (day_closed, day_open, day_going_on, day_calls, day_handed):
        part.happen(day)
    wanted = max(CUSTOMERS if customers is None else customers, len(CAST))
    more = max((PAST if inquiries is None else inquiries - day.count), 0)
    are_open = 0 if inquiries is None else min(max(inquiries // 10 - OPEN, 0), more)
    story.move(story.now() + timedelta(hours=1))
    drawn = records(wanted, seed)
    for done in range(0, wanted, BATCH):
        progress(done, wanted + more)
        batch = tuple(islice(drawn, BATCH))
        store.write(partial(imports.customers, records=batch), "lina")
        gc.collect()
    past = _past(store, story, now, seed, wanted, more, are_open)
    for at, rep, act in day.happenings():
        for written in past.write_until(store, at):
            progress(wanted + written, wanted + more)
        story.move(at)
        store.write(act, rep)
    for written in past.write_until(store, now):
        progress(wanted + written, wanted + more)
    store.write(filling.find, None)
    story.move(now)
    return Made(wanted, more + day.count, are_open + OPEN)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for garbage among millions of small lists again and again: it takes a third of the time.

    Whoever fills in between collects after each batch.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _past(store: Store, story: StoryClock, now: datetime, seed: int, customers: int, count: int, are_open: int) -> Past:
    reps = store.write(lambda tx: {rep.handle: rep.id for rep in tx.all(select(Rep))}, None).value
    draw = Random(seed)
    fates = Fates(draw, store.settings(), reps, story.now() + timedelta(hours=1), now - LAST)
    return Past(lives(fates, draw, seed, customers, count, are_open), stopped=story.stopped)


def _team(store: Store, now: datetime) -> None:
    calendar = Calendar(DEFAULT_ZONE, parse_hours("Mo-Su 0-24"))
    values = {"zone": DEFAULT_ZONE, "region": DEFAULT_REGION, "hours": hours_around(calendar.local(now))}
    store.write(lambda tx: team.found(tx, values, *_REPS[0]), None)
    for name, handle, side, role in _REPS[1:]:
        store.write(partial(team.add, name=name, side=side, role=role, handle=handle), "lina")
    for inside, outside in _TANDEMS:
        store.write(partial(tandems.pair, a=inside, b=outside, main=True), "lina")
    begins, ends = now + timedelta(days=5), now + timedelta(days=12)
    store.write(lambda tx: absences.away(tx, "lea", ends, since=begins, deputy="joerg"), "lina")
    store.write(lambda tx: _works_today(tx, calendar, now), None)


def _works_today(tx: Tx, calendar: Calendar, now: datetime) -> None:
    """Let no public holiday fall on the demo's day: its team works whenever somebody looks."""
    for days in (-1, 0, 1):
        day = calendar.day_of(now) + timedelta(days=days)
        row = tx.session.get(Holiday, (DEFAULT_REGION, day.isoformat()))
        if row is not None:
            tx.session.delete(row)
