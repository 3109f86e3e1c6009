"""`desk inquiry import`: every message under some paths, one act each; nothing that lies there is lost or changed."""

from __future__ import annotations

import signal
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.cli.errors import INTERRUPTED
from desk.cli.table import Command, path
from desk.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.cli.summary import Summary
    from desk.intake.parser import MailParser
    from desk.intake.records import SetAside
    from desk.store import Store


def take_in(shell: Shell, call: Call) -> int:
    """Take in messages; Ctrl+C ends it after the message in hand, with the summary so far."""
    from desk.cli.summary import Summary
    from desk.intake.mailbox import messages
    from desk.intake.parser import MailParser

    if shell.names_a_rep():
        shell.rep()  # mail comes in by itself, nobody acts; but a wrong name is said before anything is read
    store, summary = shell.store, Summary()
    with interrupted() as stop:
        with summary.told(shell), MailParser() as parser:
            _each(store, messages(call.texts("path")), parser, summary, stop)
        return INTERRUPTED if stop() else summary.status


def _each(
    store: Store,
    found: Iterable[tuple[str, bytes] | SetAside],
    parser: MailParser,
    summary: Summary,
    stop: Callable[[], bool],
) -> None:
    from desk.cli.progress import Progress
    from desk.intake.records import SetAside

    store.doing = "import"
    with Progress() as progress:
        for each in found:
            if stop():
                return
            if isinstance(each, SetAside):
                summary.set_aside.append(each)
            else:
                _one(store, parser, summary, *each)
            progress.tell(summary.read)


def _one(store: Store, parser: MailParser, summary: Summary, where: str, raw: bytes) -> None:
    """Take in one message; a failure that nobody foresaw costs this message only, which stays where it is."""
    from desk import acts
    from desk.cli import last_resort
    from desk.intake.records import SetAside
    from desk.words import Refused, StoreRefused

    try:
        record, packed = parser.parse(where, raw), zlib.compress(raw)
        arrival = store.write(lambda tx: acts.receive.mail(tx, record, packed), None).value.arrival
    except (Refused, StoreRefused):
        raise
    except Exception as error:
        summary.set_aside.append(SetAside(where, "failed", {"number": last_resort.noted(error)}))
    else:
        name = arrival.value
        setattr(summary, name, getattr(summary, name) + 1)


@contextmanager
def interrupted() -> Iterator[Callable[[], bool]]:
    """Let Ctrl+C be asked for instead of falling into the middle of an act; pressed once more it falls."""
    pressed: list[int] = []

    def press(number: int, _frame: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    try:
        before = signal.signal(signal.SIGINT, press)
    except ValueError:  # not in the main thread, where no Ctrl+C arrives
        yield lambda: False
        return
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


COMMANDS = (
    Command(
        ("inquiry", "import"),
        N_("Take in e-mails: .eml files, mboxes, Maildirs, folders with everything below them."),
        (path("PATH", N_("a file or folder"), many=True),),
        take_in,
    ),
)
