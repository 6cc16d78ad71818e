"""A batch on all cores: lines go to workers in chunks, results come back in order, and no more is held than is on the way.

Workers are started afresh (spawn), not forked: nothing that the parent has open, such as the trail or a model's threads, may be
shared with them. Each loads packs and lists once. They end when the parent is gone, however it went.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from bot.errors import CheckpostError
from bot.terminal.lines import Line

if TYPE_CHECKING:
    from bot.audit import Checked

CHUNK = 100  # lines
CHUNK_BYTES = 1024 * 1024
AHEAD = 3  # chunks on the way, a worker
SMALL = 256 * 1024  # bytes: a file that is checked sooner than workers have started


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a line: the line of output without its end, and what goes to the trail; or `error`."""

    number: int
    out: str
    error: str = ""
    verdict: str = ""
    checked: tuple[Checked, ...] = ()


Work = Callable[[Line], Done]
Start = Callable[[], Work]  # what a worker does once; it is sent to the worker, so it must be picklable


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(lines: Iterable[Line], start: Start, jobs: int) -> Generator[list[Done], None, None]:
    """Yield the results in chunks, in the order of the lines. Raises CheckpostError if a worker dies."""
    if jobs <= 1:
        work = start()
        yield from ([work(line) for line in chunk] for chunk in _chunks(lines))
        return
    try:
        with _pool(start, jobs) as pool:
            waiting: deque[Future[list[Done]]] = deque()
            for chunk in _chunks(lines):
                with _undisturbed():
                    waiting.append(pool.submit(_work_on, chunk))
                if len(waiting) >= AHEAD * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
    except BrokenProcessPool:
        died = CheckpostError(
            "A worker died, most likely because the machine ran out of memory.",
            "What was finished is written; the rest was not checked.",
            "Go on with the same command and --resume, with fewer --jobs.",
        )
        died.status = 71  # EX_OSERR
        raise died from None


@contextmanager
def _pool(start: Start, jobs: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin, (start,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back while workers may be started: they inherit that, and so do not answer it with a traceback each."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    source, chunk, size = iter(lines), list[Line](), 0
    for line in source:
        chunk.append(line)
        size += sum(map(len, line.raw.values())) if isinstance(line.raw, dict) else len(line.raw)
        if len(chunk) >= CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


_work: list[Work] = []  # of a worker


def _begin(start: Start) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _work.append(start())
    except Exception:
        # The parent has loaded the same packs and profiles, so this is a file that changed since, or no memory. Whoever
        # raises here has the pool print a traceback.
        os._exit(1)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work_on(chunk: list[Line]) -> list[Done]:
    return [_work[0](line) for line in chunk]


def skip(lines: Iterable[Line], count: int) -> Iterator[Line]:
    """Return the lines after the first `count`."""
    return islice(lines, count, None)
