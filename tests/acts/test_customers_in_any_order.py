"""However customers are made one and separated, each thing stands with one of them, at last where it was put."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import acts
from desk.acts import customer_merging as merging
from desk.keeping.check import check
from desk.words import Refused
from tests.kit.builders import Desk, raw, team

PROOF = os.environ.get("DESK_PROOF") == "1"
REPS = ("anna", "mia", "joerg")
MANY = 4
_STANDS = """
  SELECT 'person ' || last_name, customer_id FROM contact UNION ALL
  SELECT 'number ' || number, customer_id FROM phone UNION ALL
  SELECT 'place ' || city, customer_id FROM site UNION ALL
  SELECT 'inquiry ' || number, customer_id FROM inquiry UNION ALL
  SELECT 'callback ' || number, customer_id FROM callback
"""
_CREDIT = """
  SELECT 'inquiry', number, state, holder_id, outcome FROM inquiry UNION ALL
  SELECT 'callback', number, '', owner_id, '' FROM callback ORDER BY 1, 2
"""


class Customers:
    """Four customers and what was put where, told by a plain list of who is part of whom."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.numbers = [desk.customer(f"Firm {each}") for each in range(MANY)]
        self.into: dict[int, int] = {}
        self.put: dict[str, int] = {}

    def stands_for(self, one: int) -> int:
        """Follow who is part of whom up to the one that stands for all."""
        while one in self.into:
            one = self.into[one]
        return one

    def merge(self, one: int, other: int, rep: str) -> None:
        """Make one a part of another; who holds what stays as it is."""
        before = self.desk.sql(_CREDIT)
        if one == other or one in self.into or other in self.into:
            with pytest.raises(Refused, match="customer_merge"):
                self.desk.do(merging.merge, self.numbers[one], self.numbers[other], rep=rep)
            return
        self.desk.do(merging.merge, self.numbers[one], self.numbers[other], rep=rep)
        self.into[one] = other
        assert self.desk.sql(_CREDIT) == before

    def unmerge(self, one: int, _other: int, rep: str) -> None:
        """Let one go its own way; who holds what stays as it is."""
        before = self.desk.sql(_CREDIT)
        if one not in self.into:
            with pytest.raises(Refused, match="customer_not_merged"):
                self.desk.do(merging.unmerge, self.numbers[one], rep=rep)
            return
        self.desk.do(merging.unmerge, self.numbers[one], rep=rep)
        del self.into[one]
        assert self.desk.sql(_CREDIT) == before

    def add(self, one: int, other: int, rep: str) -> None:
        """Somebody new, a place, an inquiry that somebody holds, a callback; all at whoever stands for `one`."""
        serial, at = len(self.put), self.stands_for(one)
        number = self.numbers[at]
        person = {"last_name": f"P{serial}", "phone": f"0221 55{serial:03d}"}
        self.desk.do(acts.customer_parts.contact_add, number, person, rep=rep)
        self.desk.do(acts.customer_parts.site_add, number, {"city": f"S{serial}"}, rep=rep)
        made = self.desk.inquiry(customer=self.numbers[one], holder=rep, rep=rep)
        planned = self.desk.callback(customer=self.numbers[other], rep=rep)
        self.put |= dict.fromkeys((f"person P{serial}", f"number +4922155{serial:03d}"), at)
        self.put |= {f"place S{serial}": at, f"inquiry {made}": at, f"callback {planned}": self.stands_for(other)}

    def link(self, one: int, other: int, rep: str) -> None:
        """Give the first inquiry of one customer to another."""
        mine = [name for name, at in self.standing().items() if at == one and name.startswith("inquiry")]
        if mine and self.stands_for(other) != one:
            self.desk.do(acts.work.link, int(mine[0].split()[1]), self.numbers[other], rep=rep)
            self.put[mine[0]] = self.stands_for(other)

    def edit(self, one: int, _other: int, rep: str) -> None:
        """Call somebody something else, and have a number taken away and another one given."""
        at = self.stands_for(one)
        mine = [name for name, stands in self.standing().items() if stands == at and name.startswith("number")]
        for name in mine[:1]:
            self.desk.do(acts.customer_parts.phone_remove, self.numbers[at], name.split()[1], rep=rep)
            self.desk.do(acts.customers.edit, self.numbers[at], {"phone": "0221 77" + name[-3:]}, rep=rep)
            del self.put[name]
            self.put[f"number +4922177{name[-3:]}"] = at

    def standing(self) -> dict[str, int]:
        """Say with which customer each thing stands, as the store has it."""
        with raw(self.desk.path) as connection:
            found = connection.execute(_STANDS).fetchall()
        assert len(dict(found)) == len(found), "each thing is there once"
        return {name: customer - 1 for name, customer in found}

    def expected(self) -> dict[str, int]:
        """Say with which it has to: whoever stands for the one it was put to."""
        return {name: self.stands_for(at) for name, at in self.put.items()}


PLACES = st.integers(0, MANY - 1)
VERBS = st.sampled_from(["merge", "merge", "unmerge", "add", "link", "edit"])
STEPS = st.lists(st.tuples(VERBS, PLACES, PLACES, st.sampled_from(REPS)), min_size=6, max_size=18)


@settings(max_examples=300 if PROOF else 4, deadline=None)
@given(steps=STEPS)
def test_each_thing_stands_with_whoever_stands_for_the_customer_it_was_put_to_and_at_last_with_that_one(steps):
    with tempfile.TemporaryDirectory() as folder, team(Path(folder)) as desk:
        customers = Customers(desk)
        for each in range(MANY):
            customers.add(each, (each + 1) % MANY, "anna")
        for verb, *places, rep in steps:
            getattr(customers, verb)(*places, rep)
            assert customers.standing() == customers.expected(), (verb, places)
        assert check(desk.path).sound
        for each in (each for each in range(MANY) if each in customers.into):
            customers.unmerge(each, each, "mia")
        assert customers.standing() == customers.put
        assert check(desk.path).sound


def test_a_thing_that_stands_with_the_wrong_customer_would_be_seen(tmp_path):
    """The control: a person that is moved behind the back of the acts is not where it was put."""
    with team(tmp_path) as desk:
        customers = Customers(desk)
        customers.add(0, 1, "anna")
        assert customers.standing() == customers.expected()
        with raw(desk.path, "rw") as connection:
            connection.execute("UPDATE contact SET customer_id = 2")
        assert customers.standing() != customers.expected()
