"""The rows of a customer's card: what an inquiry, a callback, a person or an entry of a trail looks like there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from desk import format, phone
from desk.language import _, language
from desk.rows import CallbackRow, ContactRow, InquiryRow, MergedCustomer, SiteRow, TrailLine
from desk.sentences import trail
from desk.text import fit
from desk.text import width as cells
from desk.widgets.card_blocks import MOST, Line
from desk.widgets.terms import called

Name = Callable[[str], str]

_ROOMY, _WIDE = 42, 58
"""Cells from which a line has room for since when and for the day of the week; for the state of an inquiry as well."""
_NAMED = 32
"""Cells up to which names give the ways to reach people a column of their own."""
_NUMBER, _CLOCK, _DAY, _DATE, _OUTCOME = 8, 9, 15, 11, 12
"""Cells of an inquiry's number, of what its clock says, of a day with and without its weekday, and of an outcome."""


class Sight(NamedTuple):
    """Who looks and when: the present instant, the team's zone, and what gives the short name of a handle."""

    now: datetime
    zone: str
    name: Name

    def moment(self, at: datetime) -> str:
        """Write day and time of day."""
        return format.moment(at, self.now, self.zone, language())

    def day(self, at: datetime) -> str:
        """Write the day."""
        return format.day(at, self.now, self.zone, language())

    def date(self, at: datetime) -> str:
        """Write the day without the day of the week."""
        day = self.day(at)
        return day.partition(" ")[2] or day

    def short(self, at: datetime) -> str:
        """Write an instant as short as can be: the time of day when it is one of today, else the day."""
        return format.clock_time(at, self.zone) if self.day(at) == self.day(self.now) else self.day(at)


