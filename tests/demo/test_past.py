"""The past of a demo is written past the acts, so it has to be what the acts would have left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import acts
from desk.clock import instant
from desk.demo import companies, letters
from desk.demo.cast import CAST
from desk.demo.fates import Fates
from desk.demo.hours import AFTER, BEFORE, hours_around
from desk.demo.lives import Life
from desk.demo.past import Past
from desk.demo.places import TOWNS, phone
from desk.keeping import filling
from desk.keeping.check import check
from desk.rules import numbers
from desk.rules.hours import DEFAULT_ZONE, Calendar, parse_hours
from desk.words import Act, CallbackState, Outcome, ReplyHow, State
from tests.kit.builders import BERLIN, MONDAY, Desk, team

WHO = companies.Company("Firm GmbH", "Tom Meier", "tom@firm.example", "+492214710123", "Köln", "mia", "joerg")
REPS = {"anna": 1, "mia": 2, "joerg": 3, "lina": 1, "lea": 3}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with team(tmp_path) as desk:
        desk.customer("Firm GmbH", first_name="Tom", last_name="Meier", phone=WHO.phone, email=WHO.email)
        yield desk


def lived(desk: Desk, seed: int, *, stays_open: bool) -> Life:
    draw = Random(seed)
    since = desk.now + timedelta(hours=1)
    fates = Fates(draw, desk.store.settings(), REPS, since, since + timedelta(days=20))
    return fates.life(since, 1, WHO, stays_open=stays_open)


def act_out(desk: Desk, life: Life) -> int:
    """Let the real acts do what a life tells, at its instants."""
    handles = dict(desk.sql("SELECT id, handle FROM rep"))
    number = 0
    for turn in life.turns:
        desk.clock.move(instant(turn.at))
        rep = handles.get(turn.rep)
        number = number or taken_down(desk, life, rep)
        if turn.act is not Act.RECEIVE:
            done_by_hand(desk, number, life, turn, rep)
    return number


def taken_down(desk: Desk, life: Life, rep: str | None) -> int:
    row, came = life.row, life.message
    if came is not None:
        more = {name: came[name] for name in ("message_id", "digest", "text")}
        more |= {"sender_name": came["sender"], "sender_email": came["sender_email"], "subject": came["about"]}
        return int(desk.mail(sent_at=desk.now, received_at=desk.now, **more).number)
    done = desk.do(
        acts.receive.capture,
        rep=rep,
        channel=row["channel"],
        sender=row["sender"],
        about=row["about"],
        text=row["body"],
        phone=row["sender_phone"],
        email=row["sender_email"],
    )
    return int(done.value)


def done_by_hand(desk: Desk, number: int, life: Life, turn: Any, rep: str | None) -> None:
    at = {name: instant(pair[1]) for name, pair in turn.changes.items() if name.endswith("_at") and pair[1]}
    beside = turn.beside or {}
    if turn.act is Act.REPLY:
        desk.do(acts.work.reply, number, ReplyHow(turn.changes["first_reply_how"][1]), turn.note, rep=rep)
    elif turn.act is Act.QUOTE:
        desk.do(acts.work.quote, number, beside["amount_cents"], rep=rep)
    elif turn.act is Act.FOLLOW_UP:
        desk.do(acts.time.follow_up, number, at["follow_up_at"], rep=rep)
    elif turn.act is Act.SNOOZE:
        desk.do(acts.time.snooze, number, at["wake_at"], rep=rep)
    elif turn.act is Act.CALLBACK_ADD:
        when, topic = instant(beside["from_at"]), beside["topic"]
        promised = bool(beside["promised"])
        desk.do(acts.callbacks.add, inquiry=number, at=when, topic=topic, promised=promised, rep=rep)
    else:
        outcome = Outcome(life.row["outcome"])
        cents, why = life.row["outcome_cents"], life.row["outcome_why"]
        desk.do(acts.work.close, number, outcome, amount_cents=cents, why=why, rep=rep)


def told(desk: Desk, thing: str, key: int) -> list[tuple[Any, ...]]:
    """Give a trail without the keys that differ: acts, instants, reps, notes, and what changed in which table.

    To whom an inquiry of the past was suggested is not told: who was busy then is nobody's story.
    """
    entries = desk.sql(
        "SELECT trail.act, act.at, act.rep_id, note, over_id, changes FROM trail JOIN act ON act.id = act_id"
        " WHERE thing = ? AND thing_id = ? ORDER BY trail.id",
        (thing, key),
    )
    return [
        (*entry[:5], [_bare(change) for change in json.loads(entry[5]) if change["table"] != "suggested"])
        for entry in entries
    ]


def _bare(change: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in change.items() if name not in ("id", "inquiry_number")}


@pytest.mark.parametrize("seed", range(24))
def test_a_life_told_leaves_the_rows_and_trails_that_the_acts_leave(desk: Desk, seed: int) -> None:
    life = lived(desk, seed, stays_open=seed % 2 == 0)
    past = Past(iter([life]), stopped=True)
    start = desk.now
    list(past.write_until(desk.store, start + timedelta(days=40)))
    desk.store.write(filling.find, None)
    assert past.written == 1
    with_acts = team_again(desk)
    try:
        number = act_out(with_acts, lived(with_acts, seed, stays_open=seed % 2 == 0))
        assert told(desk, "inquiry", life.number) == told(with_acts, "inquiry", number)
        assert told(desk, "callback", 1) == told(with_acts, "callback", 1)
        assert desk.sql("SELECT * FROM inquiry") == with_acts.sql("SELECT * FROM inquiry")
        for table in ("quote", "callback", "message"):
            assert desk.sql(f"SELECT * FROM {table}") == with_acts.sql(f"SELECT * FROM {table}"), table
        assert check(desk.path).total == 0
    finally:
        with_acts.close()


def team_again(desk: Desk) -> Desk:
    """Make the same team once more, at the same instant."""
    again = team(Path(desk.path).parent, name="again.db")
    again.clock.move(desk.now)
    again.customer("Firm GmbH", first_name="Tom", last_name="Meier", phone=WHO.phone, email=WHO.email)
    return again


def test_turns_of_many_lives_are_written_in_the_order_in_which_they_happened(desk: Desk) -> None:
    since = desk.now + timedelta(hours=1)
    fates = Fates(Random(5), desk.store.settings(), REPS, since, since + timedelta(days=60))
    lives = (fates.life(fates.instant(place / 40), 1, WHO, stays_open=place > 35) for place in range(40))
    past = Past(lives, stopped=True)
    middle = since + timedelta(days=30)
    list(past.write_until(desk.store, middle))
    (latest,) = desk.sql("SELECT max(at) FROM act")
    assert instant(latest[0]) <= middle
    list(past.write_until(desk.store, since + timedelta(days=70)))
    at = [row[0] for row in desk.sql("SELECT at FROM act ORDER BY id")]
    assert at == sorted(at)
    desk.store.write(filling.find, None)
    assert check(desk.path).total == 0
    open_ones = desk.sql("SELECT count(*) FROM inquiry WHERE state <> ?", (State.CLOSED,))
    assert open_ones == [(4,)]
    planned = desk.sql("SELECT count(*) FROM callback WHERE state = ?", (CallbackState.OPEN,))
    assert planned[0][0] <= 4


def test_letters_have_two_hundred_to_two_thousand_characters() -> None:
    draw = Random(1)
    for place in range(3000):
        spoken = "am Telefon" if place % 2 else ""
        letter = letters.drawn(draw, "Jo Li", "Bo", "Ulm", spoken)
        assert letters.SHORTEST <= len(letter.text) <= letters.LONGEST
        assert 0 < len(letter.about) < 80
        assert "{" not in letter.text + letter.about


def test_no_two_customers_of_a_seed_are_called_alike() -> None:
    drawn = [companies.record(place, 7) for place in range(5000)]
    assert len({(record.company.partition(" ")[0], record.emails[0].partition("@")[2]) for record in drawn}) == 5000
    assert len({record.phones[0] for record in drawn}) == 5000
    assert len({record.number for record in drawn}) == 5000


def test_a_customer_is_the_same_wherever_it_is_asked_for() -> None:
    for place in (0, 5, len(CAST), 4711):
        record = list(companies.records(place + 1, 3))[place]
        company = companies.company(place, 3)
        assert (company.name, company.email) == (record.company, record.emails[0])
        assert company.phone == numbers.kept(record.phones[0])


@given(town=st.sampled_from(TOWNS), serial=st.integers(0, 5_000_000))
def test_every_number_of_a_demo_can_be_dialled_and_is_nobodys(town: Any, serial: int) -> None:
    kept = numbers.kept(phone(town, serial))
    assert kept.startswith(f"+49{town.area}")
    rest = kept.removeprefix(f"+49{town.area}")
    assert rest.startswith(("0", "23125", "66969", "90009", "99998", "4710"))


@settings(deadline=None)
@given(minute=st.integers(0, 7 * 1440 - 1))
def test_the_hours_of_a_demo_are_open_around_every_minute_of_a_week(minute: int) -> None:
    now = datetime(2026, 11, 23, tzinfo=BERLIN) + timedelta(minutes=minute)
    calendar = Calendar(DEFAULT_ZONE, parse_hours(hours_around(now)))
    usual = 10 * 60 <= minute % 1440 < 16 * 60 and minute < 5 * 1440
    before = 120 if usual else BEFORE
    assert calendar.minutes(now - timedelta(minutes=before), now + timedelta(minutes=AFTER)) == before + AFTER


def test_on_a_working_day_the_hours_are_the_usual_ones() -> None:
    assert hours_around(MONDAY) == "Mo-Fr 08:00-18:00"
    assert hours_around(MONDAY + timedelta(days=6)) != "Mo-Fr 08:00-18:00"
