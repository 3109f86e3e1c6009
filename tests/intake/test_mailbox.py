"""Where messages lie: every one is found once, nothing blocks, what is no mail is named."""

from __future__ import annotations

import mailbox as stdlib_mailbox
import os
import socket
from email.message import EmailMessage
from pathlib import Path

import pytest

from desk.intake import mailbox
from desk.intake.mailbox import messages
from desk.intake.records import SET_ASIDE, SetAside

MAIL = b"From: Tom <tom@autohaus.example>\r\nSubject: Media data\r\n\r\nHello\r\n"


def _found(*paths: str | Path) -> tuple[list[tuple[str, bytes]], list[tuple[str, str]]]:
    """Give the messages as (where, raw) and what was set aside as (where, why)."""
    taken: list[tuple[str, bytes]] = []
    aside: list[tuple[str, str]] = []
    for found in messages(paths):
        if isinstance(found, SetAside):
            assert found.why in SET_ASIDE
            assert "path" in found.facts
            aside.append((found.where, found.why))
        else:
            taken.append(found)
    return taken, aside


def _names(taken: list[tuple[str, bytes]], folder: Path) -> list[str]:
    return [where.removeprefix(f"{folder}/") for where, _ in taken]


@pytest.mark.parametrize("raw", [b"", b"From here on\n\nhello", MAIL, b"\x00", b"From a@b Mon Jan  1 10:00:00 2024\n"])
def test_a_file_ending_in_eml_is_exactly_one_message_whatever_it_holds(tmp_path: Path, raw: bytes) -> None:
    for name in ("one.eml", "two.EML"):
        (tmp_path / name).write_bytes(raw)
        assert _found(tmp_path / name) == ([(str(tmp_path / name), raw)], [])


def test_folders_are_read_recursively_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b" / "deep" / "deeper").mkdir(parents=True)
    for name in ("c.eml", "a.eml", "b/z.eml", "b/deep/deeper/m.eml"):
        (tmp_path / name).write_bytes(MAIL)
    taken, aside = _found(tmp_path)
    assert _names(taken, tmp_path) == ["a.eml", "b/deep/deeper/m.eml", "b/z.eml", "c.eml"]
    assert aside == []


def test_folders_1500_within_each_other_cost_no_recursion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for depth in range(1, 1_501):  # relative, for a path may have no more than 4,096 characters
        os.mkdir("f/" * depth)
    deepest = "f/" * 1_500
    Path(deepest, "deep.eml").write_bytes(MAIL)
    assert [raw for _, raw in _found("f")[0]] == [MAIL]
    os.remove(deepest + "deep.eml")  # pytest would recurse to remove them
    for depth in range(1_500, 0, -1):
        os.rmdir("f/" * depth)


def test_a_missing_path_is_set_aside_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL)
    taken, aside = _found(tmp_path / "no.eml", "", "nul\x00", tmp_path / "a.eml" / "below", tmp_path / "a.eml")
    assert len(taken) == 1
    assert [why for _, why in aside] == ["missing_path"] * 4


def test_what_is_no_mail_is_set_aside_by_name_and_dotfiles_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "offer.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    (tmp_path / "notes.txt").write_bytes(b"Dear all,\nplease call.")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / ".hidden.eml").write_bytes(MAIL)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.eml").write_bytes(MAIL)
    taken, aside = _found(tmp_path)
    assert taken == []
    assert [(Path(where).name, why) for where, why in aside] == [
        ("empty.txt", "not_mail"),
        ("notes.txt", "not_mail"),
        ("offer.pdf", "not_mail"),
    ]


def test_a_message_without_the_ending_is_known_by_its_letterhead(tmp_path: Path) -> None:
    (tmp_path / "msg_01.txt").write_bytes(MAIL)
    assert len(_found(tmp_path)[0]) == 1


def test_pipes_sockets_and_devices_never_block_and_are_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.eml")
    monkeypatch.chdir(tmp_path)  # a socket's path may be no longer than 100 characters
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.eml")
        taken, aside = _found(tmp_path, "/dev/null")
    assert taken == []
    assert [why for _, why in aside] == ["not_a_file"] * 3


def test_a_file_that_became_a_pipe_after_it_was_looked_at_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file.eml").write_bytes(MAIL)
    os.mkfifo(tmp_path / "pipe")
    status = os.stat(tmp_path / "file.eml")
    monkeypatch.setattr(mailbox, "_status", lambda path: status)
    assert [why for _, why in _found(tmp_path / "pipe")[1]] == ["not_a_file"]


