"""Rows about customers that are part of another one."""

from typing import NamedTuple

from desk.words import CareModel, Grade


class MergedCustomer(NamedTuple):
    """A customer that is part of another one, with what its own row says; `into` is the number of the next one."""

    id: int
    number: str
    into: str
    company: str
    grade: Grade | None
    sectors: tuple[str, ...]
    care_model: CareModel | None
    inside: str | None
    field: str | None
    website: str | None
    call_times: str | None
    remark: str | None
