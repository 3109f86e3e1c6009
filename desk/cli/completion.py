"""`desk completion`: what a shell needs to complete commands, options and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import commands, output
from desk.cli.table import GLOBALS, Command, place
from desk.language import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction
    from collections.abc import Iterator

    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.cli.table import Arg


def completion(shell: Shell, call: Call) -> int:
    """Print the completions for a shell."""
    wanted = call.text("shell")
    if wanted == "fish":
        output.lines(_fish())
    else:
        import shtab

        output.line(shtab.complete(_parser(), wanted))
    return 0


def _parser() -> ArgumentParser:
    """Tell shtab what there is; it reads argparse, which parses nothing here."""
    from argparse import ArgumentParser

    parser = ArgumentParser("desk", add_help=False)
    _add(parser, GLOBALS)
    groups: dict[tuple[str, ...], _SubParsersAction[ArgumentParser]] = {(): parser.add_subparsers()}
    for noun, (_module, help) in commands.NOUNS.items():
        for command in commands.of(noun):
            for depth in range(1, len(command.path)):
                above = command.path[:depth]
                if above not in groups:
                    text = _(help) if depth == 1 else " ".join(above)
                    below = groups[above[:-1]].add_parser(above[-1], help=text, add_help=False)
                    _add(below, GLOBALS)
                    groups[above] = below.add_subparsers()
            leaf = groups[command.path[:-1]].add_parser(command.path[-1], help=_(command.help), add_help=False)
            _add(leaf, (*command.args, *GLOBALS))
    return parser


def _add(parser: ArgumentParser, args: tuple[Arg, ...]) -> None:
    import shtab

    for arg in args:
        names = (arg.name, *arg.aliases) if arg.is_option else (arg.key,)
        if arg.is_flag:
            parser.add_argument(*names, help=_(arg.help), action="store_true")
            continue
        action = parser.add_argument(
            *names, help=_(arg.help), choices=arg.words or None, nargs="*" if arg.many else None
        )
        if arg.path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]


def _fish() -> Iterator[str]:
    """Write the completions for fish, which shtab does not know: one line for each word and option."""
    yield "complete -c desk -f"
    for arg in GLOBALS:
        yield _fish_line("", arg)
    yield from (_fish_word("", noun, help) for noun, (_module, help) in commands.NOUNS.items())
    said: set[tuple[str, ...]] = set()
    for command in commands.every():
        for depth in range(1, len(command.path)):
            before, word = command.path[:depth], command.path[depth]
            if (*before, word) not in said:
                said.add((*before, word))
                help = command.help if depth == len(command.path) - 1 else " ".join(command.path[: depth + 1])
                yield _fish_word(_after(before), word, help)
        for arg in command.args:
            if arg.is_option or arg.words or arg.path:
                yield _fish_line(_after(command.path), arg)


def _after(words: tuple[str, ...]) -> str:
    return "; and ".join(f"__fish_seen_subcommand_from {word}" for word in words)


def _fish_word(condition: str, word: str, help: str) -> str:
    when = condition or f"not __fish_seen_subcommand_from {' '.join(commands.NOUNS)}"
    return f"complete -c desk -n {_quoted(when)} -a {word} -d {_quoted(_(help))}"


def _fish_line(condition: str, arg: Arg) -> str:
    when = f" -n {_quoted(condition)}" if condition else ""
    values = f" -a {_quoted(' '.join(arg.words))}" if arg.words else ""
    if not arg.is_option:
        return f"complete -c desk{when}{values or ' -F'} -d {_quoted(_(arg.help))}"
    takes = "" if arg.is_flag else " -r -F" if arg.path else " -x"
    return f"complete -c desk{when} -l {arg.name.lstrip('-')}{takes}{values} -d {_quoted(_(arg.help))}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


COMMANDS = (
    Command(
        ("completion",),
        N_("Print the completions for a shell, to be put where it looks for them."),
        (place("SHELL", N_("which shell"), words=("bash", "zsh", "fish")),),
        completion,
    ),
)
