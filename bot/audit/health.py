"""How the trail is doing, for `checkpost doctor`. Looks, and changes nothing that was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.audit.keys import key_id
from bot.audit.schema import prepare
from bot.audit.store import connect, told, write_lock


@dataclass(frozen=True, slots=True)
class Health:
    """`other_keys` counts checks recorded under another key than the one in force: their originals cannot be proved."""

    events: int
    wal: bool
    sound: bool
    other_keys: int


def health(path: Path, key: bytes, wait: float = 1.0) -> Health:
    """Return the state of an existing trail. Raises TrailUnwritable if it could not be written to right now."""
    connection = connect(path, wait)
    try:
        prepare(connection, path)
        with told(path):
            with write_lock(connection):  # another program's lock shows here
                # A lock alone can be had where nothing can be written: a read-only disk, a file made immutable.
                version = connection.execute("pragma user_version").fetchone()[0]
                connection.execute(f"pragma user_version = {version}")
            count, others = connection.execute(
                "select count(*), count(*) filter (where kind = 'checked' and json_extract(body, '$.fingerprint.key') <> ?)"
                " from events",
                [key_id(key)],
            ).fetchone()
            mode = connection.execute("pragma journal_mode").fetchone()[0]
            sound = connection.execute("pragma quick_check(1)").fetchone()[0]
            return Health(count, mode == "wal", sound == "ok", others)
    finally:
        connection.close()
