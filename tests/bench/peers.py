"""What a person might use instead: neomutt over a mailbox of as many mails as the desk has open inquiries."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.bench import stores
from tests.bench.table import Figure
from tests.kit.terminal import Terminal

MAILS = 10_000
ROUNDS = 5
MOVES = 20


def figures(folder: Path) -> list[Figure]:
    """Measure it beside the desk; told, with no goal: it is written in C and shows no pane."""
    program = shutil.which("neomutt")
    if program is None:
        print("neomutt is not installed: nothing is measured beside it", file=sys.stderr)
        return []
    box = _mailbox(folder / "peer.mbox")
    starts, keys = [], []
    command = [program, "-n", "-F", "/dev/null", "-e", f"set folder={box.parent}", "-R", "-f", str(box)]
    for _ in range(ROUNDS):
        with Terminal(command) as peer:
            peer.wait_for(rf"Msgs:{MAILS}")
            peer.settle(0.05)
            starts.append(peer.cpu())
            keys.append(_waits(peer))
    with Terminal(stores.desk(stores.large(folder))) as desk:
        desk.wait_for(r"#\d+")
        desk.settle(1.5, 4.0)
        ours = _waits(desk)
    return [
        Figure("neomutt: start over 10,000 mails", min(starts), "ms"),
        Figure("neomutt: key to the first byte written", min(keys), "ms"),
        Figure("desk: key to the first byte written, pane and all", ours, "ms"),
    ]


def _waits(program: Terminal) -> float:
    """Give the least wall milliseconds from a key to what it wrote."""
    least = 1000.0
    for press in range(MOVES):
        program.settle(0.05)
        program.forget()
        program.send("j" if press % 10 < 5 else "k")
        least = min(least, program.wait_for(r"\S") * 1000)
    return least


def _mailbox(path: Path) -> Path:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="ascii") as file:
            for number in range(MAILS, 0, -1):
                file.write(
                    f"From c{number}@example.org Mon Nov  9 08:00:00 2026\nFrom: C {number} <c{number}@example.org>\n"
                    f"To: sales@example.org\nSubject: Mail {number} about an offer\n"
                    f"Date: Mon, 9 Nov 2026 08:00:00 +0000\nMessage-ID: <{number}@example.org>\n\nHow much?\n\n"
                )
    return path
