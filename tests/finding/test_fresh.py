from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import acts, views
from desk.finding import files, finder, search
from desk.finding.finder import Finder
from tests.finding.conftest import Found
from tests.kit.builders import Desk, raw

PROOF = os.environ.get("DESK_PROOF") == "1"


def bases(cache: Path) -> list[Path]:
    return sorted(each for each in cache.glob("find/*/*") if each.name.startswith("base-"))


def test_what_a_colleague_saved_is_found_by_the_next_keystroke(found: Found) -> None:
    with found.desk.again() as colleague:
        colleague.customer("Zyxquist Pumpen", number="Z1", phone="0711 4443332", last_name="Nguyen", first_name="An")
        assert found.numbers("zyxquist")[0] == "Z1"
        for heard in ("zyxqist", "zyx pump", "nguyen", "nguien", "4443332", "0711 4443323", "zyxquistpumpen"):
            assert found.numbers(heard)[:1] == ["Z1"], heard
        colleague.do(acts.customers.edit, "Z1", {"company": "Anders"}, None)
    assert found.numbers("anders") == ["Z1"]
    assert found.numbers("zyxquist") == []


def test_what_was_in_the_index_and_changed_is_found_by_what_it_is_now_only(found: Found) -> None:
    found.desk.do(acts.customers.edit, "A4", {"company": "Neuhaus"}, None)
    assert found.numbers("neuhaus") == ["A4"]
    assert "A4" not in found.numbers("autohaus")


def test_who_is_merged_or_gets_another_number_is_found_by_the_next_keystroke_as_it_is_now(found: Found) -> None:
    with found.desk.again() as colleague:
        colleague.do(acts.customer_merging.merge, "A2", "A1")
        for asked in ("krause reisen", "schmidt", "99887766", "a2"):
            assert found.numbers(asked)[:1] == ["A1"], asked
            assert "A2" not in found.numbers(asked), asked
        colleague.do(acts.customer_merging.unmerge, "A2")
        for asked in ("krause reisen", "schmidt", "99887766", "a2"):
            assert found.numbers(asked)[:1] == ["A2"], asked
        assert {*found.numbers("schmidt meier")[:2]} == {"A1", "A2"}
        colleague.do(acts.customers.edit, "A3", {"phone": "0711 4443332"}, None)
        assert found.numbers("0711/444333")[:1] == ["A3"]
        colleague.do(acts.undoing.undo)
        assert found.numbers("0711/444333") == []


def test_the_index_is_kept_and_opened_again(found: Found, cache: Path) -> None:
    (base,) = bases(cache)
    found.finder.close()
    again = Found(found.desk)
    assert again.numbers("kraus")[0] == "A1"
    assert bases(cache) == [base]
    again.finder.close()
    assert oct(base.stat().st_mode & 0o777) == "0o700"
    assert {oct(each.stat().st_mode & 0o777) for each in base.iterdir()} == {"0o600"}


def _torn(base: Path) -> None:
    (base / "postings").write_bytes((base / "postings").read_bytes()[:-1])


def _turned(base: Path) -> None:
    data = bytearray((base / "word_blob").read_bytes())
    data[0] ^= 1
    (base / "word_blob").write_bytes(data)


def _other_format(base: Path) -> None:
    header = json.loads((base / "header.json").read_text())
    (base / "header.json").write_text(json.dumps(header | {"format": 999}))


