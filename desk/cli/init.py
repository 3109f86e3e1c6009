"""`desk init`: a store and its first rep; what is not given is asked for, on a terminal only."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from desk.cli import output
from desk.cli.errors import Usage
from desk.cli.table import Command, option
from desk.language import N_, _

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.words import Side

_UTC = frozenset({"UTC", "UCT", "GMT", "Zulu", "Universal", "Greenwich", "Factory", "localtime", "posixrules"})


def init(shell: Shell, call: Call) -> int:
    """Make a store and its first rep, a lead. Raises Refused("store_exists") when something is there."""
    from desk.words import Refused, Side

    path = shell.path
    if os.path.lexists(path):
        raise Refused("store_exists", path=path)
    name = call.text("name").strip() or _asked("--name", _("Your name: "))
    side = call.maybe_word("side", Side)
    if side is None:
        side = _asked_side() if output.is_terminal(sys.stdin) and call.maybe("name") is None else Side.INSIDE
    values = defaults(shell) | {key: said for key in ("zone", "region") if (said := call.maybe(key))}
    handle = found(shell, path, name, call.maybe("handle"), side, values, call.maybe("group"))
    sentence = _("{handle} may begin: the store is {path}").format(handle=handle, path=output.shown(path))
    if shell.json:
        document = {"act": "init", "number": None, "state": None, "holder": None, "sentence": sentence, "warning": None}
        output.json(document | {"handle": handle, "store": output.shown(path)})
    else:
        output.line(sentence)
        if not _is_the_system_user(handle):
            output.line(_("Say who you are with: export DESK_REP={handle}").format(handle=handle))
    _warn_of_place(shell)
    return 0


def found(
    shell: Shell, path: str, name: str, handle: str | None, side: Side, values: dict[str, str], group: str | None = None
) -> str:
    """Make the store at `path` with its first rep, and give the handle; refused before anything is made."""
    from desk.acts import team
    from desk.keeping.creating import create
    from desk.rules.settings import checked
    from desk.store import Store
    from desk.words import Role

    values = dict(checked(key, value) for key, value in values.items())
    team.require_rep(name, handle)
    create(path, shell.clock, values["region"], group=group)
    store = Store.open(path, shell.clock)
    try:
        return store.write(lambda tx: team.found(tx, values, name, handle, side, Role.LEAD), None).value
    finally:
        store.close()


def defaults(shell: Shell) -> dict[str, str]:
    """Give the settings with which a team begins unless it says otherwise."""
    from desk.rules.settings import DEFAULT_REGION

    return {"zone": machine_zone(), "region": DEFAULT_REGION, "language": shell.language or ""}


def machine_zone() -> str:
    """Give the IANA name of the machine's time zone; Europe/Berlin when that is UTC or unknown."""
    from zoneinfo import ZoneInfo

    from desk.rules.hours import DEFAULT_ZONE

    for name in (os.environ.get("TZ", "").removeprefix(":"), _linked_zone(), _written_zone()):
        if not name or name.startswith("/"):
            continue
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            continue
        return DEFAULT_ZONE if name in _UTC or name.startswith("Etc/") else name
    return DEFAULT_ZONE


def _linked_zone() -> str:
    try:
        return os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    except OSError:
        return ""


def _written_zone() -> str:
    try:
        with open("/etc/timezone", encoding="utf-8") as file:
            return file.readline(100).strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _is_the_system_user(handle: str) -> bool:
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name == handle
    except KeyError:
        return False


def _asked(flag: str, question: str) -> str:
    if not output.is_terminal(sys.stdin):
        raise Usage(_("{name} is missing.").format(name=flag))
    try:
        answer = input(question).strip()
    except EOFError:
        answer = ""
    if not answer:
        raise Usage(_("{name} is missing.").format(name=flag))
    return answer


def _asked_side() -> Side:
    from desk.words import Side

    try:
        answer = input(_("Side, inside or field [inside]: ")).strip().lower()
    except EOFError:
        answer = ""
    if answer and answer not in list(Side):
        raise Usage(_("{name} is missing.").format(name="--side"))
    return Side(answer or "inside")


def _warn_of_place(shell: Shell) -> None:
    from desk.cli.places import warning

    sentence = warning(shell.store.place)
    if sentence:
        output.flush()
        shell.warn(sentence)


COMMANDS = (
    Command(
        ("init",),
        N_("Make a store and its first rep, who is a lead; what is not given is asked for on a terminal."),
        (
            option("--name", "NAME", N_("first and last name of the first rep")),
            option("--handle", "HANDLE", N_("the rep's short name; made from the first name when not given")),
            option("--side", "SIDE", N_("the rep's side; inside when not given"), words=("inside", "field")),
            option("--role", "ROLE", N_("the first rep is a lead"), words=("lead",)),
            option("--zone", "ZONE", N_("the team's time zone, like Europe/Berlin; the machine's when not given")),
            option("--region", "REGION", N_("whose public holidays hold, like DE-NW")),
            option("--group", "GROUP", N_("an operating-system group that shares the store")),
        ),
        init,
    ),
)
