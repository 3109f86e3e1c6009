"""Help, version, completion, keys and paths; and what they may load."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from desk import __version__
from desk.cli import commands
from desk.keys import KEYS
from desk.rules import filters
from desk.screens import own_keys
from tests.cli.conftest import process

HEAVY = "textual sqlalchemy sqlmodel pydantic rich numpy rapidfuzz phonenumbers holidays argparse".split()


def test_the_help_of_the_list_names_every_key_of_its_filter(plain):
    sentence = plain("inquiry", "list", "--help").out.partition("Filters: ")[2].partition(" or ")[0]
    assert {f"{key}:" for key in filters.KEYS} <= set(sentence.split())


def test_the_version_is_printed_wherever_it_is_asked_for(plain):
    assert plain("--version").out == f"desk {__version__}\n"
    assert plain("inquiry", "--version").out == f"desk {__version__}\n"
    assert process("--version").stdout.decode() == f"desk {__version__}\n"


def test_the_help_lists_every_command_and_the_help_of_each_names_its_arguments(plain):
    overview = plain("--help")
    assert overview.status == 0
    for noun in commands.NOUNS:
        assert f"desk {noun} " in overview.out
    for command in commands.every():
        shown = plain(*command.path, "--help")
        assert (shown.status, shown.err) == (0, "")
        assert all(arg.name in shown.out for arg in command.args)
        assert " ".join(("desk", *command.path)) in plain(command.path[0], "--help").out


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_help_fits_on_a_screen_of_80_columns_with_a_margin(plain, spoken):
    for words in ([], *([noun] for noun in commands.NOUNS), *(list(command.path) for command in commands.every())):
        assert max(map(len, plain("--language", spoken, *words, "-h").out.splitlines())) <= 78, words


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["inquiry", "--help"],
        ["locate"],
        ["completion", "fish"],
        ["inquiry", "list", "--json"],
        ["inquiry", "show", "1001"],
        ["callback", "list"],
        ["team", "show"],
        ["customer", "show", "K1"],
        ["when", "in 2h"],
        ["store", "info"],
    ],
)
def test_plain_commands_load_nothing_heavy(words, desk):
    desk.inquiry()
    desk.customer("Kraus")
    program = (
        "import sys; from desk.cli import main; "
        f"status = main({words!r}); "
        f"sys.exit(repr(sorted(set({HEAVY!r}) & set(sys.modules))) if set({HEAVY!r}) & set(sys.modules) else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"DESK_STORE": desk.path, "DESK_NOW": desk.now.isoformat(), "PATH": ""},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_heavy_module_would_be_noticed():
    program = "import sys, argparse; sys.exit(repr(sorted({'argparse'} & set(sys.modules))))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_every_word_and_option_and_the_shell_can_read_them(plain, shell, tmp_path):
    done = plain("completion", shell)
    assert (done.status, done.err) == (0, "")
    for command in commands.every():
        assert all(word in done.out for word in command.path)
        assert all(arg.name.lstrip("-") in done.out for arg in command.args if arg.is_option)
    script = tmp_path / "completion"
    script.write_text(done.out)
    if shutil.which(shell):
        checked = subprocess.run([shell, "-n", str(script)], capture_output=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, b"")


def test_bash_completes_a_verb_from_its_beginning(plain, tmp_path):
    script = tmp_path / "completion"
    script.write_text(plain("completion", "bash").out)
    line = 'COMP_WORDS=(desk inquiry cla) COMP_CWORD=2; _shtab_desk; echo "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", f"source {script}; {line}"], capture_output=True, check=False)
    assert done.stdout == b"claim\n"


def test_an_unknown_shell_has_status_2(plain):
    assert plain("completion", "tcsh").status == 2


def test_keys_are_listed_from_the_one_table(plain):
    listed = plain("keys", "--json").json
    assert [entry["id"] for entry in listed] == [key.id for key in (*KEYS, *own_keys.KEYS)]
    assert len(plain("keys").out.splitlines()) == len(KEYS) + len(own_keys.KEYS)


def test_paths_are_named_whether_anything_is_there_or_not(plain, tmp_path, monkeypatch):
    monkeypatch.setenv("DESK_STORE", str(tmp_path / "ä\udcff.db"))
    paths = json.loads(plain("locate", "--json").out)
    assert paths == {
        "store": str(tmp_path / "ä\ufffd.db"),
        "config": str(tmp_path / "xdg_config_home" / "desk" / "config.toml"),
        "log": str(tmp_path / "xdg_state_home" / "desk" / "desk.log"),
    }
    monkeypatch.delenv("DESK_STORE")
    assert plain("locate", "--json").json["store"] == str(tmp_path / "xdg_data_home" / "desk" / "desk.db")
