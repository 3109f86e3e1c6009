"""What Pilot waits for after a key: that everything the key started has been done, instead of a spell without work.

Textual looks whether the process used less than a millisecond of processor time during the last 20 ms, twice for a key
and once more for a pause. That costs 60 to 150 ms for every key, and says nothing about a thread that waits for the
disk. Here a look at the event loop tells: nobody has a turn, no thread works for it, no short timer is about to ring.
"""

from __future__ import annotations

import asyncio
import weakref
from asyncio import base_events
from typing import Any, Final

import textual.app
import textual.pilot

SHORT: Final = 0.05
"""Seconds: a timer that rings sooner belongs to what was started (the guard of the keyboard waits 25 ms)."""

MOST: Final = 400
"""Looks, a millisecond apart and further on a busy machine, after which what is still at work is left alone.

A store that is locked is somebody's test. Counted, not timed: a machine that gives others the processor gives fewer.
"""

LONGEST: Final = 2.0
"""Seconds after which it is left alone in any case: an act waits five for a locked store, and says so meanwhile."""

LOOKS: Final = 3
"""Looks, one turn of the loop apart, that have to find nothing."""

_at_work: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, set[Any]] = weakref.WeakKeyDictionary()
_run_in_executor = base_events.BaseEventLoop.run_in_executor


def _counted(loop: Any, executor: Any, work: Any, *args: Any) -> Any:
    future = _run_in_executor(loop, executor, work, *args)
    working = _at_work.setdefault(loop, set())
    working.add(future)
    future.add_done_callback(working.discard)
    return future


def _is_still(loop: Any) -> bool:
    if _at_work.get(loop):
        return False
    soon = loop.time() + SHORT
    return not any(timer.when() < soon and not timer.cancelled() for timer in loop._scheduled)


async def stillness(_min_sleep: float = 0, _max_sleep: float = 0) -> None:
    """Wait until nothing is left to do, MOST looks and LONGEST seconds at the most."""
    loop: Any = asyncio.get_running_loop()
    end = loop.time() + LONGEST
    found = waited = 0
    while found < LOOKS and waited < MOST and loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:
            found = 0
        elif _is_still(loop):
            found += 1
        else:
            found = 0
            waited += 1
            await asyncio.sleep(0.001)


def install() -> None:
    """Let every Pilot of this process wait in this way."""
    for module in (textual.app, textual.pilot):
        assert hasattr(module, "wait_for_idle"), "Textual waits by another name now"
        module.wait_for_idle = stillness
    base_events.BaseEventLoop.run_in_executor = _counted  # type: ignore[method-assign,assignment]
