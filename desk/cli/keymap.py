"""A person's own keys: `[keys]` in the configuration file, `id = "key"` or `id = "key, key"`."""

from __future__ import annotations

from typing import Any

from desk import clean, keys
from desk.cli import output
from desk.cli.errors import Usage, nearest
from desk.cli.lines import line_of
from desk.language import _
from desk.screens import key_faults

FIXED = frozenset(
    "open choose places cancel back finish quit_now interrupt next_part part_before choose_next choose_before "
    "choose_page_down choose_page_up".split()
)
"""Ids whose keys are everybody's: whoever sits down at another desk still gets out of everything."""

RESERVED = frozenset(("enter", "escape", "tab", "shift+tab", "ctrl+c", "ctrl+q", *"0123456789"))
"""Keys that mean the same everywhere; function keys besides."""

NAMED = ("space", "home", "end", "pageup", "pagedown", "insert", "up", "down", "left", "right")
"""Keys that have no sign of their own and may be given away."""

_CONTROL = tuple(f"ctrl+{letter}" for letter in "abefglnoprtuvwxy")  # the others are Tab, Enter, or stop the terminal


def checked(path: str, text: str, table: Any) -> dict[str, tuple[str, ...]]:
    """Give id -> keys of a whole table. Raises Usage: the line, what is wrong there, and the nearest valid name."""
    if not isinstance(table, dict):
        raise Usage(_where(path, text, "keys", _("keys is a table: write [keys], and a line for each verb below it.")))
    found: dict[str, tuple[str, ...]] = {}
    for id, value in table.items():
        found[id] = _keys_of(path, text, id, value)
    _require_no_clash(path, text, found)
    return found


def _keys_of(path: str, text: str, id: str, value: Any) -> tuple[str, ...]:
    known = tuple(entry.id for entry in keys.KEYS if entry.id not in FIXED)
    if keys.known(id) is None:
        sentence = _("there is no verb {id}; the nearest is {nearest}.")
        raise Usage(_where(path, text, id, sentence.format(id=clean.line(id, 60), nearest=nearest(id, known))))
    if id in FIXED:
        sentence = _("the keys of {id} are the same for everybody; the nearest that may change is {nearest}.")
        raise Usage(_where(path, text, id, sentence.format(id=id, nearest=nearest(id, known))))
    if not isinstance(value, str) or not value.strip():
        sentence = _("{id} takes keys as text, like {example}.")
        raise Usage(_where(path, text, id, sentence.format(id=id, example=f'{id} = "w, W"')))
    names = [name.strip() or "," for name in value.split(",")] if value.strip() != "," else [","]
    return tuple(dict.fromkeys(_key(path, text, id, name) for name in names))


def _key(path: str, text: str, id: str, name: str) -> str:
    name = name if len(name) == 1 else name.lower()
    said = {"id": id, "name": clean.line(name, 20)}
    if key_faults.is_forbidden(name):
        kept = ", ".join(keys.shown(each) for each in key_faults.KEPT_FREE)
        if name in key_faults.KEPT_FREE:
            sentence = _("{id} can't have {name}: {kept} are kept free on purpose. Free for it: {free}.")
        else:
            sentence = _("{id} can't have {name}: no verb needs AltGr, Alt or Ctrl+Shift. Free for it: {free}.")
        free = key_faults.free_letters(id)
        raise Usage(_where(path, text, id, sentence.format(**said, kept=kept, free=free)))
    if name in RESERVED or keys.is_function_key(name):
        raise Usage(_where(path, text, id, _("{id} can't have {name}: it is the same everywhere.").format(**said)))
    if len(name) == 1 and name.isprintable() and not name.isspace():
        return name
    if name not in (*NAMED, *_CONTROL):
        sentence = _("{id} can't have {name}, which is no key; the nearest is {nearest}.")
        raise Usage(_where(path, text, id, sentence.format(**said, nearest=nearest(name, (*NAMED, *_CONTROL)))))
    return name


def _require_no_clash(path: str, text: str, own: dict[str, tuple[str, ...]]) -> None:
    """Refuse a key that means two things at one place; two verbs may change their keys with each other."""
    clash = next(key_faults.clashes(keys.with_own(own)), None)
    if clash is not None:
        id, other = (clash.id, clash.other) if clash.id in own else (clash.other, clash.id)
        sentence = _("{id} can't have {name}: that is {other} at the same place; give {other} another key, too.")
        raise Usage(_where(path, text, id, sentence.format(id=id, name=clash.key, other=other)))


def _where(path: str, text: str, id: str, why: str) -> str:
    before, mark, after = text.partition("[keys]")
    line = before.count("\n") + line_of(after, id) if mark and id != "keys" else line_of(text, id)
    return _("{path}, line {line}: {why}").format(path=output.shown(path), line=line, why=why)
