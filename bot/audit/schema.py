"""The shape of the trail, and how it gets from one version to the next.

`pragma user_version` counts the migrations that a file has seen. A migration is never changed once released; a later need
(a hash of the event before, a purge of old texts, the state of approvals) is a migration of its own. What tells one kind
of event from another stands in `body`, so a new kind needs none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from bot.audit.store import told, write_lock
from bot.errors import TrailUnwritable

APPLICATION = (
    0x43505354  # "CPST" in the file's header: this file is ours (sqlite.org/pragma.html#pragma_application_id)
)


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to the newest version. Does nothing, in microseconds, where it is there already.

    Raises TrailUnwritable if the file belongs to another program or to a newer Checkpost; it is left as it was.
    """
    with told(path):
        if _version(connection) == len(MIGRATIONS) and _is_ours(connection):
            return
        with write_lock(connection):
            _migrate(connection, path)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection)  # read again under the lock: another process may have been faster
    empty = not connection.execute("select count(*) from sqlite_schema").fetchone()[0]
    if not empty and not _is_ours(connection):
        raise TrailUnwritable(
            f"{path} is a database of another program.",
            "Nothing was recorded and the file was not changed.",
            "Point CHECKPOST_DATABASE at a file of its own.",
        )
    if version > len(MIGRATIONS):
        raise TrailUnwritable(
            f"The audit trail {path} was written by a newer Checkpost (version {version} of the trail; this one knows {len(MIGRATIONS)}).",
            "Nothing was recorded and the file was not changed.",
            "Install the newer Checkpost again, or point CHECKPOST_DATABASE at another file.",
        )
    for migration in MIGRATIONS[version:]:
        migration(connection)
    connection.execute(f"pragma application_id = {APPLICATION}")
    connection.execute(f"pragma user_version = {len(MIGRATIONS)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def _is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("pragma application_id").fetchone()[0] == APPLICATION)


def _events(connection: sqlite3.Connection) -> None:
    """Version 1: the events, what keeps them as they were written, and views for people."""
    from sqlite_utils import Database

    db = Database(connection)
    events = db.table("events")
    events.create(
        {"n": int, "at": str, "kind": str, "report": str, "actor": str, "delivery": str, "body": str},
        pk="n",
        not_null={"at", "kind", "report", "actor", "body"},
        strict=True,
    )
    events.create_index(["at"])
    events.create_index(["report"])
    events.create_index(["delivery"], unique=True)
    connection.execute(
        "create index events_fingerprint on events (json_extract(body, '$.fingerprint.draft')) where kind = 'checked'"
    )
    for statement in TRIGGERS:
        connection.execute(statement)
    for name, query in VIEWS.items():
        db.create_view(name, query)


TRIGGERS = (
    "create trigger events_no_update before update on events begin select raise(abort, 'the trail is append-only'); end",
    "create trigger events_no_delete before delete on events begin select raise(abort, 'the trail is append-only'); end",
    # INSERT OR REPLACE deletes what is in its way without asking the trigger above (sqlite.org/lang_conflict.html).
    """create trigger events_at_the_end before insert on events
    when new.n is not (select coalesce(max(n), 0) + 1 from events)
      or exists (select 1 from events where delivery = new.delivery)
    begin select raise(abort, 'the trail is append-only'); end""",
)

VIEWS = {
    "checks": """
        select report as id, at, actor,
          json_extract(body, '$.kind') as kind,
          json_extract(body, '$.platform') as platform,
          json_extract(body, '$.practice') as practice,
          json_extract(body, '$.verdict') as verdict,
          (select group_concat(json_extract(value, '$.rule'), ', ') from json_each(body, '$.violations')) as rules,
          json_array_length(body, '$.findings') as findings,
          json_array_length(body, '$.faults') as faults,
          json_extract(body, '$.text') as text,
          json_extract(body, '$.review') as review
        from events where kind = 'checked'""",
    "findings": """
        select report as id, at, json_extract(value, '$.type') as type, json_extract(value, '$.start') as start,
          json_extract(value, '$.end') as end, json_extract(value, '$.score') as score,
          json_extract(value, '$.recognizer') as recognizer
        from events, json_each(body, '$.findings') where kind = 'checked'""",
    "violations": """
        select report as id, at, json_extract(value, '$.rule') as rule, json_extract(value, '$.verdict') as verdict,
          json_extract(value, '$.spans') as spans
        from events, json_each(body, '$.violations') where kind = 'checked'""",
    "suggestions": """
        select report as id, at, actor, json_extract(value, '$.writer') as writer,
          json_extract(value, '$.voice') as voice, json_extract(value, '$.text') as text
        from events, json_each(body, '$.suggestions') where kind = 'suggested'""",
}


def _decisions(connection: sqlite3.Connection) -> None:
    """Version 2: decisions and the places of cards, found without reading the whole trail."""
    from sqlite_utils import Database

    connection.execute(
        "create index events_place on events (json_extract(body, '$.channel'), json_extract(body, '$.thread')) where kind = 'shown'"
    )
    connection.execute("create index events_actor on events (actor)")
    connection.execute(
        "create index events_decided on events (json_extract(body, '$.decision'), at) where kind = 'decided'"
    )
    db = Database(connection)
    for name, query in LATER_VIEWS.items():
        db.create_view(name, query)


LATER_VIEWS = {
    "decisions": """
        select report as id, at, actor, json_extract(body, '$.decision') as decision, json_extract(body, '$.rule') as rule,
          json_extract(body, '$.reason') as reason, json_extract(body, '$.wording.text') as wording
        from events where kind = 'decided'""",
}

MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_events, _decisions)
