"""Reading the trail: lists, one check with all that followed, exports. Reads on connections of their own, so never waits for a writer."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from bot.audit.decisions import ASIDE, Decision, Place, State
from bot.audit.ids import CheckId, read_id
from bot.audit.keys import fingerprint, key_id
from bot.audit.store import connect, told
from bot.errors import CheckpostError

if TYPE_CHECKING:
    from sqlite_utils import Database


class NoSuchCheck(CheckpostError):
    """Nobody recorded a check under that id."""

    status = 66  # EX_NOINPUT

    @classmethod
    def of(cls, check: str) -> Self:
        """The error for the id as it was typed."""
        return cls(
            f"There is no check {check[:40]!r} in the audit trail.",
            "An id has ten letters and digits, such as 35bqz654g7.",
            "`checkpost audit list` shows the ids.",
        )


class Match(StrEnum):
    """Whether a text is the one that was checked."""

    DRAFT = "draft"
    REVIEW = "review"
    NO = "no"
    UNKNOWN_KEY = "unknown key"  # recorded under another key, so nothing can be proved


MIN_YEAR, MAX_YEAR = 2, 9998
MOST_ROWS = 2**62  # SQLite counts in 64 bits


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which checks to read. `None` stands for all."""

    since: date | datetime | None = None
    until: date | datetime | None = None
    verdict: str | None = None
    rule: str | None = None
    actor: str | None = None
    limit: int | None = None

    def where(self) -> tuple[str, dict[str, Any]]:
        """Return the condition on `events` and its parameters."""
        conditions = {
            "at >= :since": None if self.since is None else moment(self.since),
            "at < :until": None if self.until is None else moment(self.until, end=True),
            "json_extract(body, '$.verdict') = :verdict": self.verdict,
            "exists (select 1 from json_each(body, '$.violations') where json_extract(value, '$.rule') = :rule)": self.rule,
            "actor = :actor": self.actor,
        }
        used = {text: value for text, value in conditions.items() if value is not None}
        return " and ".join(used) or "1", {
            text.split(":")[-1].rstrip(")"): _whole(value) for text, value in used.items()
        }


def _whole(text: str) -> str:
    """Return `text` without half characters, which SQLite cannot hold: nothing was recorded with one."""
    return text.encode("utf-8", "replace").decode()


