"""Commands as a person types them: carried out in this process, with what they print and how they end."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desk import cli, language, sentences
from desk.rules.hours import DEFAULT_ZONE
from tests.kit.builders import MONDAY, Desk

OURS = ("DESK_STORE", "DESK_REP", "DESK_LANG", "DESK_CONFIG", "DESK_NOW", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True)
class Ran:
    """One command that has ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch) -> Iterator[None]:
    """Keep the machine's own settings, store and log away, and leave the language as it was."""
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("DESK_NOW", MONDAY.isoformat())
    yield
    language.use("en")
    sentences.use_zone(DEFAULT_ZONE)


@pytest.fixture
def plain(capsys, monkeypatch) -> Run:
    """Run a command without a store of its own; `typed` are the bytes on its standard input, which is no terminal."""

    def run(*words: str, typed: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8"))
        capsys.readouterr()
        status = cli.main(list(words))
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(status, printed.out, printed.err)

    return run


@pytest.fixture
def run(plain, desk, monkeypatch) -> Run:
    """Run a command on the team's store, as anna unless `rep` says who, at the instant of the store's clock."""
    monkeypatch.setenv("DESK_STORE", desk.path)

    def run(*words: str, rep: str | None = "anna", typed: bytes = b"") -> Ran:
        monkeypatch.setenv("DESK_NOW", desk.now.isoformat())
        if rep is None:
            monkeypatch.delenv("DESK_REP", raising=False)
        else:
            monkeypatch.setenv("DESK_REP", rep)
        return plain(*words, typed=typed)

    return run


def process(*words: str | bytes, desk: Desk | None = None, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the real command in a process of its own; `env` are variables to set besides."""
    env = {name: value for name, value in os.environ.items() if name not in OURS} | more.pop("env", {})
    if desk is not None:
        env |= {"DESK_STORE": desk.path, "DESK_REP": "anna", "DESK_NOW": desk.now.isoformat()}
    return subprocess.run(
        [sys.executable, "-m", "desk", *words],
        env=env,
        capture_output=more.keys().isdisjoint({"stdout", "stderr"}),
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
        **more,
    )