def inquiries(
    rows: Sequence[InquiryRow], since: Mapping[int, datetime | None], sight: Sight
) -> Callable[[InquiryRow, int], list[Line]]:
    """Give what writes open inquiries: what each is about, how it stands, with whom since when, what its clock says."""

    def who(row: InquiryRow) -> str:
        holder = sight.name(row.holder) if row.holder else _("nobody")
        return f"{holder} > {sight.name(row.offered_to)}" if row.offered_to else holder

    def came(row: InquiryRow) -> str:
        at = since.get(row.number)
        return sight.short(at) if at is not None else ""

    stands = max((cells(called(row.state)) for row in rows[:MOST]), default=0)
    whose = max((cells(who(row)) for row in rows[:MOST]), default=0)
    whence = max((cells(came(row)) for row in rows[:MOST]), default=0)

    def written(row: InquiryRow, width: int) -> list[Line]:
        minutes = (row.next_at - sight.now).total_seconds() / 60 if row.next_at else 0.0
        due = format.duration(minutes) if row.next_at else ""
        state = f"  {fit(called(row.state), stands)}" if width >= _WIDE else ""
        at = f" {came(row):>{whence}}" if whence and width >= _ROOMY else ""
        held = min(whose, max(6, width // 4))
        about = max(8, width - _NUMBER - cells(state) - 2 - held - len(at) - _CLOCK)
        return [
            [
                (fit(f"#{row.number}", _NUMBER), "bold"),
                fit(row.about, about),
                (state, "$secondary"),
                f"  {fit(who(row), held)}",
                (at, "$secondary"),
                (f"{due:>{_CLOCK}}", "bold $error" if minutes < 0 else ""),
            ]
        ]

    return written


def calls(rows: Sequence[CallbackRow], sight: Sight) -> Callable[[CallbackRow, int], list[Line]]:
    """Give what writes callbacks: when, about what, and whose each is."""
    days = max((cells(sight.moment(row.from_at)) for row in rows[:MOST]), default=0)

    def written(row: CallbackRow, width: int) -> list[Line]:
        when, who = f"{sight.moment(row.from_at):>{days}}", sight.name(row.owner)
        style = "bold $error" if row.from_at < sight.now else ""
        topic = fit(row.topic, max(8, width - cells(when) - cells(who) - 4))
        return [[(when, style), "  ", topic, "  ", (who, "$secondary")]]

    return written


def contacts(people: Sequence[ContactRow]) -> Callable[[ContactRow, int], list[Line]]:
    """Give what writes people: on one line, on two when the ways to reach them need one of their own, or on more."""
    widths = [cells(_named(each)) for each in people[:MOST]]
    column = max((each for each in widths if each <= _NAMED), default=0)

    def written(person: ContactRow, width: int) -> list[Line]:
        ways = (*map(phone.shown, person.phones), *person.emails)
        reach, called = ", ".join(ways), cells(_named(person))
        first: Line = [(person.name, "bold"), _named(person).removeprefix(person.name)]
        each_way: list[Line] = [[way] for way in ways]
        for room in (max(0, column - called), 0):
            if not reach or called + room + 2 + cells(reach) <= width:
                return [[*first, " " * (room + 2) + reach if reach else ""]]
        return [first, [reach]] if cells(reach) <= width else [first, *each_way]

    return written


def entries(shown: Sequence[TrailLine], sight: Sight) -> Callable[[TrailLine, int], list[Line]]:
    """Give what writes lines of a trail: days and times of day in columns."""
    widest = max((len(sight.moment(line.at)) for line in shown[:MOST]), default=0)
    days = max((len(sight.date(line.at)) for line in shown[:MOST]), default=0)

    def written(line: TrailLine, width: int) -> list[Line]:
        day, blank, time = sight.moment(line.at).rpartition(" ")
        when = f"{day:<{max(0, widest - len(time) - 1)}}{blank}{time:>{0 if blank else widest}}"
        if width < _ROOMY:
            when = f"{sight.date(line.at):>{days}}"
        who = sight.name(line.rep) if line.rep else _("the desk")
        said = _("{rep}: {what}").format(rep=who, what=trail(line))
        said = f"{said} ({line.of})" if line.of else said
        return [[(when, "$secondary"), "  ", fit(said, max(8, width - len(when) - 2))]]

    return written


def closed(sight: Sight) -> Callable[[InquiryRow, int], list[Line]]:
    """Give what writes closed inquiries: what each was about, how it ended, and when it came in."""

    def written(row: InquiryRow, width: int) -> list[Line]:
        end = called(row.outcome) if row.outcome else called(row.state)
        is_narrow = width < _ROOMY
        day, room = (sight.date(row.received_at), _DATE) if is_narrow else (sight.day(row.received_at), _DAY)
        about = width - _NUMBER - 2 - room
        outcome = f"  {fit(end, _OUTCOME)}" if about - _OUTCOME - 2 >= _OUTCOME else ""
        return [
            [
                fit(f"#{row.number}", _NUMBER),
                fit(row.about, max(8, about - len(outcome))),
                (f"{outcome}  {day:>{room}}", "$secondary"),
            ]
        ]

    return written


def part(one: MergedCustomer, name: Name) -> list[Line]:
    """Write a customer that is part of this one, with what its own row says."""
    own = (
        one.grade,
        of_the_team(one.inside, one.field, name),
        ", ".join(one.sectors),
        called(one.care_model) if one.care_model else "",
        one.call_times,
        one.website,
        one.remark,
    )
    return [[(one.number, "bold"), f" {one.company}", ("".join(f" · {each}" for each in own if each), "$secondary")]]


def site(one: SiteRow) -> str:
    """Write a place on one line; empty when nothing is known of it."""
    town = " ".join(each for each in (one.postcode, one.city) if each)
    return ", ".join(each for each in (one.name, one.street, town, one.country) if each)


def of_the_team(inside: str | None, field: str | None, name: Name) -> str:
    """Say who of the team cares for a customer."""
    told = [_("{name} (inside)").format(name=name(inside))] if inside else []
    told += [_("{name} (field)").format(name=name(field))] if field else []
    return ", ".join(told)


def _named(person: ContactRow) -> str:
    return f"{person.name} ({person.role})" if person.role else person.name
