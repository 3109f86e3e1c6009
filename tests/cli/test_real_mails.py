"""Collections of difficult mails, taken in by the command itself: the counts add up and every byte can be had again.

Python's own come with Python. Those of mail-parser do not come with anything: name their folder in DESK_MAILPARSER
(pip download mail-parser --no-binary :all: --no-deps, unpack, tests/mails).
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from desk.intake.mailbox import messages
from tests.intake.test_samples import SAMPLES

COLLECTED = os.environ.get("DESK_MAILPARSER", "")


def taken_in(run, desk, folder: Path) -> dict[str, int]:
    """Import a folder twice, and give the summary of the first time; nothing is lost, nothing comes twice."""
    found = {each[1] for each in messages([folder]) if isinstance(each, tuple)}
    first = run("inquiry", "import", str(folder), "--json")
    assert first.status in (0, 4)
    summary = first.json | {"set_aside": len(first.json["set_aside"])}
    assert summary["read"] == sum(summary[name] for name in summary if name != "read")
    kept = {zlib.decompress(packed) for (packed,) in desk.sql("SELECT raw FROM source")}
    assert kept <= found
    assert len(found - kept) <= summary["repeated"], "what bears the Message-ID of another is that one, delivered again"
    again = run("inquiry", "import", str(folder), "--json").json
    assert again["added"] == again["updated"] == again["joined"] == 0
    assert run("store", "check").status == 0
    return summary


@pytest.mark.skipif(not SAMPLES, reason="THIS PYTHON SHIPS NO test PACKAGE: its mail samples were not taken in")
def test_pythons_own_mails_are_taken_in_and_none_is_lost(run, desk, tmp_path):
    folder = tmp_path / "mails"
    folder.mkdir()
    for sample in SAMPLES:
        if sample.is_file():
            (folder / f"{sample.name}.eml").write_bytes(sample.read_bytes())
    summary = taken_in(run, desk, folder)
    assert (summary["read"], summary["set_aside"]) == (len(list(folder.iterdir())), 0)
    assert summary["unreadable"] <= sum(sample.suffix != ".txt" for sample in SAMPLES), "pictures and sounds, no mails"


@pytest.mark.skipif(
    not COLLECTED, reason="DESK_MAILPARSER NAMES NO FOLDER: the difficult mails of mail-parser were not taken in"
)
def test_the_mails_of_mail_parser_are_taken_in_and_none_is_lost(run, desk, tmp_path):
    files = [file for file in Path(COLLECTED).iterdir() if file.is_file()]
    assert len(files) > 20
    folder = tmp_path / "mails"
    folder.mkdir()
    for file in files:
        (folder / f"{file.name}.eml").write_bytes(file.read_bytes())
    summary = taken_in(run, desk, folder)
    assert (summary["read"], summary["set_aside"]) == (len(files), 0)
    assert summary["unreadable"] == sum("outlook" in file.name for file in files), "Outlook's own format is no mail"
