"""The check of a store finds whatever is not as its trails tell, and nothing where all is well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk import acts, sentences, views
from desk.health import Finding
from desk.keeping import repairing
from desk.keeping.check import MOST, check
from desk.rules.filters import parse
from desk.sentences.findings import FINDINGS
from desk.words import CallResult, FirstContact, Outcome, Priority, ReplyHow, StoreRefused, Thing
from tests.kit.builders import Desk, after, raw


def working_day(desk: Desk) -> None:
    """A working day with something of everything in it; #1001 is anna's, #1002 is closed, #1005 offered to mia."""
    customer = desk.customer(
        "Kraus KG", phone="0211 1234", email="info@kraus.example", last_name="Kraus", sector="A, B"
    )
    mine = desk.inquiry(customer=customer, holder="anna")
    other = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, mine, ReplyHow.WRITTEN, "wrote")
    desk.do(acts.work.quote, mine, 12_000)
    desk.do(acts.undoing.undo)
    desk.do(acts.undoing.redo)
    desk.do(acts.work.priority, mine, Priority.HIGH)
    call = desk.callback(inquiry=mine)
    desk.do(acts.callbacks.result, call, CallResult.NO_ANSWER)
    desk.do(acts.customers.edit, customer, {"sector": "C", "phone": "0221 99"})
    desk.do(acts.undoing.undo)
    desk.do(acts.team.change, "hours", "Mo-Sa 07:00-20:00")
    desk.do(acts.work.close, other, Outcome.NO_NEED, rep="mia")
    desk.do(acts.work.note, desk.mail().number, "noted")
    snoozed = desk.inquiry(holder="anna")
    desk.do(acts.time.snooze, snoozed, desk.later(hours=1).replace(hour=14))
    desk.later(hours=6)
    desk.row(snoozed)
    offered = desk.inquiry(holder="anna")
    desk.do(acts.offers.offer, offered, "mia", note="please", contact=FirstContact.PARALLEL)
    desk.do(acts.promises.promise, offered, "prices", desk.now + timedelta(hours=20), rep="mia")
    desk.do(acts.offers.decline, offered, "full", rep="mia")
    desk.do(acts.offers.offer, offered, "mia", note="please", contact=FirstContact.SPOKEN)
    desk.do(acts.tandems.pair, "anna", "joerg")
    desk.callback(owner="tandem:anna")


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Desk]:
    with after(working_day, tmp_path) as desk:
        yield desk


def test_a_working_day_is_sound_and_the_figures_say_how_much_was_looked_at(day: Desk) -> None:
    found = check(day.path)
    assert found.found == ()
    assert found.sound
    ((acts_done, entries),) = day.sql("SELECT (SELECT count(*) FROM act), (SELECT count(*) FROM trail)")
    assert (found.acts, found.entries) == (acts_done, entries)
    assert found.rows > 15


