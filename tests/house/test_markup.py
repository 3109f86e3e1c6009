"""No text that is known only at run time is markup: a subject of `[/red]` would crash the desk."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.source import FUNCTIONS, at, called, calls, files, name_of, tree

SHOWING = {"Static", "Label", "Option", "Button", "Tab", "Markdown", "Tooltip"}
BUILDERS = {"plain", "content", "pieces", "Content", "Text", "Line"}
"""What makes Content of data: `desk.text`, and Textual's own types, whose first argument is never markup."""
TITLES = {"border_title", "border_subtitle", "tooltip"}

TERMINAL = [path for path in files() if {"screens", "widgets"} & set(path.parts) or path.name in ("app.py", "text.py")]


def makes_content(tree: ast.AST) -> set[str]:
    """Give the functions of a file that are annotated to give Content."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS) and node.returns is not None and "Content" in ast.unparse(node.returns)
    }


def harmless(node: ast.expr, builders: set[str]) -> bool:
    """Say whether an argument can't be markup made at run time."""
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, str) or "[" not in node.value
    if isinstance(node, ast.IfExp):
        return harmless(node.body, builders) and harmless(node.orelse, builders)
    return isinstance(node, ast.Call) and called(node.func) in builders


def unsafe(tree: ast.AST) -> list[ast.AST]:
    """Give every place where a text made at run time may be taken for markup."""
    builders = BUILDERS | makes_content(tree)
    found: list[ast.AST] = []
    for name, call in calls(tree):
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        plain = isinstance(named.get("markup"), ast.Constant) and named["markup"].value is False
        if isinstance(named.get("markup"), ast.Constant) and named["markup"].value is True:
            found.append(call)
        if name in SHOWING and call.args and not plain and not harmless(call.args[0], builders):
            found.append(call)
        if name == "notify" and not plain:
            found.append(call)
        if name == "from_markup" and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp | ast.Call):
            found.append(call)
        if name == "update" and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
            found.append(call)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            titled = any(isinstance(each, ast.Attribute) and each.attr in TITLES for each in node.targets)
            if titled and not harmless(node.value, builders):
                found.append(node)
    return found


@pytest.mark.parametrize("path", TERMINAL, ids=name_of)
def test_no_text_made_at_run_time_is_markup(path: Path) -> None:
    assert [f"{at(path, node)} {ast.unparse(node)[:80]}" for node in unsafe(tree(path))] == []


@pytest.mark.parametrize(
    "bad",
    [
        "Static(f'{x}')",
        "Label(subject)",
        "Static(_('Say {x}').format(x=x))",
        "Option(row.about, id='1')",
        "Static('[b]x[/b]')",
        "Static(x, markup=True)",
        "self.notify(text)",
        "Content.from_markup(f'[b]{x}')",
        "self.query_one(Static).update(f'{x}')",
        "self.border_title = about",
        "widget.tooltip = f'{x}'",
    ],
)
def test_what_would_be_markup_is_seen(bad: str) -> None:
    """The control: each of these is found."""
    assert unsafe(ast.parse(bad))


@pytest.mark.parametrize(
    "good",
    ["Static(plain(x))", "Static(id='a')", "Label('Name')", "self.notify(x, markup=False)", "Static(x, markup=False)",
     "Content.from_markup(template, **values)", "def made() -> Content: ...\nStatic(self.made())"],
)  # fmt: skip
def test_what_is_no_markup_is_let_through(good: str) -> None:
    assert not unsafe(ast.parse(good))


def test_nobody_escapes_markup_which_loses_text() -> None:
    """Textual's and rich's `escape` lose text (textual#6525); data becomes Content instead."""
    found = []
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and "markup" in (node.module or ""):
                found += [at(path, node) for each in node.names if each.name == "escape"]
            if isinstance(node, ast.Attribute) and node.attr == "escape":
                whose = ast.unparse(node.value)
                if whose not in ("re", "html", "glob"):
                    found.append(at(path, node))
    assert not found


def test_content_is_made_of_markup_in_one_place_only() -> None:
    found = [at(path, call) for path in files() for name, call in calls(tree(path)) if name == "from_markup"]
    assert all(where.startswith("desk/text.py:") for where in found), found