SPOILT = {
    "torn": _torn,
    "turned": _turned,
    "missing": lambda base: (base / "ids").unlink(),
    "headless": lambda base: (base / "header.json").write_text("{"),
    "empty": lambda base: (base / "header.json").write_text("{}"),
    "another format": _other_format,
    "gone": shutil.rmtree,
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_files_that_are_not_whole_are_made_anew(found: Found, cache: Path, spoilt: str) -> None:
    (base,) = bases(cache)
    found.finder.close()
    SPOILT[spoilt](base)
    again = Found(found.desk)
    assert again.numbers("maier petra")[0] == "A1"
    assert base not in bases(cache)[-1:]
    again.finder.close()


def test_a_store_that_was_put_back_to_an_earlier_day_is_not_searched_by_a_later_index(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.keeping.backup import backup

    kept = str(tmp_path / "kept.db")
    backup(desk.path, kept)
    desk.customer("Spaeter", number="L1")
    desk.customer("Noch spaeter", number="L3")
    first = Found(desk)
    assert first.numbers("spaeter")[0] == "L1"
    first.finder.close()
    desk.close()
    for name in (desk.path, desk.path + "-wal", desk.path + "-shm"):
        Path(name).unlink(missing_ok=True)
    shutil.copy(kept, desk.path)
    with Desk(desk.path, desk.clock) as back:
        back.customer("Anderer", number="L2")
        monkeypatch.setattr(finder, "FEW", 0)  # the child's index is not the newest by its name, the later one is
        again = Found(back)
        assert again.numbers("spaeter") == []
        assert again.numbers("anderer")[0] == "L2"
        again.finder.close()


def test_after_a_step_of_the_schema_which_may_fold_anew_the_index_is_made_anew(found: Found) -> None:
    found.finder.close()
    with raw(found.desk.path, "rw") as connection:
        connection.execute("UPDATE customer_word SET word = 'walesa' WHERE word = 'vogt'")
        connection.execute("INSERT INTO upgrade (step, at, program) SELECT 99, max(at), 'later' FROM upgrade")
    again = Found(found.desk)
    assert again.numbers("walesa")[:1] == ["A4"]
    again.finder.close()


def _no_folder(tmp_path: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("")


def _no_room(_tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left, write = iter(range(3)), files._write

    def full(path: Path, data: bytes) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, data)

    monkeypatch.setattr(files, "_write", full)


@pytest.mark.parametrize(("missing", "why"), [(_no_folder, errno.ENOTDIR), (_no_room, errno.ENOSPC)])
def test_where_no_index_can_be_kept_it_is_used_from_memory_and_says_why(
    desk: Desk, cache: Path, monkeypatch: pytest.MonkeyPatch, missing: Callable[..., None], why: int
) -> None:
    missing(cache.parent, monkeypatch)
    found = Found(desk)
    assert found.numbers("maier petra")[0] == "A1"
    assert found.finder.unkept == os.strerror(why)
    assert not [each for each in cache.glob("find/*/*") if each.is_dir()]
    found.finder.close()


def test_indexes_of_a_store_that_is_gone_are_taken_away_after_a_week(
    desk: Desk, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_age", lambda path: 3 * 86_400 if path.name == "young" else 8 * 86_400)
    for name, store in (("gone", "gone.db"), ("young", "gone.db"), ("other", "team.db")):
        files.claim(cache / "find" / name, str(tmp_path / store))
    (cache / "find" / "nameless").mkdir()
    (tmp_path / "team.db").touch()
    found = Found(desk)
    own = files.folder(desk.path, desk.read(files.snapshot).store).name
    assert {each.name for each in (cache / "find").iterdir()} == {own, "young", "other"}
    found.finder.close()


def test_a_save_that_is_cut_off_anywhere_leaves_the_index_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class CutError(BaseException):
        """The plug is pulled: nothing is tidied up any more."""

    before = {"ids": np.arange(7), "names": np.arange(70, dtype=np.uint8)}
    after = {name: each + 1 for name, each in before.items()}
    monkeypatch.setattr(files.shutil, "rmtree", lambda *_args, **_more: None)
    left = 0

    def cut(work: Callable[..., object]) -> Callable[..., object]:
        def do(*args: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise CutError
            return work(*args)

        return do

    monkeypatch.setattr(files, "_write", cut(files._write))
    monkeypatch.setattr(files, "_durable", cut(files._durable))
    monkeypatch.setattr(Path, "rename", cut(Path.rename))
    seen = []
    for steps in range(8):
        left, where = 100, tmp_path / str(steps)
        files.save(where, before, files.Snapshot("s", 1, "m"))
        left = steps
        try:
            files.save(where, after, files.Snapshot("s", 2, "m"))
        except CutError:
            pass
        found = files.newest(where)
        assert found is not None
        assert found[0]["names"].tolist() == (before if found[1].seq == 1 else after)["names"].tolist()
        seen.append(found[1].seq)
    assert seen == [1, 1, 1, 1, 1, 2, 2, 2]  # two arrays, the header, made durable, then named


def test_two_that_make_it_at_once_and_one_that_is_killed_leave_an_index_that_is_whole(desk: Desk, cache: Path) -> None:
    where = files.folder(desk.path, desk.read(files.snapshot).store)
    command = [sys.executable, "-m", "desk.finding.making", desk.path, str(where)]
    for delay in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6) if PROOF else (0.3,):
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
        time.sleep(delay)
        os.kill(both[0].pid, signal.SIGKILL)
        assert both[0].wait() in (0, -signal.SIGKILL)
        assert both[1].wait() == 0
        assert files.newest(where) is not None
    found = Found(desk)
    assert found.numbers("kraus")[0] == "A1"
    found.finder.close()


def test_after_many_changes_the_index_is_made_anew_and_nothing_is_lost_meanwhile(
    desk: Desk, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "REBUILD", 3)
    found = Found(desk)
    for n in range(5):
        desk.customer(f"Quarz{n}", number=f"Q{n}")
        assert found.numbers(f"quarz{n}")[0] == f"Q{n}"
    _until(lambda: found.finder._search.changed < 3)
    assert {*found.numbers("quarz")} == {f"Q{n}" for n in range(5)}
    found.finder.close()


def test_more_changes_than_can_be_compared_are_found_by_their_beginnings(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Found(desk)
    monkeypatch.setattr(search, "MOST_FRESH", 2)
    monkeypatch.setattr(Finder, "_make", lambda self: None)
    for n in range(4):
        desk.customer(f"Quarz{n}", number=f"Q{n}")
    assert {*found.numbers("quarz")} == {f"Q{n}" for n in range(4)}
    assert not found.finder.complete
    found.finder.close()


def test_until_the_first_index_is_there_beginnings_of_words_are_found(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Finder, "_prepare", lambda self: self._told(0.4))
    finder = Finder.open(desk.path)
    assert desk.read(views.customers.find, "kra rei")[0].number == "A2"
    assert not finder.complete
    assert finder.progress == 0.4
    finder.close()


@settings(max_examples=200 if PROOF else 10, deadline=None)
@given(st.dictionaries(st.text("abc", min_size=1, max_size=5), st.integers(0, 2**40), max_size=5))
def test_what_is_saved_is_what_is_opened(tmp_path_factory: pytest.TempPathFactory, values: dict[str, int]) -> None:
    where = tmp_path_factory.mktemp("kept")
    arrays = {name: np.arange(value % 100, dtype=np.int64) + value for name, value in values.items()}
    state = files.Snapshot("s", 7, "m")
    files.save(where, arrays, state)
    opened = files.newest(where)
    assert opened is not None
    assert opened[1] == state
    assert {name: each.tolist() for name, each in opened[0].items()} == {
        name: each.tolist() for name, each in arrays.items()
    }


def _until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end, "never reached"
        time.sleep(0.01)
