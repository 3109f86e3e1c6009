"""What is possible here and now: every key with its sentence, searched by typing, run by Enter; and all commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from desk import keys
from desk.language import N_, _, n_
from desk.screens.sheet import Sheet
from desk.text import pieces, plain
from desk.themes import NAMES
from desk.widgets.entry_list import Entry, EntryList
from desk.widgets.key_line import KeyLine
from desk.widgets.line import Line
from desk.widgets.places_bar import NAMES as PLACES

if TYPE_CHECKING:
    from textual.app import App

_GROUPS = {
    "inbox": N_("Inquiries"),
    "customers": N_("Customers"),
    "callbacks": N_("Callbacks"),
    "list": N_("Moving"),
    "marks": N_("Marking"),
    "pane": N_("Reading"),
    "questions": N_("In this question"),
    "common": N_("Everywhere"),
}
_THEMES = {"dark": N_("Dark"), "light": N_("Light"), "contrast": N_("High contrast")}


class Help(Sheet[Entry | None]):
    """A list of what can be done; gives what was chosen, or None."""

    DEFAULT_CSS = """
    Help { align: center middle; background: $background 50%; }
    Help #sheet {
        width: 100%; max-width: 96; height: 100%; max-height: 36; margin-bottom: 2;
        background: $surface; padding: 0 1;
        border: round $accent; border-title-color: $accent; border-title-style: bold;
    }
    Help #query { height: 1; margin-bottom: 1; background: $panel-lighten-2; }
    Help #hints { dock: bottom; background: $panel; }
    Help ShortList { background: transparent; }
    """
    AUTO_FOCUS = "Input"
    BINDINGS = keys.bindings("help")

    def __init__(self, title: str, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self._title, self._entries = title, entries

    def compose(self) -> ComposeResult:
        """Lay out field, list and hints."""
        with Vertical(id="sheet") as sheet:
            sheet.border_title = plain(self._title)
            field = Input(id="query", compact=True, placeholder=_("type to search"))
            field.cursor_blink = False
            yield field
            yield EntryList(id="entries")
            yield Line(id="sentence")
        yield KeyLine(id="hints")

    def on_mount(self) -> None:
        """Show everything."""
        self._show(self._entries)

    def _show(self, entries: tuple[Entry, ...]) -> None:
        self.query_one(EntryList).show(entries, keep=False)
        found = n_("{count} entry", "{count} entries", len(entries)).format(count=len(entries))
        named = (("enter", _("Run it")), ("down", _("Choose")), ("escape", _("Back")))
        hints = [(keys.shown(name), label) for name, label in named]
        self.query_one("#hints", KeyLine).put_keys(hints, pieces(found, " "))

    @on(EntryList.Moved)
    def _tell(self) -> None:
        """Say in full what a narrow list cuts short."""
        chosen = self.query_one(EntryList).current
        self.query_one("#sentence", Line).put(pieces(chosen.help if chosen is not None else _("Nothing found")))

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        words = event.value.casefold().split()
        self._show(tuple(entry for entry in self._entries if entry.matches(words)))

    @on(Input.Submitted)
    @on(EntryList.Opened)
    def _chosen(self) -> None:
        chosen = self.query_one(EntryList).current
        if chosen is not None:
            self.dismiss(chosen)

    def action_cancel(self) -> None:
        """Go back; nothing is run."""
        self.dismiss(None)

    def action_down(self) -> None:
        """Choose the next entry, without leaving the field."""
        self.query_one(EntryList).action_down()

    def action_up(self) -> None:
        """Choose the entry before."""
        entries = self.query_one(EntryList)
        entries.go(entries.cursor - 1)

    def action_page_down(self) -> None:
        """Go one page down."""
        self.query_one(EntryList).action_page_down()

    def action_page_up(self) -> None:
        """Go one page up."""
        self.query_one(EntryList).action_page_up()


def listed(app: App[Any]) -> tuple[Entry, ...]:
    """Give what the help lists: the keys that do something now, and the verbs of the place that have none."""
    found = (*entries_here(app), *_keyless(app))
    order = [_(_GROUPS[each]) for each in (*_order(app), "common")]
    return tuple(sorted(found, key=lambda entry: order.index(entry.group)))


def entries_here(app: App[Any]) -> tuple[Entry, ...]:
    """Give every key that does something now, the place's own first."""
    found: dict[str, Entry] = {}
    for active in app.screen.active_bindings.values():
        binding = active.binding
        id, _dot, _rest = (binding.id or "").partition(".")
        if not active.enabled or not binding.tooltip or id in found:
            continue
        entry = keys.known(id)
        shown = keys.shown_all(entry) if entry is not None else keys.shown(binding.key)
        group = _group(entry, _order(app))
        found[id] = Entry(_(binding.description), _(binding.tooltip), shown, group, binding.key)
    return tuple(found.values())


def commands(app: App[Any]) -> tuple[Entry, ...]:
    """Give all commands: what the keys do here, the places, the looks, and the way out."""
    found = [entry for entry in listed(app) if entry.action != "" or entry.label != _("Places")]
    from desk.screens import draft_list

    entries = [*draft_list.entries(app)]
    entries += [Entry(entry.label, entry.help, entry.shown, "", entry.press, entry.action) for entry in found]
    entries += _places()
    entries += [
        Entry(_("Theme: {name}").format(name=_(label)), _("Show the desk in this look."), action=f"app.theme('{name}')")
        for name, label in _THEMES.items()
        if name in NAMES
    ]
    return tuple(entries)


def _places() -> Iterable[Entry]:
    for digit, name in enumerate(keys.PLACES, 1):
        label = _("Go to {place}").format(place=_(PLACES[name]))
        yield Entry(label, "", str(digit), action=f"app.place({digit})")


def _keyless(app: App[Any]) -> Iterable[Entry]:
    order = _order(app)
    for entry in keys.here(order[0]):
        if not entry.keys:
            yield Entry(_(entry.label), _(entry.help), "", _group(entry, order), action=f"screen.{entry.id}")


def _order(app: App[Any]) -> tuple[str, ...]:
    """Give the groups of where one is, its own first."""
    where: str = getattr(app.screen, "WHERE", "questions")
    return where, *(each for each in keys.WITHIN.get(where, ()) if each in _GROUPS and each not in (where, "common"))


def _group(entry: keys.Key | None, order: tuple[str, ...]) -> str:
    """Name the group of a key: everywhere, or the nearest of where one is."""
    where = entry.where if entry is not None else order[:1]
    everywhere = {"common", "app"} & set(where)
    group = "common" if everywhere else next((each for each in order if each in where), order[0])
    return _(_GROUPS[group])
