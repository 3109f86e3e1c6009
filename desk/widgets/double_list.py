"""Customers that may be one with another: each line says what both share."""

from __future__ import annotations

from textual.content import Content

from desk.language import _
from desk.rows import CustomerHit
from desk.text import fit, pieces
from desk.widgets.customer_list import CustomerList
from desk.widgets.terms import why

_CITY, _NUMBER, _NAME = 14, 9, 18
"""Cells of a town and a customer's number; and of a name at the least."""
_ALONE = ("similar_name", "word")
"""What is not the same, only alike."""


class DoubleList(CustomerList):
    """Name, grade, number and town of each, and instead of why the search found it what it has in common."""

    def _draw(self, row: CustomerHit, width: int, cursor: bool) -> Content:
        city = _CITY if width >= 60 else 0
        widest = max((len(common(each)) for each in self.rows), default=0)
        said = max(0, min(widest, width - 4 - city - _NUMBER - _NAME))
        shown = f"{row.name}, {row.person}" if row.person else row.name
        return pieces(
            ("▌" if cursor else " ", "$accent"),
            (fit(shown, width - 4 - city - _NUMBER - said), "bold"),
            (f" {row.grade or '-'} ", "bold" if row.grade == "A" else ""),
            (fit(row.number, _NUMBER - 1) + " ", "$secondary"),
            fit(row.city or "", city - 1) + " " if city else "",
            (fit(common(row), said), "" if row.shared not in ((), ("word",)) else "$secondary"),
        )


def common(hit: CustomerHit) -> str:
    """Say what a customer shares with the other one; what the search says when that is nothing."""
    same = ", ".join(why(each) for each in hit.shared if each not in _ALONE)
    said = [why(each) for each in hit.shared if each in _ALONE]
    said += [_("same {things}").format(things=same)] if same else []
    return ", ".join(said) or why(hit.why)