RECEIVED = "SELECT id FROM trail WHERE thing = 'inquiry' AND thing_id = 1002 ORDER BY id LIMIT 1"
PLANTED: list[tuple[str, str, Finding]] = [
    ("a text changed past the trail", "UPDATE inquiry SET about = 'forged' WHERE number = 1001",
     Finding("row_differs", "inquiry", 1001, "inquiry.about 1001")),
    ("a part changed past the trail", "UPDATE phone SET number = '+49211' WHERE id = 1",
     Finding("row_differs", "customer", 1, "phone.number 1")),
    ("a version counted down", "UPDATE inquiry SET version = 0 WHERE number = 1001",
     Finding("row_differs", "inquiry", 1001, "inquiry.version 1001")),
    ("a part put in", "INSERT INTO visit (inquiry_number, rep_id, at, version) VALUES (1001, 1, 1, 1)",
     Finding("row_without_trail", "inquiry", 1001, "visit 1")),
    ("a part taken out", "DELETE FROM quote", Finding("row_missing", "inquiry", 1001, "quote 1")),
    ("a rep put in", "INSERT INTO rep (handle, name, side, role, version) VALUES ('x', 'X', 'field', 'lead', 1)",
     Finding("row_without_trail", "rep", 4, "rep 4")),
    ("a setting changed", "UPDATE setting SET value = 'US' WHERE key = 'region'",
     Finding("row_differs", "team", 1, "setting.value 3")),
    ("an entry forged", f"UPDATE trail SET changes = replace(changes, '\"new\"', '\"held\"') WHERE id = ({RECEIVED})",
     Finding("trail_broken", "inquiry", 1002, "{next} inquiry.state")),
    ("an entry unreadable", f"UPDATE trail SET changes = '[' || changes WHERE id = ({RECEIVED})",
     Finding("trail_broken", "inquiry", 1002, "{entry}")),
    ("an act without entries", "INSERT INTO act (name, at, os_user, clock_stopped) VALUES ('claim', 1, '', 0)",
     Finding("act_without_entry", "act", -1, "claim")),
    ("an entry without its act", f"UPDATE trail SET act_id = 999 WHERE id = ({RECEIVED})",
     Finding("entry_without_act", "trail", -2, "act")),
    ("an entry twice", "INSERT INTO trail (act_id, thing, thing_id, act, changes) "
     f"SELECT act_id, thing, thing_id, act, '[]' FROM trail WHERE id = ({RECEIVED})",
     Finding("entry_twice", "inquiry", 1002, "-3")),
    ("an act under another name", "UPDATE act SET name = 'release' WHERE id = 5",
     Finding("act_misnamed", "act", 5, "release")),
    ("an undo of the future", "UPDATE act SET undoes = 9 WHERE id = 5",
     Finding("act_undoes_later", "act", 5, "receive")),
    ("a feed with a gap", "DELETE FROM change WHERE seq = 3", Finding("feed_differs", "change", 0, "1")),
    ("a part of another with parts of its own", "UPDATE customer SET merged_into = 2 WHERE id = 1",
     Finding("customer_merged_wrongly", "customer", 1, "K1")),
    ("nobody holds it", "UPDATE inquiry SET holder_id = NULL WHERE number = 1001",
     Finding("no_one_holder", "inquiry", 1001, "held")),
    ("the holder has left", "UPDATE rep SET ended_at = 1 WHERE handle = 'anna'",
     Finding("holder_left", "inquiry", 1001, "anna")),
    ("offered twice", "INSERT INTO offer (inquiry_number, from_id, to_id, note, offered_at, due_at, state, version) "
     "SELECT 1001, from_id, to_id, note, offered_at, due_at, 'open', 1 FROM offer WHERE state = 'open'",
     Finding("offer_wrong", "inquiry", 1001, "held")),
    ("an offer lost", "UPDATE offer SET state = 'expired', ended_at = 1 WHERE state = 'open'",
     Finding("offer_wrong", "inquiry", 1005, "offered")),
    ("another one offers it", "UPDATE offer SET from_id = 3 WHERE state = 'open'",
     Finding("offer_wrong", "inquiry", 1005, "offered")),
    ("the receiver has left", "UPDATE rep SET ended_at = 1 WHERE handle = 'mia'",
     Finding("offered_to_left", "inquiry", 1005, "mia")),
    ("a tandem of one side", "INSERT INTO tandem (inside_id, field_id, since_at, version) VALUES (1, 2, 1, 1)",
     Finding("tandem_of_one_side", "rep", 1, "anna")),
    ("a callback of a parted tandem", "UPDATE tandem SET until_at = since_at",
     Finding("callback_of_parted", "callback", 2, "")),
    ("a customer of somebody who left", "UPDATE rep SET ended_at = 1 WHERE handle = 'joerg'",
     Finding("left_with_something", "rep", 3, "joerg")),
    ("a promise on what is closed", "UPDATE inquiry SET state = 'closed', outcome = 'spam' WHERE number = 1005",
     Finding("promise_lost", "inquiry", 1005, "prices")),
    ("asleep past a promise", "UPDATE inquiry SET state = 'snoozed', wake_at = 9e18 WHERE number = 1005",
     Finding("sleeps_past_promise", "inquiry", 1005, "prices")),
    ("no next step", "UPDATE inquiry SET next_step = NULL WHERE number = 1001",
     Finding("no_next_step", "inquiry", 1001, "held")),
    ("another next step", "UPDATE inquiry SET next_at = next_at + 1 WHERE number = 1001",
     Finding("next_step_wrong", "inquiry", 1001, "callback")),
    ("asleep for ever", "UPDATE inquiry SET state = 'snoozed' WHERE number = 1001",
     Finding("snoozed_without_end", "inquiry", 1001, "snoozed")),
    ("closed without an outcome", "UPDATE inquiry SET outcome = NULL WHERE number = 1002",
     Finding("closed_without_outcome", "inquiry", 1002, "closed")),
    ("merged into itself", "UPDATE inquiry SET merged_into = 1002, outcome = 'duplicate' WHERE number = 1002",
     Finding("merged_wrongly", "inquiry", 1002, "1002")),
    ("a customer who is not there", "UPDATE inquiry SET customer_id = 77 WHERE number = 1001",
     Finding("reference_broken", "inquiry", 1001, "customer")),
    ("words that nobody wrote", "UPDATE inquiry_words SET words = 'zebra' WHERE inquiry_number = 1001",
     Finding("words_differ", "inquiry", 1001, "")),
    ("words of nothing", "INSERT INTO inquiry_words (inquiry_number, words) VALUES (999, 'zebra')",
     Finding("words_misplaced", "", 0, "inquiry_words_index")),
    ("an index emptied", "INSERT INTO inquiry_words_index (inquiry_words_index) VALUES ('delete-all')",
     Finding("words_misplaced", "", 0, "inquiry_words_index")),
    ("an index forged", "INSERT INTO inquiry_words_index (rowid, words) VALUES (1001, 'zebra')",
     Finding("words_misplaced", "", 0, "inquiry_words_index")),
    ("a trigger taken out", "DROP TRIGGER trail_is_never_changed",
     Finding("schema_differs", "trigger", 0, "trail_is_never_changed")),
    ("a trigger put in", "CREATE TRIGGER x AFTER INSERT ON trail BEGIN DELETE FROM change; END",
     Finding("schema_differs", "trigger", 0, "x")),
]  # fmt: skip


