"""Work that goes on after Slack has its acknowledgement: bounded, and waited for when the process ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from bot import logs

WORKERS = 8
MOST = 1000  # calls waiting; more would mean that Slack has not answered for minutes


class Pool:
    """Runs calls to Slack in threads of their own, so that no listener waits for one."""

    def __init__(self, workers: int = WORKERS, most: int = MOST) -> None:
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="slack")
        self._room = threading.Semaphore(most)
        self._running: set[Future[None]] = set()
        self._lock = threading.Lock()

    def run(self, name: str, work: Callable[[], object]) -> bool:
        """Do `work` soon; False if too much is waiting already. What it raises is logged without its message."""
        if not self._room.acquire(blocking=False):
            logs.get("slack").error("pool.full", kind=name)
            return False
        future = self._executor.submit(self._do, name, work)
        with self._lock:
            self._running.add(future)
        future.add_done_callback(self._done)
        return True

    def _do(self, name: str, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as error:
            logs.get("slack").error("work.failed", kind=name, error=error)

    def _done(self, future: Future[None]) -> None:
        self._room.release()
        with self._lock:
            self._running.discard(future)

    def drain(self, seconds: float) -> bool:
        """Wait until all is done, or for `seconds`; say whether it was."""
        with self._lock:
            running = set(self._running)
        left = wait(running, timeout=seconds).not_done
        self._executor.shutdown(wait=False, cancel_futures=True)
        return not left
