from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.finding import lexicon
from desk.finding.overlay import Overlay
from desk.rules.asked import asked

Customers = dict[int, list[str]]
NAMES = ("kraus", "krause", "meier", "mayr", "bau", "meierbau", "koeln", "50667")
QUERIES = ("kraus", "kra", "maier bau", "meierbau", "meier bau", "5066", "krasu", "koln")


class Rows:
    """A reader of made-up customers that counts what it was asked for."""

    def __init__(self, customers: Customers) -> None:
        self.customers, self.read = customers, 0

    def all(self, sql: str, /, **values: Any) -> Sequence[dict[str, Any]]:
        if "customer_word" not in sql:
            return []
        rows = [{"word": word, "customer_id": key} for key in values["ids"] for word in self.customers.get(key, ())]
        self.read += len(rows)
        return rows


def scores(found: Overlay) -> list[dict[int, float]]:
    asks = [asked(query) for query in QUERIES]
    return [found.score(each, [1.0] * len(each.tokens), [True] * len(each.tokens)) for each in asks]


customers = st.dictionaries(st.integers(1, 6), st.lists(st.sampled_from(NAMES), unique=True, max_size=4), max_size=6)


@given(st.lists(customers, min_size=1, max_size=4))
def test_customers_that_change_again_and_again_score_as_if_they_were_read_once(changes: list[Customers]) -> None:
    followed, now = Overlay(), Rows({})
    for change in changes:
        now.customers |= change
        followed.take(now, sorted(change))  # type: ignore[arg-type]
    at_once = Overlay()
    at_once.take(now, followed.keys)  # type: ignore[arg-type]
    assert scores(followed) == scores(at_once)


def test_one_more_changed_customer_costs_what_it_says_however_many_have_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[str] = []
    sounds = lexicon.sounds
    monkeypatch.setattr(lexicon, "sounds", lambda word: (heard.append(word), sounds(word))[1])
    rows, followed = Rows({key: [f"firma{key}", "bau"] for key in range(500)}), Overlay()
    followed.take(rows, list(range(500)))  # type: ignore[arg-type]
    assert len(heard) == 501  # the control: every word is listened to once
    heard.clear()
    rows.read, rows.customers[7] = 0, ["zyxquist", "bau"]
    followed.take(rows, [7])  # type: ignore[arg-type]
    assert heard == ["zyxquist"]
    assert rows.read == 2
    assert list(followed.score(asked("zyxqist"), [1.0], [True])) == [7]
    assert followed.score(asked("firma7"), [1.0], [True]).get(7) is None
