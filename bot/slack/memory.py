"""What is known for a while and never written down: the words of recent drafts, and the secret addresses of recent answers.

Both are gone after a restart, and each caller says what then: the author is asked to send the draft again.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """At most `most` values, each for `seconds`. May be shared by threads."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._kept: OrderedDict[str, tuple[float, Value]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, key: str, value: Value) -> None:
        """Keep a value under `key`; the oldest makes room."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = self._clock() + self._seconds, value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def get(self, key: str) -> Value | None:
        """The value under `key`, unless its time is over."""
        with self._lock:
            until, value = self._kept.get(key, (0.0, None))
            if value is not None and until < self._clock():
                del self._kept[key]
                return None
            return value
