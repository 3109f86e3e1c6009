"""A restore while desks write: what was said to be saved is in the store put aside, and nothing of it in the other."""

from __future__ import annotations

import os
from typing import Any

import pytest

from desk.clock import MachineClock
from desk.keeping import backup
from desk.keeping.check import check
from desk.store import Store
from desk.words import StoreRefused
from tests.kit.builders import Desk, raw, team
from tests.races.desks import PROOF, SERVER, a_round

DESKS = 3
BEFORE = 500 if PROOF else 60  # acts that are acknowledged before the restore
ACK = 24


def work(path: str, pipe: Any) -> None:
    """Write until the store says that it was replaced; tell of each act that is saved, and at the end of the reason."""
    store = Store.open(path)

    def write(act: Any) -> Any:
        done = store.write(act, "anna")
        os.write(pipe.fileno(), f"act {done.act_id}".ljust(ACK).encode())
        return done.value

    try:
        while True:
            a_round(write)
    except StoreRefused as refused:
        os.write(pipe.fileno(), refused.reason.ljust(ACK).encode())
    store.close()


@pytest.mark.serial
def test_desks_that_write_during_a_restore_lose_nothing_and_stop(tmp_path, capsys) -> None:
    with team(tmp_path, clock=MachineClock()) as desk:
        desk.inquiry(about="in the backup")
        target = str(tmp_path / "backup.db")
        backup.backup(desk.path, target)
        wanted = desk.everything()
    pipes, processes = [], []
    for _ in range(DESKS):
        mine, its = SERVER.Pipe(duplex=False)
        process = SERVER.Process(target=work, args=(desk.path, its))
        process.start()
        its.close()
        pipes.append(mine)
        processes.append(process)
    told = [os.read(pipes[turn % DESKS].fileno(), ACK) for turn in range(BEFORE)]
    restored = backup.restore(target, desk.path, MachineClock())
    for pipe, process in zip(pipes, processes, strict=True):
        while said := os.read(pipe.fileno(), ACK):
            told.append(said)
        pipe.close()
        process.join()
    words = [said.decode().split() for said in told]
    reasons = [word[0] for word in words if word[0] != "act"]
    acked = {int(word[1]) for word in words if word[0] == "act"}
    assert reasons == ["store_replaced"] * DESKS
    assert all(process.exitcode == 0 for process in processes)
    assert restored.kept is not None
    with raw(restored.kept) as kept:
        saved = {key for (key,) in kept.execute("SELECT id FROM act")}
    if PROOF:
        with capsys.disabled():
            print(f"\na restore among {DESKS} desks: {len(acked)} acknowledged, {len(acked - saved)} lost")
    assert len(acked) >= BEFORE
    assert acked <= saved
    assert check(restored.kept).sound
    assert check(desk.path).sound
    with Desk(desk.path, MachineClock()) as again:
        assert again.everything() == wanted
        again.inquiry()
