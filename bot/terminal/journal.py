"""The output of a batch, and where it stands, so that an interrupted run can go on.

Each line of input gives one line of output, so the output itself says how far the run came. `OUT.progress` beside it says of
which run: input, options, versions of the rules. It goes away when the run is finished.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.errors import CheckpostError
from bot.terminal.lines import Source

ERROR = "error"


class Journal:
    """The output file of one run. `done` counts the lines that an earlier part of it wrote, by verdict or `error`."""

    def __init__(self, out: Path, run: Mapping[str, Any], *, resumable: bool = True) -> None:
        self.out, self._run = out, dict(run)
        self.scan = secrets.token_hex(8)  # names the run in the trail
        self.done: Counter[str] = Counter()
        self._beside = out.with_name(out.name + ".progress")
        self._file: io.FileIO | None = None
        self._plain = not out.exists() or out.is_file()  # no device or pipe
        self.resumable = resumable and self._plain

    def open(self, *, resume: bool, force: bool) -> None:
        """Begin, or with `resume` go on. Raises CheckpostError if there is an output that must not be lost."""
        going_on = resume and self.resumable and (self.out.exists() or self._beside.exists())
        if going_on:
            self._check_same_run()
        elif self._plain and self.out.exists() and not force:
            hint = "go on with it (--resume), " if self._beside.exists() else ""
            raise CheckpostError(
                f"{self.out} is there already.",
                "Nothing was checked, and it was left as it is.",
                f"Choose another --out, {hint}or overwrite it (--force).",
            )
        self._file = self._opened()
        self._lock()
        # Only now may anything be lost: until here the output may be that of a run which is still going on.
        if going_on:
            end = self._count()
            self._file.truncate(end)
            self._file.seek(end)
            return
        if self._plain:
            self._file.truncate(0)
        self._note()

    def _opened(self) -> io.FileIO:
        """Open the output as it is. Unbuffered: what a full disk refused must not be tried again when it is closed."""
        if not self._plain:
            return self.out.open("wb", buffering=0)
        return io.FileIO(self.out, "r+", opener=lambda path, flags: os.open(path, flags | os.O_CREAT, 0o666))

    def write(self, lines: Iterable[str]) -> None:
        """Append lines. They are out of this process when this returns."""
        assert self._file is not None
        left = memoryview("".join(f"{line}\n" for line in lines).encode("utf-8"))
        while left:
            left = left[self._file.write(left) :]

    def close(self) -> None:
        """Close the file; the run can go on later."""
        if self._file is not None:
            file, self._file = self._file, None
            file.close()

    def finish(self) -> None:
        """Close the file: the run is complete."""
        self.close()
        if self.resumable:
            self._beside.unlink(missing_ok=True)

    def _note(self) -> None:
        if self.resumable:
            draft = self._beside.with_name(f".{self._beside.name}.{secrets.token_hex(4)}")
            draft.write_text(json.dumps({"scan": self.scan, **self._run}), encoding="utf-8")
            draft.replace(self._beside)

    def _check_same_run(self) -> None:
        try:
            noted = json.loads(self._beside.read_text(encoding="utf-8"))
            self.scan = str(noted.pop("scan"))
        except (OSError, ValueError, KeyError, AttributeError):
            raise CheckpostError(
                f"There is nothing to go on with: {self._beside} is missing or broken.",
                f"{self.out} was finished before, or it is no output of a scan. It was left as it is.",
                "Choose another --out, or overwrite it (--force).",
            ) from None
        if other := [name for name in self._run if noted.get(name) != self._run[name]]:
            raise CheckpostError(
                f"{self.out} was begun with another {', another '.join(other)}.",
                "Half of it would follow other rules than the rest, so nothing was checked.",
                "Run the command as it was begun, or begin again (--force instead of --resume).",
            )

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # Windows: two runs on one output are not noticed
            return
        assert self._file is not None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CheckpostError(
                f"Another run is writing {self.out}.", "Nothing was checked.", "Wait until it has finished."
            ) from None

    def _count(self) -> int:
        """Count the whole lines, and return where they end: a crash may have left a part of the next."""
        end = 0
        with self.out.open("rb") as lines:
            for raw in lines:
                try:
                    line: Any = json.loads(raw) if raw.endswith(b"\n") else None
                    self.done[ERROR if "error" in line else line.get("verdict", "done")] += 1
                except (ValueError, TypeError, AttributeError):
                    break
                end += len(raw)
        return end


def fingerprint(source: Source) -> str:
    """Tell one input from another: its size and the digest of its first MiB."""
    return f"{source.size}:{hashlib.sha256(source.head).hexdigest()}"


def digest(path: Path | None) -> str:
    """Return the digest of a small file, empty for none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path and path.is_file() else ""


def same(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same file."""
    return one.exists() and other.exists() and one.samefile(other)
