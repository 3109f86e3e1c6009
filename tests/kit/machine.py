"""What only root can stage: other users, mounts, full disks; and the waiting for what is about to happen."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.words import StoreRefused

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount or become another user")


def until(condition: Callable[[], object], seconds: float = 40.0) -> None:
    """Wait until a condition holds; the test fails when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.001)


def as_user(user: int, group: int, act: Callable[[], Any]) -> Any:
    """Do something in a child process as another operating-system user; give back what it returned or raise it."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the test's only thread forks, and execs nothing
        child = os.fork()
    if not child:
        try:
            os.close(reader)
            os.setgroups([])
            os.setgid(group)
            os.setuid(user)
            answer = act()
        except StoreRefused as refused:
            answer = (refused.reason, refused.facts)
        except BaseException as error:
            answer = repr(error)
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(answer, pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pickle.load(pipe)
    os.waitpid(child, 0)
    return answer


@pytest.fixture
def mount(tmp_path) -> Iterator[Callable[..., Path]]:
    """A maker of mounts, taken away at the end; skips where that is not allowed."""
    points: list[Path] = []

    def made(*arguments: str) -> Path:
        point = tmp_path / f"mount{len(points)}"
        point.mkdir()
        done = subprocess.run(["mount", *arguments, str(point)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"this machine lets nobody mount: {done.stderr.strip()}")
        points.append(point)
        return point

    yield made
    for point in reversed(points):
        subprocess.run(["umount", "-l", str(point)], check=True)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter; pytest's own are for this user alone."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def fill_up(path: Path) -> None:
    with open(path, "wb", buffering=0) as file:
        for size in (4096, 1):
            errors: list[int | None] = []
            while not errors:
                try:
                    file.write(b"x" * size)
                except OSError as error:
                    errors.append(error.errno)
            assert errors == [errno.ENOSPC]
