"""`.env`: settings added or replaced where they stand, and all else kept. Written whole or not at all, for this user only."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from bot.errors import CheckpostError


def read(path: Path) -> str:
    """Return the file's text, empty where there is none. Raises CheckpostError if it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError):
        raise _refused(f"{path} cannot be read: it must be a file of UTF-8 text that this user may read.") from None


def value(text: str, name: str) -> str:
    """Return what `name` is set to, as bot/settings.py reads it; empty where it is not."""
    found = [match[2].strip("'\"") for line in text.splitlines() if (match := _line(name).fullmatch(line))]
    return next((one for one in reversed(found) if one and not one.startswith("#")), "")


def changed(text: str, values: Mapping[str, str]) -> str:
    """Return the text with these values. What is set twice is set alike in both places, so that no old token stays."""
    lines, end = text.splitlines(keepends=True), "\r\n" if "\r\n" in text else "\n"
    for name, new in values.items():
        found = False
        for number, line in enumerate(lines):
            bare = line.rstrip("\r\n")
            if match := _line(name).fullmatch(bare):
                lines[number] = f"{match[1]}{new}{match[3]}{line[len(bare) :]}"
                found = True
        if not found:
            if lines and not lines[-1].endswith(("\n", "\r")):
                lines[-1] += end
            lines.append(f"{name}={new}{end}")
    return "".join(lines)


def write(path: Path, text: str) -> None:
    """Put the text in the file's place, readable by this user only. Raises CheckpostError; then the file is as it was."""
    target = path.resolve()  # a link stays one
    beside = target.with_name(f"{target.name}.{secrets.token_hex(6)}.part")
    try:
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _refused(f"{path} cannot be written: {error.strerror}.") from None


def _line(name: str) -> re.Pattern[str]:
    """A line that sets `name`: what is before the value, the value, a comment after it."""
    return re.compile(rf"(\s*(?:export )?\s*{re.escape(name)}\s*=\s*)(.*?)(\s+#.*|\s*)")


def _refused(what: str) -> CheckpostError:
    error = CheckpostError(what, "Nothing was written.", "Give this user access to that file and its folder.")
    error.status = 73  # EX_CANTCREAT
    return error
