"""The source of the house as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DESK = ROOT / "desk"
TESTS = ROOT / "tests"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def files(folder: Path = DESK) -> list[Path]:
    """Give every Python file below a folder."""
    return sorted(folder.rglob("*.py"))


def name_of(path: Path) -> str:
    """Give a file's name as a test's report shows it."""
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    """Give the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), name_of(path))


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Give every call below a node with the last part of the name that is called."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            yield called(each.func), each


def called(func: ast.expr) -> str:
    """Give the last part of a called name: `b` of `a.b(...)`."""
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def at(path: Path, node: ast.AST) -> str:
    """Say where a node stands."""
    return f"{name_of(path)}:{getattr(node, 'lineno', 0)}"
