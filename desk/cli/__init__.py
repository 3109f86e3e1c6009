"""The commands: one module per noun; what a command needs is loaded when it is carried out."""

from __future__ import annotations

import sys

from desk.cli import output, spoken
from desk.cli.errors import INTERRUPTED, REFUSED, USAGE, Usage, status, store_status
from desk.language import use


def main(argv: list[str] | None = None) -> int:
    """Carry out one command and give its exit status; whatever happens, no traceback is printed.

    `argv` are the words after `desk`, the process's own when None.
    """
    words = sys.argv[1:] if argv is None else argv
    output.prepare()
    try:
        done = _run(words)
        output.flush()
        return done
    except BrokenPipeError:
        output.silence()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Usage as usage:
        output.error(str(usage))
        return USAGE
    except Exception as error:
        return _refused(error)


def _run(words: list[str]) -> int:
    use(spoken.beforehand(words))
    if words in (["--help"], ["-h"]):
        from desk.cli import helping

        return helping.overview()
    from desk.cli.carry_out import carry_out

    return carry_out(words)


def _refused(error: Exception) -> int:
    """Say in one sentence why it did not work."""
    from desk.words import Refused, StoreRefused

    if isinstance(error, Refused | StoreRefused):
        from desk import sentences

        output.error(sentences.refusal(error))
        return store_status(error.reason) if isinstance(error, StoreRefused) else status(error.reason)
    from desk.cli import last_resort

    output.error(last_resort.sentence(error))
    try:
        output.flush()
    except OSError:
        output.silence()  # what can't be written now can't be at exit either, where Python would end with 120
    return REFUSED
