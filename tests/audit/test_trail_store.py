"""The file under the trail, when something is wrong with it: each trouble has its own words, and nothing is half written."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.audit import Checked, Trail
from bot.audit.health import health
from bot.errors import TrailUnwritable

POSIX = pytest.mark.skipif(os.name == "nt", reason="modes and signals of POSIX")
NOBODY = 65534

# A writer in a process of its own: prints each id once it is on disk, and a batch's ids after its last.
WRITER = """
import sys
from pathlib import Path
from bot.audit import Checked, Trail
from bot.drafts import Draft, Report, Scrubbed, Verdict

report = Report(Draft("x"), Verdict.PASS, (), (), (), Scrubbed("x" * 3000))
trail = Trail.open(Path(sys.argv[1]), b"k" * 32)
size = int(sys.argv[2])
for turn in range(int(sys.argv[3])):
    print(*trail.record_many([Checked(report, "r")] * size, "ann", {}), flush=True)
"""


def writer(path, size, turns):
    """Start a process that records `turns` batches of `size`."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(size), str(turns)], stdout=subprocess.PIPE, text=True
    )


def reports_of(path):
    """The ids of all checks in the file, read without Checkpost."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        return [row[0] for row in connection.execute("select report from events where kind = 'checked' order by n")]
    finally:
        connection.close()


def refusal(trouble) -> TrailUnwritable:
    """What the trail says; all three fields must be filled."""
    with pytest.raises(TrailUnwritable) as caught:
        trouble()
    assert caught.value.what
    assert "Nothing was recorded" in caught.value.means
    assert caught.value.todo
    assert caught.value.status == 74
    return caught.value


@POSIX
def test_files_are_private(trail, report, path):
    """Trail, write-ahead log and key can be read by their owner alone, whatever the umask, and so can their new folder."""
    trail.record_checked(report(), "ann", "r", {})

    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_commit_is_on_disk_and_readers_do_not_block(trail):
    """Full synchronisation and write-ahead logging are in force."""
    pragma = trail._connection.execute
    assert pragma("pragma journal_mode").fetchone()[0] == "wal"
    assert pragma("pragma synchronous").fetchone()[0] == 2


def test_a_lock_that_stays_is_told(trail, report, path):
    """Another program holds the database: after the wait the author hears so, and the next try works."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")

    error = refusal(lambda: trail.record_checked(report(), "ann", "r", {}))
    assert "in use by another program" in error.what

    other.execute("rollback")
    other.close()
    assert trail.record_checked(report(), "ann", "r", {})


def test_a_lock_that_goes_is_waited_for(path, key, report):
    """Two processes that write at once take turns, and nobody's check is lost or shares an id."""
    Trail.open(path, b"k" * 32).close()
    writers = [writer(path, 1, 40) for _ in range(4)]
    ids = [line.strip() for process in writers for line in process.communicate()[0].splitlines()]

    assert [process.returncode for process in writers] == [0] * 4
    assert len(ids) == 160
    assert reports_of(path) == sorted(ids)


def test_threads_share_one_trail(trail, report, path):
    """Eight threads with one trail: every check is there, once."""
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda n: trail.record_checked(report(), f"actor-{n}", "r", {}), range(64)))

    assert reports_of(path) == sorted(ids)
    assert len(set(ids)) == 64


def test_processes_that_start_together_make_one_trail(tmp_path):
    """Six first starts at the same moment: one table, one key, no error."""
    path = tmp_path / "new" / "checkpost.db"
    code = f"from pathlib import Path; from bot.audit import Trail; Trail.open(Path({str(path)!r})).close()"
    starts = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(6)]

    assert [process.communicate()[1] for process in starts] == [""] * 6
    assert sorted(file.name for file in path.parent.iterdir()) == ["checkpost.db", "checkpost.key"]


@pytest.mark.parametrize("size", [1, 50])
@POSIX
def test_a_kill_in_mid_write_leaves_whole_batches(tmp_path, size):
    """After kill -9 every check that was confirmed is there, and of the one under way all or nothing."""
    path = tmp_path / "checkpost.db"
    process = writer(path, size, 100_000)
    confirmed = [name for _ in range(20) for name in process.stdout.readline().split()]
    os.kill(process.pid, signal.SIGKILL)
    confirmed += process.communicate()[0].split()
    kept = reports_of(path)

    assert set(confirmed) <= set(kept)
    assert len(kept) % size == 0
    assert len(kept) - len(confirmed) in (0, size)  # killed between the commit and the confirmation

    with Trail.open(path, b"k" * 32) as again:
        assert len(list(again.list())) == len(kept)


