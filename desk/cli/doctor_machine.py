"""What `desk doctor` finds of the machine: Python and libraries, SQLite, compiled code, settings and log."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from desk import logs
from desk.cli import output
from desk.cli.finding import BAD, OK, WARN, Finding
from desk.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desk.cli.shell import Shell

_PYTHON = (3, 11)
_WANTED = re.compile(r"^Requires-Dist: ([A-Za-z0-9._-]+) *\(?([<>=!~][^;)\n]*)?\)?(;.*)?$", re.MULTILINE)
_INSTALLED = re.compile(r"(.+)-([0-9][^-]*)\.(?:dist-info|egg-info)")
_ENOUGH = 0.8  # of the modules; some are never loaded and so never compiled on the way


def python() -> Finding:
    """Look at Python's version."""
    version = sys.version.split()[0]
    good = sys.version_info >= _PYTHON
    advice = "" if good else _("Install Python {needed} or newer.").format(needed="3.11")
    return Finding("python", OK if good else BAD, f"Python {version}", advice, {"version": version})


def sqlite() -> Finding:
    """Look at SQLite's version, and whether the gate has to keep a defect of it harmless."""
    from desk.keeping import condition, opening

    found = condition.sqlite()
    facts = {"version": found.version, "gate_needed": found.needs_gate}
    if not found.enough:
        needed = ".".join(map(str, opening.NEEDED))
        advice = _("Use a Python with SQLite {needed} or newer.").format(needed=needed)
        return Finding("sqlite", BAD, f"SQLite {found.version}", advice, facts)
    said = f"SQLite {found.version}"
    if found.needs_gate:
        said = _("{sqlite}; its defect in resetting a WAL is kept harmless by the desk's gate").format(sqlite=said)
    return Finding("sqlite", OK, said, facts=facts)


def libraries() -> Iterator[Finding]:
    """Look at the libraries, Textual first, against the versions this desk was made for."""
    installed = _installed()
    wanted = _wanted(installed)
    version = installed.get("textual", ("", ""))[0]
    if not version:
        yield Finding("textual", BAD, _("Textual is missing"), _("Install the desk again."))
    elif not satisfies(version, wanted.get("textual", "")):
        advice = _("Install version {wanted}: screens are made for it.").format(wanted=wanted["textual"].lstrip("="))
        yield Finding("textual", WARN, f"Textual {version}", advice, {"version": version})
    else:
        yield Finding("textual", OK, f"Textual {version}", facts={"version": version})
    others = [name for name in wanted if name != "textual"]
    missing = [name for name in others if name not in installed]
    strange = [name for name in others if name in installed and not satisfies(installed[name][0], wanted[name])]
    facts = {"missing": missing, "other_version": strange}
    if missing:
        said = _("libraries missing: {names}").format(names=", ".join(missing))
        yield Finding("libraries", BAD, said, _("Install the desk again."), facts)
    elif strange:
        said = _("libraries of another version than was tested: {names}").format(names=", ".join(strange))
        yield Finding("libraries", WARN, said, _("Install the desk again."), facts)
    elif wanted:
        yield Finding("libraries", OK, _("all libraries as they should be"), facts=facts)
    else:
        said = _("the desk runs from a folder: nothing says which libraries it wants")
        yield Finding("libraries", OK, said, facts=facts)


def compiled() -> Finding:
    """Look whether Python finds the desk and Textual compiled: else each start costs as much again."""
    from importlib.util import cache_from_source

    modules, ready = 0, 0
    for folder in (os.path.dirname(logs.__path__[0]), _installed().get("textual", ("", ""))[1]):
        for path in _sources(folder):
            modules += 1
            try:
                ready += os.stat(cache_from_source(path)).st_size > 0
            except OSError:
                pass
    facts = {"modules": modules, "compiled": ready}
    said = _("compiled code for {ready} of {modules} modules").format(ready=ready, modules=modules)
    if ready >= modules * _ENOUGH:
        return Finding("compiled", OK, said, facts=facts)
    advice = _("Run python -m compileall over the installed desk once, as whoever installed it: starts get faster.")
    return Finding("compiled", WARN, said, advice, facts)


def settings(shell: Shell) -> Finding:
    """Look at the person's configuration file."""
    from desk.cli.spoken import config_path

    path = output.shown(config_path())
    facts = {"path": path, "exists": os.path.exists(config_path())}
    if shell.settings_wrong:
        advice = _("Mend it: until then no other command runs.")
        return Finding("config", BAD, shell.settings_wrong, advice, facts)
    said = _("configuration {path} is in order") if facts["exists"] else _("no configuration, {path} would be read")
    return Finding("config", OK, said.format(path=path), facts=facts)


def log() -> Finding:
    """Look whether the log can be written, and how large it is."""
    path = logs.path()
    size = sum(os.path.getsize(each) for each in _logs(path))
    facts = {"path": output.shown(path), "bytes": size}
    above = os.path.dirname(path)
    while not os.path.lexists(above) and os.path.dirname(above) != above:
        above = os.path.dirname(above)
    there = os.path.lexists(path)
    writable = os.access(path, os.W_OK) and os.path.isfile(path) if there else os.access(above, os.W_OK | os.X_OK)
    if writable and (there or os.path.isdir(above)):
        said = _("log {path}, {bytes} bytes")
        return Finding("log", OK, said.format_map(facts), facts=facts)
    said = _("the log {path} can't be written")
    advice = _("Make its folder yours, or name another with DESK_STATE; the desk works without.")
    return Finding("log", WARN, said.format_map(facts), advice, facts)


def satisfies(version: str, wanted: str) -> bool:
    """Say whether a version such as 8.2.8 is among those that a text such as ">=8,<9" allows."""
    have = _numbers(version)
    for part in filter(None, (each.strip() for each in wanted.split(","))):
        sign, bound = re.match(r"[<>=!~]*", part)[0], _numbers(part.lstrip("<>=!~ "))  # type: ignore[index]
        length = max(len(have), len(bound))
        left, right = (numbers + (0,) * (length - len(numbers)) for numbers in (have, bound))
        holds = {"==": left == right, ">=": left >= right, "<": left < right, ">": left > right, "<=": left <= right}
        if not holds.get(sign, True):
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:4])


def _installed() -> Mapping[str, tuple[str, str]]:
    """Give version and folder of every installed library, by name; importlib.metadata costs 40 ms for the same."""
    found: dict[str, tuple[str, str]] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            known = _INSTALLED.fullmatch(name)
            if known is not None:
                plain = _plain(known[1])
                found.setdefault(plain, (known[2], os.path.join(folder, plain.replace("-", "_"))))
    return found


def _wanted(installed: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    ours = installed.get("inside-desk")
    if ours is None:
        return {}
    path = os.path.join(os.path.dirname(ours[1]), f"inside_desk-{ours[0]}.dist-info", "METADATA")
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, ValueError):
        return {}
    head = text.partition("\n\n")[0]
    return {_plain(name): bounds.strip() for name, bounds, marker in _WANTED.findall(head) if "extra" not in marker}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _sources(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder) if folder else ():
        folders[:] = [each for each in folders if each != "__pycache__"]
        yield from (os.path.join(place, name) for name in files if name.endswith(".py"))


def _logs(path: str) -> Iterator[str]:
    for name in (path, *(f"{path}.{at}" for at in range(1, logs.KEPT + 1))):
        if os.path.isfile(name):
            yield name
