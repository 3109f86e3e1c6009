"""Imports point down only, and the contracts that say so see what breaks them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import DESK, ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts on the package below `root`."""
    command = [str(LINT), "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, env=environment)


@pytest.fixture
def house(tmp_path) -> Path:
    shutil.copytree(DESK, tmp_path / "desk", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_every_import_points_down() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


PLANTED = {
    "rules/planted.py": "import desk.store",
    "widgets/planted.py": "from desk import views",
    "acts/planted.py": "from desk import views",
    "views/planted.py": "from desk.tables import Inquiry",
    "keeping/planted.py": "def late() -> None:\n    import rich.text",
    "screens/planted.py": "import sqlite3",
    "intake/planted.py": "from desk.sentences import word",
}


def test_each_import_that_points_up_is_seen(house: Path) -> None:
    """The control: what is planted in every room is found, each by its own line."""
    for name, code in PLANTED.items():
        (house / "desk" / name).write_text(f'"""Planted."""\n{code}\n', encoding="utf-8")
    done = lint(house)
    assert done.returncode == 1
    for name in PLANTED:
        assert f"desk.{name.removesuffix('.py').replace('/', '.')} ->" in done.stdout, name
