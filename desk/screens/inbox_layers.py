"""The layers of the inbox: the filter line, the open pane, the marks; Esc takes away the uppermost."""

from __future__ import annotations

from textual import on

from desk import sentences
from desk.language import _
from desk.rules import filters
from desk.rules.filters import Filter
from desk.screens.inbox_verbs import InboxVerbs
from desk.widgets.inquiry_list import InquiryList
from desk.widgets.key_footer import KeyFooter
from desk.widgets.reading_pane import ReadingPane
from desk.widgets.typed import Given, Left
from desk.words import Refused


class InboxLayers(InboxVerbs):
    """What lies on the list, and how one comes back to it."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._wanted: Filter = filters.parse("", mine=True)

    async def action_search(self) -> None:
        """Type a filter; the line for it is made when it is first needed."""
        from desk.widgets.filter_line import FilterLine

        if not self.query(FilterLine):
            await self.mount(FilterLine(), before="#halves")
        self.add_class("-filtering")
        self.query_one(KeyFooter).tell_typing(_("Filter"))
        await self.query_one(FilterLine).begin(self._text)

    @on(Given)
    def _filter(self, event: Given) -> None:
        try:
            wanted = filters.parse(event.text, mine=True)
            filters.require_known(wanted, tuple(self.around.names))
        except Refused as refusal:
            self.refuse(sentences.refusal(refusal))
            return
        self._text, self._wanted = event.text, wanted
        self._end_filter()
        self.say("")
        self.listing.unmark()
        self.fill()

    @on(Left)
    def _end_filter(self) -> None:
        self.remove_class("-filtering")
        self.say_keys()
        self.listing.focus()

    def action_open(self) -> None:
        """Read the whole inquiry."""
        self.show_open(True)

    @on(InquiryList.Opened)
    @on(ReadingPane.Opened)
    def _open(self) -> None:
        if self.listing.current is not None:
            self.show_open(True)

    def show_open(self, opened: bool) -> None:
        """Let the pane have the whole height, or the list come back."""
        self.set_class(opened, "-open")
        self.pane.open(opened)
        (self.pane if opened else self.listing).focus()
        self.say_keys()

    def say_keys(self) -> None:
        """Name only keys that do something here and now: in an empty list there is nothing to accept."""
        if self.has_class("-filtering"):
            return
        listed = "inbox" if self.listing.numbers else "inbox not found" if self._text else "inbox done"
        self.query_one(KeyFooter).tell("pane" if self.has_class("-open") else listed)

    @property
    def reading(self) -> int | None:
        """The inquiry in the pane, when that stands beside the list or is open."""
        detail = self.pane.detail if self.has_class("-open") or self.has_class("-wide") else None
        return detail.row.number if detail is not None else None

    def readers_changed(self) -> None:
        """Say in the pane's head who else reads this."""
        self.pane.lay_out()

    def action_back(self) -> None:
        """Go back one layer: the open pane, the marks, the filter."""
        if self.has_class("-open"):
            self.show_open(False)
        elif self.pane.has_focus:
            self.listing.focus()
        elif not self.listing.unmark() and self._text:
            self._filter(Given(""))

    def unfilter(self) -> None:
        """Show the list as it is at first, whatever lies on it."""
        if self.has_class("-open"):
            self.show_open(False)
        if self._text:
            self._filter(Given(""))

    def action_close_layer(self) -> None:
        """Close a layer; at the root the second press quits."""
        if self.has_class("-open") or self.pane.has_focus or self._text:
            self.action_back()
        else:
            super().action_close_layer()
