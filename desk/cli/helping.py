"""What `--help` says: all commands, the commands of a noun, or one command with its arguments."""

from __future__ import annotations

import sys

from desk.language import _

TYPE_CHECKING = False  # typing is not loaded for the overview
if TYPE_CHECKING:
    from desk.cli.table import Arg, Command

WIDTH = 78
_INDENT = 26
_FEW = 40  # signs; more words are listed below the usage only


def overview() -> int:
    """Print every command there is."""
    from desk.cli.commands import NOUNS

    rows = [("desk", _("open the desk")), *((f"desk {noun}", _(text)) for noun, (_module, text) in NOUNS.items())]
    _print_text(_("desk, the shared desk of a sales team: inquiries, customers and callbacks, by keyboard."))
    print()
    _print_rows(rows)
    print()
    _print_rows(_options())
    print()
    print(_("desk COMMAND --help says more about one of them."))
    sys.stdout.flush()
    return 0


def show(path: tuple[str, ...], command: Command | None) -> int:
    """Print the help of a command, of a noun, or of all."""
    if command is None and not path:
        return overview()
    if command is not None:
        _one(command)
    else:
        _noun(path)
    return 0


def usage(command: Command) -> str:
    """Give the one line that says how a command is written."""
    parts = ["desk", *command.path]
    parts += [_written(arg) for arg in command.args if not arg.is_option]
    parts += [_written(arg) for arg in command.args if arg.is_option]
    return " ".join(parts)


def _options() -> list[tuple[str, str]]:
    from desk.cli.table import GLOBALS

    return [(_named(arg), _(arg.help)) for arg in GLOBALS]


def _noun(path: tuple[str, ...]) -> None:
    from desk.cli import commands

    _print_text(_(commands.NOUNS[path[0]][1]))
    print()
    found = [each for each in commands.of(path[0]) if each.path[: len(path)] == path]
    _print_rows([(" ".join(("desk", *each.path)), _(each.help)) for each in found])


def _one(command: Command) -> None:
    _print_text(usage(command), 4)
    print()
    _print_text(_(command.help))
    rows = [(_named(arg), _help(arg)) for arg in command.args]
    if rows:
        print()
        _print_rows(rows)
    print()
    _print_rows(_options())


def _help(arg: Arg) -> str:
    return f"{_(arg.help)}: {', '.join(arg.words)}" if arg.words else _(arg.help)


def _named(arg: Arg) -> str:
    return f"{arg.name} {arg.metavar}".rstrip() if arg.is_option else arg.name


def _written(arg: Arg) -> str:
    words = "|".join(arg.words)
    text = words if 0 < len(words) <= _FEW else arg.metavar
    text = f"{arg.name} {text}".rstrip() if arg.is_option else text
    text += "..." if arg.many else ""
    return text if arg.required else f"[{text}]"


def _print_text(text: str, indent: int = 0) -> None:
    for line in _wrapped(text, indent):
        print(line)


def _print_rows(rows: list[tuple[str, str]]) -> None:
    for name, text in rows:
        lines = _wrapped(text, 0, WIDTH - _INDENT)
        if len(name) > _INDENT - 4:
            print(f"  {name}")
        else:
            print(f"  {name:<{_INDENT - 2}}{lines.pop(0)}")
        for line in lines:
            print(f"{'':<{_INDENT}}{line}")


def _wrapped(text: str, indent: int, width: int = WIDTH) -> list[str]:
    """Break a text into lines, the ones after the first indented; textwrap would cost more than all the rest."""
    lines: list[str] = []
    now = ""
    for word in text.split(" "):
        if now and len(now) + 1 + len(word) > width:
            lines.append(now)
            now = " " * indent + word
        else:
            now = f"{now} {word}" if now else word
    return [*lines, now]
