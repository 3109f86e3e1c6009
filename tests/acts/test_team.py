"""The team: its first rep, further reps, its settings and what hangs on them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts
from desk.words import Channel, ReplyHow, Role, Side, State, Thing
from tests.kit.builders import SETTINGS, empty, local


def test_a_store_begins_with_its_settings_and_its_first_rep_once(tmp_path):
    with empty(tmp_path) as desk:
        done = desk.do(acts.team.found, SETTINGS, "Änne Abel", None, Side.INSIDE, Role.LEAD, rep=None)
        assert done.value == "aenne"
        assert dict(desk.sql("SELECT key, value FROM setting")) == SETTINGS
        refused = desk.refused(acts.team.found, {}, "Another", None, Side.INSIDE, Role.LEAD, rep=None)
        assert refused.reason == "team_exists"


def test_a_team_begins_with_the_holidays_of_its_own_region(tmp_path):
    with empty(tmp_path) as desk:
        desk.do(acts.team.found, {"region": "AT-9"}, "Anna", None, Side.INSIDE, Role.LEAD, rep=None)
        assert (local("2026-10-26 10:00").date(),) not in desk.sql("SELECT day FROM holiday WHERE region = 'DE-NW'")
        assert ("2026-10-26",) in desk.sql("SELECT day FROM holiday WHERE region = 'AT-9'")  # Austria's national day


@pytest.mark.parametrize(
    ("name", "given", "handle"),
    [
        ("Mia Meier", None, "mia2"),
        ("Dr. Ägidius Öz", None, "aegidius"),
        ("李", None, "rep"),
        ("007 Bond", None, "rep"),
        ("Lea Lang", " LeA.L ", "lea.l"),
        ("X" * 400, None, "x" * 28),
    ],
)
def test_a_handle_is_made_from_the_first_name_unless_given(desk, name, given, handle):
    assert desk.do(acts.team.add, name, Side.FIELD, handle=given).value == handle


@pytest.mark.parametrize(
    ("rep", "name", "handle", "reason"),
    [
        ("mia", "Lea", None, "only_lead"),
        ("anna", " \u200b", None, "name_needed"),
        ("anna", "Lea", "1lea", "handle_wrong"),
        ("anna", "Lea", "le a", "handle_wrong"),
        ("anna", "Lea", "l" * 33, "handle_wrong"),
        ("anna", "Lea", "MIA", "handle_taken"),
    ],
)
def test_a_rep_that_can_not_be_is_refused(desk, rep, name, handle, reason):
    assert desk.refused(acts.team.add, name, Side.INSIDE, handle=handle, rep=rep).reason == reason


def test_a_rep_stays_and_so_does_the_handle(desk):
    desk.do(acts.team.add, "Lea Lang", Side.FIELD)
    assert desk.refused(acts.undoing.undo).reason == "undo_never"


def test_settings_are_a_leads_to_change(desk):
    assert desk.refused(acts.team.change, "hours", "Mo 8-9", rep="mia").reason == "only_lead"
    assert desk.refused(acts.team.change, "hours", "always").reason == "setting_hours"


def test_new_hours_reckon_every_open_clock_anew_in_the_same_act_and_leave_the_others(desk):
    desk.clock.move(local("2026-11-23 17:50"))
    waiting, answered = desk.inquiry(), desk.inquiry(holder="mia")
    asleep = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, answered, ReplyHow.SPOKEN, "spoke", rep="mia")
    desk.do(acts.time.snooze, asleep, local("2026-11-25 09:00"), rep="mia")
    kept = desk.row(answered).due_at
    done = desk.do(acts.team.change, "hours", "Mo-Fr 08:00-20:00")
    assert desk.row(waiting).due_at == desk.row(waiting).next_at == local("2026-11-23 18:05")
    assert desk.row(asleep).due_at == local("2026-11-23 18:05")
    assert (desk.row(asleep).state, desk.row(asleep).next_at) == (State.SNOOZED, local("2026-11-25 09:00"))
    assert desk.row(answered).due_at == kept
    assert {each.id for each in done.touched if each.thing is Thing.INQUIRY} == {waiting, asleep}
    assert desk.acts_of(waiting)[-1] == "team_set"


def test_another_time_for_one_channel_moves_only_that_channels_clocks(desk):
    phone, mail = desk.inquiry(), desk.inquiry(channel=Channel.EMAIL)
    before = desk.row(mail).due_at
    desk.do(acts.team.change, "reply.phone", "30")
    assert desk.row(phone).due_at == desk.now + timedelta(minutes=30)
    assert desk.row(mail).due_at == before


def test_a_new_region_brings_its_own_holidays_at_once(desk):
    desk.clock.move(local("2027-10-25 17:55"))  # the evening before Austria's national day
    number = desk.inquiry()
    assert desk.row(number).due_at == local("2027-10-26 08:10")
    desk.do(acts.team.change, "region", "at-9")
    assert desk.row(number).due_at == local("2027-10-27 08:10")
    assert desk.sql("SELECT value FROM setting WHERE key = 'region'") == [("AT-9",)]
    with desk.again() as other:
        assert other.row(other.inquiry()).due_at == local("2027-10-27 08:10")


@pytest.mark.parametrize(
    ("key", "value", "first"),
    [
        ("hours", "Mo 08:00-08:01", ("reply.email", "14400")),
        ("reply.email", "14400", ("hours", "Mo 08:00-08:10")),
        ("retries", "9999h", ("hours", "Mo 08:00-08:30")),
    ],
)
def test_hours_in_which_no_clock_would_ever_run_out_are_refused(desk, key, value, first):
    desk.do(acts.team.change, *first)
    assert desk.refused(acts.team.change, key, value).reason == "setting_too_little_time"


def test_taking_new_hours_back_reckons_what_came_in_meanwhile_too(desk):
    desk.clock.move(local("2026-11-23 17:50"))
    before = desk.inquiry()
    desk.do(acts.team.change, "hours", "Mo-Fr 08:00-20:00")
    meanwhile = desk.inquiry(rep="mia")
    assert desk.row(meanwhile).due_at == local("2026-11-23 18:05")
    desk.do(acts.undoing.undo)
    assert desk.row(before).due_at == desk.row(meanwhile).due_at == local("2026-11-24 08:05")
    desk.do(acts.undoing.redo)
    assert desk.row(before).due_at == desk.row(meanwhile).due_at == local("2026-11-23 18:05")
