"""The stores that are measured: made once, kept in build/, and brought to rest before each run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desk.store import Store

BARE = """
from textual.app import App
from textual.widgets import Static
class A(App):
    def compose(self): yield Static("READY")
    def on_key(self, event): self.query_one(Static).update("PRESSED")
A().run()
"""
"""The least that an app can be: one line of text, and a key that changes it."""


def bare() -> list[str]:
    return [sys.executable, "-c", BARE]


def desk(path: Path) -> list[str]:
    return [sys.executable, "-m", "desk", "--store", str(path), "--as", "anna"]


def large(folder: Path) -> Path:
    return _made(folder, "large.db", 100_000)


def small(folder: Path) -> Path:
    return _made(folder, "small.db", 10_000)


def among(folder: Path) -> Path:
    """Give a store of 100,000 customers and few inquiries, to be copied."""
    return _made(folder, "among.db", 1_000, 100_000)


def _made(folder: Path, name: str, inquiries: int, customers: int = 0) -> Path:
    """Make a demo store of which a tenth is open; its schema and today's backup are seen to before anything counts."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        command = [
            *desk(path),
            "demo",
            "--make",
            "--customers",
            str(customers or inquiries),
            "--inquiries",
            str(inquiries),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    store = Store.open(str(path))
    store.back_up()
    store.close()
    for older in folder.glob(f"{name}.schema-*"):
        older.unlink()
    return path
