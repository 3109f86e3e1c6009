"""What is loaded without OpenSSL works, and whoever wants OpenSSL still gets it."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADS = {"load_loop": "_ssl", "load_digests": "_hashlib"}


def loaded(code: str) -> set[str]:
    print_all = "import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{print_all}"], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(("load", "openssl"), LOADS.items())
def test_openssl_is_left_out(load: str, openssl: str) -> None:
    assert openssl not in loaded(f"from desk import lean; lean.{load}()")


@pytest.mark.parametrize("module", ["asyncio", "hashlib"])
def test_as_python_loads_it_openssl_is_there(module: str) -> None:
    assert {"_ssl", "_hashlib"} & loaded(f"import {module}")


def test_a_desk_that_writes_has_loaded_no_openssl() -> None:
    does = "from desk import acts, lean; lean.load_loop(); lean.load_digests(); import desk.app, desk.keeping.writer"
    assert not {"_ssl", "_hashlib"} & loaded(f"{does}; acts.work; acts.receive")


def test_textual_is_loaded_without_the_widgets_that_no_screen_has_and_they_come_when_asked_for() -> None:
    unused = {"textual.widgets._select", "textual.widgets._directory_tree", "textual.widgets._placeholder"}
    does = "from desk.screens.loading import load_textual; load_textual(); import desk.app, desk.screens.inbox"
    assert not unused & loaded(does)
    assert unused <= loaded("import desk.app")
    assert unused <= loaded(
        f"{does}; from textual.types import DirEntry, NoSelection, IgnoreReturnCallbackType as call"
    )
    assert "typing" in loaded(f"{does}; import textual.command, textual.pilot")


def test_models_are_loaded_without_a_look_through_the_packages_which_comes_when_somebody_asks() -> None:
    does = "from desk import lean\nwith lean.no_plugins():\n    import desk.keeping.writer\nimport sys"
    assert not {"importlib.metadata", "email", "zipfile"} & loaded(does)
    asks = "from sqlalchemy.util import compat; assert list(compat.importlib_metadata_get('console_scripts'))"
    assert "importlib.metadata" in loaded(f"{does}\n{asks}")
    asks = "from importlib.metadata import PackageNotFoundError, version; assert version('textual')"
    assert "importlib.metadata" in loaded(f"{does}\n{asks}")
    assert "importlib.metadata" in loaded("import desk.keeping.writer")


def test_digests_are_the_same_and_ssl_is_there_for_whoever_imports_it() -> None:
    does = "from desk import lean; lean.load_loop(); lean.load_digests(); import hashlib, ssl"
    right = "hashlib.sha256(b'desk').hexdigest() == hashlib.new('sha256', b'desk').hexdigest()"
    assert "_ssl" in loaded(f"{does}; ssl.create_default_context(); assert {right}")
