"""Plain lines to the terminal: results to stdout, all else to stderr."""

from __future__ import annotations

import sys


def say(text: str = "") -> None:
    """Write a result."""
    sys.stdout.write(text + "\n")


def aside(text: str) -> None:
    """Write what is no result: hints, errors, progress."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
