"""Every text that is given to a translator by name must be found by what gathers them, or it stays English."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.kit.catalogue import ROOT, said_by_the_code

TRANSLATORS = ("_", "N_", "n_")


def given(source: str) -> Iterator[str]:
    """Give each text that stands as it is in a call of a translator."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATORS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def overlooked(sources: dict[str, str]) -> list[str]:
    """Name the texts of these sources that the catalogue doesn't know of."""
    known = {message if isinstance(message, str) else message[0] for message in said_by_the_code()}
    return [f"{name}: {text}" for name, source in sources.items() for text in given(source) if text not in known]


def test_no_text_is_hidden_from_the_catalogue_within_another_one():
    sources = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in Path(ROOT).rglob("*.py")}
    assert overlooked(sources) == []


def test_a_text_within_a_formatted_one_would_be_found_out():
    assert overlooked({"x.py": "f\" {_('said nowhere else')}\""}) == ["x.py: said nowhere else"]
