"""One program in a real pseudo-terminal: type, wait for what it writes, and account for its processor time."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[@-Z\\-_])")
QUIET = 0.03  # seconds without a byte after which a frame counts as painted
PATIENCE = 60.0  # seconds for what takes one on a machine that does nothing else


def processor_time(pid: int) -> float:
    """Give the processor time of a process, of all threads it has or had, in seconds; Linux only."""
    return time.clock_gettime(~pid << 3 | 2)  # its own clock, as clock_getcpuclockid(3) names it


class Terminal:
    """A child process in a pty of `columns` × `lines`; it answers no query, as the plainest terminals do."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        lines: int = 40,
        environ: Mapping[str, str] | None = None,
        cwd: str | None = None,
    ) -> None:
        self.written = b""
        self._keys = 0
        self._status: int | None = None
        env = {key: value for key, value in os.environ.items() if not key.startswith(("TEXTUAL", "PYTEST", "DESK"))}
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled, too
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(environ or {})}
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                if cwd:
                    os.chdir(cwd)
                for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
                    signal.signal(number, signal.SIG_DFL)  # a shell in the background hands on that they are ignored
                os.execvpe(command[0], list(command), env)
            finally:
                os._exit(127)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def send(self, keys: str) -> None:
        """Type keys, as the terminal sends them."""
        os.write(self._fd, keys.encode())

    def wait_for(self, pattern: str, seconds: float = PATIENCE) -> float:
        """Wait until what was written since the last `forget` matches; give the seconds it took."""
        begun = time.perf_counter()
        wanted = re.compile(pattern)
        while not wanted.search(self.text()):
            left = seconds - (time.perf_counter() - begun)
            if left <= 0 or not self._read(left):
                raise AssertionError(f"{pattern!r} was not written within {seconds} s; last: {self.text()[-600:]!r}")
        return time.perf_counter() - begun

    def settle(self, quiet: float = QUIET, seconds: float = 20.0) -> bytes:
        """Read until nothing comes for `quiet` seconds, and nobody in there wants the processor; give what came."""
        before = len(self.written)
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and (self._read(quiet) or self._busy()):
            pass
        return self.written[before:]

    def read_until(self, instant: float) -> None:
        """Read what comes until an instant of `time.perf_counter`."""
        while (left := instant - time.perf_counter()) > 0:
            self._read(left)

    def forget(self) -> None:
        """Forget what was written so far."""
        self.written = b""

    def text(self) -> str:
        """Give what was written, without its escape sequences."""
        return _ESCAPES.sub(b" ", self.written).decode("utf-8", "replace")

    def cpu(self) -> float:
        """Give the processor time of the process, of all threads it has or had, in milliseconds."""
        return processor_time(self.pid) * 1000

    def memory(self) -> float:
        """Give the most memory the process has had, in MB."""
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0

    def kill(self) -> None:
        """Pull the plug: SIGKILL, now."""
        os.kill(self.pid, signal.SIGKILL)

    def alive(self) -> bool:
        """Say whether the process still runs."""
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status is None

    def exit_status(self, seconds: float = PATIENCE) -> int:
        """Wait for the end of the process and give its exit status."""
        end = time.perf_counter() + seconds
        while self.alive():
            self._read(0.05)
            if time.perf_counter() > end:
                raise AssertionError(f"still running after {seconds} s; last: {self.text()[-400:]!r}")
        assert self._status is not None
        return self._status

    def close(self) -> None:
        """End the process, however it stands, and give the terminal back."""
        if self.alive():
            self.kill()
            self.exit_status()
        os.close(self._fd)

    def _busy(self) -> bool:
        """Say whether a thread runs, or would if the machine let it: then silence says nothing. Only Linux tells."""
        for path in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            try:
                if path.read_text().rpartition(")")[2].split()[0] in "RD":
                    return True
            except (OSError, IndexError):  # a thread that has ended meanwhile
                continue
        return False

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        self.written += data
        return bool(data)
