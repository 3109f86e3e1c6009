"""What commands print can be read out and piped: letters and signs, nothing drawn and nothing that acts."""

from __future__ import annotations

import re

import pytest

from desk import acts
from desk.cli import commands
from desk.widgets import inquiry_line, pane_lines
from desk.widgets.look import Look

READING = [
    ["inquiry", "list", "--all"],
    ["inquiry", "show", "1001"],
    ["customer", "find", "kraus"],
    ["customer", "show", "K1"],
    ["callback", "list"],
    ["team", "list"],
    ["team", "show"],
    ["where", "kraus"],
    ["when", "tomorrow 9:00"],
    ["store", "info"],
    ["store", "check"],
    ["doctor"],
    ["keys"],
    ["locate"],
]


def drawn(printed: str) -> list[str]:
    """Find what a screen reader would spell: lines, boxes, blocks, signs of a private font, and sequences."""
    return re.findall(r"[\u2500-\u259f\ue000-\uf8ff]|[\x00-\x09\x0b-\x1f\x7f-\x9f]", printed)


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_no_command_draws_boxes_or_colours_whatever_the_terminal_is_said_to_be(run, desk, monkeypatch, spoken):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    number = desk.inquiry(about="Quote missing", sender="Kraus", holder="anna")
    desk.do(acts.work.note, number, "called twice")
    desk.customer("Kraus KG", phone="0211 123456")
    desk.callback(topic="Spots")
    for words in READING:
        done = run("--language", spoken, *words)
        assert done.out, words
        assert drawn(done.out + done.err) == [], words
    for command in commands.every():
        assert drawn(run("--language", spoken, *command.path, "--help").out) == [], command.path


def test_every_command_that_prints_more_than_a_sentence_is_looked_at():
    reading = {"list", "show", "find", "info", "check", "where", "when", "doctor", "keys", "locate"}
    there = {command.path for command in commands.every() if command.path[-1] in reading}
    looked_at = {tuple(words) for words in READING}
    assert {path for path in there if not any(words[: len(path)] == path for words in looked_at)} == set()


@pytest.mark.parametrize("printed", ["─────", "│ 1001", "▌#1001", "\x1b[31mlate\x1b[0m", "\ue0b0"])
def test_what_is_drawn_is_seen(printed):
    assert drawn(printed)


def test_an_unreadable_mail_is_listed_by_its_mark_alone(run, desk, tmp_path):
    (tmp_path / "a.eml").write_bytes(b"\0" * 50)
    run("inquiry", "import", str(tmp_path / "a.eml"))
    assert run("inquiry", "list").out.rstrip().endswith("  unreadable")
    assert run("inquiry", "show", "1001").out.startswith("#1001\n")


def test_a_mail_of_nobody_about_nothing_is_listed_with_words_that_can_be_read_out(run, desk):
    number = desk.mail(sender_name="", sender_email="", subject="", text="", full_text="").number
    assert run("inquiry", "list").out.split("  ")[-2:] == ["no sender", "no subject\n"]
    row, pane = desk.row(number), pane_lines.whole(desk.detail(number), Look("anna", desk.now), 80)
    line = "".join(
        text for text, _ in inquiry_line.pieces_of(row, Look("anna", desk.now), 80, cursor=False, marked=False)
    )
    for shown in (line, pane.lines[0].plain):
        assert "no sender" in shown
    assert "no subject" in line
    assert any("no sender:" in each.plain for each in pane.lines)