def test_links_in_circles_end_and_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "m.eml").write_bytes(MAIL)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone.eml").symlink_to(tmp_path / "nowhere")
    taken, aside = _found(tmp_path)
    assert _names(taken, tmp_path) == ["a/m.eml"]
    assert sorted(why for _, why in aside) == ["loop", "loop", "missing_path"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; the next test stands in for this one")
def test_a_file_or_folder_that_may_not_be_read_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "secret.eml").write_bytes(MAIL)
    (tmp_path / "folder").mkdir(mode=0)
    (tmp_path / "secret.eml").chmod(0)
    assert [why for _, why in _found(tmp_path)[1]] == ["unreadable_path"] * 2


def test_an_error_of_the_disk_sets_one_file_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL)
    (tmp_path / "b.eml").write_bytes(MAIL)
    opened = mailbox._opened

    def failing(path: str) -> object:
        if path.endswith("a.eml"):
            raise OSError(5, "Input/output error")
        return opened(path)

    monkeypatch.setattr(mailbox, "_opened", failing)
    taken, aside = _found(tmp_path)
    assert _names(taken, tmp_path) == ["b.eml"]
    assert aside == [(str(tmp_path / "a.eml"), "unreadable_path")]


def test_a_name_of_bytes_that_are_no_text_is_read_and_shown_in_what_can_be_printed(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.eml")).write_bytes(MAIL)
    except OSError:
        pytest.skip("this file system takes no such names")
    ((where, raw),) = _found(tmp_path)[0]
    assert raw == MAIL
    where.encode()
    assert "\x1b" not in where


def test_a_message_above_the_limit_stays_where_it_is_and_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LIMIT", 1_000)
    (tmp_path / "big.eml").write_bytes(MAIL + b"x" * 1_000)
    (tmp_path / "fits.eml").write_bytes(MAIL.ljust(1_000, b"x"))
    envelope = b"From a@b.example Mon Jan  1 10:00:00 2024\n"
    (tmp_path / "many.mbox").write_bytes(
        envelope + MAIL + b"\n" + envelope + MAIL + b"x\n" * 1_000 + b"\n" + envelope + MAIL
    )
    taken, aside = _found(tmp_path)
    assert _names(taken, tmp_path) == ["fits.eml", "many.mbox#1", "many.mbox#3"]
    assert aside == [(str(tmp_path / "big.eml"), "too_large"), (str(tmp_path / "many.mbox#2"), "too_large")]
    assert (tmp_path / "big.eml").exists()


def test_a_maildir_gives_what_was_delivered_with_its_folders_and_nothing_else(tmp_path: Path) -> None:
    maildir = stdlib_mailbox.Maildir(str(tmp_path / "Maildir"))
    sent = maildir.add_folder("Sent")
    for box, subject in ((maildir, "in"), (sent, "sent")):
        message = EmailMessage()
        message["Subject"] = subject
        message.set_content("x")
        box.add(message)
    seen = stdlib_mailbox.MaildirMessage(EmailMessage())
    seen.set_subdir("cur")
    seen.add_flag("S")
    maildir.add(seen)
    (tmp_path / "Maildir" / "tmp" / "half").write_bytes(MAIL)
    (tmp_path / "Maildir" / "dovecot-uidlist").write_bytes(b"3 V1")
    (tmp_path / "Maildir" / "cur" / "1.empty.host:2,").write_bytes(b"")
    taken, aside = _found(tmp_path / "Maildir")
    assert aside == []
    assert [where.split("/Maildir/")[1].rpartition("/")[0] for where, _ in taken] == ["new", "cur", "cur", ".Sent/new"]
    assert len(_found(tmp_path / "Maildir" / "new")[0]) == 1


def test_an_mbox_in_a_folder_is_known_by_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "Inbox").write_bytes(b"From a@b.example Mon Jan  1 10:00:00 2024\n" + MAIL)
    (tmp_path / "empty.mbox").write_bytes(b"")
    assert _found(tmp_path) == ([(f"{tmp_path}/Inbox#1", MAIL)], [])


def test_a_file_that_is_named_itself_is_a_message_whatever_it_holds(tmp_path: Path) -> None:
    named = tmp_path / "said.txt"
    named.write_bytes(b"no header at all\n")
    assert [each[1] for each in messages([named]) if not isinstance(each, SetAside)] == [b"no header at all\n"]
    (aside,) = messages([tmp_path])
    assert isinstance(aside, SetAside)
    assert aside.why == "not_mail"


@pytest.mark.parametrize(
    ("begin", "taken"),
    [
        (b"Content-Type: text/plain\n\nHello\n", True),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nHello\n", True),
        (b"Subject: a note of my own\nwithout any end of the head\n", False),
        (b"Colour: red\n\nHello\n", False),
        (b"\nSubject: too late\n\n", False),
    ],
)
def test_in_a_folder_a_file_is_a_message_when_it_begins_like_one(tmp_path: Path, begin: bytes, taken: bool) -> None:
    (tmp_path / "file.txt").write_bytes(begin)
    (found,) = messages([tmp_path])
    assert isinstance(found, SetAside) is not taken
