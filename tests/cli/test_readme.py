"""The commands that the README tells a newcomer work as they stand there."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from desk import cli

MAIL = b"From: tom@example.example\nSubject: Media data for January\n\nPlease send media data.\n"
README = Path(__file__).parents[2] / "README.md"


def told(heading: str) -> list[list[str]]:
    """The words of each command in the indented block below a heading."""
    section = README.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [shlex.split(line, comments=True) for line in section.splitlines() if line.startswith("    ")]


def test_a_newcomer_gets_customers_and_inquiries_in_by_the_commands_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    (home / "Mail" / "inbox").mkdir(parents=True)
    (home / "Mail" / "inbox" / "one.eml").write_bytes(MAIL)
    (home / "customers.csv").write_text("company,city\nMöbel Kraus KG,Köln\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("DESK_STORE", str(home / "desk" / "desk.db"))
    monkeypatch.delenv("DESK_REP", raising=False)
    monkeypatch.chdir(home)
    ran = 0
    for words in told("Real inquiries, in three commands"):
        if words[0] == "export":
            monkeypatch.setenv(*words[1].split("=", 1))
        else:
            assert words[0] == "desk"
            assert cli.main([word.replace("~", str(home)) for word in words[1:]]) == 0, capsys.readouterr().err
            ran += 1
    assert ran == 3
    assert cli.main(["inquiry", "list"]) == 0
    assert "Media data for January" in capsys.readouterr().out
    assert cli.main(["customer", "find", "moebel"]) == 0
    assert "Möbel Kraus KG" in capsys.readouterr().out
