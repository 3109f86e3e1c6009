from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import views
from desk.finding.finder import Finder
from tests.kit.builders import Desk, after


class Found:
    """A desk with an index, asked by what was heard."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.finder = Finder.open(desk.path)
        assert self.finder.wait(30)

    def numbers(self, query: str, **more: Any) -> list[str]:
        return [hit.number for hit in self.hits(query, **more)]

    def hits(self, query: str, **more: Any) -> Any:
        return self.desk.read(views.customers.find, query, **more)

    def first(self, query: str) -> Any:
        hits = self.hits(query)
        return hits[0] if hits else None


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def five_customers(made: Desk) -> None:
    made.customer("Möbel Kraus KG", number="A1", first_name="Petra", last_name="Meier", city="Köln",
                  postcode="50667", phone="0211 123456-0", email="petra@moebel-kraus.example")  # fmt: skip
    made.customer("Krause Reisen GmbH", number="A2", first_name="Jörg", last_name="Schmidt", city="Bonn",
                  phone="0228 99887766")  # fmt: skip
    made.customer(
        "Meier Bau AG", number="A3", first_name="Karl", last_name="Öztürk", city="Hamburg", phone="040 5551234"
    )
    made.customer("Autohaus Vogt", number="A4", first_name="Ute", last_name="Hoffmann", city="Essen", phone="0201 5551")
    made.customer("Elektrotechnik Weber", number="A5", first_name="Anna", last_name="Kowalski", city="Köln")


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Iterator[Desk]:
    with after(five_customers, tmp_path) as made:
        yield made


@pytest.fixture
def found(desk: Desk) -> Iterator[Found]:
    made = Found(desk)
    yield made
    made.finder.close()
