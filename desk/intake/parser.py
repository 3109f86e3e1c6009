"""The desk's side of reading mail: hands messages to a child process and outlives whatever they do to it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from types import TracebackType
from typing import IO, Self

from desk.intake import wire
from desk.intake.records import MailRecord, digest
from desk.words import Refused

SECONDS = 5.0
"""Wall time one message may cost, all told (an ordinary one costs 2 ms)."""

MEGABYTES = 512
"""Address space that one message may take beyond what the libraries need: 20 times the longest message."""

_START_SECONDS = 60.0
_WHOLE_SHARE = 0.75
_END_SECONDS = 1.0
_CHUNK = 1 << 20


class _Failed(Exception):
    """The child gave no answer; `why` is one of `records.UNREADABLE`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class MailParser:
    """Reads messages one by one in a child process; for one thread at a time.

    A message that takes more than `seconds` of wall time or `megabytes` of address space, or that kills the child,
    is given back unreadable, with its raw bytes and, if it can still be read, its head; the next finds a new child.
    """

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, where: str, raw: bytes) -> MailRecord:
        """Read one message; whatever it holds, this gives its record.

        Raises `Refused("mail_parser_missing")` when no child can be started at all: then nothing was read, and
        nothing is to be called unreadable.
        """
        self._prepare()
        end = time.monotonic() + self._seconds
        try:
            return self._ask(where, raw, "", end - self._seconds * (1 - _WHOLE_SHARE))
        except _Failed as failed:
            why = failed.why
        self._prepare()
        try:
            return self._ask(where, raw, why, time.monotonic() + self._seconds * (1 - _WHOLE_SHARE))
        except _Failed:
            return MailRecord(where=where, raw=raw, readable=False, why_unreadable=why, digest=digest(raw))

    def close(self) -> None:
        """End the child, if there is one; the next message would start another."""
        process, self._process, self._ready = self._process, None, False
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in _pipes(process):
            pipe.close()

    def _start(self) -> None:
        """Start a child in a session of its own, where the terminal's Ctrl+C does not reach it."""
        # -P: a file named email.py in the folder where the desk was started must not become our parser.
        command = [sys.executable, "-P", "-m", "desk.intake.child", str(self._seconds), str(self._megabytes)]
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,
            )
        except OSError as error:
            raise Refused("mail_parser_missing", error=error.strerror or "") from error
        for pipe in _pipes(process):
            os.set_blocking(pipe.fileno(), False)
        self._process = process

    def _prepare(self) -> None:
        """Have a child that is alive and has loaded its libraries, which counts for no message."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._start()
        if self._ready:
            return
        try:
            said = self._receive(time.monotonic() + _START_SECONDS)
        except _Failed as failed:
            raise Refused("mail_parser_missing", error=failed.why) from failed
        if said != wire.READY:
            self.close()
            raise Refused("mail_parser_missing", error="crash")
        self._ready = True

    def _ask(self, where: str, raw: bytes, failed: str, end: float) -> MailRecord:
        try:
            self._send(wire.request(raw, failed), end)
            self._send(raw, end)
            record, tired = wire.unpacked(self._receive(end), where, raw)
        except ValueError as error:
            self.close()
            raise _Failed("crash") from error
        except BaseException:  # also Ctrl+C: half an exchange would make the next message read this one's answer
            self.close()
            raise
        if tired or record.why_unreadable == "memory":
            self.close()
        return record

    def _send(self, data: bytes, end: float) -> None:
        process = self._alive()
        target, _ = _pipes(process)
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(target.fileno(), rest[:_CHUNK]) :]
            except BlockingIOError:
                self._wait(target, select.POLLOUT, end)
            except BrokenPipeError:
                raise _Failed(self._cause()) from None

    def _receive(self, end: float) -> bytes:
        (length,) = wire.ANSWER.unpack(self._read(wire.ANSWER.size, end))
        if length > wire.LONGEST:
            raise _Failed("crash")
        return self._read(length, end)

    def _read(self, length: int, end: float) -> bytes:
        _, source = _pipes(self._alive())
        data = bytearray()
        while len(data) < length:
            self._wait(source, select.POLLIN, end)
            try:
                piece = os.read(source.fileno(), min(length - len(data), _CHUNK))
            except BlockingIOError:
                continue
            if not piece:
                raise _Failed(self._cause())
            data += piece
        return bytes(data)

    def _wait(self, pipe: IO[bytes], event: int, end: float) -> None:
        left = end - time.monotonic()
        waiting = select.poll()
        waiting.register(pipe, event)
        if left <= 0 or not waiting.poll(left * 1_000):
            raise _Failed("time")

    def _alive(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise _Failed("crash")
        return self._process

    def _cause(self) -> str:
        """Tell why the child ended by itself: its limit of processor time, the system short of memory, or a fault."""
        try:
            code = self._alive().wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            return "crash"
        if code == -signal.SIGXCPU:
            return "time"
        return "memory" if code == -signal.SIGKILL else "crash"


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None, "a pipe, see _start"
    assert process.stdout is not None, "a pipe, see _start"
    return process.stdin, process.stdout