def test_a_full_disk_is_told(trail, report, path):
    """No room for one more page: the check is not recorded, what was there stays, and space freed helps."""
    trail.record_checked(report(), "ann", "r", {})
    pages = trail._connection.execute("pragma page_count").fetchone()[0]
    trail._connection.execute(f"pragma max_page_count = {pages}")
    big = report(scrubbed="<PERSON_1> " * 10_000)

    error = refusal(lambda: trail.record_many([Checked(report(), "r"), Checked(big, "r")], "ann", {}))
    assert "is full" in error.what

    trail._connection.execute("pragma max_page_count = 1000000")
    trail.record_checked(big, "ann", "r", {})
    assert len(reports_of(path)) == 2


@POSIX
def test_a_disk_that_fails_is_told(tmp_path):
    """The system refuses to write on: the process says so in words and ends with EX_IOERR's meaning, not a traceback."""
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "from bot.errors import TrailUnwritable\ntry:\n    "
        + WRITER.strip().replace("\n", "\n    ")
        + "\nexcept TrailUnwritable as error:\n    print('told:', error.what)\n"
    )
    path = tmp_path / "checkpost.db"
    done = subprocess.run(
        [sys.executable, "-c", limited, str(path), "1", "1000"], capture_output=True, text=True, check=True
    )

    *ids, last = done.stdout.splitlines()
    assert last.startswith("told: The disk")
    assert reports_of(path) == ids


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        pytest.param(
            lambda path: path.parent.write_text("a file"), "a part of its path is a file", id="file as folder"
        ),
        pytest.param(lambda path: path.mkdir(parents=True), "cannot be opened", id="folder as file"),
        pytest.param(
            lambda path: (path.parent.mkdir(), path.write_text("Dear diary, " * 500)), "no audit trail", id="a diary"
        ),
    ],
)
def test_what_is_no_database_is_told_and_left_alone(tmp_path, prepare, says):
    """The file that is in the way keeps its content."""
    path = tmp_path / "trail" / "checkpost.db"
    prepare(path)
    before = path.read_bytes() if path.is_file() else None

    error = refusal(lambda: Trail.open(path, b"k" * 32))

    assert says in error.what
    assert (path.read_bytes() if path.is_file() else None) == before


def test_another_programs_database_is_left_alone(tmp_path):
    """A database of somebody else gets no tables of ours."""
    path = tmp_path / "contacts.db"
    connection = sqlite3.connect(path)
    connection.execute("create table people (name text)")
    connection.commit()

    with pytest.raises(TrailUnwritable, match="another program"):
        Trail.open(path, b"k" * 32)

    assert connection.execute("select name from sqlite_schema").fetchall() == [("people",)]
    connection.close()


def test_a_newer_trail_is_left_alone(trail, path):
    """An older Checkpost does not write into a trail whose shape it does not know."""
    trail._connection.execute("pragma user_version = 99")

    with pytest.raises(TrailUnwritable, match="newer Checkpost"):
        Trail.open(path, b"k" * 32)


def test_a_damaged_trail_is_told(trail, report, path):
    """Bytes changed behind SQLite's back are noticed when the trail is looked at."""
    for _ in range(50):
        trail.record_checked(report(scrubbed="x" * 500), "ann", "r", {})
    trail.close()
    damaged = bytearray(path.read_bytes())
    damaged[5000:30000] = b"\xaa" * 25000
    path.write_bytes(damaged)

    with pytest.raises(TrailUnwritable, match="damaged"):
        health(path, b"k" * 32)


@POSIX
@pytest.mark.parametrize(
    ("mode", "says"), [(0o444, "read but not written"), (0o000, "cannot be opened|may not be opened")]
)
def test_a_file_that_this_user_may_not_write_is_told(mode, says, report):
    """Read-only and unreadable files each get the words that help."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checkpost.db"
        Trail.open(path, b"k" * 32).close()
        path.chmod(mode)
        Path(folder).chmod(0o755)
        as_root = os.geteuid() == 0
        if as_root:  # root may write anywhere, so the test steps down
            os.seteuid(NOBODY)
        try:
            with pytest.raises(TrailUnwritable, match=says), Trail.open(path, b"k" * 32) as trail:
                trail.record_checked(report(), "ann", "r", {})
        finally:
            if as_root:
                os.seteuid(0)


def test_a_closed_trail_refuses(trail, report):
    """A programming slip is no traceback of SQLite either."""
    trail.close()

    refusal(lambda: trail.record_checked(report(), "ann", "r", {}))


def test_errors_do_not_quote_what_was_written(trail, report, path, canary):
    """Neither message nor cause of a failure holds the draft."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(TrailUnwritable) as caught:
        trail.record_checked(report(), "ann", "r", {})
    other.close()

    assert canary not in str(caught.value)
    assert caught.value.__cause__ is None
