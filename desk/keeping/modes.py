"""Who may open a store's files: its owner alone, or one group of the operating system; never everybody.

SQLite gives -wal and -shm the main file's mode whatever the umask is, and a folder with the set-group-id bit hands its
group on. So the modes are set once, on folder, main file and gate, and hold for whatever is made later.
"""

from __future__ import annotations

import errno
import os
import stat

from desk.keeping import gate, opening
from desk.words import Refused, StoreRefused

_PRIVATE = (0o700, 0o600)  # folder, files
_SHARED = (0o2770, 0o660)


def make_folder(path: str, group: str | None = None) -> None:
    """Make the folder of a new store at `path`, private or shared by an operating-system group.

    A folder that exists stays as it is, unless it is empty and the store is for a group.

    Raises StoreRefused: no_such_group, not_in_group (group), folder_not_shared (path, folder, group),
    place_open_to_all (path, mode), or what `opening.from_os` says.
    """
    owner, (mode, _) = _owner_and_modes(group)
    real = os.path.realpath(path)
    _folder(real, mode, owner, group)
    _shut(os.path.dirname(real))


def make_file(path: str, group: str | None = None) -> None:
    """Make the empty store file and its gate, with their modes, for SQLite to fill.

    An empty file, left by an `init` that was cut short, is taken over. Raises Refused("store_exists", path=) when
    there is more in it, StoreRefused as `make_folder` does.
    """
    owner, (_, mode) = _owner_and_modes(group)
    _file(os.path.realpath(path), mode, owner, group, may_exist=False)
    _file(gate.gate_path(path), mode, owner, group, may_exist=True)


def group_id(group: str) -> int:
    """Give an operating-system group's number; raises StoreRefused("no_such_group", group=)."""
    import grp  # only `init --group` needs it

    try:
        return grp.getgrnam(group).gr_gid
    except (KeyError, ValueError):
        raise StoreRefused("no_such_group", group=group) from None


def is_shared(path: str) -> bool:
    """Say whether a store's file is one that a group may write; raises OSError."""
    return os.stat(path).st_mode & 0o060 == 0o060


def check(path: str) -> None:
    """Refuse a store that everybody on this machine could read or write.

    That is a file with a right for others in a folder that others may enter, or a folder where others may put another
    file in its place (one with the sticky bit, like /tmp, is none). Raises StoreRefused("place_open_to_all", path=,
    mode=) naming the file or folder to be closed; files that are missing are no matter of this function.
    """
    real = os.path.realpath(path)
    folder = os.path.dirname(real)
    _shut(folder)
    if not _mode(folder) & stat.S_IXOTH:
        return
    for name in (real, f"{real}-wal", f"{real}-shm", gate.gate_path(path)):
        if _mode(name) & 0o006:
            raise StoreRefused("place_open_to_all", path=name, mode=f"{_mode(name):04o}")


def _owner_and_modes(group: str | None) -> tuple[int, tuple[int, int]]:
    return (-1, _PRIVATE) if group is None else (group_id(group), _SHARED)


def _shut(folder: str) -> None:
    mode = _mode(folder)
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        raise StoreRefused("place_open_to_all", path=folder, mode=f"{mode:04o}")


def _mode(path: str) -> int:
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except OSError:
        return 0


def _folder(real: str, mode: int, owner: int, group: str | None) -> None:
    folder = os.path.dirname(real)
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        try:
            os.mkdir(folder, mode & 0o700)
        except FileExistsError:
            if group is None:
                return
            if os.listdir(folder):
                _handed_on(real, folder, owner, group)
                return
        _give(folder, mode, owner, group)
    except OSError as error:
        raise opening.from_os(error, folder) from error


def _handed_on(real: str, folder: str, owner: int, group: str) -> None:
    """A folder with other things in it is not opened to a group, it has to be the group's already."""
    found = os.stat(folder)
    if found.st_gid != owner or found.st_mode & 0o2070 != 0o2070:
        raise StoreRefused("folder_not_shared", path=real, folder=folder, group=group)


def _file(path: str, mode: int, owner: int, group: str | None, *, may_exist: bool) -> None:
    # The one place where a store's file is opened without SQLite: it is new, so nobody holds a lock that could drop.
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, mode & 0o600))
    except FileExistsError:
        found = os.lstat(path)
        if not may_exist and (found.st_size or not stat.S_ISREG(found.st_mode)):
            raise Refused("store_exists", path=path) from None
    except OSError as error:
        raise opening.from_os(error, path) from error
    try:
        _give(path, mode, owner, group)
    except OSError as error:
        raise opening.from_os(error, path) from error


def _give(path: str, mode: int, owner: int, group: str | None) -> None:
    if group is not None:
        try:
            os.chown(path, -1, owner)
        except OSError as error:
            if error.errno != errno.EPERM:
                raise
            raise StoreRefused("not_in_group", group=group) from error
    os.chmod(path, mode)  # after the owner: a change of group clears the set-group-id bit
