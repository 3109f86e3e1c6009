"""Where a store may lie."""

import itertools
import os
import sys

import pytest

from desk.keeping import places
from desk.words import StoreRefused

ROOT = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"


def table(system: str, source: str, point: str = "/mnt/share") -> str:
    return ROOT + f"40 22 0:50 / {point} rw,relatime shared:9 - {system} {source} rw\n"


@pytest.mark.parametrize(
    ("system", "source"),
    [
        ("nfs", "srv:/vol"),
        ("nfs4", "srv:/vol"),
        ("cifs", "//srv/sales"),
        ("smb3", "//srv/sales"),
        ("smbfs", "//anna@srv/sales"),
        ("9p", "C:\\134"),
        ("drvfs", "C:"),
        ("fuse.sshfs", "anna@srv:/x"),
        ("fuse.rclone", "drive:"),
        ("fuse", "gvfsd-fuse"),
        ("fuse.s3fs", "bucket"),
        ("ceph", "mon:/"),
        ("glusterfs", "srv:/v"),
        ("virtiofs", "shared"),
        ("vboxsf", "shared"),
        ("afpfs", "//srv/x"),
    ],
)
def test_a_file_system_shared_with_other_machines_is_refused_with_its_name_and_source(system: str, source: str) -> None:
    found = places.verdict("/mnt/share/desk.db", table(system, source))
    assert (found.level, found.kind) == ("refuse", "place_network")
    with pytest.raises(StoreRefused) as refused:
        places.require_sound("/mnt/share/deep/er/desk.db", table(system, source))
    assert refused.value.reason == "place_network"
    assert refused.value.facts["kind"] == system
    assert refused.value.facts["source"] == source.replace("\\134", "\\")


@pytest.mark.parametrize(
    ("system", "kind"),
    [
        ("tmpfs", "place_memory"),
        ("ramfs", "place_memory"),
        ("overlay", "place_layer"),
        ("vfat", "place_fat"),
        ("exfat", "place_fat"),
        ("fuseblk", "place_fuse"),
        ("fuse.gocryptfs", "place_fuse"),
        ("weirdfs", "place_unknown"),
    ],
)
def test_a_file_system_of_doubtful_durability_is_warned_of_and_may_be_used(system: str, kind: str) -> None:
    found = places.require_sound("/mnt/share/desk.db", table(system, "/dev/sdb1"))
    assert (found.level, found.kind, found.facts["kind"]) == ("warn", kind, system)


@pytest.mark.parametrize("system", ["ext4", "xfs", "btrfs", "zfs", "apfs"])
def test_a_local_disk_is_sound(system: str) -> None:
    assert places.verdict("/mnt/share/desk.db", table(system, "/dev/sdb")) == places.Verdict("ok", "local")


def test_the_deepest_mount_counts_and_of_two_at_one_point_the_later() -> None:
    both = table("nfs4", "srv:/vol") + "41 40 8:2 / /mnt/share/local rw - xfs /dev/sdc rw\n"
    assert places.verdict("/mnt/share/local/desk.db", both).level == "ok"
    assert places.verdict("/mnt/share/localities/desk.db", both).level == "refuse"
    over = table("autofs", "map") + "42 22 0:51 / /mnt/share rw - nfs4 srv:/vol rw\n"
    assert places.verdict("/mnt/share/desk.db", over).kind == "place_network"


def test_a_mount_point_with_blanks_and_umlauts_is_found() -> None:
    mounts = table("cifs", "//srv/Büro\\040Süd", "/mnt/Büro\\040Süd")
    assert places.verdict("/mnt/Büro Süd/desk.db", mounts).facts["source"] == "//srv/Büro Süd"


def test_a_folder_bound_from_elsewhere_is_what_it_is_bound_from() -> None:
    """In the table a bind mount is a line of its own, with the part of the other file system that it shows."""
    share = "43 22 0:52 /sales /srv/desk rw - nfs4 srv:/vol rw\n"
    assert places.verdict("/srv/desk/desk.db", ROOT + share).kind == "place_network"
    disk = "44 43 8:1 /home/anna /srv/desk/anna rw - ext4 /dev/sda1 rw\n"
    assert places.verdict("/srv/desk/anna/desk.db", ROOT + share + disk).level == "ok"
    assert places.verdict("/srv/desk/annabel/desk.db", ROOT + share + disk).level == "refuse"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/mnt/a\\040b", "/mnt/a b"),
        ("/mnt/a\\011b", "/mnt/a\tb"),
        ("/mnt/a\\012b", "/mnt/a\nb"),
        ("/mnt/a\\134b", "/mnt/a\\b"),
        ("/mnt/a\\134040b", "/mnt/a\\040b"),
        ("/mnt/a\\043b", "/mnt/a#b"),
    ],
)
def test_each_escape_of_the_table_is_read_once(written: str, meant: str) -> None:
    mounts = table("nfs4", "srv:/vol", written)
    assert places.verdict(f"{meant}/desk.db", mounts).level == "refuse"
    assert places.verdict(f"{written}/desk.db", mounts).level == ("refuse" if written == meant else "ok")


