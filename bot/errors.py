"""One error for people: what happened, what it means, what to do next.

Terminal, Slack and JSON render the same three fields. Never the draft's words, never a traceback.
"""

from __future__ import annotations


class CheckpostError(Exception):
    """Anything the person in front of Checkpost can be told about and can act on."""

    status = 64  # exit status, sysexits.h EX_USAGE unless a subclass says otherwise

    def __init__(self, what: str, means: str = "", todo: str = "") -> None:
        self.what, self.means, self.todo = what, means, todo
        super().__init__(what)

    def __str__(self) -> str:
        return "\n".join(line for line in (self.what, self.means, self.todo) if line)


class DraftTooLong(CheckpostError):
    """The draft is over the limit that keeps a check bounded."""


class PackBroken(CheckpostError):
    """A pack of rules cannot be read: the message lists every fault as `file:line: rule: reason`."""

    status = 78  # EX_CONFIG


class ProfileBroken(CheckpostError):
    """A practice profile cannot be read."""

    status = 78


class SettingsBroken(CheckpostError):
    """The environment or `.env` holds a setting that cannot be used."""

    status = 78


class TrailUnwritable(CheckpostError):
    """The audit trail could not be written: disk full, read-only, or locked past the busy timeout. Nothing was recorded."""

    status = 74  # EX_IOERR


class InputUnreadable(CheckpostError):
    """What was handed over is not text: no such file, binary, broken UTF-8, empty."""

    status = 66  # EX_NOINPUT
