"""Every key of the desk, once: footer, help, palette, documentation and the user's own keymap read this table.

One key, one verb, everywhere: a verb has one entry and names the places where it works. Labels and help sentences are
marked here and translated where they are shown.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from desk.key_places import FOOTERS as FOOTERS
from desk.key_places import WITHIN as WITHIN
from desk.language import N_, _

if TYPE_CHECKING:
    from textual.binding import Binding, BindingType

MOST_IN_FOOTER = 7
"""Entries that fit on a line of 80 columns in both languages."""

PLACES = ("inbox", "customers", "callbacks")
"""The places, in the order of their digits."""


class Key(NamedTuple):
    """One verb: its keys in Textual's names (the first is the one shown), its label, its sentence, where it works.

    `action` is the id unless given; `{key}` in it stands for the key that was pressed. A verb that is seldom needed has
    no key: help and palette list it.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: tuple[str, ...]
    action: str = ""

    def binding(self, keys: str) -> "Binding":
        """Give the Textual binding of some of its keys."""
        from textual.binding import Binding  # `desk keys` prints this table without a terminal

        action = (self.action or self.id).replace("{key}", keys)
        return Binding(keys, action, self.label, show=False, tooltip=self.help, id=f"{self.id}.{keys}")


_ALL = ("common", "questions", "help")
"""Places and the layers above them."""

