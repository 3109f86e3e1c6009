"""Keys that mean something within one form or question only, in the same table form as `desk.keys`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.keys import Key
from desk.language import N_

if TYPE_CHECKING:
    from textual.binding import Binding

KEYS: Final = (
    Key(
        "other_kind",
        ("t",),
        N_("Other kind"),
        N_("Go on to the next kind. Other letters and + type a time; one that begins with a digit comes after Tab."),
        ("times",),
    ),
    Key("promise", ("space",), N_("Promised"), N_("Say that it was promised to the customer, or not."), ("times",)),
    Key("to_list", ("down",), N_("To the list"), N_("Go from the field to what it found."), ("fields",)),
    Key("next_colleague", ("down",), N_("Next"), N_("Go on to the next colleague."), ("colleagues",)),
    Key("colleague_before", ("up",), N_("Before"), N_("Go back to the colleague before."), ("colleagues",)),
    Key("find_here", ("f3",), N_("Find"), N_("Go back to the field."), ("customers",), "search"),
    Key("attach_here", ("f6",), N_("Attach"), N_("Attach what was typed to the open inquiry."), ("capture",)),
    Key("next_channel", ("f7",), N_("Channel"), N_("Go on to the next channel."), ("capture",)),
    Key("begin_again", ("f4",), N_("First field"), N_("Go to the first field."), ("capture",)),
    Key(
        "clear_draft",
        ("f12",),
        N_("Clear the draft"),
        N_("Clear what was typed here; once more brings it back."),
        ("drafts",),
    ),
    Key("confirm", ("enter",), N_("Do it"), N_("Do it to all of them, where F2 led to the question."), ("confirm",)),
    Key("mine", ("1",), N_("Mine"), N_("Keep what I typed."), ("conflict",)),
    Key("theirs", ("2",), N_("Theirs"), N_("Take what the other wrote."), ("conflict",)),
)


def bindings(where: str) -> list[Binding]:
    """Give the bindings of one form."""
    from textual.binding import Binding  # `desk keys` prints this table without a terminal

    return [
        Binding(
            ",".join(entry.keys),
            entry.action or entry.id,
            entry.label,
            show=False,
            tooltip=entry.help,
            id=f"{entry.id}.own",
        )
        for entry in KEYS
        if where in entry.where
    ]