def plant(path: str, sql: str) -> None:
    """Change a store as a program that knows no rules: no references, no CHECKs, and no triggers that protect."""
    with raw(path, "rw") as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("PRAGMA ignore_check_constraints=ON")
        if "TRIGGER" not in sql:
            for name, _ in triggers:
                if "change" not in sql.partition(" SET ")[0] and (name != "every_entry_is_a_change"):
                    connection.execute(f"DROP TRIGGER {name}")
        connection.execute(sql)
        for _, made in triggers if "TRIGGER" not in sql else ():
            connection.execute(made.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS"))


@pytest.mark.parametrize(("what", "sql", "expected"), PLANTED, ids=[each[0] for each in PLANTED])
def test_what_is_planted_past_the_rules_is_found(day: Desk, what: str, sql: str, expected: Finding) -> None:
    ((act,), (entry,)) = day.sql("SELECT max(id) + 1 FROM act UNION ALL SELECT * FROM (" + RECEIVED + ")")
    ((last,),) = day.sql("SELECT max(id) + 1 FROM trail")
    plant(day.path, sql)
    key = {-1: act, -2: entry}.get(expected.id, expected.id)
    detail = {"-3": str(last)}.get(expected.detail, expected.detail)
    detail = detail.replace("{entry}", str(entry)).replace("{next}", str(entry + 1))
    found = check(day.path)
    assert Finding(expected.kind, expected.thing, key, detail) in found.found, found.found
    assert not found.sound


def test_every_kind_of_finding_is_planted_here_and_has_a_sentence_without_a_gap() -> None:
    assert {each[2].kind for each in PLANTED} | {"damaged", "damaged_table"} == set(FINDINGS)
    for _, _, each in PLANTED:
        said = sentences.finding(each)
        assert "?" not in said
        assert "{" not in said.replace("{entry}", "").replace("{next}", "")
    assert sentences.finding(Finding("row_differs", Thing.INQUIRY, 1042, "inquiry.about 1042")).startswith("#1042 is")
    assert sentences.finding(Finding("row_differs", Thing.CUSTOMER, 7, "x")).startswith("Customer 7 is")


def test_a_damaged_page_is_found_and_nothing_else_is_guessed(day: Desk) -> None:
    ((page,),) = day.sql("SELECT rootpage FROM sqlite_master WHERE name = 'trail_of_thing'")
    day.close()
    with open(day.path, "r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    found = check(day.path)
    assert not found.sound
    assert {each.kind for each in found.found} == {"damaged", "damaged_table"}
    assert [each.thing for each in found.found if each.kind == "damaged_table"] == ["trail"]


def test_more_findings_than_anybody_reads_are_counted(day: Desk) -> None:
    values = ", ".join(f"('r{n}', 'R', 'field', 'lead', 1)" for n in range(MOST + 50))
    plant(day.path, f"INSERT INTO rep (handle, name, side, role, version) VALUES {values}")
    found = check(day.path)
    assert (len(found.found), found.total) == (MOST, MOST + 50)


def test_checking_changes_nothing_and_others_write_meanwhile(day: Desk) -> None:
    day.store.close()
    before = Path(day.path).read_bytes()
    assert check(day.path).sound
    assert Path(day.path).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"hello" * 2000])