_ANYWHERE = ("common", "questions", "help")
KEYS: tuple[Key, ...] = (
    # moving
    Key("down", ("j", "down"), N_("Down"), N_("Go one line down."), ("list", "pane")),
    Key("up", ("k", "up"), N_("Up"), N_("Go one line up."), ("list", "pane")),
    Key("first", ("g", "home"), N_("First"), N_("Go to the first line."), ("list", "pane")),
    Key("last", ("G", "end"), N_("Last"), N_("Go to the last line."), ("list", "pane")),
    Key("page_down", ("pagedown",), N_("Page down"), N_("Go one page down."), ("list", "pane")),
    Key("page_up", ("pageup",), N_("Page up"), N_("Go one page up."), ("list", "pane")),
    Key(
        "mark", ("space",), N_("Mark"), N_("Mark this line and go on; a verb then takes all marked lines."), ("marks",)
    ),
    Key("range", ("v",), N_("Range"), N_("Mark from here to where you press it again."), ("marks",)),
    Key("mark_all", ("*", "f6"), N_("Mark all"), N_("Mark all that are shown, or none."), ("marks",)),
    Key("open", ("enter",), N_("Open"), N_("Open what the cursor stands on."), ("list", "pane")),
    # custody and work
    Key(
        "accept",
        ("a",),
        N_("Accept"),
        N_("Take, accept, wake or reopen this inquiry: you are answerable for it."),
        ("inbox",),
    ),
    Key("forward", ("f",), N_("Forward"), N_("Offer this inquiry to a colleague; Enter sends."), ("inbox",)),
    Key(
        "bring_back",
        ("b",),
        N_("Bring back"),
        N_("Back to the inbox; take back what you offer, decline what is offered to you."),
        ("inbox",),
    ),
    Key("call", ("c",), N_("Call"), N_("Call, and note what came of it."), ("inbox", "customers", "callbacks")),
    Key("reply", ("r",), N_("Reply"), N_("Note the first reply: spoken or written."), ("inbox",)),
    Key("time", ("t",), N_("Time"), N_("Set a time: callback, snooze, follow-up or promise."), ("inbox", "callbacks")),
    Key(
        "not_reached",
        ("-",),
        N_("Not reached"),
        N_("Note that nobody answered; the next try plans itself."),
        ("inbox", "customers", "callbacks"),
    ),
    Key("done", ("e",), N_("Done"), N_("Close it with its outcome."), ("inbox", "callbacks")),
    Key("qualify", ("l",), N_("Lead"), N_("Note what the lead wants: what, by when, budget, area, fit."), ("inbox",)),
    Key("note", ("i",), N_("Note"), N_("Write a note into the trail."), ("inbox",)),
    Key("priority", ("p",), N_("Priority"), N_("Set the priority: normal, high or low."), ("inbox",)),
    Key(
        "new",
        ("n",),
        N_("New"),
        N_("Make a new one: inquiry, customer or callback, as the place is."),
        ("inbox", "customers", "callbacks"),
    ),
    Key("edit", ("x",), N_("Edit"), N_("Change what is written here."), ("inbox", "customers")),
    Key("merge", ("m",), N_("Merge"), N_("Merge this inquiry into another one; undo brings both back."), ("inbox",)),
    Key("merge_customer", ("m",), N_("Merge"), N_("Make one of this customer and another one."), ("customers",)),
    Key("unmerge_customer", ("b",), N_("Separate"), N_("Let a merged customer go its own way."), ("customers",)),
    Key(
        "customer",
        ("o",),
        N_("Customer"),
        N_("Show the customer's card, or say whose inquiry it is."),
        ("inbox", "callbacks"),
    ),
    Key("attach", (), N_("Attach"), N_("Add what the customer says once more to this inquiry."), ("inbox",)),
    Key("assign", (), N_("Assign"), N_("Give this inquiry to a rep; a lead does that."), ("inbox",)),
    Key("repeat", (".",), N_("Again"), N_("Do the last verb again, here."), ("inbox",)),
    Key("search", ("s", "/"), N_("Search"), N_("Search and filter this list."), ("inbox", "customers")),
    Key(
        "copy",
        ("y",),
        N_("Copy"),
        N_("Copy the telephone number; twice copies the inquiry's number."),
        ("inbox", "customers", "callbacks"),
    ),
    # help: the field has the focus, arrows choose
    Key("choose_next", ("down",), N_("Down"), N_("Go one line down."), ("help",), "down"),
    Key("choose_before", ("up",), N_("Up"), N_("Go one line up."), ("help",), "up"),
    Key("choose_page_down", ("pagedown",), N_("Page down"), N_("Go one page down."), ("help",), "page_down"),
    Key("choose_page_up", ("pageup",), N_("Page up"), N_("Go one page up."), ("help",), "page_up"),
    # questions
    Key("finish", ("f2",), N_("Finish"), N_("Finish: save what is written here."), ("questions",)),
    Key("cancel", ("escape",), N_("Back"), N_("Go back; nothing is written."), ("questions", "help")),
    Key(
        "choose",
        ("1", "2", "3", "4", "5", "6", "7", "8", "9"),
        N_("Choose"),
        N_("Choose by number."),
        ("choices",),
        "choose({key})",
    ),
    # everywhere
    Key("next_part", ("tab",), N_("Next part"), N_("Go on to the next field or part."), _ALL, "app.focus_next"),
    Key("part_before", ("shift+tab",), N_("Part before"), N_("Go back one field or part."), _ALL, "app.focus_previous"),
    Key(
        "interrupt",
        ("ctrl+c",),
        N_("Copy"),
        N_("Copy what is marked in a field; quits nothing."),
        _ALL,
        "app.interrupt",
    ),
    Key("undo", ("u",), N_("Undo"), N_("Take the last act back."), ("common",)),
    Key("redo", ("U", "f5"), N_("Redo"), N_("Bring back what was taken back."), ("common",)),
    Key("find", ("f3",), N_("Find"), N_("Find a customer, from anywhere."), _ANYWHERE, "app.find_customer"),
    Key(
        "new_inquiry",
        ("f4",),
        N_("New inquiry"),
        N_("Write down a new inquiry, from anywhere."),
        _ANYWHERE,
        "app.new_inquiry",
    ),
    Key(
        "places",
        ("1", "2", "3"),
        N_("Places"),
        N_("Go to a place: 1 Inbox, 2 Customers, 3 Callbacks."),
        ("common",),
        "app.place({key})",
    ),
    Key(
        "help",
        ("?", "f1"),
        N_("Help"),
        N_("List every key here and now; can be searched."),
        ("common", "questions"),
        "app.help",
    ),
    Key("who_is_free", ("w",), N_("Who is free"), N_("See who is free, and who has how much."), ("common",)),
    Key("commands", (":", "ctrl+p"), N_("Commands"), N_("Search all commands."), ("common",), "app.commands"),
    Key("back", ("escape",), N_("Back"), N_("Go back one layer; nothing is lost."), ("common",)),
    Key("quit", ("q",), N_("Quit"), N_("Close this layer; twice at the root quits."), ("common",), "close_layer"),
    Key(
        "quit_now", ("ctrl+q",), N_("Quit now"), N_("Close the desk at once; what was said is saved."), ("app",), "quit"
    ),
)

