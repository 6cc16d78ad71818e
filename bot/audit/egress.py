"""The egress ledger: every text that was sent to a model, on record before the first byte left, and what came of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.drafts import Scrubbed


@dataclass(frozen=True, slots=True)
class Sent:
    """A call about to be made. `prompt` is its id, version and digest; `text` is what leaves, all of it."""

    host: str
    model: str
    prompt: str
    text: Scrubbed

    def body(self) -> dict[str, Any]:
        """What is recorded. Raises TypeError for a text that was not scrubbed."""
        if not isinstance(self.text, Scrubbed):
            raise TypeError(f"the ledger takes scrubbed text, not {type(self.text).__name__}")
        return {"host": self.host, "model": self.model, "prompt": self.prompt, "text": str(self.text)}


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a call: `answered`, or what went wrong."""

    outcome: str
    milliseconds: int
    tokens_in: int
    tokens_out: int

    def body(self, call: int) -> dict[str, Any]:
        """What is recorded."""
        tokens = {"in": self.tokens_in, "out": self.tokens_out}
        return {"call": call, "outcome": self.outcome, "milliseconds": self.milliseconds, "tokens": tokens}


def calls(connection: sqlite3.Connection, limit: int) -> Iterator[dict[str, Any]]:
    """Yield what was sent, the newest first. `outcome` is `unknown` where the process ended before the answer."""
    rows = connection.execute(
        "select s.n, s.at, s.report, s.actor, s.body, a.body from events s"
        " left join events a on a.kind = 'answered' and json_extract(a.body, '$.call') = s.n"
        " where s.kind = 'sent' order by s.n desc limit ?",
        [limit],
    ).fetchall()
    for number, at, check, actor, sent, answered in rows:
        came = json.loads(answered) if answered else {"outcome": "unknown", "milliseconds": None, "tokens": None}
        came.pop("call", None)
        yield {"call": number, "at": at, "check": check, "actor": actor, **json.loads(sent), **came}


def spent(connection: sqlite3.Connection, since: str) -> tuple[int, int]:
    """Return how many calls were made, and how many tokens they took, from a moment of the trail on (ISO 8601, UTC)."""
    row = connection.execute(
        "select count(*) filter (where kind = 'sent'),"
        " coalesce(sum(json_extract(body, '$.tokens.in') + json_extract(body, '$.tokens.out')), 0)"
        " from events where kind in ('sent', 'answered') and at >= ?",
        [since],
    ).fetchone()
    return int(row[0]), int(row[1])
