"""From a command line to the function that does it."""

from __future__ import annotations

from desk import logs
from desk.cli import helping, output
from desk.cli.call import Call
from desk.cli.parse import parse
from desk.cli.shell import Shell


def carry_out(words: list[str]) -> int:
    """Understand a command line, do it, and give the exit status.

    Raises Usage, Refused and StoreRefused, each with its sentence.
    """
    parsed = parse(words)
    if parsed.asked == "version":
        from desk import __version__

        output.line(f"desk {__version__}")
        return 0
    if parsed.asked == "help":
        return helping.show(parsed.path, parsed.command)
    assert parsed.command is not None  # the parser refuses what names no command
    logs.begin()
    try:
        shell = Shell(Call(parsed.values), tolerant=parsed.command.tolerant)
        try:
            return parsed.command.run(shell, Call(parsed.values))
        finally:
            shell.close()
    finally:
        logs.end()
