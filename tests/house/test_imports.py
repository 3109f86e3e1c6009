"""Importing opens nothing, and plain commands load nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.source import DESK, ROOT, files

HEAVY = "textual sqlmodel sqlalchemy pydantic rich numpy rapidfuzz phonenumbers holidays".split()

WATCHED = """
import sys, importlib
opened = []
def watch(event, arguments):
    if event in ("sqlite3.connect", "socket.connect", "socket.bind", "subprocess.Popen", "os.fork", "os.mkdir"):
        opened.append((event, str(arguments)[:100]))
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        opened.append((event, str(arguments)[:100]))
sys.dont_write_bytecode = True
sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(opened)
"""


def modules() -> list[str]:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files(DESK)]
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


def run(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_importing_any_module_opens_nothing() -> None:
    assert run("-c", WATCHED, *modules()) == "[]\n"


def test_what_opens_something_on_import_is_seen(tmp_path) -> None:
    """The control: a module that opens a store, a file or a socket is found."""
    (tmp_path / "guilty.py").write_text(
        "import sqlite3, socket\nsqlite3.connect(':memory:').close()\nopen('x', 'w').close()\n"
        "s = socket.socket(); s.bind(('127.0.0.1', 0)); s.close()\n"
    )
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import os; os.chdir({str(tmp_path)!r})\n{WATCHED}"
    done = subprocess.run([sys.executable, "-c", code, "guilty"], capture_output=True, text=True, check=True)
    assert all(event in done.stdout for event in ("sqlite3.connect", "'open'", "socket.bind"))


PLAIN = """
import io, sys, contextlib
sys.argv = ["desk", *sys.argv[1:]]
from desk.__main__ import main
with contextlib.redirect_stdout(io.StringIO()) as out:
    try:
        main()
    except SystemExit as end:
        assert not end.code, end.code
assert out.getvalue()
"""
LOADED = f"print(sorted(set({HEAVY!r}) & {{name.partition('.')[0] for name in sys.modules}}))"


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["keys"], ["locate"], ["inquiry", "--help"]], ids=str)
def test_a_plain_command_loads_nothing_heavy(command: list[str]) -> None:
    assert run("-c", f"{PLAIN}\n{LOADED}", *command) == "[]\n"


def test_acting_loads_no_other_database_than_its_own() -> None:
    """SQLAlchemy loads a dialect as soon as a table names it: PostgreSQL's costs 5 MB in every desk."""
    code = "import sys, desk.tables, desk.keeping.writer, desk.acts.work; print(*sys.modules)"
    loaded = run("-c", code).split()
    assert "sqlalchemy.dialects.sqlite" in loaded
    assert "sqlalchemy.dialects.postgresql" not in loaded


def test_what_is_loaded_is_seen() -> None:
    """The control."""
    assert run("-c", f"import sys, sqlmodel\n{LOADED}") == "['pydantic', 'sqlalchemy', 'sqlmodel']\n"
