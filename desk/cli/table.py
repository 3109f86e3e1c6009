"""What a command is, as data: parser, help and completion all read it.

argparse is not used to parse: it takes no text that begins with a dash as a value, its sentences can't be translated,
and it costs half of what `desk --help` may.
"""

from typing import TYPE_CHECKING, NamedTuple

from desk.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.cli.call import Call
    from desk.cli.shell import Shell


class Arg(NamedTuple):
    """One argument: `--how` is an option, `N` stands by its place.

    `metavar` is empty for a flag, which takes no value. `words` are the values it takes, if they are few. A path keeps
    its bytes, whatever they are; any other text is made legible first. An option that `takes_pairs` is followed by one
    or more KEY=VALUE.
    """

    name: str
    help: str
    metavar: str = ""
    required: bool = False
    many: bool = False
    words: tuple[str, ...] = ()
    path: bool = False
    takes_pairs: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def is_option(self) -> bool:
        """Say whether it is named rather than placed."""
        return self.name.startswith("-")

    @property
    def is_flag(self) -> bool:
        """Say whether it takes no value."""
        return self.is_option and not self.metavar

    @property
    def key(self) -> str:
        """The name under which a call keeps it: `if_version` for `--if-version`, `n` for `N`."""
        return self.name.lstrip("-").replace("-", "_").lower()


class Command(NamedTuple):
    """One command: its words, what it does in one sentence, its arguments, and the function that does it."""

    path: tuple[str, ...]
    help: str
    args: tuple[Arg, ...]
    run: "Callable[[Shell, Call], int]"
    tolerant: bool = False


def place(name: str, help: str, *, required: bool = True, many: bool = False, words: tuple[str, ...] = ()) -> Arg:
    """Describe an argument that stands by its place; with `many` it takes all the rest."""
    return Arg(name, help, name, required, many, words)


def path(name: str, help: str, *, required: bool = True, many: bool = False) -> Arg:
    """Describe a place that takes the path of a file or folder."""
    return Arg(name, help, name, required, many, path=True)


def option(
    name: str,
    metavar: str,
    help: str,
    *,
    required: bool = False,
    words: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
) -> Arg:
    """Describe an option with a value."""
    return Arg(name, help, metavar, required, words=words, aliases=aliases)


def pairs(name: str, help: str, *, required: bool = False) -> Arg:
    """Describe an option that takes one or more KEY=VALUE and may be repeated."""
    return Arg(name, help, "KEY=VALUE", required, many=True, takes_pairs=True)


def flag(name: str, help: str) -> Arg:
    """Describe an option without a value."""
    return Arg(name, help)


GLOBALS: tuple[Arg, ...] = (
    Arg("--store", N_("the store to use (DESK_STORE)"), "PATH", path=True),
    Arg("--as", N_("the rep who acts (DESK_REP)"), "HANDLE"),
    Arg("--json", N_("print one JSON document")),
    Arg("--language", N_("the language to speak (DESK_LANG)"), "LANGUAGE", words=("en", "de")),
    Arg("--help", N_("say what a command does"), aliases=("-h",)),
    Arg("--version", N_("say which version this is")),
)
"""Options that every command takes, before it or after it."""
