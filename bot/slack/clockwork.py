"""What time does: a request that waits longer than a day is brought up again, an approval that nobody uses expires.

Several processes may look at once: what was said is recorded under a key of its day, so it is said once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot import logs
from bot.audit import CheckId, Decision
from bot.audit.trail import now
from bot.slack import approvals
from bot.slack.listeners import Office
from bot.slack.people import Person

EVERY = 300.0  # seconds
WAITS = timedelta(days=1)
CLOCK = Person("Checkpost")


class Clockwork:
    """Looks every few minutes, in a thread of its own."""

    def __init__(self, office: Office, clock: Callable[[], datetime] = now) -> None:
        self._office, self._clock = office, clock
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clockwork", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def look(self) -> None:
        """Remind and expire what is due now."""
        moment, trail = self._clock(), self._office.service.trail
        for check in trail.standing(Decision.ASKED, moment - WAITS):
            self._remind(check, moment)
        for check in trail.standing(Decision.APPROVED, moment - timedelta(days=self._office.settings.approval_days)):
            outcome = self._office.service.decide(check, Decision.EXPIRED, CLOCK, delivery=f"expire:{check}")
            if outcome.fresh:
                self._office.board.decided(check, Decision.EXPIRED)

    def _remind(self, check: CheckId, moment: datetime) -> None:
        board = self._office.board
        for place in self._office.service.trail.places(check):
            if place.what == "request":
                key = f"remind:{check}:{place.message}:{moment:%Y-%m-%d}"
                board.post(
                    [check],
                    {"text": approvals.reminder()},
                    place.channel,
                    thread=place.message,
                    what="reminder",
                    delivery=key,
                )

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self.look()
            except Exception as error:  # tried again at the next look
                logs.get("slack").error("clockwork.failed", error=error)
