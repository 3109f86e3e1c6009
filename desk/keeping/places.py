"""Whether a place is sound for a store: file locks and shared memory have to work there, and no one else may copy it.

Network file systems share no memory between machines, so two desks destroy the store; a client that syncs folders
copies it between two writes. Both are refused. Where only durability is in doubt, the desk warns.
"""

import os
import re
import sys
from collections.abc import Mapping
from itertools import islice
from types import MappingProxyType
from typing import Literal, NamedTuple

from desk.words import StoreRefused

_LOCAL = frozenset("ext2 ext3 ext4 xfs btrfs zfs f2fs bcachefs jfs reiserfs apfs hfs ntfs ntfs3 ufs refs".split())
_MEMORY = frozenset("tmpfs ramfs devtmpfs zram".split())
_LAYER = frozenset("overlay overlayfs aufs".split())
_FAT = frozenset("vfat exfat msdos fat fat32".split())
_NETWORK = frozenset(
    "afs afpfs webdav davfs ncpfs 9p ceph glusterfs lustre beegfs gpfs ocfs2 gfs2 vboxsf vmhgfs prl_fs virtiofs drvfs "
    "orangefs".split()
)
_NETWORK_BEGINS = ("nfs", "cifs", "smb")
_FUSE_BEGINS = ("fuse", "osxfuse", "macfuse")
_FUSE_NETWORK = (
    "sshfs rclone s3fs gcsfuse goofys davfs glusterfs gvfsd onedriver google-drive dropbox curlftpfs smbnetfs vmhgfs "
    "mount_ cephfs".split()
)
# A folder's name tells at the beginning only, and what follows has to look like an account: "OneDrive - Firm",
# "Dropbox (Firm)", "Nextcloud2"; "Megastore" or "Boxes" are nobody's client.
_SYNCED = (
    r"(?i)(?:dropbox|onedrive|google ?drive|nextcloud|owncloud|syncthing|seafile|pcloud ?drive|tresorit|synologydrive)"
    r"(?:[ (@_-].*|\d*)|my drive|box sync|megasync|icloud ?drive|mobile documents|com~apple~clouddocs|cloudstorage"
)
_IN_SYNCED = "box drive cloud sync seafile tresorit documents".split()  # compiling the pattern costs more than a look
_MARK = r"\.stfolder|\.dropbox\.cache|\.(?:next|own)cloudsync\.log|\._?sync_.*\.db|\.seafile-data|\.tmp\.driveupload"
_MARKS_AT = 1000  # entries looked at in one folder; a client's mark begins with a dot and is among a few others
_MACOS = sys.platform == "darwin"
_OCTAL = r"\\([0-7]{3})"
_MAC = r"(.*) on (/.*) \(([^,)]+)"


class Verdict(NamedTuple):
    """What a place is worth: `kind` is the key of its sentence ("local" has none), `facts` fill it."""

    level: Literal["ok", "warn", "refuse"]
    kind: str
    facts: Mapping[str, str] = MappingProxyType({})


def verdict(path: str, mounts: str | None = None) -> Verdict:
    """Judge the folder in which the store at `path` lies or would lie.

    `mounts` is the table of mounts, as in /proc/self/mountinfo or as macOS's `mount` prints it; the machine's own
    when None. A machine that shows no table gets the benefit of the doubt.

    Kinds: local (ok); place_memory, place_layer, place_fat, place_fuse, place_unknown (warn) and place_network
    (refuse) with path, kind (the file system) and source; place_synced (refuse) with path and sign.
    """
    folder = os.path.dirname(os.path.realpath(path))
    sign = _synced(folder)
    if sign:
        return Verdict("refuse", "place_synced", {"path": path, "sign": sign})
    found = _mounted(folder, _table() if mounts is None else mounts)
    if found is None:
        return Verdict("ok", "local")
    system, source = found
    kind = _kind(system.lower(), source.lower())
    if kind == "local":
        return Verdict("ok", kind)
    level: Literal["warn", "refuse"] = "refuse" if kind == "place_network" else "warn"
    return Verdict(level, kind, {"path": path, "kind": system, "source": source})


def require_sound(path: str, mounts: str | None = None) -> Verdict:
    """Give the verdict on a place that may be used, for its warning; raises StoreRefused for one that may not."""
    found = verdict(path, mounts)
    if found.level == "refuse":
        raise StoreRefused(found.kind, **found.facts)
    return found


def default_store() -> str:
    """Give the path of a person's own store: desk/desk.db in the user's data folder (XDG, on macOS the Library)."""
    # By hand, with the same result as platformdirs: importing that costs 9 ms on the way to the first paint.
    home = os.path.expanduser("~")
    data = os.path.join(home, ".local", "share")
    if _MACOS:
        data = os.path.join(home, "Library", "Application Support")
    chosen = os.environ.get("XDG_DATA_HOME", "").strip()
    if os.path.isabs(chosen):
        data = chosen
    return os.path.join(data, "desk", "desk.db")


def is_url(text: str) -> bool:
    """Say whether a store is named by a URL (a database server) and not by a file's path."""
    return "://" in text and re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE) is not None


def _kind(system: str, source: str) -> str:
    if system in _NETWORK or system.startswith(_NETWORK_BEGINS):
        return "place_network"
    if system.startswith(_FUSE_BEGINS):
        remote = any(name in f"{system} {source}" for name in _FUSE_NETWORK)
        return "place_network" if remote else "place_fuse"
    for kind, systems in (
        ("local", _LOCAL),
        ("place_memory", _MEMORY),
        ("place_layer", _LAYER),
        ("place_fat", _FAT),
    ):
        if system in systems:
            return kind
    return "place_unknown"


def _synced(folder: str) -> str | None:
    """Give the folder's name or the client's mark by which a synced folder is known."""
    while True:
        name = os.path.basename(folder)
        if any(part in name.lower() for part in _IN_SYNCED) and re.fullmatch(_SYNCED, name):
            return name
        mark = _mark(folder)
        if mark:
            return os.path.join(folder, mark)
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _mark(folder: str) -> str | None:
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, _MARKS_AT):
                # ~/.dropbox, a folder, only says that the client is installed; the file lies in what it syncs.
                if entry.name[0] != ".":
                    continue
                if re.fullmatch(_MARK, entry.name) or (entry.name == ".dropbox" and entry.is_file()):
                    return entry.name
    except OSError:
        pass  # not there yet, or not ours to look into
    return None


def _mounted(folder: str, table: str) -> tuple[str, str] | None:
    """Give file system and source of the deepest mount above a folder; of several at one point the last counts."""
    deepest, found = -1, None
    for line in table.splitlines():
        mount = _mount(line)
        if mount is None:
            continue
        point, system, source = mount
        above = folder == point or folder.startswith(point.rstrip("/") + "/")
        if above and len(point) >= deepest:
            deepest, found = len(point), (system, source)
    return found


def _mount(line: str) -> tuple[str, str, str] | None:
    if line[:1].isdigit():
        left, _, right = line.partition(" - ")
        before, after = left.split(), right.split()
        if len(before) < 5 or len(after) < 2:
            return None
        return _plain(before[4]), after[0], _plain(after[1])
    mac = re.match(_MAC, line)
    return (mac[2], mac[3], mac[1]) if mac else None


def _plain(text: str) -> str:
    return re.sub(_OCTAL, lambda octal: chr(int(octal[1], 8)), text) if "\\" in text else text


def _table() -> str:
    try:
        if not _MACOS:
            with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
                return file.read()
        import subprocess  # only here, and it costs 5 ms

        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=2, check=False)
        return done.stdout
    except (OSError, ValueError):
        return ""
