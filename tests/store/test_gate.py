"""One desk at a time writes."""

import os
import signal
import subprocess
import sys
import threading
import warnings

import pytest

from desk.keeping.gate import Gate, Holder
from desk.words import StoreRefused
from tests.kit.machine import until


def test_a_desk_that_waits_too_long_is_refused_with_the_holders_process_and_rep(desks) -> None:
    anna, mia = desks("anna"), desks("mia")
    with anna.held(), pytest.raises(StoreRefused) as refused, mia.held(0.05):
        pytest.fail("two desks inside")
    assert refused.value.reason == "store_busy"
    assert refused.value.facts["pid"] == os.getpid()
    assert refused.value.facts["rep"] == "anna"
    assert refused.value.facts["seconds"] == 0.05


def test_a_wait_of_nothing_is_refused_at_once_and_a_free_gate_is_passed(desks) -> None:
    anna, mia = desks("anna"), desks("mia")
    with anna.held(0), pytest.raises(StoreRefused), mia.held(0):
        pytest.fail("two desks inside")


def test_a_desk_that_gave_up_does_not_hold_the_gate_later(desks) -> None:
    anna, mia = desks("anna"), desks("mia")
    with anna.held(), pytest.raises(StoreRefused), mia.held(0.05):
        pytest.fail("two desks inside")
    until(lambda: not mia._asking)
    with anna.held(0):
        pass


def test_a_desk_that_comes_back_takes_over_the_place_in_line_it_had_given_up(desks) -> None:
    anna, mia = desks("anna"), desks("mia")
    passed = threading.Event()

    def again() -> None:
        with mia.held(10):
            passed.set()

    with anna.held():
        for _ in range(3):
            with pytest.raises(StoreRefused), mia.held(0.02):
                pytest.fail("two desks inside")
        assert mia._asking
        thread = threading.Thread(target=again)
        thread.start()
        until(lambda: mia._wanted)
        assert not passed.is_set()
    thread.join(10)
    assert passed.is_set()
    with anna.held(0):
        pass


def test_the_threads_of_one_desk_pass_one_after_the_other(desks) -> None:
    anna = desks("anna")
    inside, worst, passes = [], [], []

    def work() -> None:
        for _ in range(200):
            with anna.held():
                inside.append(1)
                worst.append(len(inside))
                inside.pop()
                passes.append(1)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (max(worst), len(passes)) == (1, 1200)


def test_a_thread_of_the_same_desk_waits_no_longer_than_it_may(desks) -> None:
    anna = desks("anna")
    reasons = []

    def work() -> None:
        try:
            with anna.held(0.05):
                reasons.append("inside")
        except StoreRefused as refused:
            reasons.append(refused.reason)

    with anna.held():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert reasons == ["store_busy"]


def test_a_transaction_within_a_transaction_is_a_defect_and_says_so(desks) -> None:
    anna = desks("anna")
    with anna.held(), pytest.raises(RuntimeError, match="within"), anna.held():
        pytest.fail("inside twice")
    with anna.held(0):
        pass


def test_a_failed_transaction_leaves_the_gate_open(desks) -> None:
    anna, mia = desks("anna"), desks("mia")
    with pytest.raises(ZeroDivisionError), anna.held():
        1 / 0
    with mia.held(0):
        pass


def test_a_wait_is_announced_once_with_the_holder_and_a_short_one_never(desks) -> None:
    anna, mia = desks("anna"), desks("mia")
    said: list[Holder | None] = []
    with anna.held():
        for wait in (0.1, 0.5):
            with pytest.raises(StoreRefused), mia.held(wait, said.append):
                pytest.fail("two desks inside")
    assert said == [Holder(os.getpid(), "anna")]
    until(lambda: not mia._asking)
    with mia.held(1, said.append):
        pass
    assert len(said) == 1


def test_an_error_in_the_announcement_leaves_nothing_held(desks) -> None:
    anna, mia = desks("anna"), desks("mia")

    def broken(_holder: Holder | None) -> None:
        raise KeyboardInterrupt

    with anna.held(), pytest.raises(KeyboardInterrupt), mia.held(5, broken):
        pytest.fail("two desks inside")
    until(lambda: not mia._asking)
    for desk in (anna, mia):
        with desk.held(0):
            pass


def test_the_gate_of_a_killed_desk_is_free_at_once(store: str, desks) -> None:
    code = (
        "import sys; from desk.keeping.gate import Gate\n"
        "with Gate(sys.argv[1], 'joerg').held(): print('in', flush=True); sys.stdin.read()"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code, store], **pipes) as joerg:
        assert joerg.stdout.readline() == "in\n"
        mia = desks("mia")
        with pytest.raises(StoreRefused) as refused, mia.held(0.02):
            pytest.fail("two desks inside")
        assert (refused.value.facts["rep"], refused.value.facts["pid"]) == ("joerg", joerg.pid)
        joerg.send_signal(signal.SIGKILL)
        joerg.wait()
        with mia.held(5):
            pass


def test_a_forked_child_neither_passes_nor_opens_its_parents_gate(desks) -> None:
    anna, mia = desks("anna"), desks("mia")
    with anna.held():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # a fork is the very thing tried here
            child = os.fork()
        if not child:
            status = 1
            try:
                anna._leave()
                with anna.held(0):
                    pass
            except RuntimeError:
                status = 0
            finally:
                os._exit(status)
        assert os.waitpid(child, 0)[1] == 0
        with pytest.raises(StoreRefused), mia.held(0):
            pytest.fail("the child has opened its parent's gate")


def test_a_closed_gate_is_not_passed_and_one_in_use_is_not_closed(store: str) -> None:
    anna = Gate(store, "anna")
    with anna.held(), pytest.raises(RuntimeError):
        anna.close()
    anna.close()
    anna.close()
    with pytest.raises(RuntimeError), anna.held():
        pytest.fail("inside a closed gate")


def test_a_gate_closed_while_its_thread_waits_gives_its_descriptor_back(store: str, desks) -> None:
    anna, mia = desks("anna"), Gate(store, "mia")
    with anna.held():
        with pytest.raises(StoreRefused), mia.held(0.02):
            pytest.fail("two desks inside")
        mia.close()
        assert mia._descriptor >= 0
    until(lambda: mia._descriptor < 0)
    with anna.held(0):
        pass


def test_the_descriptor_is_opened_once_and_no_program_started_by_the_desk_inherits_it(desks) -> None:
    anna = desks("anna")
    assert anna._descriptor < 0, "a desk that only reads opens nothing"
    with anna.held():
        first = anna._descriptor
        assert not os.get_inheritable(first)
    with anna.held():
        assert anna._descriptor == first


def test_a_name_signed_later_is_the_one_that_others_read(desks) -> None:
    anna, mia = desks(""), desks("mia")
    with anna.held():
        assert mia.holder() == Holder(os.getpid(), "")
    anna.sign("anna")
    with anna.held():
        assert mia.holder() == Holder(os.getpid(), "anna")
