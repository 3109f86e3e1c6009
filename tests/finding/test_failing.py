from __future__ import annotations

import time

import pytest

from desk.finding import finder, search
from desk.finding.finder import Finder
from tests.finding.conftest import Found
from tests.kit.machine import until


def test_an_index_that_could_not_be_made_anew_is_tried_again_after_a_while_and_not_at_each_letter(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries, make, index = [], Finder._make, found.finder

    def broken(self: Finder) -> None:
        tries.append("")
        if len(tries) == 1:
            raise OSError("no room")
        make(self)

    monkeypatch.setattr(Finder, "_make", broken)
    monkeypatch.setattr(search, "REBUILD", 1)
    found.desk.customer("Quarz", number="Q1")
    for _ in range(3):
        assert found.numbers("quarz") == ["Q1"]
        until(lambda: not index._making)
        assert (len(tries), index.failed) == (1, "no room")
    assert 0 < index._not_before - time.monotonic() <= finder.TRY_AGAIN
    index._not_before = 0.0  # as after a minute
    assert found.numbers("quarz") == ["Q1"]
    until(lambda: not index._making)
    assert (len(tries), index.failed) == (2, "")
    assert found.numbers("quarz") == ["Q1"]
    assert index._search is not None
    assert index._search.changed == 0
