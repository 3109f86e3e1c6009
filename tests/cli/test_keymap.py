from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import keys
from desk.cli import config, keymap
from desk.cli.errors import Usage
from tests.kit.morning import Morning, morning
from tests.kit.terminal import Terminal


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture(autouse=True)
def usual_keys() -> Iterator[None]:
    yield
    keys.use({})


def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> config.Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("DESK_CONFIG", str(path))
    return config.read()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('acept = "w"', "line 4: there is no verb acept; the nearest is accept."),
        ("accept = 3", 'line 4: accept takes keys as text, like accept = "w, W".'),
        ('accept = ["w"]', "line 4: accept takes keys as text"),
        ('accept = " "', "line 4: accept takes keys as text"),
        ('accept = "r"', "line 4: accept can't have r: that is reply at the same place; give reply another key, too."),
        ('accept = "w, u"', "line 4: accept can't have u: that is undo at the same place"),
        ('accept = "@"', "line 4: accept can't have @: no verb needs AltGr, Alt or Ctrl+Shift. Free for it: h"),
        ('accept = "alt+a"', "line 4: accept can't have alt+a: no verb needs AltGr"),
        ('accept = "Ctrl+Shift+A"', "line 4: accept can't have ctrl+shift+a: no verb needs AltGr"),
        (
            'accept = "z"',
            "line 4: accept can't have z: d, z, Del, Backspace, Ctrl+D, Ctrl+K, Ctrl+S, Ctrl+Z are kept free "
            "on purpose. Free for it: h",
        ),
        ('accept = "delete"', "line 4: accept can't have delete: d, z, Del, Backspace"),
        ('accept = "escape"', "line 4: accept can't have escape: it is the same everywhere."),
        ('accept = "3"', "line 4: accept can't have 3: it is the same everywhere."),
        ('accept = "f7"', "line 4: accept can't have f7: it is the same everywhere."),
        ('accept = "pgdown"', "line 4: accept can't have pgdown, which is no key; the nearest is pagedown."),
        ('finish = "w"', "line 4: the keys of finish are the same for everybody; the nearest that may change is"),
    ],
)
def test_a_key_that_breaks_a_rule_is_refused_with_its_line_and_the_usual_keys_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, why: str
) -> None:
    found = read(tmp_path, monkeypatch, f'theme = "light"\n\n[keys]\n{line}\n')
    assert why in found.keys_wrong
    assert found.keys_wrong.endswith("The usual keys are in force.")
    assert dict(found.keys) == {}
    assert found.theme == "light"


def test_keys_that_are_no_table_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "line 1: keys is a table" in read(tmp_path, monkeypatch, "keys = 3\n").keys_wrong


def test_two_verbs_may_change_their_keys_with_each_other_and_function_keys_stay() -> None:
    text = '[keys]\naccept = "b"\nbring_back = "a"\nmark_all = "ö"\n'
    own = keymap.checked("config.toml", text, {"accept": "b", "bring_back": "a", "mark_all": "ö"})
    keys.use(own)
    assert keys.key("accept").keys == ("b",)
    assert keys.key("bring_back").keys == ("a",)
    assert keys.key("mark_all").keys == ("ö", "f6")
    assert keys.shown_all(keys.key("mark_all")) == "ö F6"
    assert keys.footer("inbox")[0].keys == ("b",)


def test_the_two_keys_of_a_verb_may_be_any_signs_the_comma_among_them() -> None:
    own = keymap.checked("c", "", {"accept": ",", "note": "h, ctrl+n, H"})
    assert own == {"accept": (",",), "note": ("h", "ctrl+n", "H")}
    keys.use(own)
    assert {binding.key for binding in keys.bindings("inbox") if str(binding.id).startswith("accept")} == {"comma"}


def test_every_verb_but_the_fixed_ones_may_have_another_key() -> None:
    for entry in keys.KEYS:
        if entry.id in keymap.FIXED:
            with pytest.raises(Usage):
                keymap.checked("c", "", {entry.id: "ü"})
        else:
            assert keymap.checked("c", "", {entry.id: "ü"}) == {entry.id: ("ü",)}


@pytest.mark.serial
def test_a_desk_runs_by_ones_own_keys_and_says_when_they_are_wrong(day: Morning, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    environ = {"DESK_NOW": "2026-11-23T11:00:00+01:00", "DESK_CONFIG": str(path)}
    command = [sys.executable, "-m", "desk", "--store", day.desk.path, "--as", "anna"]
    path.write_text('[keys]\naccept = "h"\ndown = "a, down"\n', encoding="utf-8")
    with Terminal(command, columns=80, lines=24, environ=environ) as terminal:
        terminal.wait_for(r"h +Accept")
        terminal.settle(0.5)
        terminal.send("a")
        terminal.wait_for(f"#{day.free}")
        terminal.settle(0.2)
        terminal.send("h")
        terminal.wait_for(f"#{day.free} taken")
        terminal.send("?")
        terminal.wait_for(r"h +Accept +Take, accept")
    assert day.desk.acts_of(day.free)[-1] == "claim"
    path.write_text('[keys]\nacept = "w"\n', encoding="utf-8")
    with Terminal(command, columns=300, lines=24, environ=environ) as terminal:  # a path may be long
        terminal.wait_for("no verb acept")
        terminal.wait_for(r"a +Accept")
