"""Two customers that are one: which is the other, which of the two stays, and which goes its own way again."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from textual import on
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from desk import phone
from desk.language import _, n_
from desk.rows import CustomerCard, MergedCustomer
from desk.screens.questions.base import Incomplete, Question
from desk.screens.questions.link import LinkQuestion
from desk.text import fit, pieces, plain
from desk.widgets.card_lines import Name, faces
from desk.widgets.choices import Choice, Choices
from desk.widgets.double_list import DoubleList
from desk.widgets.terms import called
from desk.words import State

_LABEL = 11


class SameCustomerQuestion(LinkQuestion):
    """Asks which customer is the same as the one whose card is shown; what is looked for is no draft."""

    LIST = DoubleList

    @property
    def sentence(self) -> str:
        """Ask for the other one."""
        return _("Which customer is the same?")

    def typed(self) -> dict[str, str]:
        """Keep nothing: a search is no text of anybody."""
        return {}


class WhoStaysQuestion(Question[str]):
    """Shows two customers side by side and asks which of them stays; gives its number.

    First stands the other one, as whoever is at a double's card means it, but a prospect never before a customer.
    """

    def __init__(self, one: CustomerCard, other: CustomerCard, name: Name = str) -> None:
        super().__init__(_("Make one of two customers"))
        self._cards, self._called = (other, one) if other.grade or not one.grade else (one, other), name

    def asked(self) -> Iterable[Widget]:
        """Show both, and who may stay."""
        yield Sides(*self._cards, self._called)
        yield Static(
            plain(_("Which one stays? It gets everything of both; what both say differently counts as it says it.")),
            classes="ask more",
        )
        yield Choices(
            tuple(
                Choice(
                    str(digit),
                    f"{stays.number} {stays.company}",
                    _("{number} becomes a part of it").format(number=gone),
                )
                for digit, (stays, gone) in enumerate(zip(self._cards, self._gone(), strict=True), 1)
            )
        )

    def begin(self) -> None:
        """Choose."""
        self.set_focus(self.query_one(Choices))

    def answer(self) -> str:
        """Give the number of the one under the cursor."""
        at = self.query_one(Choices).cursor
        if at < 0:
            raise Incomplete(_("Choose first."))
        return self._cards[at].number

    def action_choose(self, digit: int) -> None:
        """Take one by its digit."""
        if digit <= len(self._cards):
            self.give(self._cards[digit - 1].number)

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)

    def _gone(self) -> tuple[str, ...]:
        return tuple(card.number for card in reversed(self._cards))


class WhoGoesQuestion(Question[str]):
    """Asks which of several customers that are part of this one is to be on its own again; gives its number."""

    def __init__(self, what: str, parts: tuple[MergedCustomer, ...]) -> None:
        super().__init__(what)
        self._parts = parts[:9]

    def asked(self) -> Iterable[Widget]:
        """Give them."""
        yield Static(plain(_("Which one is to be on its own again?")), classes="ask")
        yield Choices(tuple(Choice(str(digit), each.number, each.company) for digit, each in enumerate(self._parts, 1)))

    def begin(self) -> None:
        """Choose."""
        self.set_focus(self.query_one(Choices))

    def answer(self) -> str:
        """Give the number of the one under the cursor."""
        return self._parts[max(0, self.query_one(Choices).cursor)].number

    def action_choose(self, digit: int) -> None:
        """Take one by its digit."""
        if digit <= len(self._parts):
            self.give(self._parts[digit - 1].number)

    @on(Choices.Opened)
    def _opened(self, event: Choices.Opened) -> None:
        self.action_choose(event.index + 1)


class Sides(Static):
    """Two customers side by side, a line for each thing that one of them says; what differs stands out."""

    def __init__(self, one: CustomerCard, other: CustomerCard, name: Name) -> None:
        super().__init__(id="sides")
        self._told = sides(one, other, name)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as both need in columns this wide."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Write them in two columns."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        column = max(8, (width - _LABEL - 2) // 2)
        return [line for told in self._told for line in _beside(*told, column)]


def _beside(label: str, one: str, other: str, column: int) -> list[Content]:
    style = "bold" if one != other else ""
    both = zip_longest(_in_column(one or "-", column), _in_column(other or "-", column), fillvalue="")
    return [
        pieces(
            (fit("" if at else label, _LABEL), "$secondary"),
            (fit(mine, column), style),
            "  ",
            (fit(theirs, column), style),
        )
        for at, (mine, theirs) in enumerate(both)
    ]


def _in_column(text: str, width: int) -> list[str]:
    """Break a text into at most two lines; the second is cut where it has to be."""
    first, *more = (line.plain for line in plain(text).wrap(width))
    return [first, text[len(first) :].strip()] if more else [first]


def sides(one: CustomerCard, other: CustomerCard, name: Name = str) -> list[tuple[str, str, str]]:
    """Give label and both texts of everything that one of two customers says; `name` gives the short name of a rep."""
    both = zip(_told(one, name), _told(other, name), strict=True)
    return [(label, mine, theirs) for (label, mine), (_label, theirs) in both if mine or theirs]


def _told(card: CustomerCard, name: Name) -> tuple[tuple[str, str], ...]:
    reach = (*card.phones, *(number for each in card.contacts for number in each.phones))
    emails = (*card.emails, *(address for each in card.contacts for address in each.emails))
    calls = len(card.callbacks)
    still = sum(row.state is not State.CLOSED for row in card.inquiries)
    return (
        (_("Customer"), f"{card.number} {card.company}"),
        (_("Grade"), " · ".join((card.grade or _("prospect"), *(called(each) for each in (card.care_model,) if each)))),
        (_("Faces"), faces(card._replace(care_model=None), name)),
        (_("Sector"), ", ".join(card.sectors)),
        (_("Best times"), card.call_times or ""),
        (_("Website"), card.website or ""),
        (_("Remark"), card.remark or ""),
        (_("Reach"), ", ".join((*map(phone.shown, reach), *emails))),
        (_("Contacts"), ", ".join(each.name for each in card.contacts)),
        (_("Sites"), ", ".join(each.city or each.name or each.street or "" for each in card.sites)),
        (_("Calls"), n_("{count} planned", "{count} planned", calls).format(count=calls) if calls else ""),
        (_("Inquiries"), _("{open} open, {closed} before").format(open=still, closed=len(card.inquiries) - still)),
    )
