"""What has to hold of people in a store: of absences, of whoever has left, of customers that are one."""

from __future__ import annotations

from typing import Any

Rows = dict[str, list[dict[str, Any]]]
"""Every row by its table, as `tests.acts.state.read_rows` gives them."""


def open_(each: dict[str, Any]) -> bool:
    """Say whether something has not ended."""
    return bool(each["state"] == "open")


def absences_keep_their_times(now: Rows, clock: int) -> None:
    """Nothing waits to begin or end that is due, and nothing is kept for the return of somebody who is here."""
    for each in now["absence"]:
        assert each["state"] != "planned" or each["from_at"] > clock, "an absence did not begin"
        assert each["state"] != "away" or each["until_at"] > clock, "an absence did not end"
    gone = {each["rep_id"] for each in now["absence"] if each["state"] == "away" and each["kind"] != "visit"}
    assert {each["rep_id"] for each in now["handed"]} <= gone, "something is kept for somebody who is here"
    assert all(each["widen_at"] is None or each["widen_at"] > clock for each in now["callback"] if open_(each))
    for each in now["callback"]:
        assert (each["owner_kind"] == "tandem") == (each["owner_tandem_id"] is not None)


def nobody_has_left_with_anything(now: Rows) -> None:
    left = {each["id"] for each in now["rep"] if each["ended_at"] is not None}
    has = {each["holder_id"] for each in now["inquiry"] if each["state"] != "closed"}
    for table, columns in (("offer", "from_id to_id"), ("promise", "rep_id"), ("callback", "owner_id")):
        has |= {each[column] for each in now[table] if open_(each) for column in columns.split()}
    has |= {each[face] for each in now["customer"] for face in ("inside_id", "field_id")}
    has |= {each[half] for each in now["tandem"] if each["until_at"] is None for half in ("inside_id", "field_id")}
    has |= {each["rep_id"] for table in ("customer_part", "handed") for each in now[table]}
    assert not left & has, "somebody who has left has something"


def what_is_merged_has_nothing(now: Rows) -> None:
    """Whoever looks for a merged customer finds one that stands for it, and everything there."""
    into = {each["id"]: each["merged_into"] for each in now["customer"]}
    for key, upper in into.items():
        path = [key]
        while upper is not None:
            assert upper not in path, "two customers are each other"
            path.append(upper)
            upper = into[upper]
        for table in ("inquiry", "callback", "contact", "site", "phone", "email", "note"):
            has = [each for each in now[table] if each.get("customer_id") == key]
            assert len(path) == 1 or not has, f"{table} of a customer that is part of another"