def moment(day_or_time: date | datetime, *, end: bool = False) -> str:
    """Return the moment as the trail writes it. A day begins, and with `end` ends, at midnight of the local clock."""
    if not MIN_YEAR <= day_or_time.year <= MAX_YEAR:  # a step of the clock leads out of the calendar
        return f"{min(max(day_or_time.year, 1), 9999):04d}"
    if isinstance(day_or_time, datetime):
        # The trail counts milliseconds, so "until" a given time includes the one that it names.
        exact = day_or_time + timedelta(milliseconds=1) if end else day_or_time
    else:
        exact = datetime.combine(day_or_time + timedelta(days=end), time())
    return exact.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def checks(path: Path, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """Yield checks, newest first, without the scrubbed texts' details: `show` has those."""
    where, values = wanted.where()
    query = (
        f"select report, at, actor, body from events where kind = 'checked' and {where} order by n desc limit :limit"  # noqa: S608
    )
    yield from map(
        _check, _rows(path, query, {**values, "limit": -1 if wanted.limit is None else min(wanted.limit, MOST_ROWS)})
    )


def by_fingerprint(path: Path, mark: str) -> Iterator[dict[str, Any]]:
    """Yield checks whose draft has the fingerprint `mark`, newest first."""
    query = (
        "select report, at, actor, body from events"
        " where kind = 'checked' and json_extract(body, '$.fingerprint.draft') = :mark order by n desc"
    )
    yield from map(_check, _rows(path, query, {"mark": mark}))


def show(path: Path, typed: str) -> dict[str, Any]:
    """Return one check: what was recorded of it, the suggestions offered, and every event with its time."""
    check = read_id(typed)
    rows = list(_rows(path, "select * from events where report = :check order by n", {"check": check or ""}))
    if not rows:
        raise NoSuchCheck.of(typed)
    events = [_event(row) for row in rows]
    first = events[0]
    offered = [wording for event in events for wording in event["body"].get("suggestions", ())]
    return {
        "id": first["id"],
        "at": first["at"],
        "actor": first["actor"],
        **first["body"],
        "suggestions": offered,
        "decisions": [{"at": e["at"], "actor": e["actor"], **e["body"]} for e in events if e["event"] == "decided"],
        "events": [{"n": e["n"], "at": e["at"], "event": e["event"], "actor": e["actor"]} for e in events],
    }


_ASIDE = ", ".join(f"'{decision}'" for decision in sorted(ASIDE))
_STEP = f"kind = 'decided' and json_extract(body, '$.decision') not in ({_ASIDE})"
LAST_STEP = f"select at, actor, body from events where report = ? and {_STEP} order by n desc limit 1"  # noqa: S608
STANDING = (
    "select report from events as e where kind = 'decided' and json_extract(body, '$.decision') = ? and at < ?"  # noqa: S608
    f" and not exists (select 1 from events where report = e.report and n > e.n and {_STEP}) order by n"
)


def state(connection: sqlite3.Connection, check: CheckId) -> State:
    """Return the last decision that changed where a check stands."""
    row = connection.execute(LAST_STEP, [check]).fetchone()
    if row is None:
        return State()
    body = json.loads(row[2])
    return State(
        Decision(body["decision"]),
        row[1],
        datetime.fromisoformat(row[0]),
        (body["wording"] or {}).get("text", ""),
        (body["wording"] or {}).get("writer", ""),
        body["reason"] or "",
    )


def places(connection: sqlite3.Connection, check: CheckId) -> list[Place]:
    """Return where cards of a check stand."""
    rows = connection.execute("select body from events where report = ? and kind = 'shown' order by n", [check])
    return [Place(**json.loads(body)) for (body,) in rows.fetchall()]


def in_thread(connection: sqlite3.Connection, channel: str, thread: str) -> CheckId | None:
    """Return the check whose card was shown last in a thread."""
    row = connection.execute(
        "select report from events where kind = 'shown' and json_extract(body, '$.channel') = ?"
        " and json_extract(body, '$.thread') = ? order by n desc limit 1",
        [channel, thread],
    ).fetchone()
    return CheckId(row[0]) if row else None


def of_message(connection: sqlite3.Connection, channel: str, source: str) -> CheckId | None:
    """Return the newest check of an author's message."""
    row = connection.execute(
        "select report from events where kind = 'shown' and json_extract(body, '$.channel') = ?"
        " and json_extract(body, '$.source') = ? order by n desc limit 1",
        [channel, source],
    ).fetchone()
    return CheckId(row[0]) if row else None


def standing(connection: sqlite3.Connection, decision: Decision, until: datetime | None) -> list[CheckId]:
    """Return the checks whose last decision is `decision`, made before `until`, the oldest first."""
    rows = connection.execute(STANDING, [str(decision), moment(until) if until else "9999"])
    return [CheckId(report) for (report,) in rows.fetchall()]


def disputed(connection: sqlite3.Connection, limit: int) -> list[dict[str, str]]:
    """Return the newest disputes: of which check and rule, by whom, and why."""
    rows = connection.execute(
        "select report, actor, body from events where kind = 'decided' and json_extract(body, '$.decision') = 'disputed'"
        " order by n desc limit ?",
        [limit],
    )
    found = [(report, actor, json.loads(body)) for report, actor, body in rows.fetchall()]
    return [{"id": r, "actor": a, "rule": body["rule"], "reason": body["reason"] or ""} for r, a, body in found]


def of_actor(connection: sqlite3.Connection, actor: str, limit: int) -> list[CheckId]:
    """Return the newest checks of a person."""
    rows = connection.execute(
        "select report from events where kind = 'checked' and (actor = ? or (actor > ? and actor < ?)) order by n desc limit ?",
        [actor, actor + " ", actor + "!", limit],
    )
    return [CheckId(report) for (report,) in rows.fetchall()]


def match(recorded: dict[str, str | None], key: bytes, text: str) -> Match:
    """Compare `text` with the fingerprints recorded of one check."""
    if recorded["key"] != key_id(key):
        return Match.UNKNOWN_KEY
    mark = fingerprint(key, text)
    if mark == recorded["draft"]:
        return Match.DRAFT
    return Match.REVIEW if mark == recorded["review"] else Match.NO


CSV_COLUMNS = (
    "id", "at", "actor", "kind", "platform", "practice", "verdict", "rules", "notes", "findings", "faults", "text", "review",
)  # fmt: skip


def csv_lines(path: Path, wanted: Wanted) -> Iterator[str]:
    """Yield the checks as lines of CSV (RFC 4180), a heading first."""
    yield _csv_line(CSV_COLUMNS)
    where, values = wanted.where()
    query = f"select report, at, actor, body from events where kind = 'checked' and {where} order by n"  # noqa: S608
    for check in map(_check, _rows(path, query, values)):
        check.update({name: ", ".join(check[name]) for name in ("rules", "notes", "faults")})
        yield _csv_line([_harmless(str(check[name] if check[name] is not None else "")) for name in CSV_COLUMNS])


def json_lines(path: Path, wanted: Wanted) -> Iterator[str]:
    """Yield every event, of whatever kind, as a line of JSON."""
    where, values = wanted.where()
    query = f"select * from events where {where} order by n"  # noqa: S608
    for row in _rows(path, query, values):
        yield json.dumps(_event(row), ensure_ascii=False) + "\n"


def _rows(path: Path, query: str, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    with told(path), _reader(path) as db:
        yield from db.query(query, values)


@contextmanager
def _reader(path: Path) -> Iterator[Database]:
    from sqlite_utils import Database

    db = Database(connect(path, wait=5.0))
    try:
        db.execute("pragma query_only = on")
        yield db
    finally:
        db.close()


def _check(row: dict[str, Any]) -> dict[str, Any]:
    body = json.loads(row["body"])
    return {
        "id": row["report"],
        "at": row["at"],
        "actor": row["actor"],
        **{name: body[name] for name in ("kind", "platform", "practice", "verdict")},
        "rules": [violation["rule"] for violation in body["violations"]],
        "notes": [note["rule"] for note in body["notes"]],
        "findings": len(body["findings"]),
        "faults": body["faults"],
        "text": body["text"],
        "review": body["review"],
    }


def _event(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "n": row["n"],
        "id": row["report"],
        "at": row["at"],
        "event": row["kind"],
        "actor": row["actor"],
        "delivery": row["delivery"],
        "body": json.loads(row["body"]),
    }


def _harmless(cell: str) -> str:
    # A spreadsheet runs a cell that begins like a formula (owasp.org/www-community/attacks/CSV_Injection).
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _csv_line(cells: list[str] | tuple[str, ...]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
