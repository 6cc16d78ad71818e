"""The SQLite file under the trail: how it is opened, locked for writing, and what its errors mean to people.

Plain sqlite3 here, because every check passes through: sqlite-utils takes 0.2 to 0.4 s to import, and waits for
the moments when a table is made or the trail is read.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import TrailUnwritable

NOTHING_WRITTEN = "Nothing was recorded, so nothing counts as checked."


def connect(path: Path, wait: float) -> sqlite3.Connection:
    """Open the file, making it (mode 0600) where there is none. `wait`: seconds to wait for somebody else's lock.

    A commit is on disk when it returns (synchronous=FULL), and readers never stop a writer (WAL).
    """
    connection: sqlite3.Connection | None = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            # Made before SQLite would: its own default leaves the file readable by everybody.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        return connection
    except (sqlite3.Error, OSError) as error:
        if connection is not None:
            connection.close()
        raise unwritable(error, path) from None


@contextmanager
def write_lock(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold SQLite's write lock for the block: commit at its end, roll back on any exception."""
    # IMMEDIATE: under a deferred BEGIN two writers read the same last event, and the second fails at its INSERT at
    # once, whatever the busy timeout (sqlite.org/isolation.html).
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:  # a full disk rolls back by itself
            connection.execute("rollback")
        raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn any error of SQLite or of the file system inside the block into TrailUnwritable."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise unwritable(error, path) from None


def unwritable(error: sqlite3.Error | OSError, path: Path) -> TrailUnwritable:
    """Say what an error of SQLite means. The error's own text stays out: it may quote what was being written."""
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    for start, (what, todo) in _MEANINGS.items():
        if name.startswith(start):
            return TrailUnwritable(what.format(path=path), NOTHING_WRITTEN, todo.format(folder=path.parent))
    return TrailUnwritable(
        f"The audit trail {path} cannot be used ({name}).",
        NOTHING_WRITTEN,
        "Run `checkpost doctor`; it says what is wrong with the file.",
    )


_ACCESS = "Give this user read and write access to the file and to {folder}, or point CHECKPOST_DATABASE elsewhere."
_OTHER_FILE = (
    "{path} is no audit trail of Checkpost.",
    "Point CHECKPOST_DATABASE at another file, or move this one away and a new trail is begun.",
)
_MEANINGS = {
    "SQLITE_FULL": (
        "The disk that keeps the audit trail {path} is full.",
        "Free space in {folder}, then try again. `checkpost doctor` shows how much is left.",
    ),
    "SQLITE_BUSY": (
        "The audit trail {path} is in use by another program, which did not let go of it in time.",
        "Close what has it open (a database browser, a backup that is still running), then try again.",
    ),
    "SQLITE_LOCKED": (
        "The audit trail {path} is in use by another part of Checkpost, which did not let go of it in time.",
        "Try again; if it stays so, restart Checkpost.",
    ),
    "SQLITE_READONLY": ("The audit trail {path} may be read but not written.", _ACCESS),
    "SQLITE_PERM": ("The audit trail {path} may not be opened by this user.", _ACCESS),
    "SQLITE_CANTOPEN": ("The audit trail {path} cannot be opened.", _ACCESS),
    "SQLITE_NOTADB": _OTHER_FILE,
    "SQLITE_CORRUPT": (
        "The audit trail {path} is damaged.",
        "Keep the damaged file, put the last backup in its place, and have somebody look at the disk.",
    ),
    "SQLITE_IOERR": (
        "The disk that keeps the audit trail {path} reported an error.",
        "Check the disk and the connection to it, then try again.",
    ),
    "PermissionError": ("The audit trail {path} may not be opened by this user.", _ACCESS),
    "IsADirectoryError": ("{path} is a folder; the audit trail needs a file.", "Point CHECKPOST_DATABASE at a file."),
    "NotADirectoryError": ("The audit trail {path} cannot be made: a part of its path is a file.", _ACCESS),
    "FileExistsError": ("The audit trail {path} cannot be made: a part of its path is a file.", _ACCESS),
}
