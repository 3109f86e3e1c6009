"""From the words of a command line to a command and its arguments; global options may stand anywhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desk import clean
from desk.cli import commands
from desk.cli.errors import Usage, nearest
from desk.cli.table import GLOBALS, Arg, Command
from desk.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = str | bool | list[str]


class Parsed:
    """What a command line says: the words of the command, the command they name, and the values by key.

    `command` is None when the words name none, only its beginning; `asked` is `help` or `version` when that was asked
    for, and then nothing else has been checked.
    """

    def __init__(self) -> None:
        self.path: tuple[str, ...] = ()
        self.command: Command | None = None
        self.values: dict[str, Value] = {}
        self.asked = ""


def parse(argv: Sequence[str]) -> Parsed:
    """Read a command line; raises Usage with a sentence that names what is wrong and the nearest that is right."""
    parsed = Parsed()
    reading = _Reading(parsed, list(argv))
    while reading.left:
        reading.word()
    if not parsed.asked:
        reading.complete()
    return parsed


class _Reading:
    """One pass over the words; options are known as soon as the words before them have named the command."""

    def __init__(self, parsed: Parsed, left: list[str]) -> None:
        self._parsed = parsed
        self.left = left
        self._only_places = False
        self._places: list[str] = []
        self._options = _names(GLOBALS)

    def word(self) -> None:
        """Take the next word and whatever belongs to it."""
        word = self.left.pop(0)
        if self._only_places:
            self._place(word)
        elif word == "--":
            self._only_places = True
        elif word.startswith("--") or (len(word) == 2 and word[0] == "-" and word[1].isalpha()):
            self._option(word)
        else:
            self._place(word)

    def complete(self) -> None:
        """Bring the places to their names and look whether anything is missing."""
        parsed = self._parsed
        if not parsed.path:
            parsed.command = commands.of(commands.OPEN)[0]
        if parsed.command is None:
            words = " ".join(parsed.path)
            raise Usage(
                _("desk {words} needs one more word: {known}.").format(words=words, known=_listed(_next(parsed.path)))
            )
        self._fill([arg for arg in parsed.command.args if not arg.is_option])
        for arg in parsed.command.args:
            if arg.required and arg.key not in parsed.values:
                raise Usage(_("{name} is missing.").format(name=arg.name))

    def _option(self, word: str) -> None:
        name, equals, value = word.partition("=")
        known = self._options.get(name.replace("_", "-").lower())
        if known is None:
            self._unknown_option(name)
        assert known is not None
        if known.is_flag:
            if equals:
                raise Usage(_("{name} takes no value.").format(name=known.name))
            self._flag(known)
            return
        if not equals:
            value = self._following(known)
        if known.path and not value:
            raise _without_value(known)
        self._keep(known, value)
        while known.takes_pairs and self.left and _is_pair(self.left[0]):
            self._keep(known, self.left.pop(0))

    def _following(self, arg: Arg) -> str:
        """Give the next word as an option's value, whatever it begins with, unless it is an option of the command."""
        if not self.left or self.left[0] in self._options:
            raise _without_value(arg)
        return self.left.pop(0)

    def _flag(self, arg: Arg) -> None:
        if arg.key in ("help", "version"):
            self._parsed.asked = self._parsed.asked or arg.key
        else:
            self._parsed.values[arg.key] = True

    def _unknown_option(self, name: str) -> None:
        shown = clean.line(_legible(name), 60)
        raise Usage(
            _("There is no option {name}; the nearest is {nearest}.").format(
                name=shown, nearest=nearest(shown, tuple(self._options))
            )
        )

    def _keep(self, arg: Arg, text: str) -> None:
        value = text if arg.path else _legible(text)
        if arg.takes_pairs and "=" not in value:
            raise Usage(_("{name} takes KEY=VALUE, not {value}.").format(name=arg.name, value=clean.line(value, 60)))
        if arg.words:
            value = _word(arg, value)
        values = self._parsed.values
        if arg.many:
            kept = values.setdefault(arg.key, [])
            assert isinstance(kept, list)
            kept.append(value)
        else:
            values[arg.key] = value

    def _place(self, word: str) -> None:
        if self._parsed.command is not None:
            self._places.append(word)
            return
        path = self._parsed.path
        said = word.lower().replace("_", "-")
        known = _next(path)
        if said not in known:
            raise Usage(
                _("There is no command desk {words}; the nearest is {nearest}.").format(
                    words=" ".join((*path, clean.line(_legible(word), 60))), nearest=nearest(said, known)
                )
            )
        self._parsed.path = path = (*path, said)
        self._parsed.command = next((each for each in commands.of(path[0]) if each.path == path), None)
        if self._parsed.command is not None:
            self._options = _names((*GLOBALS, *self._parsed.command.args))

    def _fill(self, args: list[Arg]) -> None:
        left = self._places
        for arg in args:
            if arg.many:
                for word in left:
                    self._keep(arg, word)
                left = []
            elif left:
                self._keep(arg, left.pop(0))
        if left:
            raise Usage(_("{word} is too much here.").format(word=clean.line(_legible(left[0]), 60)))


def _without_value(arg: Arg) -> Usage:
    return Usage(_("{name} needs a value.").format(name=arg.name))


def _next(path: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that may follow."""
    if not path:
        return tuple(commands.NOUNS)
    depth = len(path)
    found = (each.path[depth] for each in commands.of(path[0]) if each.path[:depth] == path and len(each.path) > depth)
    return tuple(dict.fromkeys(found))


def _names(args: tuple[Arg, ...]) -> dict[str, Arg]:
    return {name: arg for arg in args if arg.is_option for name in (arg.name, *arg.aliases)}


def _word(arg: Arg, value: str) -> str:
    """Give the word that is meant: in any case, with hyphens for underscores."""
    said = value.strip().lower().replace("-", "_")
    for known in arg.words:
        if said == known.lower():
            return known
    raise Usage(
        _("{name} takes {known}, not {value}; the nearest is {nearest}.").format(
            name=arg.name, known=_listed(arg.words), value=clean.line(value, 60), nearest=nearest(said, arg.words)
        )
    )


def _is_pair(word: str) -> bool:
    key, equals, _value = word.partition("=")
    return bool(equals) and key.replace("_", "").replace("-", "").isalnum() and not key.startswith("-")


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words)


def _legible(text: str) -> str:
    """Give an argument as text; bytes that Python could not read are UTF-8 if they can be, else they are replaced.

    Under a locale such as C it hands over every letter beyond ASCII as lone surrogates, not only what is no UTF-8.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        try:
            return os.fsencode(text).decode()
        except UnicodeError:
            return whole
    return text
