"""Which verbs of `desk.keys` the footer of a place shows, and which places are in force together."""

FOOTERS: dict[str, tuple[str, ...]] = {
    "inbox": ("accept", "forward", "time", "reply", "done", "undo", "help"),
    "inbox done": ("new", "find", "search", "undo", "help"),
    "inbox not found": ("search", "back", "new", "find", "undo", "help"),
    "pane": ("accept", "forward", "time", "reply", "done", "back", "help"),
    "customers": ("open", "new", "edit", "call", "new_inquiry", "undo", "help"),
    "callbacks": ("call", "not_reached", "time", "done", "new", "undo", "help"),
    "callbacks done": ("new", "find", "undo", "help"),
    "finding": ("open", "down", "new_inquiry", "back", "help"),
    "unasked": ("new_inquiry", "back", "help"),
    "card": ("edit", "call", "search", "back", "undo", "help"),
    "questions": ("finish", "cancel", "help"),
}
"""What the footer shows, most important first; help stands last and never falls out. Where a list is empty, there is
nothing to accept and nobody to call."""

WITHIN: dict[str, tuple[str, ...]] = {
    "inbox": ("list", "marks", "inbox", "common"),
    "inbox done": ("list", "marks", "inbox", "common"),
    "inbox not found": ("list", "marks", "inbox", "common"),
    "pane": ("pane", "inbox", "common"),
    "customers": ("list", "customers", "common"),
    "finding": ("list", "customers", "common"),
    "unasked": ("list", "customers", "common"),
    "card": ("pane", "customers", "common"),
    "callbacks": ("list", "marks", "callbacks", "common"),
    "callbacks done": ("list", "marks", "callbacks", "common"),
    "questions": ("questions", "choices"),
    "help": ("help",),
}
"""What is in force together; within one of these no key may mean two things."""