def test_what_is_no_store_is_refused_and_not_checked(tmp_path, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(StoreRefused):
        check(str(tmp_path / "x.db"))


def test_the_same_day_with_each_act_undone_and_redone_is_sound(desk: Desk) -> None:
    steps: list[Callable[[int], object]] = [
        lambda n: desk.do(acts.custody.claim, n),
        lambda n: desk.do(acts.work.qualify, n, what="chairs", budget_cents=5),
        lambda n: desk.do(acts.work.visit, n, desk.now),
        lambda n: desk.do(acts.work.note, n, "x"),
        lambda n: desk.do(acts.time.snooze, n, desk.now.replace(hour=15)),
        lambda n: desk.do(acts.time.wake, n),
        lambda n: desk.do(acts.work.close, n, Outcome.LOST, why="price"),
        lambda n: desk.do(acts.custody.reopen, n),
        lambda n: desk.do(acts.custody.release, n),
    ]
    number = desk.inquiry()
    for step in steps:
        step(number)
        for _ in range(2):
            desk.do(acts.undoing.undo)
            assert check(desk.path).sound
            desk.do(acts.undoing.redo)
            assert check(desk.path).sound


WORDS = [sql for _, sql, finding in PLANTED if finding.kind in repairing.WORDS]


@pytest.mark.parametrize("sql", [*WORDS, "DELETE FROM inquiry_words"])
def test_wrong_words_are_worked_out_anew_and_nothing_else_is_touched(day: Desk, sql: str) -> None:
    before, kraus = day.everything(), parse("kraus", closed=True)
    found = day.read(views.inbox.ids, kraus, None)
    plant(day.path, sql)
    assert repairing.of_words(check(day.path))
    repairing.words_anew(day.path)
    assert check(day.path).sound
    assert day.read(views.inbox.ids, kraus, None) == found
    changed = {name for name, rows in day.everything().items() if before[name] != rows}
    assert all(name.startswith("inquiry_words_index") for name in changed)
    number = day.inquiry(about="Zeppelin")
    assert list(day.read(views.inbox.ids, parse("zepp"), None)) == [number]


def test_only_words_that_alone_are_wrong_can_be_repaired(day: Desk) -> None:
    assert not repairing.of_words(check(day.path))
    plant(day.path, WORDS[0])
    plant(day.path, "UPDATE inquiry SET next_step = NULL WHERE number = 1001")
    assert not repairing.of_words(check(day.path))
