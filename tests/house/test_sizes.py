"""No room grows into the one that knows everything: files, functions and classes stay small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.source import DESK, FUNCTIONS, TESTS, at, files, name_of, tree

FILE = 300
SCREEN = 250
FUNCTION = 40
CLASS = 20

LARGER: dict[str, int] = {}
"""Files that may be longer, by name, each with its reason in a comment beside it."""


@pytest.mark.parametrize("path", [*files(DESK), *files(TESTS)], ids=name_of)
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    most = SCREEN if "screens" in path.parts and DESK in path.parents else FILE
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LARGER.get(name_of(path), most)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring, which nobody should shorten for the sake of a number."""
    first = node.body[0]
    said = ast.get_docstring(node) is not None
    return (node.end_lineno or 0) - node.lineno + 1 - (((first.end_lineno or 0) - first.lineno + 1) if said else 0)


@pytest.mark.parametrize("path", files(DESK), ids=name_of)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, FUNCTIONS)]
    assert [f"{at(path, node)} {node.name}: {length(node)}" for node in functions if length(node) > FUNCTION] == []


@pytest.mark.parametrize("path", files(DESK), ids=name_of)
def test_a_class_has_one_task(path: Path) -> None:
    counts = {
        f"{at(path, node)} {node.name}": sum(isinstance(each, FUNCTIONS) for each in node.body)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in counts.items() if count > CLASS} == {}


def test_a_limit_is_raised_only_where_it_is_needed() -> None:
    for name, most in LARGER.items():
        assert FILE < len((DESK.parent / name).read_text(encoding="utf-8").splitlines()) <= most
