"""All patterns of all packs, asked at once: which of them can occur in this text at all, and then where.

google-re2 matches in linear time whatever the pattern, so a practice's own pack cannot stall the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import re2

MEMORY = 64 << 20  # bytes for the automaton of the filter; RE2 rebuilds it when it is full


def options(memory: int = 8 << 20) -> Any:
    """How every pattern is compiled: without regard to case, no groups kept, errors raised and not printed."""
    chosen = re2.Options()
    chosen.case_sensitive = False
    chosen.never_capture = True
    chosen.log_errors = False
    chosen.max_mem = memory
    return chosen


def refusal(pattern: str) -> str:
    """Why RE2 refuses `pattern`, or empty."""
    try:
        compiled = re2.compile(pattern, options())
    except re2.error as error:
        reason = error.args[0] if error.args else "unreadable"
        return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return "it matches the empty text, so it would find everything" if compiled.search("") else ""


class Patterns:
    """Patterns by number, filtered by the letters that each needs before any of them runs."""

    def __init__(self) -> None:
        self._filter = re2.Filter()
        self._numbers: dict[str, int] = {}
        self._compiled: list[Any] = []
        self._options = options()

    def add(self, pattern: str) -> int:
        """Register a pattern and return its number; the same pattern has the same number."""
        if pattern not in self._numbers:
            self._numbers[pattern] = self._filter.Add(pattern, self._options)
        return self._numbers[pattern]

    def seal(self) -> None:
        """Build the filter. After this nothing is added."""
        if self._numbers:
            self._filter.Compile()
        self._compiled = [self._filter.re(number) for number in range(len(self._numbers))]

    def possible(self, low: str) -> Sequence[int]:
        """Return the numbers of the patterns that may match somewhere in lower-case text: all that do, and few more."""
        return (self._filter.Match(low, True) or ()) if self._numbers else ()

    def occurs(self, number: int, text: str) -> bool:
        """Whether a pattern matches somewhere in `text`."""
        return self._compiled[number].search(text) is not None

    def places(self, number: int, text: str) -> Iterator[tuple[int, int]]:
        """Where a pattern matches in `text`."""
        for match in self._compiled[number].finditer(text):
            yield match.start(), match.end()
