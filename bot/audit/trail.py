"""The trail: what was checked, by whom, and what was offered. Appended to, read, never changed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from bot.audit import egress, lookup
from bot.audit.decisions import ASIDE, FOLLOWS, NOT_ONES_OWN, OPEN, Decided, Decision, Outcome, Place, State
from bot.audit.egress import Answered, Sent
from bot.audit.events import Checked, canonical, checked_body, label, suggested_body
from bot.audit.ids import CheckId, next_id
from bot.audit.keys import beside, fingerprint, load_or_create
from bot.audit.schema import prepare
from bot.audit.store import connect, told, write_lock
from bot.drafts import Report, Scrubbed, Suggestion


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Event:
    """One line of the trail. `report` is empty until the check it begins has an id."""

    kind: str
    report: str
    actor: str
    body: str
    delivery: str | None = None


class Trail:
    """An open trail. May be shared by threads; a forked process opens its own."""

    def __init__(self, connection: sqlite3.Connection, path: Path, key: bytes, clock: Callable[[], datetime]) -> None:
        self._connection, self.path, self._key, self._clock = connection, path, key, clock
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls, path: Path, key: bytes | None = None, *, wait: float = 5.0, clock: Callable[[], datetime] = now
    ) -> Self:
        """Open the trail in `path`, making it on first use. `wait`: seconds to wait for another writer.

        Without a key, the one in `checkpost.key` beside the database is used, and made on first use.
        Raises TrailUnwritable if the file cannot be opened, is no trail, or was written by a newer Checkpost.
        """
        key = load_or_create(beside(path)) if key is None else key
        connection = connect(path, wait)
        try:
            prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return cls(connection, path, key, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was recorded is on disk already."""
        with self._lock:
            self._connection.close()

    def record_checked(  # noqa: PLR0913 - what a check is made of
        self,
        report: Report,
        actor: str,
        practice_id: str,
        versions: Mapping[str, str],
        review_scrubbed: Scrubbed | None = None,
        *,
        delivery: str | None = None,
    ) -> CheckId:
        """Record one check, with the suggestions that `report` holds, and return its id; on disk when this returns.

        A delivery that comes again is recorded once: the second call returns the first one's id.
        Raises TrailUnwritable if nothing could be written.
        """
        return self.record_many([Checked(report, practice_id, review_scrubbed, delivery)], actor, versions)[0]

    def record_many(self, checks: Iterable[Checked], actor: str, versions: Mapping[str, str]) -> tuple[CheckId, ...]:
        """Record checks in one transaction, all or none, and return their ids in the same order."""
        groups = [self._events(check, label(actor), versions) for check in checks]
        with self._writing():
            return tuple(self._append_check(group) for group in groups)

    def record_suggested(
        self, check: CheckId, suggestions: Sequence[Suggestion], actor: str, *, delivery: str | None = None
    ) -> None:
        """Record wordings that were offered after the check was recorded. Raises NoSuchCheck for an unknown id."""
        event = _Event("suggested", check, label(actor), canonical(suggested_body(suggestions)), delivery)
        with self._writing():
            if not self._connection.execute("select 1 from events where report = ?", [check]).fetchone():
                raise lookup.NoSuchCheck.of(check)
            if self._seen(delivery) is None:
                self._append(event)

    def decide(self, check: CheckId, decided: Decided, actor: str, *, delivery: str | None = None) -> Outcome:
        """Record a decision if it may follow on what was decided before; say what came of it.

        The same delivery again, or a decision already made, changes nothing. Raises NoSuchCheck for an unknown id,
        TrailUnwritable if nothing could be written.
        """
        body, who = canonical(decided.body()), label(actor)
        with self._writing():
            if not self._connection.execute("select 1 from events where report = ?", [check]).fetchone():
                raise lookup.NoSuchCheck.of(check)
            before = lookup.state(self._connection, check)
            if self._seen(delivery) is not None:
                return Outcome(before, fresh=False)
            if decided.decision in NOT_ONES_OWN and before.decision is Decision.ASKED and _same(before.actor, who):
                return Outcome(before, fresh=False, allowed=False, own=True)
            if decided.decision not in ASIDE and decided.decision not in FOLLOWS.get(
                before.decision or OPEN, frozenset()
            ):
                return Outcome(before, fresh=False, allowed=False)
            self._append(_Event("decided", check, who, body, delivery))
            return Outcome(lookup.state(self._connection, check), fresh=True)

    def record_shown(self, check: CheckId, place: Place, actor: str, *, delivery: str | None = None) -> None:
        """Record where a card stands, so that it can be found again from there. The same delivery again changes nothing."""
        event = _Event("shown", check, label(actor), canonical(place.body()), delivery)
        with self._writing():
            if self._seen(delivery) is None:
                self._append(event)

    def record_sent(self, check: CheckId, sent: Sent, actor: str) -> int:
        """Record a text that is about to be sent to a model; on disk when this returns. Returns the number of the call.

        Raises TrailUnwritable if nothing could be written: then nothing may be sent.
        """
        event = _Event("sent", check, label(actor), canonical(sent.body()))
        with self._writing():
            self._append(event)
            return int(self._connection.execute("select max(n) from events").fetchone()[0])

    def record_answered(self, check: CheckId, call: int, answered: Answered, actor: str) -> None:
        """Record what came of a call."""
        event = _Event("answered", check, label(actor), canonical(answered.body(call)))
        with self._writing():
            self._append(event)

    def spent_today(self) -> tuple[int, int]:
        """How many calls were made to models since the day began (UTC), and how many tokens they took."""
        with self._lock, told(self.path):
            return egress.spent(self._connection, self._clock().astimezone(UTC).date().isoformat())

    def egress(self, limit: int) -> Sequence[dict[str, Any]]:
        """What was sent to models, the newest first: when, where to, the prompt, the whole text, tokens, time and outcome."""
        with self._lock, told(self.path):
            return tuple(egress.calls(self._connection, limit))

    def seen(self, delivery: str) -> CheckId | None:
        """The check that was recorded under this delivery, if there is one."""
        with self._lock, told(self.path):
            return self._seen(delivery)

    def state(self, check: CheckId) -> State:
        """Where a check stands."""
        with self._lock, told(self.path):
            return lookup.state(self._connection, check)

    def places(self, check: CheckId) -> Sequence[Place]:
        """Where cards of a check stand, the newest last."""
        with self._lock, told(self.path):
            return lookup.places(self._connection, check)

    def in_thread(self, channel: str, thread: str) -> CheckId | None:
        """The check whose card was shown last in a thread."""
        with self._lock, told(self.path):
            return lookup.in_thread(self._connection, channel, thread)

    def of_message(self, channel: str, source: str) -> CheckId | None:
        """The newest check of an author's message."""
        with self._lock, told(self.path):
            return lookup.of_message(self._connection, channel, source)

    def standing(self, decision: Decision, until: datetime | None = None) -> Sequence[CheckId]:
        """The checks that stand at `decision`, since a moment before `until`; the oldest first."""
        with self._lock, told(self.path):
            return lookup.standing(self._connection, decision, until)

    def disputed(self, limit: int) -> Sequence[dict[str, str]]:
        """The newest disputes: `id` of the check, `actor`, `rule` and `reason`."""
        with self._lock, told(self.path):
            return lookup.disputed(self._connection, limit)

    def of_actor(self, actor: str, limit: int) -> Sequence[CheckId]:
        """The newest checks of a person: of everybody whose label begins with this id."""
        with self._lock, told(self.path):
            return lookup.of_actor(self._connection, actor, limit)

    def list(  # noqa: PLR0913 - one argument a filter, all by name
        self,
        *,
        since: date | datetime | None = None,
        until: date | datetime | None = None,
        verdict: str | None = None,
        rule: str | None = None,
        actor: str | None = None,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Yield checks, newest first. A day without a time is the whole day where Checkpost runs; `until` is included."""
        wanted = lookup.Wanted(since, until, verdict, rule, actor, limit)
        return lookup.checks(self.path, wanted)

    def show(self, check: str) -> dict[str, Any]:
        """Return one check with all that followed. The id may be typed in any case and with dashes.

        Raises NoSuchCheck for an unknown id.
        """
        return lookup.show(self.path, check)

    def matches(self, check: str, text: str) -> lookup.Match:
        """Say whether `text` is what was checked, or the review that it answered."""
        return lookup.match(self.show(check)["fingerprint"], self._key, text)

    def matching(self, text: str) -> Iterator[dict[str, Any]]:
        """Yield every check of exactly this draft, newest first."""
        return lookup.by_fingerprint(self.path, fingerprint(self._key, text))

    def export(
        self, form: Literal["csv", "jsonl"], since: date | datetime | None = None, until: date | datetime | None = None
    ) -> Iterator[str]:
        """Yield lines, oldest first, each with its line end: checks as CSV for a spreadsheet, or every event as JSON."""
        wanted = lookup.Wanted(since, until)
        return lookup.csv_lines(self.path, wanted) if form == "csv" else lookup.json_lines(self.path, wanted)

    def _events(self, check: Checked, actor: str, versions: Mapping[str, str]) -> Sequence[_Event]:
        body = canonical(checked_body(check, versions, self._key))
        events = [_Event("checked", "", actor, body, check.delivery)]
        if check.report.suggestions:
            events.append(_Event("suggested", "", actor, canonical(suggested_body(check.report.suggestions))))
        return events

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: this process's lock, then SQLite's; errors of SQLite come out as TrailUnwritable."""
        with self._lock, told(self.path), write_lock(self._connection):
            yield

    def _append_check(self, events: Sequence[_Event]) -> CheckId:
        seen = self._seen(events[0].delivery)
        if seen is not None:
            return seen
        last = self._connection.execute("select max(report) from events").fetchone()[0]
        check = next_id(self._clock(), last)
        for event in events:
            self._append(event, check)
        return check

    def _seen(self, delivery: str | None) -> CheckId | None:
        if delivery is None:
            return None
        row = self._connection.execute("select report from events where delivery = ?", [delivery]).fetchone()
        return CheckId(row[0]) if row else None

    def _append(self, event: _Event, check: str = "") -> None:
        at = self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._connection.execute(
            "insert into events (n, at, kind, report, actor, delivery, body)"
            " values ((select coalesce(max(n), 0) + 1 from events), ?, ?, ?, ?, ?, ?)",
            [at, event.kind, event.report or check, event.actor, event.delivery, event.body],
        )


def _same(one: str, other: str) -> bool:
    """Whether two labels name one person: the id is the first word, a name may follow."""
    return one.split(" ", maxsplit=1)[0] == other.split(" ", maxsplit=1)[0]