_NAMES = {
    "?": "question_mark", ":": "colon", "/": "slash", "*": "asterisk", ".": "full_stop", "-": "minus", "+": "plus",
}  # fmt: skip
SHOWN = {
    "escape": N_("Esc"), "enter": N_("Enter"), "space": N_("Space"), "home": N_("Home"), "end": N_("End"),
    "pagedown": N_("PgDn"), "pageup": N_("PgUp"), "up": "↑", "down": "↓", "ctrl+p": N_("Ctrl+P"),
    "ctrl+q": N_("Ctrl+Q"), "delete": N_("Del"), "backspace": N_("Backspace"), "ctrl+d": N_("Ctrl+D"),
    "ctrl+k": N_("Ctrl+K"), "ctrl+s": N_("Ctrl+S"), "ctrl+z": N_("Ctrl+Z"), "ctrl+c": N_("Ctrl+C"),
    "tab": N_("Tab"), "shift+tab": N_("Shift+Tab"),
}  # fmt: skip


def key(id: str) -> Key:
    """Give the entry with this id."""
    return _BY_ID[id]


def known(id: str) -> Key | None:
    """Give the entry with this id, or None."""
    return _BY_ID.get(id)


def bindings(where: str) -> "list[BindingType]":
    """Give the bindings of one place for a screen or widget: `BINDINGS = bindings("inbox")`."""
    found: list[BindingType] = []
    for entry in _at(where):
        if not entry.keys or "{key}" in entry.action:
            found.extend(entry.binding(name) for name in entry.keys)
        else:
            found.append(entry.binding(",".join(named(name) for name in entry.keys)))
    return found


def here(where: str) -> tuple[Key, ...]:
    """Give every key that works at a place, its own first."""
    order = WITHIN.get(where, (where,))
    own = sorted(order, key=lambda part: (part != where, part == "common", order.index(part)))
    return tuple(dict.fromkeys(entry for part in own for entry in _at(part)))


def footer(where: str) -> tuple[Key, ...]:
    """Give the most important keys of a place, at most MOST_IN_FOOTER, help last."""
    return tuple(key(id) for id in FOOTERS[where])


def shown(name: str) -> str:
    """Write a key the way people read it: "Esc", "F2", "?"."""
    return _(SHOWN[name]) if name in SHOWN else name.upper() if is_function_key(name) else name


def press(id: str, at: int = 0) -> str:
    """Write a key of a verb, the first unless told, for a sentence that names it: own keys are in it."""
    return shown(key(id).keys[at])


def shown_typing(entry: Key) -> str:
    """Write the first key of a verb that also works while a field has the focus, where letters are text."""
    return shown(next((name for name in entry.keys if len(name) > 1 and name != "space"), entry.keys[0]))


def shown_below(entry: Key, where: str) -> str:
    """Write the key of a verb as the footer of a place does."""
    return shown_typing(entry) if where in ("finding", "unasked") else shown(entry.keys[0])


def shown_all(entry: Key) -> str:
    """Write all keys of a verb: "? F1", "1–3"."""
    names = entry.keys
    if len(names) > 2 and all(name.isdigit() for name in names):
        return f"{names[0]}–{names[-1]}"
    return " ".join(shown(name) for name in names)


def is_function_key(name: str) -> bool:
    """Say whether a name is that of a key F1 to F12."""
    return name[:1] == "f" and name[1:].isdigit()


def with_own(own: Mapping[str, tuple[str, ...]]) -> tuple[Key, ...]:
    """Give the table with somebody's own keys, id -> keys; function keys stay, so that all can be done with them."""
    return tuple(
        entry._replace(keys=(*own[entry.id], *filter(is_function_key, entry.keys))) if entry.id in own else entry
        for entry in KEYS
    )


def use(own: Mapping[str, tuple[str, ...]]) -> None:
    """Let verbs have somebody's own keys from now on, which have no fault; screens that are defined keep theirs."""
    _BY_ID.update((entry.id, entry) for entry in with_own(own))


def in_force() -> tuple[Key, ...]:
    """Give every entry with the keys that it has now."""
    return tuple(_BY_ID.values())


def named(name: str) -> str:
    """Give Textual's name of a key."""
    if name in _NAMES or len(name) > 1 or name.isalnum():
        return _NAMES.get(name, name)
    from textual.keys import _character_to_key  # whatever else stands on somebody's keyboard

    return _character_to_key(name)


def _at(where: str) -> list[Key]:
    return [entry for entry in in_force() if where in entry.where]


_BY_ID = {entry.id: entry for entry in KEYS}
