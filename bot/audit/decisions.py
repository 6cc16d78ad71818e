"""What people decide about a check, and what may follow on what.

The state of a check is its last decision (a dispute or a word of thanks leaves it as it was). It is read and changed in one transaction, so a button pressed
twice, on an old card or by two people at once decides once, and the second hears what was decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.audit.events import label, scrubbed
from bot.drafts import Scrubbed, Suggestion


class Decision(StrEnum):
    """What a person did with a report; `expired` is what time did."""

    USED = "used"
    EDITED = "edited"
    ASKED = "asked"
    APPROVED = "approved"
    SENT_BACK = "sent back"
    OVERRODE = "overrode"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    HELPED = "helped"
    DID_NOT_HELP = "did not help"


OPEN = ""  # nothing was decided yet
# What may follow on a state. Nothing follows on the others: an edited wording has a check of its own.
FOLLOWS: Mapping[str, frozenset[Decision]] = {
    OPEN: frozenset({Decision.USED, Decision.EDITED, Decision.ASKED, Decision.OVERRODE, Decision.WITHDRAWN}),
    Decision.ASKED: frozenset({Decision.APPROVED, Decision.SENT_BACK, Decision.WITHDRAWN}),
    Decision.APPROVED: frozenset({Decision.USED, Decision.EXPIRED, Decision.WITHDRAWN}),
    Decision.SENT_BACK: frozenset({Decision.USED, Decision.EDITED, Decision.ASKED, Decision.WITHDRAWN}),
}
# What is said about a check and leaves it where it stands.
ASIDE = frozenset({Decision.DISPUTED, Decision.HELPED, Decision.DID_NOT_HELP})
NOT_ONES_OWN = frozenset({Decision.APPROVED, Decision.SENT_BACK})  # four eyes: never by the person who asked


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision to record: with which wording, for which reason, about which rule."""

    decision: Decision
    wording: Suggestion | None = None
    reason: Scrubbed | None = None
    rule: str = ""

    def body(self) -> dict[str, Any]:
        """Return the body of a `decided` event. Raises TypeError where raw text stands in for Scrubbed."""
        return {
            "decision": str(self.decision),
            "wording": None
            if self.wording is None
            else {"text": self.wording.text, "writer": self.wording.writer, "voice": self.wording.voice},
            "reason": None if self.reason is None else scrubbed(self.reason),
            "rule": label(self.rule),
        }


@dataclass(frozen=True, slots=True)
class State:
    """Where a check stands: its last decision (empty: none), by whom and when, and with what."""

    decision: Decision | None = None
    actor: str = ""
    at: datetime | None = None
    wording: str = ""
    writer: str = ""
    reason: str = ""


UNDECIDED = State()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a decision. `fresh`: it was made now. `allowed`: else the state as it is says why not."""

    state: State
    fresh: bool
    allowed: bool = True
    own: bool = False  # refused because it is the asker's own


@dataclass(frozen=True, slots=True)
class Place:
    """Where in Slack a card stands. `source` is the author's message that it is about; `what`: card, request."""

    channel: str
    message: str
    thread: str = ""
    source: str = ""
    what: str = "card"

    def body(self) -> dict[str, Any]:
        """Return the body of a `shown` event."""
        names = {name: label(getattr(self, name)) for name in ("channel", "message", "thread", "source", "what")}
        return dict(names)