def test_the_order_of_the_lines_does_not_decide_but_the_depth() -> None:
    lines = [
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n",
        "40 22 0:50 / /srv rw - nfs4 srv:/vol rw\n",
        "41 40 8:2 / /srv/local rw - xfs /dev/sdc rw\n",
    ]
    for order in itertools.permutations(lines):
        assert places.verdict("/srv/local/desk.db", "".join(order)).level == "ok"
        assert places.verdict("/srv/desk.db", "".join(order)).level == "refuse"
        assert places.verdict("/desk.db", "".join(order)).level == "ok"


def test_the_output_of_mount_on_macos_is_read() -> None:
    mounts = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)\n"
        "//anna@srv/Sales on /Volumes/Sales (North) (smbfs, nodev, nosuid, mounted by anna)\n"
    )
    assert places.verdict("/Users/anna/desk.db", mounts).level == "ok"
    refused = places.verdict("/Volumes/Sales (North)/desk.db", mounts)
    assert (refused.kind, refused.facts["source"]) == ("place_network", "//anna@srv/Sales")


@pytest.mark.parametrize(
    "folder",
    [
        "/home/anna/Dropbox",
        "/home/anna/Dropbox (Firma)/desk",
        "/home/anna/OneDrive - Firma GmbH/x",
        "/home/anna/Google Drive/My Drive",
        "/home/anna/Nextcloud2/desk",
        "/Users/anna/Library/CloudStorage/GoogleDrive-anna@firma.de",
        "/Users/anna/Library/Mobile Documents/com~apple~CloudDocs",
    ],
)
def test_a_folder_that_a_client_syncs_is_refused_by_its_name(folder: str) -> None:
    with pytest.raises(StoreRefused) as refused:
        places.require_sound(f"{folder}/desk.db", ROOT)
    assert refused.value.reason == "place_synced"
    assert refused.value.facts["sign"] in folder


@pytest.mark.parametrize("name", ["Megastore", "Boxes", "dropboxer", "Onedrivers", "sync", "Mega", "iclouds"])
def test_a_folder_that_only_sounds_like_it_is_not_refused(name: str) -> None:
    assert places.verdict(f"/home/anna/{name}/desk.db", ROOT).level == "ok"


@pytest.mark.parametrize("mark", [".stfolder", ".dropbox", ".sync_0a1b2c.db", "._sync_0a1b.db", ".owncloudsync.log"])
def test_a_folder_that_a_client_syncs_is_refused_by_the_mark_it_left_above(tmp_path, mark: str) -> None:
    (tmp_path / mark).touch()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    found = places.verdict(str(tmp_path / "deep" / "er" / "desk.db"), ROOT)
    assert (found.kind, found.facts["sign"]) == ("place_synced", str(tmp_path / mark))


def test_an_installed_client_alone_does_not_make_the_home_folder_a_synced_one(tmp_path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert places.verdict(str(tmp_path / "desk.db"), ROOT).level == "ok"


def test_a_link_is_followed_to_where_the_store_really_lies(tmp_path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "harmless").symlink_to(tmp_path / "Dropbox")
    assert places.verdict(str(tmp_path / "harmless" / "desk.db"), ROOT).kind == "place_synced"


@pytest.mark.parametrize("mounts", ["", "nonsense\n1 2\n", "22 1 8:1 / /\n"])
def test_a_machine_that_shows_no_table_gets_the_benefit_of_the_doubt(mounts: str) -> None:
    assert places.verdict("/anywhere/desk.db", mounts).level == "ok"


def test_this_machine_has_a_verdict_on_a_temporary_folder(tmp_path) -> None:
    assert places.verdict(str(tmp_path / "desk.db")).level in {"ok", "warn"}


def test_the_store_of_a_person_lies_in_the_user_data_folder(monkeypatch) -> None:
    import platformdirs

    assert places.default_store() == os.path.join(platformdirs.user_data_dir("desk"), "desk.db")
    monkeypatch.setenv("XDG_DATA_HOME", "/data/anna")
    assert places.default_store() == "/data/anna/desk/desk.db"
    monkeypatch.setenv("XDG_DATA_HOME", "relative/is/ignored")
    assert places.default_store().startswith(os.path.expanduser("~"))


def test_a_store_named_by_a_url_is_told_from_a_path() -> None:
    for url in ("postgresql://srv/desk", "PostgreSQL+psycopg://srv/desk", "sqlite:///x.db"):
        assert places.is_url(url)
    for path in ("desk.db", "/srv/desk.db", "./a:b//c", "C:\\desk.db", "://x", "file with://blank"):
        assert not places.is_url(path)


def test_the_judge_of_places_needs_nothing_outside_the_standard_library() -> None:
    import subprocess

    code = "import sys; import desk.keeping.places; print(*sorted(m.partition('.')[0] for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"textual", "sqlalchemy", "platformdirs", "subprocess", "sqlite3"} & set(done.stdout.split())
