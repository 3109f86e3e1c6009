"""The file that the gate is: who may open it, and what stands in it."""

import fcntl
import os

import pytest

from desk.keeping import gate
from desk.keeping.gate import Gate, Holder
from desk.words import StoreRefused


@pytest.mark.parametrize(
    ("record", "holder"),
    [
        (b"", None),
        (b"\x00" * 96, None),
        (b"-1 x", None),
        ("٣ x".encode(), None),
        (b"99 an\x1b[31mna\x07\xff\n", Holder(99, "an[31mna")),
        (b"99", Holder(99, "")),
    ],
)
def test_what_somebody_else_wrote_into_the_gate_is_read_as_text_from_outside(desks, store, record, holder) -> None:
    with open(gate.gate_path(store), "wb") as file:
        file.write(record)
        file.flush()
        assert desks("mia").holder() == holder
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(StoreRefused) as refused, desks("mia").held(0):
            pytest.fail("inside a shut gate")
    assert refused.value.reason == ("store_busy" if holder else "store_busy_unknown")


def test_a_name_longer_than_the_record_is_cut_and_harms_nothing(desks) -> None:
    anna = desks("ä" * 200)
    with anna.held():
        assert set(anna.holder().rep) == {"ä"}
    assert os.path.getsize(anna.path) < 100


def test_two_ways_to_one_store_lead_through_one_gate(tmp_path, store: str, desks) -> None:
    open(store, "wb").close()
    (tmp_path / "link.db").symlink_to(store)
    other = Gate(str(tmp_path / "link.db"), "mia")
    with desks("anna").held(), pytest.raises(StoreRefused), other.held(0):
        pytest.fail("two desks inside")
    other.close()


@pytest.mark.parametrize("mode", [0o600, 0o660])
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_the_gate_is_open_to_those_to_whom_the_store_is_whatever_the_umask(desks, store, mode: int, mask: int) -> None:
    open(store, "wb").close()
    os.chmod(store, mode)
    before = os.umask(mask)
    try:
        with desks("anna").held():
            assert os.stat(gate.gate_path(store)).st_mode & 0o777 == mode
    finally:
        os.umask(before)


def test_a_gate_that_can_not_be_made_has_its_reason(tmp_path) -> None:
    lost = Gate(str(tmp_path / "gone" / "desk.db"), "anna")
    with pytest.raises(StoreRefused) as refused, lost.held():
        pytest.fail("inside nothing")
    assert refused.value.reason == "folder_missing"
    (tmp_path / "desk.db.gate").symlink_to("/dev/null")
    linked = Gate(str(tmp_path / "desk.db"), "anna")
    with pytest.raises(StoreRefused) as refused, linked.held():
        pytest.fail("inside a link")
    assert refused.value.reason == "no_permission"
