"""When a model may be asked: a budget a day, retries within twenty seconds, and no more knocking where nobody answers."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.rewrite.model.endpoint import Answer, ModelFailed

BUDGET = 20.0  # seconds for one question, retries and all
FIRST_WAIT, MOST_WAIT = 0.5, 8.0
TRIPS = 3  # failures in a row that open the circuit
REST, MOST_REST = 30.0, 600.0  # seconds until the next probe; doubled each time it fails


@dataclass
class Circuit:
    """Open after TRIPS failures in a row; then one call at a time may probe whether the endpoint is back. Shared by threads."""

    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    rest: float = REST
    _until: float = 0.0
    _probing: bool = False

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def enter(self) -> None:
        """Before a call. Raises ModelFailed while the circuit is open."""
        with self._lock:
            if self.failures < TRIPS:
                return
            if self.clock() < self._until or self._probing:
                raise ModelFailed(
                    "circuit-open",
                    "The model's endpoint does not work at the moment, and is not asked again for a while.",
                )
            self._probing = True

    def leave(self, *, well: bool) -> None:
        """After a call."""
        with self._lock:
            probe, self._probing = self._probing, False
            if well:
                self.failures, self.rest = 0, REST
                return
            self.failures += 1
            if self.failures >= TRIPS:
                if probe:
                    self.rest = min(MOST_REST, 2 * self.rest)
                self._until = self.clock() + self.rest


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most calls and tokens of one day, for the whole installation: what was spent the ledger knows."""

    calls: int
    tokens: int

    def check(self, calls: int, tokens: int) -> None:
        """Before a call. Raises ModelFailed when the day's allowance is used up."""
        if calls >= self.calls or tokens >= self.tokens:
            raise ModelFailed("budget", "Today's allowance for the model is used up.")


def patiently(
    ask: Callable[[float], Answer],
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    budget: float = BUDGET,
) -> Answer:
    """Ask until it works, for `budget` seconds; `ask` is given the time it has until. Raises the last ModelFailed.

    Waits double with jitter (Exponential Backoff And Jitter, AWS Architecture Blog, 2015); what the endpoint asks for goes before.
    """
    until, wait = clock() + budget, FIRST_WAIT
    while True:
        try:
            return ask(until)
        except ModelFailed as failed:
            pause = failed.wait if failed.wait is not None else random.uniform(wait / 2, wait)  # noqa: S311 - no secret
            if not failed.again or clock() + pause >= until:
                raise
            sleep(pause)
            wait = min(MOST_WAIT, 2 * wait)
