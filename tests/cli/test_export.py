"""`desk customer export`: the file is its owner's alone, whole or not there, and never in another's place."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tests.cli.conftest import Run
from tests.kit.builders import Desk


def test_the_file_is_its_owners_alone_and_takes_no_others_place(run: Run, tmp_path: Path) -> None:
    run("customer", "add", "--company", "Kraus KG")
    path = tmp_path / "out.csv"
    assert run("customer", "export", str(path)).out == f"1 customers are in {path}.\n"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    kept = path.read_bytes()
    run("customer", "add", "--company", "Vogt KG")
    refused = run("customer", "export", str(path))
    assert (refused.status, refused.err) == (
        1,
        f"{path} exists already; nothing was written. --force writes over it.\n",
    )
    assert path.read_bytes() == kept
    assert run("customer", "export", str(path), "--force").status == 0
    assert b"Vogt KG" in path.read_bytes()
    assert [each.name for each in tmp_path.iterdir() if "export" in each.name] == []


def test_on_standard_output_it_is_the_same_table(run: Run, tmp_path: Path) -> None:
    run("customer", "add", "--company", "Kraus KG")
    path = tmp_path / "out.csv"
    run("customer", "export", str(path))
    assert run("customer", "export", "-").out.encode() == path.read_bytes()


def test_what_is_neither_table_nor_cards_is_wrong_usage_and_a_folder_stays_one(run: Run, tmp_path: Path) -> None:
    assert run("customer", "export", str(tmp_path / "out.pdf")).status == 2
    folder = tmp_path / "out.csv"
    folder.mkdir()
    assert run("customer", "export", str(folder), "--force").status == 1
    assert run("customer", "export", str(tmp_path / "nowhere" / "out.csv")).status == 1
    assert list(folder.iterdir()) == []


def test_an_export_is_read_back_by_the_import(run: Run, tmp_path: Path) -> None:
    run("customer", "add", "--company", "=Kraus KG", "--phone", "0221 4711", "--note", "+1")
    for name in ("out.csv", "out.vcf"):
        run("customer", "export", str(tmp_path / name))
        done = run("customer", "import", str(tmp_path / name), "--json")
        assert {key: done.json[key] for key in ("added", "updated", "repeated")} == {
            "added": 0,
            "updated": 0,
            "repeated": 1,
        }


def test_a_rehearsal_names_what_would_be_new_changed_or_double_and_changes_nothing(
    run: Run, desk: Desk, tmp_path: Path
) -> None:
    run("customer", "add", "--company", "Kraus KG", "--phone", "0221 4711")
    path = tmp_path / "in.csv"
    path.write_text("number,company,phone,grade\nK1,Kraus KG,,B\n7,Kraus & Co,0221 4711,\n8,,,\n", "utf-8")
    before = desk.sql("SELECT count(*) FROM act")
    foreseen = run("customer", "import", str(path), "--dry-run", "--json").json
    assert foreseen["rows"] == [
        {"line": 2, "number": "K1", "what": "updated"},
        {"line": 3, "number": "7", "what": "added"},
    ]
    assert foreseen["duplicates"] == [{"line": 3, "number": "7", "of": "K1", "why": "number"}]
    assert [each["why"] for each in foreseen["set_aside"]] == ["no_company_or_person"]
    told = run("customer", "import", str(path), "--dry-run").err
    for sentence in ("line 2: would change K1.", "line 3: would be added as 7.", "line 3: 7 may be K1: they share a"):
        assert sentence in told
    assert desk.sql("SELECT count(*) FROM act") == before
    assert run("customer", "import", str(path), "--json").json["duplicates"] == foreseen["duplicates"]
