"""The past stays as it was, and no act changes anything that its trail does not tell: the database holds to both."""

from __future__ import annotations

import json
import sqlite3

import pytest

from desk import acts
from desk.keeping import connect
from desk.tables import Customer, Inquiry, Note
from desk.words import Act, Outcome, Priority, Refused, Thing
from tests.kit.builders import Desk, raw

PROTECTED = ("trail", "act", "message", "source")
ENTRY = "(id, act_id, thing, thing_id, act, changes) SELECT id, act_id, thing, thing_id, 'forged', '[]' FROM trail"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    desk.inquiry(holder="mia")
    desk.mail()
    return desk


def writing(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(connect.address(path, "rw"), uri=True)
    connect.prepare(connection)
    return connection


@pytest.mark.parametrize("table", PROTECTED)
def test_the_past_is_neither_changed_nor_deleted_nor_replaced(filled: Desk, table: str) -> None:
    before = filled.everything()
    assert before[table], "there is something to protect"
    connection = writing(filled.path)
    column = "message_id" if table == "source" else "id"
    for forgery in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            connection.execute(forgery)
    connection.close()
    assert filled.everything() == before


def test_an_inquiry_is_never_deleted_and_no_number_is_given_twice(filled: Desk) -> None:
    connection = writing(filled.path)
    for forgery in ("DELETE FROM inquiry", "REPLACE INTO inquiry SELECT * FROM inquiry LIMIT 1"):
        with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
            connection.execute(forgery)
    connection.close()
    number = filled.inquiry()
    assert number == filled.sql("SELECT seq FROM sqlite_sequence WHERE name = 'inquiry'")[0][0]


def test_without_recursive_triggers_a_replaced_entry_slips_through(filled: Desk) -> None:
    """The control: it is that setting which closes the door that REPLACE would be."""
    connection = writing(filled.path)
    connection.execute("PRAGMA recursive_triggers=OFF")
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(f"REPLACE INTO trail {ENTRY} LIMIT 1")
    connection.close()
    assert filled.sql("SELECT count(*) FROM trail WHERE act = 'forged'") == [(1,)]


def test_an_act_that_forgets_to_say_what_it_did_is_a_defect_and_changes_nothing(filled: Desk) -> None:
    before = filled.everything()

    def silent(tx) -> None:
        tx.inquiry(1001).priority = Priority.HIGH

    def silent_part(tx) -> None:
        tx.add(Note(inquiry_number=1001, rep_id=tx.rep.id, at=tx.now, text="x"))

    def silent_bulk(tx) -> None:
        tx.insert("note", [{"id": 77, "inquiry_number": 1001, "rep_id": 1, "at": 1, "text": "x", "version": 1}])

    def says_it_of_another(tx) -> None:
        tx.inquiry(1001).priority = Priority.HIGH
        tx.note(tx.inquiry(1002), Act.PRIORITY)

    for act in (silent, silent_part, silent_bulk, says_it_of_another):
        with pytest.raises(RuntimeError, match="without an entry"):
            filled.write(act)
        assert filled.everything() == before


def test_an_act_that_changes_nothing_and_says_nothing_leaves_no_act(filled: Desk) -> None:
    before = filled.everything()
    done = filled.write(lambda tx: "looked")
    assert (done.value, done.act_id, done.touched) == ("looked", None, ())
    assert filled.everything() == before


def test_an_entry_tells_each_column_before_and_after_and_only_those_that_differ(filled: Desk) -> None:
    def act(tx) -> None:
        inquiry = tx.inquiry(1001)
        inquiry.about, inquiry.priority = "first", Priority.LOW
        tx.session.flush()
        inquiry.about, inquiry.priority = "second", Priority.NORMAL
        inquiry.body = inquiry.body
        tx.note(inquiry, Act.EDIT)

    version = filled.row(1001).version
    filled.write(act)
    (entry,) = filled.sql("SELECT changes FROM trail ORDER BY id DESC LIMIT 1")
    assert json.loads(entry[0]) == [
        {"table": "inquiry", "id": 1001, "version": version + 1, "about": ["Asks for 1", "second"]}
    ]
    assert filled.row(1001).version == version + 1


def test_a_row_made_and_taken_out_in_one_act_leaves_no_trace(filled: Desk) -> None:
    def act(tx) -> None:
        note = tx.add(Note(inquiry_number=1001, rep_id=tx.rep.id, at=tx.now, text="x"))
        tx.remove(note)
        tx.note(tx.inquiry(1001), Act.NOTE)

    filled.write(act)
    assert filled.trail(1001)[-1].changes == ()


def test_what_another_row_still_needs_is_not_taken_out(filled: Desk) -> None:
    customer = filled.customer()
    filled.do(acts.work.link, 1001, customer)

    def act(tx) -> None:
        tx.remove(tx.session.get(Customer, 1))

    assert filled.refused(act).reason == "still_in_use"


def test_every_act_knows_who_did_it_and_who_was_logged_in_and_whether_the_clock_stood(filled: Desk) -> None:
    filled.do(acts.work.note, 1001, "x", rep="joerg")
    (row,) = filled.sql("SELECT name, rep_id, os_user <> '', clock_stopped FROM act ORDER BY id DESC LIMIT 1")
    assert row == ("note", 3, 1, 1)
    line = filled.trail(1001)[-1]
    assert (line.rep, line.over, line.clock_stopped) == ("joerg", "mia", True)


@pytest.mark.parametrize(
    "forged",
    [
        "holder_id = NULL",
        "state = 'new'",
        "state = 'closed'",
        "outcome = 'won'",
        "next_step = NULL",
        "next_at = NULL",
        "state = 'snoozed'",
        "wake_at = 5",
        "state = 'lost'",
        "priority = 7",
        "returned = 2",
        "holder_id = 99",
        "customer_id = 99",
    ],
)
def test_the_database_itself_keeps_an_open_inquiry_with_one_holder_and_a_next_step(filled: Desk, forged: str) -> None:
    connection = writing(filled.path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"UPDATE inquiry SET {forged} WHERE number = 1001")
    connection.close()
    assert filled.row(1001).holder == "mia"


def test_an_act_that_breaks_custody_is_stopped_by_the_database(filled: Desk) -> None:
    before = filled.everything()

    def wrong(tx) -> None:
        inquiry: Inquiry = tx.inquiry(1001)
        inquiry.holder_id = None
        tx.note(inquiry, Act.RELEASE)

    with pytest.raises(Exception, match="inbox_or_one_holder"):
        filled.write(wrong)
    assert filled.everything() == before


def test_a_refused_act_leaves_nothing_even_if_it_had_begun(filled: Desk) -> None:
    def late(tx) -> None:
        acts.work.priority(tx, 1001, Priority.HIGH)
        tx.session.flush()
        raise Refused("only_lead")

    assert filled.refused(late).reason == "only_lead"


def test_every_entry_stands_once_in_the_feed_in_the_order_of_commit(filled: Desk) -> None:
    filled.do(acts.work.close, 1001, Outcome.NO_NEED)
    feed = filled.sql("SELECT thing, thing_id FROM change ORDER BY seq")
    assert feed == filled.sql("SELECT thing, thing_id FROM trail ORDER BY id")
    assert feed[-1] == (Thing.INQUIRY, 1001)


def test_a_program_that_knows_no_rules_can_write_only_without_the_desks_settings(filled: Desk) -> None:
    """The control: CHECKs hold in every program, references only where they are switched on."""
    with raw(filled.path, "rw") as connection:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE inquiry SET holder_id = NULL WHERE number = 1001")
        connection.execute("UPDATE inquiry SET customer_id = 99 WHERE number = 1001")
