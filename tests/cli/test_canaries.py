"""What customers wrote, and what a person has set, stands in no log, no failure's message, no list of processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import acts
from tests.cli.conftest import OURS
from tests.kit.builders import Desk
from tests.kit.machine import until

CANARY = "Zyx1canary7"
ROOT = Path(__file__).parents[2]

FAILING = """
import sys
from desk import acts, cli
def broken(*arguments, **more):
    raise RuntimeError("Zyx1canary7 broke it", arguments, more)
acts.work.note = broken
acts.custody.claim = broken
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.fixture
def bird(desk: Desk) -> Desk:
    """A store in which every text bears the canary."""
    customer = desk.customer(f"{CANARY} GmbH", email=f"{CANARY}@example.org", phone="0211 123456", last_name=CANARY)
    number = desk.inquiry(customer=customer, sender=CANARY, about=CANARY, text=CANARY, holder="anna")
    desk.do(acts.work.note, number, CANARY)
    desk.mail(sender_name=CANARY, subject=CANARY, text=CANARY, raw=CANARY.encode())
    return desk


@pytest.fixture
def env(bird: Desk, tmp_path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    state = {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    return kept | state | {"DESK_STORE": bird.path, "DESK_REP": "anna", "TMPDIR": str(tmp_path / "tmp")}


def holding(*folders: Path) -> list[str]:
    """Give the files below folders in which the canary sits."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [str(path) for path in files if CANARY.encode() in path.read_bytes()]


def in_sight(parent: int) -> Iterator[bytes]:
    """Give the command line of every process that descends from `parent`, as `ps` shows it to everybody."""
    born: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        try:
            fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            born.setdefault(int(fields[1]), []).append(int(entry))
        except (OSError, ValueError, IndexError):
            continue
    waiting = [parent]
    while waiting:
        pid = waiting.pop()
        waiting += born.get(pid, [])
        try:
            yield Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue


def test_a_command_that_fails_tells_nothing_of_what_it_held(bird: Desk, env, tmp_path) -> None:
    for name in ("state", "cache", "tmp"):
        (tmp_path / name).mkdir()
    for words in (["inquiry", "note", "1001", "-"], ["inquiry", "claim", "1002"]):
        command = [sys.executable, "-c", FAILING, *words]
        done = subprocess.run(command, env=env, input=CANARY.encode(), capture_output=True, check=False, cwd=ROOT)
        assert done.returncode not in (0, 2), done
        assert CANARY.encode() not in done.stdout + done.stderr
        assert b"Traceback" not in done.stderr
    refused = [
        ["inquiry", "claim", "1001"],
        ["customer", "show", "9999"],
        ["store", "check"],
        ["inquiry", "show", "77"],
    ]
    for words in refused:
        subprocess.run([sys.executable, "-m", "desk", *words], env=env, capture_output=True, check=False, cwd=ROOT)
    assert holding(tmp_path / "state", tmp_path / "cache", tmp_path / "tmp") == []
    assert list((tmp_path / "state").rglob("desk.log")), "the failure was noted"
    assert holding(Path(bird.path).parent), "the control: where it belongs it is found"


def test_a_settings_file_out_of_order_is_said_without_its_values_in_any_log(env, tmp_path) -> None:
    (tmp_path / "state").mkdir()
    config = tmp_path / "config.toml"
    config.write_text(f'language = "en"\ntheme = "dark"\nsecret = "{CANARY}"\n')
    command = [sys.executable, "-m", "desk", "inquiry", "list"]
    done = subprocess.run(command, env=env | {"DESK_CONFIG": str(config)}, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert CANARY.encode() not in done.stderr
    assert holding(tmp_path / "state") == []


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="this machine has no /proc to look for processes in")
def test_no_list_of_processes_shows_what_a_mail_or_a_customer_file_holds(env, tmp_path) -> None:
    mails = tmp_path / "mails"
    for folder in (mails, tmp_path / "tmp", tmp_path / "state"):
        folder.mkdir()
    for serial in range(30):
        head = f"From: {CANARY} <{CANARY}@x.example>\nTo: b@y.example\nSubject: {CANARY}\n"
        head += f"Message-ID: <{serial}@{CANARY}>\n"
        (mails / f"{serial}.eml").write_text(f"{head}\n{CANARY}\n")
    (tmp_path / "customers.csv").write_text(f"company;email\n{CANARY} GmbH;{CANARY}@z.example\n")
    imports = (["inquiry", "import", str(mails)], ["customer", "import", str(tmp_path / "customers.csv")])
    for words in imports:
        seen: list[bytes] = []
        command = [sys.executable, "-m", "desk", *words]
        with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT) as running:
            while running.poll() is None:
                seen += in_sight(running.pid)
            assert CANARY.encode() not in running.stderr.read()
        assert running.returncode in (0, 1)
        assert any(b"import" in line for line in seen), "it was looked at while it ran"
        assert not [line for line in seen if CANARY.encode() in line]
    assert holding(tmp_path / "tmp", tmp_path / "state") == []


def test_a_canary_on_a_command_line_is_seen() -> None:
    """The control of the look at processes."""
    with subprocess.Popen([sys.executable, "-c", "input()", CANARY], stdin=subprocess.PIPE) as shown:
        until(lambda: any(CANARY.encode() in line for line in in_sight(os.getpid())))
        shown.communicate(b"\n")
